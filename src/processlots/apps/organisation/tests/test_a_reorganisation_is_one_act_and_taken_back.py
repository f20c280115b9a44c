"""A new organisation is performed as one act, everything that hung on what ended goes along, and all of it is taken back."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from processlots.apps.organisation import hanging
from processlots.apps.organisation.actions import choosing, reorganising
from processlots.apps.organisation.models import Appointment, Forum, Person, Reorganisation, Succession, Unit
from processlots.apps.organisation.reorganising.proposal import STAYS, Proposal
from processlots.apps.organisation.standing import standing
from processlots.apps.organisation.tests.town import AS_IT_STANDS, HEAD, Town, read_in, settle
from processlots.apps.processes.models import Inventory, Process
from processlots.kit import jobs, states
from processlots.kit.imports import CannotUndo
from processlots.kit.periods import today

DAY = datetime.timedelta(days=1)
RENAMED = AS_IT_STANDS.replace("Samhällsbyggnadsförvaltningen", "Stadsmiljöförvaltningen")
MERGED = AS_IT_STANDS.replace("Parkenheten\tenhet", "Gatu- och parkenheten\tenhet").replace(
    "Gatuenheten\tenhet\tSamhällsbyggnadsförvaltningen\t6\n", ""
)
MOVED = AS_IT_STANDS.replace("Gatuenheten\tenhet\tSamhällsbyggnadsförvaltningen", "Gatuenheten\tenhet\tTekniska nämnden")
SPLIT = AS_IT_STANDS.replace(
    "Parkenheten\tenhet\tSamhällsbyggnadsförvaltningen\t5\n",
    "Parkdriftsenheten\tenhet\tSamhällsbyggnadsförvaltningen\t\nParkplaneringsenheten\tenhet\tSamhällsbyggnadsförvaltningen\t\n",
)
CLOSED = AS_IT_STANDS.replace("Parkenheten\tenhet\tSamhällsbyggnadsförvaltningen\t5\n", "")


@pytest.fixture
def town(cast: Any) -> Town:
    return settle(cast)


def kinds(row: Reorganisation) -> set[tuple[str, str, str]]:
    return {(str(one.from_unit), one.kind, str(one.to_unit or "")) for one in row.successions.all()}


def stored() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table of the apps, but for versions, history and what tells of work done."""
    left_out = {"version", "uid"}
    found = {}
    for model in apps.get_models():
        if model._meta.app_label in {"kit", "sessions", "contenttypes", "auth", "axes", "auditlog", "account", "mfa"}:
            continue
        names = [one.attname for one in model._meta.concrete_fields if one.name not in left_out]
        found[model._meta.label] = sorted(map(repr, model._default_manager.values_list(*names)))
    return found  # type: ignore[return-value]


def test_or_1_a_renamed_unit_ends_and_the_new_one_begins_and_what_is_under_it_follows_along(town: Town) -> None:
    row = town.perform(town.draft(RENAMED))
    old, new = town.units["Samhällsbyggnadsförvaltningen"], town.at("Stadsmiljöförvaltningen")
    old.refresh_from_db()
    assert (old.valid_to, new.valid_from, new.valid_to) == (today() - DAY, today(), None)
    assert kinds(row) == {("Samhällsbyggnadsförvaltningen", "renamed", "Stadsmiljöförvaltningen")}
    assert town.at("Bygglovsenheten").pk == town.units["Bygglovsenheten"].pk
    assert town.at("Bygglovsenheten").parent == new
    assert town.at("Bygglovsenheten").path.startswith(new.path)
    assert not hanging.left_on(old)


def test_two_units_that_become_one_leave_nothing_behind_but_the_second_inventory_of_the_year(town: Town) -> None:
    row = town.perform(town.draft(MERGED))
    new = town.at("Gatu- och parkenheten")
    assert kinds(row) == {
        ("Parkenheten", "merged", "Gatu- och parkenheten"), ("Gatuenheten", "merged", "Gatu- och parkenheten")
    }  # fmt: skip
    assert Process.objects.filter(unit=new).count() == 2
    assert Forum.objects.filter(unit=new).count() == 2
    assert Person.objects.filter(unit=new).count() == 4
    assert Inventory.objects.filter(unit=new).count() == 1
    left = [kind.key for name in ("Parkenheten", "Gatuenheten") for kind, _items in hanging.left_on(town.units[name])]
    assert left == ["processes.inventory"]
    everyone = Process.objects.filter(units=new)
    assert everyone.count() == len(town.processes)
    assert not Process.objects.filter(units=town.units["Parkenheten"]).exists()


