"""Is this document one of ours? By the file, or by its hash (X-7: what has been decided can be shown to be so)."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views import View

from processlots.apps.processes.models import Release
from processlots.kit import access, files, unpacking
from processlots.kit.files import BadFile
from processlots.kit.tables import written

_HASH = re.compile(r"^[0-9a-f]{64}$")
MOST = 25 * files.MEGABYTE


@dataclass(frozen=True)
class Known:
    """What a hash stands for; `release` is None where it is not recognised."""

    sha256: str
    release: Release | None
    what: str = ""

    @property
    def sentence(self) -> str:
        """The answer in plain words."""
        if self.release is None:
            return _("The document is not recognised. It is no version that has been decided here, or it has been changed since.")
        said = _("This is version %(number)s of %(process)s, decided on %(day)s. Not a character of it has been changed.")
        one = self.release
        return said % {"number": one.number, "process": one.process, "day": written(one.decision.date)}


def recognise(sha256: str, user: Any) -> Known:
    """The version whose PDF or JSON has the hash, of those that the person may see."""
    rows = access.visible(user, Release).filter(Q(content__sha256=sha256) | Q(document__sha256=sha256))
    one = rows.select_related("process", "decision__by", "content", "document").order_by("pk").first()
    if one is None:
        return Known(sha256, None)
    return Known(sha256, one, "PDF" if one.document.sha256 == sha256 else "JSON")


def cleaned(text: str) -> str:
    """A hash as it was pasted: spaces, colons, capitals and "SHA-256" are no part of it. "" where it is none."""
    found = re.sub(r"^sha-?256", "", text.strip().lower())
    found = re.sub(r"[\s:]+", "", found)
    return found if _HASH.match(found) else ""


def digest(upload: Any) -> str:
    """SHA-256 of an uploaded file, read in pieces."""
    hashed = hashlib.sha256()
    for chunk in upload.chunks(unpacking.CHUNK):
        hashed.update(chunk)
    return hashed.hexdigest()


class KnownView(LoginRequiredMixin, View):
    """Send a file or paste a hash; nothing of the file is kept."""

    def get(self, request: HttpRequest) -> HttpResponse:
        text = request.GET.get("sha256", "")
        if not text:
            return self.show(request)
        return self.answered(request, text)

    def post(self, request: HttpRequest) -> HttpResponse:
        text = request.POST.get("sha256", "").strip()
        if text and "file" not in request.FILES:
            return self.answered(request, text)
        try:
            upload = files.uploaded(request, "file", MOST)
        except BadFile as bad:
            said = bad.message if "file" in request.FILES else _("Choose a file, or paste a hash.")
            return self.show(request, wrong=said, status=422)
        return self.show(request, known=recognise(digest(upload), request.user), name=upload.name)

    def answered(self, request: HttpRequest, text: str) -> HttpResponse:
        sha256 = cleaned(text)
        if not sha256:
            wrong = _("A hash has 64 characters, the digits 0–9 and the letters a–f. Copy all of it and paste it again.")
            return self.show(request, wrong=wrong, pasted=text[:200], status=422)
        return self.show(request, known=recognise(sha256, request.user), pasted=sha256)

    def show(self, request: HttpRequest, status: int = 200, **more: Any) -> HttpResponse:
        if not access.of(Release).may_enter(request.user):
            raise PermissionDenied(_("Your account has no place in the organisation yet. Ask the administrator to add you."))
        context = {
            "title": _("Recognise a document"),
            "lead": _("Every version has a hash, a number that no other document has. A changed comma gives another one."),
            "crumbs": [(_("Versions of processes"), "/versioner/")],
            "pasted": "",
            **more,
        }
        return render(request, "processes/release/known.html", context, status=status)
