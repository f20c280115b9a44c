"""A token is its person's: scoped, dated, hashed, shown once; it never gives more than the person has."""

from __future__ import annotations

import datetime
import json
import re
from typing import Any

import pytest
from django.test import Client

from processlots.apps.accounts.token_views import MOST
from processlots.apps.organisation.models import Forum
from processlots.kit.models.history import LogEntry
from processlots.kit.models.tokens import ApiToken
from processlots.kit.periods import today

PAGE = "/mina-nycklar/"
FORUMS = "/api/v1/forums"


@pytest.fixture
def forum(cast: Any) -> Forum:
    return Forum.objects.create(name="Ledningsgruppen", unit=cast.unit)


def token(user: Any, **fields: Any) -> dict[str, str]:
    """The header of a new token."""
    _row, secret = ApiToken.issue(**{"user": user, "name": "skript", "scope": "write", "valid_to": today(), **fields})
    return {"Authorization": f"Bearer {secret}"}


def rename(header: dict[str, str], forum: Forum) -> Any:
    body = json.dumps({"name": "Styrgruppen"})
    return Client().patch(f"{FORUMS}/{forum.uid}", body, "application/json", headers={**header, "If-Match": f'"{forum.version}"'})


def test_a_write_token_writes_in_its_persons_name(cast: Any, forum: Forum) -> None:
    assert rename(token(cast.ali), forum).status_code == 200
    entry = LogEntry.objects.order_by("-id").first()
    assert (entry.actor, entry.act.user) == (cast.ali, cast.ali)


def test_a_read_token_reads_and_does_not_write(cast: Any, forum: Forum) -> None:
    header = token(cast.ali, scope="read")
    assert Client().get(FORUMS, headers=header).json()["count"] == 1
    answer = rename(header, forum)
    assert (answer.status_code, answer.headers["Content-Type"]) == (403, "application/problem+json")
    posted = Client().post(FORUMS, "{}", "application/json", headers=header)
    assert posted.status_code == 403
    forum.refresh_from_db()
    assert forum.name == "Ledningsgruppen"


def test_a_token_gives_no_more_than_its_person_has(cast: Any, forum: Forum) -> None:
    assert rename(token(cast.maj), forum).status_code == 403
    assert Client().get(FORUMS, headers=token(cast.gro)).status_code == 403


def test_a_token_that_has_ended_or_whose_person_has_left_is_none(cast: Any, forum: Forum) -> None:
    yesterday = today() - datetime.timedelta(days=1)
    header = token(cast.maj)
    assert Client().get(FORUMS, headers=header).status_code == 200
    for dead in (
        token(cast.maj, valid_to=yesterday),
        {"Authorization": "Bearer "},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer å"},
    ):
        answer = Client().get(FORUMS, headers=dead)
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    cast.maj.is_active = False
    cast.maj.save()
    assert Client().get(FORUMS, headers=header).status_code == 401


def test_a_token_is_not_taken_from_the_address(cast: Any, forum: Forum) -> None:
    secret = token(cast.maj)["Authorization"].split()[1]
    for name in ("token", "access_token", "key", "api_key"):
        assert Client().get(f"{FORUMS}?{name}={secret}").status_code == 401


def test_a_token_that_is_wrong_is_not_helped_by_a_session(cast: Any, forum: Forum) -> None:
    assert cast.client("ali").get(FORUMS, headers={"Authorization": "Bearer pl_wrong"}).status_code == 401


def test_the_secret_is_shown_once_and_kept_nowhere(cast: Any) -> None:
    browser = cast.client("maj")
    day = today() + datetime.timedelta(days=30)
    made = browser.post(PAGE, {"name": "Årsrapporten", "scope": "read", "valid_to": day.isoformat()})
    assert made.status_code == 200
    assert "no-store" in made.headers["Cache-Control"]
    secret = re.search(r"pl_[\w-]{43}", made.content.decode()).group()  # type: ignore[union-attr]
    row = ApiToken.objects.get()
    assert (row.user, row.name, row.scope, row.valid_to) == (cast.maj, "Årsrapporten", "read", day)
    assert secret not in json.dumps(list(ApiToken.objects.values()), default=str)
    assert row.digest == ApiToken.hashed(secret)
    again = browser.get(PAGE).content.decode()
    assert "Årsrapporten" in again
    assert secret not in again
    assert Client().get("/api/v1/units", headers={"Authorization": f"Bearer {secret}"}).status_code == 200
    row.refresh_from_db()
    assert row.last_used == today()


def test_a_token_lives_a_year_at_most_and_there_are_not_too_many(cast: Any) -> None:
    browser = cast.client("maj")
    right = {"name": "Årsrapporten", "scope": "read", "valid_to": (today() + datetime.timedelta(days=365)).isoformat()}
    for wrong in (
        {"valid_to": (today() + datetime.timedelta(days=367)).isoformat()},
        {"valid_to": (today() - datetime.timedelta(days=1)).isoformat()},
        {"valid_to": "snart"},
        {"name": ""},
        {"name": "a" * 81},
        {"name": "a\x00"},
        {"scope": "everything"},
    ):
        answer = browser.post(PAGE, {**right, **wrong})
        assert answer.status_code == 422, wrong
        assert "summary" in answer.content.decode()
    assert not ApiToken.objects.exists()
    for number in range(MOST):
        ApiToken.issue(user=cast.maj, name=str(number), valid_to=today())
    assert browser.post(PAGE, right).status_code == 422
    ApiToken.objects.first().delete()
    assert browser.post(PAGE, right).status_code == 200


def test_one_ends_ones_own_tokens_and_no_others(cast: Any) -> None:
    row, _secret = ApiToken.issue(user=cast.maj, name="skript", valid_to=today())
    address = f"{PAGE}{row.uid}/avsluta/"
    assert cast.client("ali").post(address).status_code == 404
    assert cast.client("ali").get(PAGE).content.decode().count("skript</th>") == 0
    assert Client().post(address).status_code == 302
    assert ApiToken.objects.count() == 1
    assert cast.client("maj").get(address).status_code == 405
    assert cast.client("maj").post(address).status_code == 302
    assert not ApiToken.objects.exists()


def test_a_visitor_has_none_and_everyone_else_finds_the_page(cast: Any) -> None:
    assert cast.client("gro").get(PAGE).status_code == 403
    assert cast.client("gro").post(PAGE, {"name": "x", "scope": "write", "valid_to": today().isoformat()}).status_code == 403
    assert Client().get(PAGE).status_code == 302
    start = cast.client("maj").get("/").content.decode()
    assert f'href="{PAGE}"' in start
    assert 'href="/handbok/"' in start