def test_roles_end_with_the_unit_and_begin_with_the_next(town: Town) -> None:
    town.perform(town.draft(MERGED))
    new = town.at("Gatu- och parkenheten")
    rows = Appointment.objects.filter(person__name="Chef för Parkenheten").order_by("pk")
    assert [(one.scope, one.valid_to, one.state) for one in rows] == [
        (town.units["Parkenheten"], today() - DAY, "decided"), (new, None, "decided")
    ]  # fmt: skip
    assert rows[1].valid_from == today()


def test_a_unit_that_comes_under_another_board_takes_its_processes_to_that_board(town: Town) -> None:
    row = town.perform(town.draft(MOVED))
    assert kinds(row) == {("Gatuenheten", "moved", "Gatuenheten")}
    process = town.processes["Gatuenheten"]
    process.refresh_from_db()
    assert process.unit == town.at("Gatuenheten")
    assert process.accountable_board == town.units["Tekniska nämnden"]
    process = town.processes["Parkenheten"]
    process.refresh_from_db()
    assert process.accountable_board == town.units["Byggnadsnämnden"]


def test_a_board_that_is_renamed_stays_accountable_by_the_one_that_comes_after(town: Town) -> None:
    town.perform(town.draft(AS_IT_STANDS.replace("Byggnadsnämnden", "Stadsbyggnadsnämnden")))
    new = town.at("Stadsbyggnadsnämnden")
    assert Process.objects.filter(accountable_board=new).count() == 5
    assert not Process.objects.filter(accountable_board=town.units["Byggnadsnämnden"]).exists()


def test_a_unit_that_is_split_sends_each_thing_where_it_is_said(town: Town) -> None:
    row = town.draft(SPLIT)
    keys = {one.name: one.key for one in Proposal(row).coming}
    drift, plan = keys["Parkdriftsenheten"], keys["Parkplaneringsenheten"]
    both = f'["{drift}", "{plan}"]'
    was = '["' + '", "'.join(Proposal(row).plan.fates[town.units["Parkenheten"].pk].targets) + '"]'
    if was != both:
        choosing.choose_after(row, town.cast.ali, {town.units["Parkenheten"].pk: (was if was != '[""]' else "[]", both)})
    row.refresh_from_db()
    boss = Person.objects.get(name="Medarbetare i Parkenheten")
    assert choosing.choose_items(row, town.cast.ali, {("organisation.people", boss.pk): (drift, plan)}) == (1, [])
    town.perform(row)
    assert kinds(row) == {("Parkenheten", "split", "Parkdriftsenheten"), ("Parkenheten", "split", "Parkplaneringsenheten")}
    boss.refresh_from_db()
    assert boss.unit == town.at("Parkplaneringsenheten")
    assert Person.objects.get(name="Chef för Parkenheten").unit == town.at("Parkdriftsenheten")


def test_what_hangs_on_a_closed_unit_must_be_given_somewhere_to_go(town: Town) -> None:
    row, park = town.draft(CLOSED), town.units["Parkenheten"]
    proposal = Proposal(row)
    assert proposal.plan.fates[park.pk].kind == "closed"
    assert {one.kind for one in proposal.faults} >= {"processes.home", "organisation.people", "organisation.roles"}
    with pytest.raises(states.Refused):
        reorganising.perform(row, town.cast.ali, proposal.seen)
    assert not Succession.objects.exists()
    bygglov = proposal.plan.fates[town.units["Bygglovsenheten"].pk].at
    wanted = {
        (heap.kind.key, heap.unit): ("", bygglov if heap.kind.key == "processes.home" else STAYS) for heap in proposal.heaps
    }
    assert choosing.choose_moves(row, town.cast.ali, wanted)[1] == []
    town.perform(row)
    assert kinds(row) == {("Parkenheten", "closed", "")}
    process = town.processes["Parkenheten"]
    process.refresh_from_db()
    assert process.unit == town.units["Bygglovsenheten"]
    assert {kind.key for kind, _items in hanging.left_on(park)} >= {"organisation.people", "organisation.forums"}


