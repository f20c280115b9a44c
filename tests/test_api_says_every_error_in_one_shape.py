"""Every error of the API is application/problem+json with the same keys, and changes nothing.

It is told in Swedish unless English is asked for.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import models
from django.test import Client

from processlots.apps.followup.models import Goal
from processlots.apps.maps.models import MappingAssignment
from processlots.apps.organisation.models import Appointment, Forum
from processlots.apps.processes.models import Process, Recipient
from processlots.apps.resources.models import ResourceRequest
from processlots.kit import access, pages
from processlots.kit.api.serializers import serializer_of
from processlots.kit.models.tokens import ApiToken
from processlots.kit.periods import today
from tests.making import make

FORUMS = "/api/v1/forums"
IN_API = [declared for declared in pages.registry() if declared.api]
NUL = "\x00"


@pytest.fixture
def forum(cast: Any) -> Forum:
    return Forum.objects.create(name="Ledningsgruppen", unit=cast.unit)


def problem(answer: Any, status: int) -> dict[str, Any]:
    """The body of an answer that must be a problem."""
    assert answer.status_code == status, (answer.status_code, answer.content[:300])
    assert answer.headers["Content-Type"] == "application/problem+json", answer.headers["Content-Type"]
    body = answer.json()
    assert {"type", "title", "status", "detail", "instance"} <= set(body) <= {
        "type", "title", "status", "detail", "instance", "invalidParameters",
    }  # fmt: skip
    assert body["status"] == status
    assert body["instance"].startswith("/api/")
    assert body["title"]
    assert body["detail"]
    for one in body.get("invalidParameters", ()):
        assert {"property", "reason"} <= set(one) <= {"property", "reason", "rule"}
    return body


def send(browser: Client, method: str, address: str, data: Any = None, **headers: str) -> Any:
    """A request with a JSON body (or the text as it is) and these headers."""
    body = data if isinstance(data, (str, bytes)) else json.dumps(data if data is not None else {})
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return browser.generic(method, address, body, named.pop("Content-Type", "application/json"), headers=named)


def test_each_status_has_the_one_shape(cast: Any, forum: Forum) -> None:
    ali, maj = cast.client("ali"), cast.client("maj")
    row = f"{FORUMS}/{forum.uid}"
    process = make(Process, name="Bedöma bygglov", status=Process.Status.INVENTORIED)
    Appointment.objects.create(role="owner", person=cast.person("alva"), scope=process, state="decided", valid_from=today())
    goal = Goal.objects.create(process=process, statement="Snabbare besked", state="proposed")
    # Computed from the appointment where it is made through the product.
    Process.objects.filter(pk=process.pk).update(owner=cast.person("alva"))
    cases = [
        (400, ali, "POST", FORUMS, {"name": "Nytt"}, {}),
        (400, ali, "POST", FORUMS, "{", {}),
        (400, ali, "POST", FORUMS, "[]", {}),
        (400, ali, "POST", FORUMS, "null", {}),
        (400, ali, "POST", FORUMS, b"\xff\xfe{}", {}),
        (400, ali, "POST", FORUMS, '{"name": NaN}', {}),
        (400, ali, "POST", FORUMS, '{"name": "\\ud800"}', {}),
        (400, ali, "POST", FORUMS, "[" * 100_000, {}),
        (400, ali, "GET", f"{FORUMS}?limit=-1", None, {}),
        (401, Client(), "GET", FORUMS, None, {}),
        (401, Client(), "GET", FORUMS, None, {"Authorization": "Bearer pl_nonsense"}),
        (401, Client(), "GET", FORUMS, None, {"Authorization": "Basic QWxpOmFsaQ=="}),
        (403, maj, "POST", FORUMS, {"name": "Nytt"}, {}),
        (403, maj, "PATCH", row, {"name": "Nytt"}, {"If-Match": '"1"'}),
        (403, cast.client("gro"), "GET", FORUMS, None, {}),
        (404, ali, "GET", f"{FORUMS}/018f4e9a-7c31-7b52-9d3e-2f6a1c0b8e47", None, {}),
        (404, ali, "GET", f"{FORUMS}/no-uid", None, {}),
        (404, ali, "GET", "/api/v1/nothing", None, {}),
        (404, ali, "GET", "/api/", None, {}),
        (405, ali, "DELETE", row, None, {}),
        (405, ali, "PUT", row, {}, {}),
        (405, ali, "OPTIONS", row, None, {}),
        (406, ali, "GET", row, None, {"Accept": "text/html"}),
        (409, cast.client("alva"), "POST", f"/api/v1/goals/{goal.uid}/approve", {}, {"If-Match": f'"{goal.version}"'}),
        (412, ali, "PATCH", row, {"name": "Nytt"}, {"If-Match": '"99"'}),
        (412, ali, "PATCH", row, {"name": "Nytt"}, {"If-Match": "*"}),
        (412, ali, "PATCH", row, {"name": "Nytt"}, {"If-Match": '"²"'}),
        (412, ali, "PATCH", row, {"name": "Nytt"}, {"If-Match": '"1", "2"'}),
        (413, ali, "POST", FORUMS, b'{"name": "' + b"a" * (2 * 1024 * 1024) + b'"}', {}),
        (415, ali, "POST", FORUMS, "name=Nytt", {"Content_Type": "application/x-www-form-urlencoded"}),
        (415, ali, "POST", FORUMS, "{}", {"Content_Type": "text/plain"}),
        (428, ali, "PATCH", row, {"name": "Nytt"}, {}),
        (428, cast.client("alva"), "POST", f"/api/v1/goals/{goal.uid}/approve", {}, {}),
    ]  # fmt: skip
    before = Forum.objects.values().get()
    goal_before = Goal.objects.values().get()
    for status, browser, method, address, data, headers in cases:
        swedish = problem(send(browser, method, address, data, **headers), status)
        english = problem(send(browser, method, address, data, **headers, Accept_Language="en-GB, sv;q=0.5"), status)
        assert swedish["title"] != english["title"], (status, swedish["title"])
        assert swedish["detail"] != english["detail"], (status, swedish["detail"])
        assert Forum.objects.values().get() == before, (status, method, data)
        assert Goal.objects.values().get() == goal_before, (status, method, data)


def test_a_refused_transition_says_the_rule_and_the_field(cast: Any) -> None:
    process = make(Process, status=Process.Status.INVENTORIED)
    Appointment.objects.create(role="owner", person=cast.person("alva"), scope=process, state="decided", valid_from=today())
    Process.objects.filter(pk=process.pk).update(owner=cast.person("alva"))
    goal = Goal.objects.create(process=process, statement="Snabbare", state="proposed")
    address = f"/api/v1/goals/{goal.uid}/approve"
    body = problem(send(cast.client("alva"), "POST", address, {}, If_Match=f'"{goal.version}"'), 409)
    assert "V-15" in {one["rule"] for one in body["invalidParameters"]}


def test_a_language_that_we_lack_gives_the_next_one_and_then_swedish(cast: Any) -> None:
    said = {}
    for asked in ("sv", "en", "de, en;q=0.8", "de", "*", "x" * 4000, "en-US,en;q=0.5"):
        answer = Client().get(FORUMS, headers={"Accept-Language": asked})
        assert "Accept-Language" in answer.headers["Vary"]
        said[asked] = answer.json()["title"]
    assert said["de, en;q=0.8"] == said["en"] == said["en-US,en;q=0.5"]
    assert said["sv"] == said["de"] == said["*"] == said["x" * 4000] != said["en"]


def test_names_and_values_that_are_wrong_are_named(cast: Any, forum: Forum) -> None:
    ali = cast.client("ali")
    row = f"{FORUMS}/{forum.uid}"
    sent = {
        "nam": "Nytt",
        "uid": "x",
        "name": f"Nul{NUL}tecken",
        "kind": "nonsense",
        "yearlyMeetings": 10**30,
        "unit": "018f4e9a-7c31-7b52-9d3e-2f6a1c0b8e47",
    }
    for name, value in sent.items():
        body = problem(send(ali, "PATCH", row, {name: value}, If_Match=f'"{forum.version}"'), 400)
        assert [one["property"] for one in body["invalidParameters"]] == [name], body
        assert name != "nam" or "name" in body["invalidParameters"][0]["reason"], "did you mean"
    both = problem(send(ali, "PATCH", row, {"name": "a" * 201, "kind": 7}, If_Match=f'"{forum.version}"'), 400)
    assert {one["property"] for one in both["invalidParameters"]} == {"name", "kind"}
    forum.refresh_from_db()
    assert (forum.name, forum.version) == ("Ledningsgruppen", 1)


def test_a_question_that_is_not_understood_is_not_answered(cast: Any, forum: Forum) -> None:
    maj = cast.client("maj")
    make(Process, status=Process.Status.INVENTORIED)
    for address, name in {
        f"{FORUMS}?knd=steering": "knd",
        f"{FORUMS}?kind=nonsense": "kind",
        f"{FORUMS}?kind=management&kind=steering": "kind",
        f"{FORUMS}?limit=101": "limit",
        f"{FORUMS}?limit=": "limit",
        f"{FORUMS}?limit=²": "limit",
        f"{FORUMS}?offset=-1": "offset",
        f"{FORUMS}?offset={10**30}": "offset",
        f"{FORUMS}?q=%00": "q",
        "/api/v1/processes?unit=Bygglovsenheten": "unit",
        "/api/v1/processes?unit=%00": "unit",
        "/api/v1/processes?step=9": "step",
        "/api/v1/courses?format=xml": "format",
    }.items():
        body = problem(maj.get(address), 400)
        assert [one["property"] for one in body["invalidParameters"]] == [name], address
    assert maj.get(f"{FORUMS}?limit=100&offset=999999999").json()["results"] == []


def test_filters_answer_by_uid_and_key(cast: Any, forum: Forum) -> None:
    steering = Forum.objects.create(name="Styrgruppen", kind="steering", unit=cast.unit)
    maj = cast.client("maj")

    def names(query: str) -> list[str]:
        return [one["name"] for one in maj.get(f"{FORUMS}?{query}").json()["results"]]

    assert names("kind=steering") == ["Styrgruppen"]
    assert names("q=ledning") == ["Ledningsgruppen"]
    assert names("limit=1&offset=1") == ["Styrgruppen"]
    assert steering.kind == "steering"
    under = make(Process, unit=cast.unit, status=Process.Status.INVENTORIED)
    make(Process, unit=None, status=Process.Status.INVENTORIED)
    found = maj.get(f"/api/v1/processes?unit={cast.administration.uid}").json()["results"]
    assert [one["uid"] for one in found] == [str(under.uid)], "a unit means everything under it"


def test_the_same_twice_is_a_conflict_with_a_word(cast: Any) -> None:
    """A rule over more than one field is looked at whole, also where only one of them is sent."""
    alva = cast.client("charlie")
    Recipient.objects.create(name="Byggherrar")
    other = Recipient.objects.create(name="Grannar")
    made = problem(send(alva, "POST", "/api/v1/recipients", {"name": "byggherrar"}), 400)
    assert made["invalidParameters"][0]["property"] == "name"
    changed = send(alva, "PATCH", f"/api/v1/recipients/{other.uid}", {"name": "Byggherrar"}, If_Match=f'"{other.version}"')
    problem(changed, 400)
    assert Recipient.objects.count() == 2


def test_the_tag_of_a_reading_is_what_a_change_needs(cast: Any, forum: Forum) -> None:
    ali = cast.client("ali")
    row = f"{FORUMS}/{forum.uid}"
    tag = ali.get(row).headers["ETag"]
    first = send(ali, "PATCH", row, {"name": "Ledningsgrupp A"}, If_Match=tag)
    assert first.status_code == 200
    assert first.headers["ETag"] == ali.get(row).headers["ETag"] != tag
    problem(send(ali, "PATCH", row, {"name": "Ledningsgrupp B"}, If_Match=tag), 412)
    assert Forum.objects.get().name == "Ledningsgrupp A"
    assert send(ali, "PATCH", row, {"name": "Ledningsgrupp C"}, If_Match=first.headers["ETag"]).status_code == 200


def test_what_is_made_or_changed_is_answered_as_it_is_read_afterwards(cast: Any) -> None:
    """What follows from a save is in the answer, and its ETag holds."""
    maj = cast.client("maj")
    made = send(maj, "POST", "/api/v1/processes", {"name": "Bedöma bygglov", "unit": str(cast.unit.uid)})
    assert made.status_code == 201, made.content
    read = maj.get(made.headers["Location"])
    assert read.json() == made.json()
    assert read.headers["ETag"] == made.headers["ETag"]
    changed = send(
        maj, "PATCH", made.headers["Location"], {"purpose": "Den som äger mark ska få bygga."}, If_Match=made.headers["ETag"]
    )
    read = maj.get(made.headers["Location"])
    assert (changed.status_code, read.json(), read.headers["ETag"]) == (200, changed.json(), changed.headers["ETag"])


def test_a_browser_session_writes_only_with_its_csrf_token(cast: Any, forum: Forum) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.ali, backend="django.contrib.auth.backends.ModelBackend")
    body = problem(send(browser, "PATCH", f"{FORUMS}/{forum.uid}", {"name": "Nytt"}, If_Match='"1"'), 403)
    assert "CSRF" in body["detail"]
    _token, secret = ApiToken.issue(user=cast.ali, name="skript", scope="write", valid_to=today())
    answer = send(browser, "PATCH", f"{FORUMS}/{forum.uid}", {"name": "Nytt"}, If_Match='"1"', Authorization=f"Bearer {secret}")
    assert answer.status_code == 200


ANYTHING = [
    "null",
    "true",
    "[]",
    "{}",
    "[[]]",
    '"\\u0000"',
    json.dumps("𐍈" * 300),
    "1e400",
    "1" * 400,
    "-1",
    '""',
    '"  "',
    '"0001-01-01"',
    '"9999-12-31"',
]


def a_draft(model: type[models.Model], cast: Any) -> Any:
    """A row that may still be changed: where there are drafts one of them, by Alva where somebody has written it."""
    given: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        if field.name == "state" and "draft" in dict(field.flatchoices):
            given["state"] = "draft"
        elif field.name == "given_by":
            given["given_by"] = cast.person("alva")
        elif field.is_relation and field.related_model is ResourceRequest:
            given[field.name] = a_draft(ResourceRequest, cast)
        elif field.is_relation and field.related_model is MappingAssignment:
            given[field.name] = make(MappingAssignment, facilitator=cast.person("hanna"))
    return make(model, **given)


@pytest.mark.parametrize("declared", [pytest.param(one, id=one.api) for one in IN_API if "edit" in one.acts])
def test_any_value_in_any_field_gets_an_answer(declared: pages.Pages, cast: Any) -> None:
    """By one who may write: all fields at once, then those that were not refused, one by one. Taken or named, never a fault."""
    process = make(Process, unit=cast.unit)
    Appointment.objects.create(role="owner", person=cast.person("alva"), scope=process, state="decided", valid_from=today())
    Process.objects.filter(pk=process.pk).update(owner=cast.person("alva"))
    Appointment.objects.create(
        role="manager", person=cast.person("charlie"), scope=cast.council, state="decided", valid_from=today()
    )
    row = a_draft(declared.model, cast)
    who = next(name for name in ("ali", "moa", "hanna", "charlie", "alva") if access.may(cast.users[name], "change", row))
    browser = cast.client(who)
    address = f"/api/v1/{declared.api}/{row.uid}"
    names = [name for name, field in serializer_of(declared)().fields.items() if not field.read_only]

    def patch(fields: list[str], value: str) -> Any:
        body = "{" + ", ".join(f'"{name}": {value}' for name in fields) + "}"
        return send(browser, "PATCH", address, body, If_Match=browser.get(address).headers["ETag"])

    for value in ANYTHING:
        refused: set[str] = set()
        while left := [name for name in names if name not in refused]:
            answer = patch(left, value)
            assert answer.status_code in (200, 400, 403, 409), (left, value, answer.status_code, answer.content[:200])
            found = {one["property"].split(".")[0] for one in answer.json().get("invalidParameters", ())} & set(left)
            if answer.status_code != 400 or not found:
                break
            refused |= found
        # A row that was moved out of reach is moved back.
        if browser.get(address).status_code != 200:
            declared.model._default_manager.filter(pk=row.pk).update(
                **{f.name: getattr(row, f.name) for f in row._meta.concrete_fields}
            )
