"""Is the system well? For load balancers and monitoring (application/health+json)."""

from __future__ import annotations

import json

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse


def health(request: HttpRequest) -> HttpResponse:
    """`pass` where the database answers, else `fail` and 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        status = "pass"
    except DatabaseError:
        status = "fail"
    code = 200 if status == "pass" else 503
    return HttpResponse(json.dumps({"status": status}), content_type="application/health+json", status=code)