def test_somebody_elses_choice_meanwhile_is_not_overwritten(town: Town) -> None:
    row, park = town.draft(CLOSED), town.units["Parkenheten"]
    bygglov = Proposal(row).plan.fates[town.units["Bygglovsenheten"].pk].at
    assert choosing.choose_after(row, town.cast.ali, {park.pk: ("[]", f'["{bygglov}"]')}) == (1, [])
    row.refresh_from_db()
    assert choosing.choose_after(row, town.cast.ali, {park.pk: ("[]", '["="]')}) == (0, ["Parkenheten"])


def test_a_unit_that_is_not_in_the_file_may_go_on_all_the_same(town: Town) -> None:
    row, park = town.draft(CLOSED), town.units["Parkenheten"]
    choosing.choose_after(row, town.cast.ali, {park.pk: ("[]", '["="]')})
    row.refresh_from_db()
    proposal = Proposal(row)
    assert (proposal.plan.fates[park.pk].kind, proposal.faults, proposal.differs) == ("kept", [], False)
    with pytest.raises(states.Refused):
        reorganising.perform(row, town.cast.ali, proposal.seen)


def test_people_placed_by_a_file_show_what_came_after_and_go_there(town: Town) -> None:
    text = SPLIT.replace("Parkdriftsenheten", "Utemiljö").replace("Parkplaneringsenheten", "Grönska")
    row = town.draft(text)
    assert Proposal(row).plan.fates[town.units["Parkenheten"].pk].kind == "closed"
    placed = "Namn\tEnhet\nChef för Parkenheten\tUtemiljö\nMedarbetare i Parkenheten\tGrönska\nChef för Gatuenheten\tUtemiljö"
    read_in(town.cast.ali, "reorganisation-people", placed, row)
    row.refresh_from_db()
    fate = Proposal(row).plan.fates[town.units["Parkenheten"].pk]
    assert (fate.kind, fate.why, len(fate.targets)) == ("split", "people", 2)
    town.perform(row)
    homes = dict(Person.objects.filter(name__contains="enheten").values_list("name", "unit__name"))
    assert homes["Chef för Parkenheten"] == "Utemiljö"
    assert homes["Medarbetare i Parkenheten"] == "Grönska"
    assert homes["Chef för Gatuenheten"] == "Utemiljö"
    assert homes["Medarbetare i Gatuenheten"] == "Gatuenheten"


@pytest.mark.parametrize("ahead", [False, True])
@pytest.mark.parametrize("text", [RENAMED, MERGED, MOVED, AS_IT_STANDS.replace("Byggnadsnämnden", "Nya nämnden")])
def test_perform_and_undo_restores_the_values_of_every_row(town: Town, text: str, ahead: bool) -> None:
    row = town.draft(text, today() + 30 * DAY if ahead else None)
    before = stored()
    town.perform(row)
    assert stored() != before
    reorganising.undo(row, town.cast.ali)
    assert stored() == before
    row.refresh_from_db()
    assert row.state == Reorganisation.State.DRAFT
    town.perform(row)


NAMES = ["Parkenheten", "Gatuenheten", "Bygglovsenheten", "Samhällsbyggnadsförvaltningen", "Tekniska nämnden"]
CHANGES = st.lists(
    st.tuples(st.sampled_from(["rename", "drop", "move", "add"]), st.sampled_from(NAMES)), min_size=1, max_size=5
)  # fmt: skip


def changed(changes: list[tuple[str, str]]) -> str:
    """The organisation with some changes to its rows."""
    rows = [line.split("\t") for line in AS_IT_STANDS.splitlines()]
    for number, (what, name) in enumerate(changes):
        row = next((one for one in rows if one[0] == name), None)
        if row is None:
            continue
        if what == "rename":
            new = f"Nya {name.lower()} {number}"
            for other in rows:
                other[2] = new if other[2] == name else other[2]
            row[0] = new
        elif what == "drop" and not any(other[2] == name for other in rows):
            rows.remove(row)
        elif what == "move" and name in {"Parkenheten", "Gatuenheten", "Bygglovsenheten"}:
            row[2] = "Kommunfullmäktige"
        elif what == "add":
            rows.append([f"Helt ny {number}", "enhet", "Kommunfullmäktige", ""])
    return "\n".join("\t".join(row) for row in rows)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=CHANGES)
