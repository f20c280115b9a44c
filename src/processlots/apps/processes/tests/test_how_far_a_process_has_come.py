"""Step and status follow from what is written, and say what is missing with a link that mends it (S0-6, 20.1)."""

from __future__ import annotations

from typing import Any

import pytest

from processlots.apps.processes import standing
from processlots.apps.processes.models import Process
from processlots.apps.processes.tests.makers import give_role, make_decided, make_process, make_specified
from processlots.kit import panels
from processlots.kit.models import LogEntry


def missing(process: Process, step: int) -> list[str]:
    return [url.rsplit("#", 1)[-1] for one in standing.criteria(process)[step] for _text, url in one.missing]


def agrees(process: Process) -> bool:
    """What is stored is what would be computed now."""
    stored = Process.objects.get(pk=process.pk)
    return standing.compute(Process.objects.get(pk=process.pk)) == {
        "owner_id": stored.owner_id, "leader_id": stored.leader_id, "step": stored.step, "status": stored.status
    }  # fmt: skip


def test_a_found_process_says_everything_that_step_one_asks_for(cast: Any) -> None:
    process = make_process("Bygglovsprocessen", cast.unit)
    said = missing(process, 1)
    assert said[:5] == ["id_name", "id_type", "id_purpose", "id_recipients", "id_gives_service"]
    assert said[5] == "/inventeringar/"


def test_an_accepted_name_is_missing_no_longer(cast: Any) -> None:
    process = make_process("Bygglovsprocessen", cast.unit, name_accepted_reason="Så säger alla")
    assert "id_name" not in missing(process, 1)
    process.name = "Ekonomiprocessen"
    process.save()
    assert "id_name" in missing(Process.objects.get(pk=process.pk), 1)


def test_each_step_leads_to_the_next(cast: Any) -> None:
    process = make_decided(unit=cast.unit, by=cast.person("charlie"))
    assert (process.step, process.status) == (2, Process.Status.INVENTORIED)
    give_role(process, cast.person("alva"), consents=False)
    assert process.step == 2
    assert agrees(process)
    give_role_again = make_decided("Ta fram detaljplaner", cast.unit, by=cast.person("charlie"))
    give_role(give_role_again, cast.person("alva"))
    assert (give_role_again.step, give_role_again.status) == (3, Process.Status.OWNER)
    make_specified(give_role_again)
    give_role_again.refresh_from_db()
    assert give_role_again.step >= 5
    assert agrees(give_role_again)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("start_event", "", "id_start_event"),
        ("end_event", "", "id_end_event"),
        ("start_kind", "", "id_start_kind"),
        ("map_decision", "", "id_map_decision"),
        ("map_decision", "not_suitable", "id_map_reason"),
    ],
)
def test_step_four_asks_for_the_specification(cast: Any, field: str, value: str, said: str) -> None:
    process = make_decided(unit=cast.unit, by=cast.person("charlie"))
    give_role(process, cast.person("alva"))
    make_specified(process)
    setattr(process, field, value)
    process.save()
    standing.refresh(process)
    process.refresh_from_db()
    assert process.step == 4
    assert said in missing(process, 4)


def test_a_temporary_owner_keeps_step_four_open_unless_there_is_a_reason(cast: Any) -> None:
    process = make_decided(unit=cast.unit, by=cast.person("charlie"))
    give_role(process, cast.person("alva"), kind="temporary")
    make_specified(process)
    process.refresh_from_db()
    assert process.step == 4
    assert missing(process, 4) == ["id_temporary_reason"]
    process.temporary_reason = "Förvaltningen delas vid årsskiftet"
    process.save()
    assert missing(process, 4) == []


def test_a_closed_process_stays_closed(cast: Any) -> None:
    process = make_decided(unit=cast.unit, by=cast.person("charlie"))
    process.end("Flyttad till regionen")
    standing.refresh(process)
    process.refresh_from_db()
    assert process.status == Process.Status.ENDED


def test_computing_is_no_act_of_anybodys(cast: Any) -> None:
    process = make_decided(unit=cast.unit, by=cast.person("charlie"))
    give_role(process, cast.person("alva"))
    before = LogEntry.objects.count()
    standing.refresh(process)
    assert LogEntry.objects.count() == before


def test_a_criterion_of_another_app_holds_its_step(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(panels._steps, 5, [lambda process: panels.Criterion(False, (("Inga mål", "/mal/nytt/"),))])
    process = make_decided(unit=cast.unit, by=cast.person("charlie"))
    give_role(process, cast.person("alva"))
    make_specified(process)
    process.refresh_from_db()
    assert (process.step, process.status) == (5, Process.Status.DESCRIBED)


def test_saving_by_the_page_and_the_api_computes_at_once(cast: Any) -> None:
    process = make_decided(unit=cast.unit, by=cast.person("charlie"), purpose="")
    assert process.step == 1
    answer = cast.client("charlie").patch(
        f"/api/v1/processes/{process.uid}", {"purpose": "Den som äger mark ska kunna bygga."}, content_type="application/json",
        headers={"If-Match": f'"{process.version}"'},
    )  # fmt: skip
    assert answer.status_code == 200, answer.content
    process.refresh_from_db()
    assert process.step == 2
    assert agrees(process)
