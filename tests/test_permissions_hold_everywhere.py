"""What Access says is what every way in does: page, form, API, transition, list, export, lookup, search and history.

Each of the eight people tries every verb on a row of every registered model: one on a process that all see, one on a
process that has been found but not decided. Whatever a person does is undone before the next one tries.
"""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.test import Client
from django.utils import translation

from processlots.apps.followup.models import Measure
from processlots.apps.learning.models import Occasion
from processlots.apps.maps.models import Line, Map, MapElement, Version
from processlots.apps.organisation import matrix
from processlots.apps.organisation.access import OrganisationAccess
from processlots.apps.organisation.models import Decision
from processlots.apps.organisation.tests.cast import NAMES, Cast, make_cast
from processlots.apps.processes.models import Brief, Find, Process, Team
from processlots.apps.resources.models import PerformanceFeedback
from processlots.kit import access, pages, search
from tests.hanging import SECRET, Hung, a_hidden_process, an_open_process, hang, undone

TABLE = Path(__file__).resolve().parent.parent / "docs/permissions.md"
REFUSED = {403, 404}
#: what is not a registered transition but has a page of its own: model → (end of the address, verb)
OWN_PAGES: dict[type[models.Model], list[tuple[str, str]]] = {
    Process: [
        ("agare/", "appoint_owner"),
        ("ledare/", "appoint_leader"),
        ("ingen-process/", "not_a_process"),
        ("behall-namnet/", "accept_name"),
        ("sedd/", "review"),
        ("tacka-ja/", "accept_appointment"),
        ("agare/foresla/", "propose_owner"),
        ("ledare/foresla/", "propose_leader"),
        ("team-eller-inte/", "decide_team"),
    ],
    Team: [("medlem/", "members"), ("fler-processer/", "members")],
    Occasion: [("anmalan/", "sign_up"), ("deltagare/", "record")],
    Measure: [("varde/", "measure")],
    Decision: [("ratta/", "correct")],
    Map: [("rita/spara/", "draw"), ("ladda-upp/", "draw"), ("imorgon/", "draw")],
    MapElement: [("koppla/", "link")],
}


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Cast, tuple[Hung, Hung]]]:
    """The cast, the rows on the open process and those on the hidden one: made once for the file, taken back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = make_cast()
        process = an_open_process(cast)
        seen = hang(cast, process)
        yield cast, (seen, hang(cast, a_hidden_process(cast, process), SECRET))
        transaction.set_rollback(True)


@pytest.fixture
def cast(made: tuple[Cast, Any], db: None) -> Cast:
    return copy.deepcopy(made[0])


@pytest.fixture
def world(made: tuple[Cast, tuple[Hung, Hung]], db: None) -> tuple[Hung, Hung]:
    """What a test does to the rows is undone with the test; what it does to these objects, it does to a copy."""
    return copy.deepcopy(made[1])


def fresh(name: str) -> Any:
    """The login as a new request reads it."""
    return get_user_model().objects.get(username=name)


def verbs_of(model: type[models.Model]) -> list[str]:
    """The verbs of a model: reading and writing, its transitions, and what has a page of its own."""
    declared = pages.of(model)
    acts = {"add": "add", "edit": "change", "end": "end"}
    found = ["view", *(verb for act, verb in acts.items() if act in declared.acts)]
    found += [one.verb for one in getattr(model, "transitions", ())]
    return list(dict.fromkeys([*found, *(verb for _end, verb in OWN_PAGES.get(model, ()))]))


#: what is read by fewer than those who see the process
PRIVATE: dict[type[models.Model], set[str]] = {PerformanceFeedback: set(), Brief: {"charlie", "moa"}, Find: {"hanna", "moa"}}


class Tries:
    """One person before one row: every way in, against what Access says."""

    def __init__(self, name: str, browser: Client, declared: pages.Pages, row: Any) -> None:
        self.name, self.user, self.browser = name, fresh(name), browser
        self.declared, self.row = declared, row
        self.enters = access.of(declared.model).may_enter(self.user)
        self.sees = access.visible(self.user, declared.model).filter(pk=row.pk).exists()
        self.before = declared.model._default_manager.filter(pk=row.pk).values().get()

    def expect(self, allowed: bool, answer: Any, what: str) -> None:
        place = (self.name, self.declared.name, what, answer.status_code)
        assert answer.status_code < 500, place
        assert (answer.status_code not in REFUSED) == allowed, (*place, "allowed" if allowed else "refused")

    def reading(self) -> None:
        """Detail, history and the API agree with `visible`."""
        for act in {"detail", "history"} & set(self.declared.acts):
            self.expect(self.sees, self.browser.get(self.declared.url(act, self.row.key)), act)
        if self.declared.api:
            answer = self.browser.get(f"/api/v1/{self.declared.api}/{self.row.uid}")
            self.expect(self.sees, answer, "api")
            if self.enters and not self.sees:
                assert answer.status_code == 404, "a refusal would tell that it is there"

    def write(self, verb: str, way: str, address: str, data: Any = None, **headers: str) -> None:
        """One write: refused and nothing changed, or not refused."""
        allowed = self.sees and access.may(self.user, verb, self.row)
        with undone():
            if way == "page":
                answer = self.browser.post(address, data or {})
            else:
                sent = json.dumps(data or {})
                headers = {"If-Match": f'"{self.row.version}"', **headers}
                answer = self.browser.generic(way, address, sent, "application/json", headers=headers)
            self.expect(allowed, answer, f"{way} {verb} {address}")
            if not allowed:
                assert self.declared.model._default_manager.filter(pk=self.row.pk).values().get() == self.before

    def writing(self) -> None:
        """Edit, end, transitions and pages of their own, by page and by API."""
        declared, key = self.declared, self.row.key
        api = f"/api/v1/{declared.api}/{self.row.uid}"
        version = {"version": self.row.version}
        if "edit" in declared.acts:
            self.write("change", "page", declared.url("edit", key), version)
            if declared.api:
                self.write("change", "PATCH", api)
        if "end" in declared.acts:
            self.write("end", "page", declared.url("end", key), version)
        for verb in dict.fromkeys(one.verb for one in getattr(declared.model, "transitions", ())):
            self.write(verb, "page", f"{declared.url('detail', key)}gor/{verb}/", version)
            if declared.api:
                self.write(verb, "POST", f"{api}/{verb.replace('_', '-')}")
        for end, verb in OWN_PAGES.get(declared.model, ()):
            self.write(verb, "page", f"{declared.url('detail', key)}{end}", version)

    def listed(self, pages_of_lists: Lists) -> None:
        """List, API list, lookup and search show the row only to those who see it."""
        declared, place = self.declared, (self.name, self.declared.name)
        if not self.sees:
            assert f"/{declared.path}/{self.row.key}/" not in pages_of_lists.page, (*place, "list")
        if declared.api:
            assert (str(self.row.uid) in pages_of_lists.api) == self.sees, (*place, "api list")
        if declared.search is not None:
            hits = search.find(self.user, str(search._value(self.row, declared.search.title)))
            assert (self.row in [hit.row for hit in hits]) == self.sees, (*place, "search")
        if declared.lookup:
            answer = self.browser.get(f"{declared.url('list')}val/", {"q": str(self.row)})
            self.expect(self.enters, answer, "lookup")
            found = [one["label"] for one in answer.json()["results"]] if self.enters else []
            assert (str(self.row) in found) == self.sees, (*place, "lookup")


class Lists:
    """What a person is shown of all rows of a model."""

    def __init__(self, tries: Tries) -> None:
        declared = tries.declared
        answer = tries.browser.get(declared.url("list"))
        tries.expect(tries.enters, answer, "list")
        self.page = answer.content.decode()
        tries.expect(tries.enters, tries.browser.get(f"{declared.url('list')}?format=csv"), "csv")
        self.api = ""
        if declared.api:
            answer = tries.browser.get(f"/api/v1/{declared.api}?limit=100")
            tries.expect(tries.enters, answer, "api list")
            self.api = answer.content.decode()


#: whatever these two are let through to, another is as well: the six do on both databases all that anybody may
MAY_LEAST = {"maj", "gro"}


@pytest.mark.slow
@pytest.mark.parametrize("name", [pytest.param(one, marks=[pytest.mark.once] if one in MAY_LEAST else []) for one in NAMES])
def test_every_way_in_does_what_access_says(name: str, world: tuple[Hung, Hung], cast: Any) -> None:
    """One sitting for all models; a failure names person, model and way."""
    browser = cast.client(name)
    for declared in pages.registry():
        try_everything(declared, world, name, browser)


def try_everything(declared: pages.Pages, world: tuple[Hung, Hung], name: str, browser: Client) -> None:
    """A person before the open row and the hidden one."""
    seen, hidden = world
    rows = [seen.rows[declared.model], *([hidden.rows[declared.model]] if declared.model in hidden.hangs else [])]
    lists = Lists(Tries(name, browser, declared, rows[0]))
    for row in rows:
        tries = Tries(name, browser, declared, row)
        tries.reading()
        tries.listed(lists)
        # Who sees the hidden one too has been tried on the open one.
        if row is rows[0] or not tries.sees:
            tries.writing()
    allowed = access.may(fresh(name), "add", declared.model)
    if "add" in declared.acts:
        tries.expect(allowed, browser.get(declared.url("add")), "add")
        if declared.api:
            answer = browser.post(f"/api/v1/{declared.api}", "{}", "application/json")
            tries.expect(allowed, answer, "API add")


def test_what_hangs_on_a_process_that_is_not_decided_is_seen_by_those_who_work_with_it(
    world: tuple[Hung, Hung], cast: Any
) -> None:
    """By name, so that it does not rest on the policies themselves."""
    _seen, hidden = world
    for model in hidden.hangs:
        for name in NAMES:
            found = access.visible(fresh(name), model).filter(pk=hidden.rows[model].pk).exists()
            assert found == (name in PRIVATE.get(model, {"hanna", "charlie", "moa"})), (model.__name__, name)
            if not found:
                for verb in set(verbs_of(model)) - {"view", "add"}:
                    assert not access.may(fresh(name), verb, hidden.rows[model]), (model.__name__, name, verb)


@pytest.mark.parametrize("name", ["maj", "alva"])
def test_no_page_names_a_process_that_one_may_not_see(name: str, world: tuple[Hung, Hung], cast: Any) -> None:
    """Every list, export, page, history and answer of the API that the person may open, and the pages beside them."""
    browser, user = cast.client(name), fresh(name)
    # Asked by the beginning of the word, since what is asked is shown again.
    asked = SECRET[:-3]
    addresses = [
        "/",
        f"/?enhet={cast.unit.pk}",
        f"/?enhet={cast.council.pk}",
        f"/sok/?q={asked}",
        f"/processer/namn/?name=Pröva+{asked}",
    ]
    for declared in pages.registry():
        addresses += [declared.url("list"), f"{declared.url('list')}?format=csv"]
        addresses += [f"{declared.url('list')}?visa={key}" for key, _label, _rows in declared.views]
        addresses += [f"{declared.url('list')}val/?q={word}" for word in (asked, "Pröva")] if declared.lookup else []
        addresses += [f"/api/v1/{declared.api}", f"/api/v1/{declared.api}?limit=100"] if declared.api else []
        if "add" in declared.acts and access.may(user, "add", declared.model):
            addresses.append(declared.url("add"))
        for row in access.visible(user, declared.model):
            addresses += [declared.url(act, row.key) for act in ("detail", "edit", "history") if act in declared.acts]
    opened = 0
    for address in addresses:
        answer = browser.get(address)
        assert answer.status_code in (200, 403, 404), (address, answer.status_code)
        opened += answer.status_code == 200
        assert SECRET not in answer.content.decode(), (name, address)
    assert opened > 60


def test_only_the_trained_draw(world: tuple[Hung, Hung], cast: Any) -> None:
    """V-40, by name."""
    seen, _hidden = world
    for name in NAMES:
        for model in (Map, Line, Version, MapElement):
            for verb in ("add", "change", "end", "draw", "review", "put_in_force", "archive"):
                assert access.may(fresh(name), verb, seen.rows[model]) == (name == "hanna"), (name, model.__name__, verb)


def test_the_administrator_administers_and_no_more(world: tuple[Hung, Hung], cast: Any) -> None:
    """R-43 and 4.4: outside the organisation's own rows, the administrator may what any employee may."""
    for hung in world:
        for model, row in hung.rows.items():
            if not pages.known(model) or isinstance(access.of(model), OrganisationAccess):
                continue
            for verb in [*verbs_of(model), "comment"]:
                for what in (row, model):
                    assert access.may(fresh("ali"), verb, what) <= access.may(fresh("maj"), verb, what), (model.__name__, verb)
    assert {obj for obj, levels in matrix.MATRIX.items() if matrix.ADMINISTRATOR in levels} == {"organisation"}