def test_any_reorganisation_keeps_one_home_for_each_process_and_can_be_undone(town: Town, changes: list[tuple[str, str]]) -> None:
    before = stored()
    row = town.draft(changed(changes))
    proposal = Proposal(row)
    wanted = {(heap.kind.key, heap.unit): ("", STAYS if heap.kind.key != "processes.home" else proposal.coming[0].key)
              for heap in proposal.heaps if heap.unsettled}  # fmt: skip
    choosing.choose_moves(row, town.cast.ali, wanted)
    row.refresh_from_db()
    draft = stored()
    if Proposal(row).differs:
        town.perform(row)
        for process in Process.objects.select_related("unit"):
            assert process.unit is not None
            assert process.unit.holds(today())
        for unit in Unit.objects.at():
            assert unit.parent is None or unit.path == f"{unit.parent.path}{unit.pk:08d}/"
            assert unit.parent is None or unit.parent.holds(today())
        reorganising.undo(row, town.cast.ali)
        assert stored() == draft
    Reorganisation.objects.all().delete()
    assert stored() == before


def test_before_its_day_everything_answers_as_today_and_on_the_day_it_is_moved(town: Town, monkeypatch: Any) -> None:
    day = today() + 10 * DAY
    row = town.perform(town.draft(RENAMED, day))
    old, new = town.units["Samhällsbyggnadsförvaltningen"], town.at("Stadsmiljöförvaltningen")
    old.refresh_from_db()
    assert (old.valid_to, new.valid_from, row.waits) == (day - DAY, day, True)
    assert town.at("Bygglovsenheten").parent == old
    assert town.at("Bygglovsenheten").board() == town.units["Byggnadsnämnden"]
    assert town.units["Bygglovsenheten"].pk in standing(town.cast.charlie).manages
    assert Process.objects.get(unit=old) == town.processes["Samhällsbyggnadsförvaltningen"]
    assert new not in Unit.objects.at()
    late = Process.objects.create(name="Kommen efteråt", unit=old)
    jobs.start("organisation.reorganisations")
    jobs.drain()
    row.refresh_from_db()
    assert row.waits
    monkeypatch.setattr("processlots.apps.organisation.reorganising.proposal.today", lambda: day)
    jobs.start("organisation.reorganisations")
    jobs.drain()
    row.refresh_from_db()
    late.refresh_from_db()
    assert not row.waits
    assert town.at("Bygglovsenheten").parent == new
    assert late.unit == new
    reorganising.undo(row, town.cast.ali)
    late.refresh_from_db()
    assert late.unit == old
    assert town.at("Bygglovsenheten").parent == old


def test_what_has_been_built_on_it_stands_in_the_way_of_undoing_and_is_named(town: Town) -> None:
    row = town.perform(town.draft(RENAMED))
    new = town.at("Stadsmiljöförvaltningen")
    Process.objects.create(name="Nyss funnen", unit=new)
    process = town.processes["Samhällsbyggnadsförvaltningen"]
    process.refresh_from_db()
    process.purpose = "Ett annat fält är inte i vägen"
    process.save()
    with pytest.raises(CannotUndo) as stopped:
        reorganising.undo(row, town.cast.ali)
    assert "Nyss funnen" in " ".join(stopped.value.reasons)
    row.refresh_from_db()
    assert row.state == Reorganisation.State.PERFORMED
    Process.objects.filter(name="Nyss funnen").delete()
    reorganising.undo(row, town.cast.ali)
    process.refresh_from_db()
    assert process.purpose == "Ett annat fält är inte i vägen"
    assert process.unit == town.units["Samhällsbyggnadsförvaltningen"]


def test_what_was_moved_on_by_hand_stands_in_the_way_too(town: Town) -> None:
    row = town.perform(town.draft(RENAMED))
    process = town.processes["Samhällsbyggnadsförvaltningen"]
    process.refresh_from_db()
    process.unit = town.units["Parkenheten"]
    process.save()
    with pytest.raises(CannotUndo) as stopped:
        reorganising.undo(row, town.cast.ali)
    assert str(process) in " ".join(stopped.value.reasons)


def test_what_changed_since_it_was_shown_is_not_performed(town: Town) -> None:
    row = town.draft(RENAMED)
    seen = Proposal(row).seen
    Person.objects.create(name="Nyanställd", unit=town.units["Samhällsbyggnadsförvaltningen"])
    with pytest.raises(reorganising.Changed):
        reorganising.perform(row, town.cast.ali, seen)
    assert not Succession.objects.exists()


def test_only_the_administrator_performs_and_undoes(town: Town) -> None:
    row = town.draft(RENAMED)
    seen, others = Proposal(row).seen, [user for name, user in town.cast.users.items() if name != "ali"]
    for user in others:
        with pytest.raises(PermissionDenied):
            reorganising.start(row, user, seen)
    town.perform(row)
    for user in others:
        with pytest.raises(PermissionDenied):
            reorganising.start_undo(row, user)


