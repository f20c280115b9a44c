"""The run that test_api_stands_up_to_schemathesis.py starts; by itself: `pytest -p schemathesis tests/schemathesis_run.py`."""

from __future__ import annotations

import os
from collections import Counter
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from processlots.kit import pages
from processlots.kit.models.tokens import ApiToken
from processlots.kit.periods import today
from tests.hanging import an_open_process, hang

#: requests to each operation, of each kind; more by hand: SCHEMATHESIS_EXAMPLES=100
EXAMPLES = int(os.environ.get("SCHEMATHESIS_EXAMPLES", "3"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture
def headers(cast: Any) -> list[dict[str, str]]:
    """Tokens of those who together may write everything, in an organisation with a row of everything."""
    hang(cast, an_open_process(cast))
    people = [cast.ali, cast.alva, cast.hanna, cast.moa, cast.charlie]
    secrets = [ApiToken.issue(user=user, name="schemathesis", scope="write", valid_to=today())[1] for user in people]
    return [{"Authorization": f"Bearer {secret}"} for secret in secrets]


def test_every_operation(headers: list[dict[str, str]], cast: Any) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    uids = {one.api: [str(row.uid) for row in one.model._default_manager.all()[:1]] for one in pages.registry() if one.api}
    asked: Counter[int] = Counter()
    wrong: list[str] = []
    for found in schema.get_all_operations():
        operation = found.ok()
        known = uids.get(operation.path.split("/")[3], [])
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            try:
                ask(operation, mode, known, headers, asked)
            except Unsatisfiable:
                continue  # nothing can be wrong about an operation that asks for nothing
            except (FailureGroup, Failure) as failure:
                said = " ".join(str(one) for one in getattr(failure, "exceptions", [failure]))
                wrong.append(f"{operation.method} {operation.path}: {said}")
    assert not wrong, "\n\n".join(wrong)
    # It got past the door: some were done and some were refused.
    print(sorted(asked.items()))
    assert sum(count for status, count in asked.items() if status < 300) > 50, asked
    assert sum(count for status, count in asked.items() if status >= 400) > 100, asked


def ask(operation: Any, mode: GenerationMode, known: list[str], headers: list[dict[str, str]], asked: Counter[int]) -> None:
    """Requests to one operation; what each writes is taken back."""

    @seed(20261123)
    @settings(
        max_examples=EXAMPLES, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    @given(
        case=operation.as_strategy(generation_mode=mode),
        who=st.sampled_from(headers),
        real=st.booleans(),
        version=st.integers(1, 3),
    )
    def made(case: Any, who: dict[str, str], real: bool, version: int) -> None:
        # Rows that are there, and tags that may be right, or nothing would be read past the first refusal.
        if real and known and "uid" in (case.path_parameters or {}):
            case.path_parameters["uid"] = known[0]
            if case.method.lower() != "get":
                case.headers["If-Match"] = f'"{version}"'
        point = transaction.savepoint()
        try:
            response = case.call(headers=who)
            asked[response.status_code] += 1
            case.validate_response(response, checks=CHECKS)
        finally:
            transaction.savepoint_rollback(point)

    made()
