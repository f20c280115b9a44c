"""What strangers send, a scene to send it to, and the judgement on the answer: refused in words, or taken whole; never half."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from lxml import html

from processlots.apps.followup import values
from processlots.apps.followup.models import Goal, Measure
from processlots.apps.improvement.models import Need, PlanAction
from processlots.apps.maps.tests.makers import Room, make_room
from processlots.apps.processes.actions import settle
from processlots.apps.processes.models import Inventory, Process
from processlots.apps.processes.tests.makers import make_decided, make_inventory
from processlots.kit.forms import choice_text

SCRIPT = '<script>alert("hej")</script>'
LONG = "Å" * 10_000
#: taken by any field of text, or refused; what is taken is shown as text
TEXTS = ["Bygg\x00lov", LONG, "   \t\n ", "🦔 %s %(namn)s {0} \u202eakab", SCRIPT + "{{ 7*7 }}{% now %}\r\nSet-Cookie: x=1"]
#: no number that anything here counts with
NUMBERS = ["sju", "-1", "1e400", "NaN", "9" * 30, "9" * 5000, "²"]
#: no day, or one that nobody has lived
DATES = ["igår", "2026-02-30", "0001-01-01", "9999-12-31", "9" * 5000]
#: no choice of any list, no row of any table
CHOICES = ["finns inte", "-1", "9" * 30, "9" * 5000, "P-999999\x00"]
ENGLISH = re.compile(r"\b(the|is|are|not|this|that|your|with|must|cannot)\b", re.IGNORECASE)
OURS = ("organisation", "processes", "maps", "followup", "improvement", "learning", "handbook", "accounts", "kit")
#: written by Django and axes about the visit, not about the matter
ABOUT_THE_VISIT = re.compile(r'"(django_session|axes_\w+|accounts_user)"|SAVEPOINT', re.IGNORECASE)


@dataclass
class Scene:
    """A unit half-way through the newcomer's path, and somebody else's process beside it."""

    cast: Any
    room: Room
    process: Process
    stranger: Process
    inventory: Inventory
    row: Process
    goal: Goal
    measure: Measure
    foreign_measure: Measure
    need: Need
    action: PlanAction
    map: Any = None
    clients: dict[str, Client] = field(default_factory=dict)

    def client(self, who: str) -> Client:
        """A browser that answers an unforeseen error with 500, as the server does."""
        if who not in self.clients:
            self.clients[who] = self.cast.client(who) if who else Client()
            self.clients[who].raise_request_exception = False
        return self.clients[who]


def make_scene(cast: Any) -> Scene:
    """Everything that the path's forms are about, once."""
    room = make_room(cast)
    stranger = make_decided("Ordna kultur för barn", unit=cast.administration, by=cast.person("charlie"))
    inventory = make_inventory(cast.unit, 2026)
    row = Process.objects.create(name="Ge råd om byggande", inventory=inventory, unit=cast.unit, found_by=cast.person("charlie"))
    row.recipients.set(room.process.recipients.all())
    row.type = "main"
    settle(row)
    measure = Measure.objects.create(process=room.process, name="Handläggningstid", unit_text="veckor", improve="down")
    foreign = Measure.objects.create(process=stranger, name="Besök", unit_text="besök", improve="up")
    months = [values.Given(datetime.date(2025, month, 1), Decimal(6 + month % 3)) for month in range(1, 13)]
    values.register(measure, months, cast.love)
    goal = Goal.objects.create(process=room.process, statement="Minska väntan till 6 veckor till 2027")
    need = Need.objects.create(process=room.process, title="Väntan är lång")
    action = PlanAction.objects.create(process=room.process, text="Pröva ny kö", need=need, responsible=cast.person("love"))
    return Scene(cast, room, room.process, stranger, inventory, row, goal, measure, foreign, need, action, room.map())


def snapshot() -> dict[str, list[Any]]:
    """Every row of every table of ours."""
    models = [model for label in OURS for model in apps.get_app_config(label).get_models(include_auto_created=True)]
    kept = {}
    for model in models:
        rows = model._base_manager.order_by("pk")
        names = [one.attname for one in model._meta.concrete_fields if one.attname != "last_login"]
        kept[model._meta.label] = list(rows.values_list(*names))
    return kept