def test_the_table_in_the_documentation_is_what_access_says(world: tuple[Hung, Hung], cast: Any) -> None:
    seen, _hidden = world
    with translation.override("en"):
        text = table(seen)
    if os.environ.get("WRITE_PERMISSIONS"):
        TABLE.write_text(text, "utf-8")
    assert TABLE.read_text("utf-8") == text, "run with WRITE_PERMISSIONS=1 if this is meant"


def table(seen: Hung) -> str:
    """The table: a section per model, a line per verb, a column per person."""
    users = {name: fresh(name) for name in NAMES}
    lines = [
        "# Who may do what",
        "",
        "Written by `WRITE_PERMISSIONS=1 pytest tests/test_permissions_hold_everywhere.py -k table` from the policies in each",
        "app's `access.py`, which rest on the matrix of model.md 4.4, and compared with them by the same test.",
        "",
        "The row asked about hangs on a decided process that Ägar-Alva owns and Ledar-Love leads, in the unit that Chef-Charlie",
        "manages. Whether a step is possible at the moment (its state, what its checks stop) is another matter.",
        "Handledar-Hanna is a trained facilitator, Modell-Moa the model manager, Medarbetar-Maj an employee with no role,",
        "Admin-Ali the administrator, Gäst-Gro a visitor without a place in the organisation.",
        "",
    ]
    for declared in sorted(pages.registry(), key=lambda one: one.name):
        lines += [f"## {declared.label} (`{declared.model._meta.label}`)", ""]
        lines.append("| May | " + " | ".join(person for person, _title in NAMES.values()) + " |")
        lines.append("|---" * (len(NAMES) + 1) + "|")
        row = seen.rows[declared.model]
        for verb in verbs_of(declared.model):
            marks = ["yes" if access.may(user, verb, row) else "–" for user in users.values()]
            lines.append(f"| {verb.replace('_', ' ')} | {' | '.join(marks)} |")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"