def test_a_second_one_waits_for_the_first(town: Town) -> None:
    town.perform(town.draft(RENAMED, today() + 10 * DAY))
    assert "väntar på sin dag" in " ".join(one.text for one in Proposal(town.draft(MOVED)).faults)


def test_a_unit_cannot_end_before_it_began(town: Town) -> None:
    row = town.draft(RENAMED, datetime.date(2020, 1, 1))
    assert "senare dag" in " ".join(one.text for one in Proposal(row).faults)


def test_a_large_one_is_a_job_with_a_bar_and_costs_no_more_queries_for_more_rows(town: Town, monkeypatch: Any) -> None:
    old, counts = town.units["Samhällsbyggnadsförvaltningen"], []
    for more in (5, 200):
        Person.objects.bulk_create([Person(name=f"P{n}", sort=f"{more}{n}", unit=old) for n in range(more)])
        row = town.draft(RENAMED)
        with CaptureQueriesContext(connection) as caught:
            town.perform(row)
        with CaptureQueriesContext(connection) as back:
            reorganising.undo(row, town.cast.ali)
        counts.append((len(caught), len(back)))
        Reorganisation.objects.all().delete()
    assert counts[1][0] - counts[0][0] < 10
    assert counts[1][1] - counts[0][1] < 30
    monkeypatch.setattr(reorganising, "INLINE", 3)
    row = town.draft(RENAMED)
    job = reorganising.start(row, town.cast.ali, Proposal(row).seen)
    assert job is not None
    with pytest.raises(states.Refused):
        reorganising.start(row, town.cast.ali, Proposal(row).seen)
    jobs.drain()
    job.refresh_from_db()
    row.refresh_from_db()
    assert (job.state, job.done, job.total, row.state) == ("done", 6, 6, "performed")
    undoing = reorganising.start_undo(row, town.cast.ali)
    assert undoing is not None
    jobs.drain()
    row.refresh_from_db()
    assert row.state == "draft"


def test_every_relation_to_a_unit_is_listed_or_said_to_stay(town: Town) -> None:
    known = {(kind.model, kind.name) for kind in hanging.kinds()} | hanging._TREE | hanging._history
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            if field.related_model is Unit:
                assert (model, field.name) in known, f"{model._meta.label}.{field.name}"


def test_r_21_to_r_24_the_manager_of_each_kind_of_unit_has_a_name_of_the_office(cast: Any) -> None:
    assert {str(Unit(kind=kind).led_by) for kind in Unit.Kind.values} >= {
        "kommundirektör", "programdirektör", "förvaltningschef", "enhetschef"
    }  # fmt: skip
    page = cast.client("maj").get(cast.unit.get_absolute_url()).content.decode()
    assert "enhetschef" in page


HOSTILE = [
    ("A\tenhet\tB\t\nB\tenhet\tA\t", "hör till sig själv"),
    ("A\tenhet\t\t\nB\tenhet\t\t", "högst upp"),
    ("A\tenhet\t\t\nB\tenhet\tA\t\nB\tenhet\tA\t", "Ta bort en"),
    ("A\tenhet\t\t9\nB\tenhet\tA\t9", "också på rad"),
    ("A\tenhet\t\t\nB\tenhet\tIngenstans\t", "finns inte i listan"),
    ("A\tkungadöme\t\t", "ingen sorts enhet"),
    ("\n".join(f"N{n}\tenhet\t{f'N{n - 1}' if n else ''}\t" for n in range(30)), "djupare"),
    (f"{'x' * 201}\tenhet\t\t", "längre än 200"),
]


@pytest.mark.parametrize(("rows", "said"), HOSTILE)
def test_a_file_that_cannot_be_an_organisation_is_refused_in_words(town: Town, rows: str, said: str) -> None:
    from processlots.kit.imports import batches

    row = Reorganisation.objects.create(name="Prov", date=today())
    batch = batches.begin("reorganisation", town.cast.ali, text=HEAD + rows, params={"reorganisation": str(row.pk)})
    looked = batches.preview(batch, town.cast.ali)
    assert said in " ".join(text for one in looked.results for text in one.messages)
    assert not looked.may_apply
    row.refresh_from_db()
    assert row.organisation is None
