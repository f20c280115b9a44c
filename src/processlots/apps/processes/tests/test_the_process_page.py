"""The process page says what it is, where it stands and what comes next, at a fixed cost (look 2, S0-1, S2-1)."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from processlots.apps.processes import actions
from processlots.apps.processes.models import Process, Requirement
from processlots.apps.processes.tests.makers import give_role, make_decided, make_process, make_specified
from processlots.kit.forms import choice_text
from processlots.kit.models import Act, LogEntry


def form_of(process: Process, **more: Any) -> dict[str, Any]:
    """The specification as its form would send it."""
    fields = [
        "name",
        "type",
        "purpose",
        "value",
        "start_kind",
        "start_event",
        "end_event",
        "team_decision",
        "map_decision",
        "commissioned_by",
    ]
    made = {name: getattr(process, name) or "" for name in fields}
    unit = choice_text(process.unit) if process.unit else ""
    made |= {"recipients": "\n".join(str(one) for one in process.recipients.all()), "version": process.version, "unit": unit}
    for name in ("gives_service", "gives_support", "gives_governance"):
        if getattr(process, name):
            made[name] = "on"
    return made | more


def test_the_page_shows_owner_leader_recipients_and_result(cast: Any) -> None:
    process = make_decided(unit=cast.unit, by=cast.person("charlie"))
    give_role(process, cast.person("alva"), kind="temporary")
    give_role(process, cast.person("love"), "leader")
    make_specified(process)
    said = cast.client("maj").get(process.get_absolute_url()).content.decode()
    for words in (
        "Ägar-Alva",
        "tillfällig",
        "Ledar-Love",
        "Den som vill bygga.",
        "Ett beslut att lita på",
        "Bygglovsenheten",
        "Byggnadsnämnden",
        "/?enhet=",
    ):
        assert words in said, words


def test_the_first_missing_thing_is_the_next_to_do(cast: Any) -> None:
    process = make_decided(unit=cast.unit, by=cast.person("charlie"))
    said = cast.client("charlie").get(process.get_absolute_url()).content.decode()
    assert 'class="cartouche' in said
    assert f'href="/processer/{process.key}/agare/"' in said
    assert 'aria-current="step"' in said


def test_the_page_costs_the_same_with_nothing_and_with_much(cast: Any) -> None:
    bare = make_decided("Ta fram detaljplaner", cast.unit, by=cast.person("charlie"))
    full = make_decided(unit=cast.unit, by=cast.person("charlie"), recipients=", ".join(f"Mottagare {n}" for n in range(30)))
    for process in (bare, full):
        give_role(process, cast.person("alva"))
        give_role(process, cast.person("love"), "leader")
    for number in range(40):
        Requirement.objects.create(process=full, text=f"Krav {number}")
        full.adjacent.add(
            make_process(f"Sköta park {number}", cast.unit, status="managed", inventory_decision=full.inventory_decision)
        )
        make_process(f"Granska ritning {number}", cast.unit, parent=full, status="managed")
    browser = cast.client("maj")
    counts = []
    for process in (bare, full):
        browser.get(process.get_absolute_url())
        with CaptureQueriesContext(connection) as caught:
            assert browser.get(process.get_absolute_url()).status_code == 200
        counts.append(len(caught))
    assert counts[1] <= counts[0] + 1, counts
    assert counts[0] <= 45, counts


def test_findings_of_everything_on_the_process_are_read_and_lead_to_where_they_are_mended(cast: Any) -> None:
    process = make_decided(unit=cast.unit, by=cast.person("charlie"), type="main", recipients="Medarbetare")
    said = cast.client("charlie").get(process.get_absolute_url()).content.decode()
    assert "V-14" in said
    assert "andra/#id_type" in said
    said = cast.client("maj").get(process.get_absolute_url()).content.decode()
    assert "V-14" in said
    assert "andra/#id_type" not in said


def test_recipients_are_written_by_name_and_made_where_they_are_new(cast: Any) -> None:
    process = make_decided(unit=cast.unit, by=cast.person("charlie"))
    answer = cast.client("charlie").post(
        f"/processer/{process.key}/andra/", form_of(process, recipients="Den som vill bygga\nGrannar, Medarbetare\nGRANNAR")
    )  # fmt: skip
    assert answer.status_code == 302
    kinds = {one.name: one.kind for one in process.recipients.all()}
    assert kinds == {"Den som vill bygga": "external", "Grannar": "external", "Medarbetare": "internal"}


def test_adjacent_processes_are_written_by_name_or_number_and_seen_from_both(cast: Any) -> None:
    process = make_decided(unit=cast.unit, by=cast.person("charlie"))
    one = make_decided("Ta fram detaljplaner", by=cast.person("charlie"))
    other = make_decided("Tillhandahålla geodata", by=cast.person("charlie"))
    browser = cast.client("charlie")
    answer = browser.post(f"/processer/{process.key}/andra/", form_of(process, adjacent=f"ta fram detaljplaner\n{other.label}"))
    assert answer.status_code == 302
    assert set(one.adjacent.all()) == {process} == set(other.adjacent.all())
    process.refresh_from_db()
    wrong = browser.post(f"/processer/{process.key}/andra/", form_of(process, adjacent="Trolla med siffror"))
    assert wrong.status_code == 422
    assert "Trolla med siffror" in wrong.content.decode()


def test_a_stale_form_shows_both_and_overwrites_nothing(cast: Any) -> None:
    process = make_decided(unit=cast.unit, by=cast.person("charlie"))
    read = form_of(process, purpose="Mitt nya syfte med prövningen.")
    process.purpose = "Det syfte som någon annan hann skriva."
    process.save()
    answer = cast.client("charlie").post(f"/processer/{process.key}/andra/", read)
    said = answer.content.decode()
    assert answer.status_code == 409
    assert "Mitt nya syfte" in said
    assert "någon annan hann" in said
    process.refresh_from_db()
    assert process.purpose.startswith("Det syfte")


def test_a_process_is_no_part_of_its_own_part(cast: Any) -> None:
    above = make_decided(unit=cast.unit, by=cast.person("charlie"))
    below = make_decided("Granska ritningar", by=cast.person("charlie"), unit=cast.unit, parent=above)
    answer = cast.client("charlie").post(f"/processer/{above.key}/andra/", form_of(above, parent=choice_text(below)))
    assert answer.status_code == 422
    above.parent = below
    with pytest.raises(ValidationError):
        above.save()
    assert Process.objects.get(pk=above.pk).parent is None


def test_what_is_found_goes_to_the_inbox_above_the_unit(cast: Any) -> None:
    from processlots.apps.processes.tests.makers import make_inventory

    inventory = make_inventory(cast.administration)
    browser = cast.client("maj")
    assert browser.get("/processer/nytt/").status_code == 200
    answer = browser.post(
        "/processer/nytt/", {"name": "Ge råd om energi", "found_where": "Projekt Varm", "unit": choice_text(cast.unit)}
    )
    process = Process.objects.get()
    assert answer.status_code == 302
    assert (process.found_by, process.inventory, process.status) == (cast.person("maj"), None, "discovered")
    assert process.found.unit == cast.unit
    assert "Ge råd om energi" in cast.client("charlie").get("/upptackter/?visa=inkorg").content.decode()
    assert "Inkorg" in cast.client("charlie").get(inventory.get_absolute_url()).content.decode()
    assert cast.client("gro").post("/processer/nytt/", {"name": "Något"}).status_code == 403


def test_it_is_noted_that_it_was_reviewed(cast: Any) -> None:
    process = make_decided(unit=cast.unit, by=cast.person("charlie"))
    give_role(process, cast.person("alva"))
    assert cast.client("maj").post(f"/processer/{process.key}/sedd/").status_code == 403
    assert cast.client("alva").post(f"/processer/{process.key}/sedd/").status_code == 302
    process.refresh_from_db()
    assert process.reviewed_on is not None


def test_not_a_process_leaves_the_lists_with_its_reason(cast: Any) -> None:
    process = make_process("Ärendesystemet", cast.unit)
    browser = cast.client("charlie")
    page = f"/processer/{process.key}/ingen-process/"
    assert cast.client("maj").get(page).status_code == 404
    assert browser.get(page).status_code == 200
    assert browser.post(page, {"version": process.version}).status_code == 422
    assert browser.post(page, {"reason": "Det är ett system", "version": process.version}).status_code == 302
    process.refresh_from_db()
    assert (process.status, process.ended_reason) == ("not_a_process", "Det är ett system")
    assert Act.objects.filter(reason="Det är ett system").exists()


def test_a_name_is_kept_by_one_who_may_decide_it(cast: Any) -> None:
    process = make_process("Bygglovsprocessen", cast.unit)
    assert (
        cast.client("hanna")
        .post(f"/processer/{process.key}/behall-namnet/", {"reason": "Alla säger så", "version": process.version})
        .status_code
        == 403
    )
    assert (
        cast.client("moa")
        .post(f"/processer/{process.key}/behall-namnet/", {"reason": "Alla säger så", "version": process.version})
        .status_code
        == 302
    )
    process.refresh_from_db()
    assert process.name_accepted_reason == "Alla säger så"


def test_the_history_tells_who_wrote(cast: Any) -> None:
    process = make_decided(unit=cast.unit, by=cast.person("charlie"))
    cast.client("charlie").post(f"/processer/{process.key}/andra/", form_of(process, value="Ett beslut"))
    entry = LogEntry.objects.filter(process=process.pk, object_id=process.pk).latest("id")
    assert entry.actor == cast.charlie
    assert "Ett beslut" in cast.client("maj").get(f"/processer/{process.key}/historik/").content.decode()


def test_the_list_answers_its_questions(cast: Any) -> None:
    mine = make_decided("Ta fram detaljplaner", cast.unit, by=cast.person("charlie"))
    give_role(mine, cast.person("alva"))
    make_decided("Tillhandahålla geodata", cast.administration, by=cast.person("charlie"))
    make_process("Sköta parker", cast.unit)
    browser = cast.client("alva")
    names = ("Ta fram detaljplaner", "Tillhandahålla geodata", "Sköta parker")

    def shown(query: str, who: Any = browser) -> tuple[bool, ...]:
        said = who.get(f"/processer/{query}").content.decode()
        return tuple(name in said for name in names)

    assert shown("") == (True, True, False)
    assert shown("?visa=mina") == (True, False, False)
    assert shown("?visa=utan-agare") == (False, True, False)
    assert shown("?visa=upptackta", cast.client("hanna")) == (False, False, True)
    assert shown(f"?unit={choice_text(cast.unit)}") == (True, False, False)
    assert shown(f"?unit={choice_text(cast.board)}") == (True, True, False)
    assert shown("?step=3") == (True, False, False)
    assert shown("?q=geodata") == (False, True, False)
    assert shown("?sort=-owner") == (True, True, False)
    assert "Ta fram detaljplaner" in browser.get("/processer/?format=csv").content.decode()


def test_actions_settle_findings(cast: Any) -> None:
    process = make_decided(unit=cast.unit, by=cast.person("charlie"))
    assert "V-11" in cast.client("maj").get(process.get_absolute_url()).content.decode()
    actions.appoint(process, "owner", cast.person("alva"), cast.charlie)
    said = cast.client("maj").get(process.get_absolute_url()).content.decode()
    assert "V-11" not in said
    assert "V-51" in said


def test_units_and_the_process_above_are_written_not_picked_from_long_lists(cast: Any) -> None:
    above = make_decided(unit=cast.unit, by=cast.person("charlie"))
    below = make_decided("Granska ritningar", unit=cast.unit, by=cast.person("charlie"))
    browser = cast.client("charlie")
    page = f"/processer/{below.key}/andra/"
    said = browser.get(page).content.decode()
    assert f'<option value="{above.pk}"' not in said
    assert 'type="checkbox" name="units"' not in said
    answer = browser.post(
        page, form_of(below, parent=choice_text(above), units=f"Byggnadsnämnden\n{choice_text(cast.administration)}")
    )
    assert answer.status_code == 302
    below.refresh_from_db()
    assert below.parent == above
    assert set(below.units.all()) == {cast.board, cast.administration}