class Writes:
    """Notes that something was written, so that most cases need no look at every table."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if re.match(r"\s*(INSERT|UPDATE|DELETE)", sql, re.IGNORECASE) and not ABOUT_THE_VISIT.search(sql):
            self.seen.append(sql)
        return execute(sql, params, many, context)


@contextmanager
def undone() -> Iterator[Writes]:
    """What is written inside is taken back after, so that cases do not meet each other."""
    noted = Writes()
    with transaction.atomic(), connection.execute_wrapper(noted):
        yield noted
        transaction.set_rollback(True)


def scraped(page: Any, action: str = "") -> dict[str, Any]:
    """What a browser would send of a page's form: the first that posts, or the one with that action."""
    tree = html.fromstring(page.content.decode())
    for form in tree.forms:
        if form.method == "POST" and (form.get("action") == action if action else form.get("data-form") is not None):
            sent: dict[str, Any] = {}
            for one in form.inputs:
                ticked = getattr(one, "type", "") not in ("radio", "checkbox") or one.get("checked") is not None
                if one.name and ticked and getattr(one, "type", "") not in ("submit", "file"):
                    # lxml reads an empty value as none
                    value = one.get("value", "on") if getattr(one, "type", "") in ("radio", "checkbox") else one.value or ""
                    sent.setdefault(one.name, []).append(value)
            sent.pop("csrfmiddlewaretoken", None)
            return {name: some[0] if len(some) == 1 else some for name, some in sent.items()}
    raise AssertionError(f"no form posts to {action or 'its own page'}")


def words_of(answer: Any) -> str:
    """What a refusal says to its reader."""
    if "json" in answer.headers.get("Content-Type", ""):
        return str(answer.json().get("detail", ""))
    tree = html.fromstring(answer.content.decode() or "<p/>")
    classes = ("summary", "astray", "why", "said", "alert")
    told = " or ".join(f"contains(concat(' ', @class, ' '), ' {one} ')" for one in classes)
    found = tree.xpath(f"//*[{told} or @role='alert']")
    return " ".join(" ".join(one.text_content().split()) for one in found)


def complaint(answer: Any, wrote: Writes, before: dict[str, list[Any]] | None = None) -> str:
    """What is wrong with an answer to something hostile; empty if it is right."""
    if answer.status_code >= 500:
        error = getattr(answer, "exc_info", None)
        return f"500: {error[0].__name__}: {str(error[1])[:150]}" if error else "500"
    if answer.status_code >= 400:
        if wrote.seen and (before is None or snapshot() != before):
            return f"{answer.status_code}, but wrote: {wrote.seen[0][:120]}"
        said = words_of(answer)
        if len(said) < 15:
            return f"{answer.status_code} without a word: {answer.content[:80]!r}"
        # A reader of XML names what it stumbled on in its own words, in brackets.
        if ENGLISH.search(re.sub(r"\([^)]*\)", "", said)):
            return f"{answer.status_code} in English: {said[:160]}"
        if "json" not in answer.headers.get("Content-Type", "") and b"<a " not in answer.content:
            return f"{answer.status_code} without a way out"
    return ""


def told(client: Client, answer: Any) -> bool:
    """Whether the page where one ends up says that something is wrong."""
    if "Location" not in answer.headers:
        return answer.status_code == 204
    page = client.get(answer.headers["Location"])
    return any(one.level_tag == "error" for one in page.context["messages"])


def followed(client: Client, answer: Any) -> str:
    """What is wrong with the page where one ends up after something odd was taken; empty if it opens and shows it as text."""
    if answer.status_code in (301, 302):
        target = answer.headers["Location"]
        if target.startswith(("http://", "https://", "//")):
            return f"leads away to {target}"
        answer = client.get(target)
        if answer.status_code in (301, 302):
            answer = client.get(answer.headers["Location"])
    if answer.status_code >= 500:
        error = getattr(answer, "exc_info", None)
        return f"then 500: {error[0].__name__}: {str(error[1])[:150]}" if error else "then 500"
    if not answer.streaming and SCRIPT.encode() in answer.content:
        return "then a script runs"
    return ""


def named(row: Any) -> str:
    """How a row is written where it is chosen by typing."""
    return choice_text(row)
