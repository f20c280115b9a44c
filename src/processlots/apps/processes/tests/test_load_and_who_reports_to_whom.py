"""The load per owner (S2-4, R-2 b) and who reports to whom (R-1, R-2 d, S2-6), on pages and as Excel."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied

from processlots.apps.processes import actions
from processlots.apps.processes.actions import teams
from processlots.apps.processes.appointing import reporting
from processlots.apps.processes.models import Process, Team
from processlots.apps.processes.tests.makers import give_role, make_decided, whole_page


@pytest.fixture
def pair(cast: Any) -> tuple[Process, Process]:
    """Alva owns the whole, Maj a part of it that Love leads."""
    whole = make_decided(unit=cast.unit, by=cast.person("charlie"))
    part = make_decided("Granska ritningar", cast.unit, by=cast.person("charlie"), parent=whole)
    give_role(whole, cast.person("alva"))
    give_role(part, cast.person("maj"))
    give_role(part, cast.person("love"), "leader")
    return whole, part


def test_the_owner_appoints_owners_on_the_level_below(cast: Any) -> None:
    """R-2 (d), R-20, S2-6."""
    whole = make_decided(unit=cast.unit, by=cast.person("charlie"))
    part = make_decided("Granska ritningar", cast.unit, by=cast.person("charlie"), parent=whole)
    give_role(whole, cast.person("alva"))
    assert f"/processer/{part.key}/agare/" in whole_page(cast.client("alva"), whole)
    with pytest.raises(PermissionDenied):
        actions.appoint(part, "owner", cast.person("maj"), cast.love)
    made = actions.propose(part, "owner", cast.person("maj"), cast.alva, resource_owner=cast.person("charlie"))
    assert str(made.proposed_by) == "Ägar-Alva"
    actions.appoint(part, "owner", cast.person("maj"), cast.alva)
    part.refresh_from_db()
    assert part.owner == cast.person("maj")


def test_leader_owner_and_the_owner_above_are_a_chain_in_words(cast: Any, pair: tuple[Process, Process]) -> None:
    """R-1.12."""
    links = reporting.chain(cast.maj, pair[1])
    assert [str(one.person) for one in links] == ["Ägar-Alva", "Medarbetar-Maj", "Ledar-Love"]
    said = reporting.sentence(links)
    assert said == "Ledar-Love rapporterar till Medarbetar-Maj, Medarbetar-Maj rapporterar till Ägar-Alva."
    assert said in whole_page(cast.client("hanna"), pair[1])


def test_an_owner_who_leads_reports_to_the_owner_above_once(cast: Any, pair: tuple[Process, Process]) -> None:
    actions.end_appointment(pair[1], "leader", cast.maj, reason="Slutar")
    pair[1].refresh_from_db()
    assert reporting.sentence(reporting.chain(cast.maj, pair[1])) == "Medarbetar-Maj rapporterar till Ägar-Alva."


def test_a_process_above_that_one_may_not_see_is_left_out(cast: Any, pair: tuple[Process, Process]) -> None:
    hidden = Process.objects.create(name="Pröva det hemliga", unit=cast.unit, found_by=cast.person("moa"))
    Process.objects.filter(pk=pair[0].pk).update(parent=hidden)
    pair[0].refresh_from_db()
    assert [one.process for one in reporting.chain(cast.maj, pair[0])] == [pair[0], pair[0]]


def test_the_load_counts_levels_leading_and_teams(cast: Any, pair: tuple[Process, Process]) -> None:
    team = Team.objects.create(name="Teamet", process=pair[0])
    teams.add_member(team, cast.person("love"), cast.alva)
    give_role(make_decided("Ge råd om bygglov", cast.unit, by=cast.person("charlie")), cast.person("maj"))
    people = [cast.person(name) for name in ("love", "maj", "alva", "hanna")]
    found = {str(one.person): (one.top, one.below, one.leads, one.teams) for one in reporting.loads(people)}
    assert found == {
        "Medarbetar-Maj": (1, 1, 0, 0), "Ägar-Alva": (1, 0, 0, 0), "Ledar-Love": (0, 0, 1, 1), "Handledar-Hanna": (0, 0, 0, 0),
    }  # fmt: skip
    assert str(reporting.loads(people)[0].person) == "Medarbetar-Maj"  # the heaviest first


def test_the_list_of_loads_is_for_everyone_and_comes_as_excel(cast: Any, pair: tuple[Process, Process]) -> None:
    page = cast.client("hanna").get("/belastning/").content.decode()
    assert "Medarbetar-Maj" in page
    assert cast.client("gro").get("/belastning/").status_code == 403
    answer = cast.client("charlie").get("/belastning/?format=xlsx&enhet=alla")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    rows = {row[0]: row[2:] for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert rows["Medarbetar-Maj"] == (1, 0, 1, 0, 0)


def test_a_manager_begins_with_the_own_unit(cast: Any, pair: tuple[Process, Process]) -> None:
    cast.person("maj").unit = None
    maj = cast.person("maj")
    maj.unit = cast.council
    maj.save()
    page = cast.client("charlie").get("/belastning/").content.decode()
    assert "Ägar-Alva" in page
    assert "Medarbetar-Maj" not in page
    assert "Medarbetar-Maj" in cast.client("charlie").get("/belastning/?enhet=alla").content.decode()


def test_who_is_appointed_is_shown_with_what_the_person_has(cast: Any, pair: tuple[Process, Process]) -> None:
    """S2-4: shown when appointing."""
    answer = cast.client("charlie").get(f"/processer/{pair[0].key}/agare/")
    assert "/belastning/" in answer.content.decode()
    made = actions.propose(pair[0], "owner", cast.person("maj"), cast.charlie, resource_owner=cast.person("charlie"))
    assert "Äger 1 " in cast.client("charlie").get(f"/uppdrag/{made.pk}/").content.decode()


def test_the_load_costs_the_same_however_many(cast: Any, pair: tuple[Process, Process], django_assert_num_queries: Any) -> None:
    people = [cast.person(name) for name in ("love", "maj", "alva", "hanna", "moa", "ali")]
    reporting.loads(people)
    for some in (people[:1], people):
        with django_assert_num_queries(3):
            reporting.loads(some)


def test_a_persons_page_says_whom_the_person_reports_to(cast: Any, pair: tuple[Process, Process]) -> None:
    """R-1.12."""
    for name, above in (("love", "Medarbetar-Maj"), ("maj", "Ägar-Alva")):
        page = cast.client("hanna").get(f"/personer/{cast.person(name).pk}/").content.decode()
        assert f"Rapporterar till {above}." in page
    assert "Rapporterar till" not in cast.client("hanna").get(f"/personer/{cast.person('alva').pk}/").content.decode()
