"""Appendix D: every check is listed, and the model manager may switch it off or make it milder, but not those that are fixed."""

from __future__ import annotations

from typing import Any

import pytest

from processlots.apps.handbook import known, library
from processlots.apps.handbook.models import CheckSetting
from processlots.apps.processes.models import Process
from processlots.kit import checks, jobs, pages
from processlots.kit.models.checks import StoredFinding


@pytest.fixture
def process(cast: Any) -> Process:
    """A process whose name breaks V-5, as those who work with it see it."""
    row = Process.objects.create(name="Barnomsorg tillhandahålls", unit=cast.unit, found_by=cast.person("moa"))
    checks.refresh(row)
    assert NAMING & {one.id for one in checks.run(row)}
    return row


NAMING = {"V-1", "V-5", "V-6"}


def said(row: Process) -> set[str]:
    return {one.id for one in checks.run(row)}


def put(cast: Any, check: str, who: str = "moa", **data: str) -> Any:
    row = CheckSetting.objects.get(check_id=check)
    return cast.client(who).post(f"/kontroller/{row.pk}/andra/", {"version": row.version, **data})


@pytest.mark.once
def test_every_check_has_a_text_in_both_languages() -> None:
    told = library.checks()
    assert {f"V-{number}" for number in range(1, 59)} == set(told), "appendix D"
    assert {one.id for one in checks.registered()} <= set(told)
    assert all(one["sv"] and one["en"] for one in told.values())


def test_the_list_shows_id_text_severity_and_setting(cast: Any) -> None:
    text = cast.client("maj").get("/kontroller/").content.decode()
    for part in ("V-15", "Målet saknar mått eller målvärde.", "stoppar ett beslut", "alltid på"):
        assert part in text
    assert {one.id for one in checks.registered()} == set(CheckSetting.objects.values_list("check_id", flat=True))


def test_a_check_that_is_off_is_quiet_everywhere_and_says_so_on_the_list(cast: Any, process: Process) -> None:
    check = min(NAMING & said(process))
    assert StoredFinding.objects.filter(check_id=check).exists()
    assert put(cast, check, off="on", reason="Vi har egna namn").status_code == 302
    browser = cast.client("moa")
    page = browser.get(pages.url_of(process)).content.decode()
    assert f">{check}<" not in page
    assert check not in said(process)
    assert not StoredFinding.objects.filter(check_id=check).exists()
    checks.refresh(process)
    assert not StoredFinding.objects.filter(check_id=check).exists()
    text = browser.get("/kontroller/").content.decode()
    assert "avstängd" in text
    assert "Vi har egna namn" in text


def test_switched_on_again_it_speaks_again_of_every_row(cast: Any, process: Process) -> None:
    check = min(NAMING & said(process))
    put(cast, check, off="on", reason="Vi har egna namn")
    put(cast, check)
    jobs.drain()
    assert StoredFinding.objects.filter(check_id=check, object_id=process.pk).exists()


def test_an_error_made_milder_no_longer_stops_the_act(cast: Any) -> None:
    row = next(one for one in checks.registered() if one.severity == "F" and one.blocks and not one.fixed)
    setting = CheckSetting.objects.get(check_id=row.id)
    setting.most, setting.reason = "V", "Vi provar"
    setting.save()
    known.begin()
    assert checks.setting(row) == checks.Setting(False, "V")


@pytest.mark.once
def test_a_setting_makes_a_finding_milder_and_never_sharper(monkeypatch: pytest.MonkeyPatch) -> None:
    model: Any = CheckSetting

    def rule(row: Any) -> Any:
        yield checks.Finding("fel", severity="F")
        yield checks.Finding("visas", severity="I")

    monkeypatch.setitem(checks._checks, model, [checks.Check("V-99", model, "V", ("approve",), rule)])
    monkeypatch.setattr(checks, "_settings", [lambda name: checks.Setting(most="V")])
    row = CheckSetting(check_id="V-99")
    assert [one.severity for one in checks.run(row)] == ["V", "I"]
    assert checks.blocking(row, "approve") == []
    monkeypatch.setattr(checks, "_settings", [lambda name: checks.Setting(off=True)])
    assert checks.run(row) == []
    monkeypatch.setitem(checks._checks, model, [checks.Check("V-99", model, "V", ("approve",), rule, fixed=True)])
    assert [one.severity for one in checks.blocking(row, "approve")] == ["F"], "a fixed check is as it is"


def test_a_fixed_check_cannot_be_switched_off(cast: Any) -> None:
    fixed = next(one.id for one in checks.registered() if one.fixed)
    assert put(cast, fixed, off="on", reason="Nej").status_code == 403
    row = CheckSetting.objects.get(check_id=fixed)
    assert not row.off
    row.off, row.reason = True, "Förbi sidan"
    with pytest.raises(Exception, match="modellens kärna"):
        row.full_clean()


def test_switching_off_needs_a_reason_and_the_model_manager(cast: Any) -> None:
    check = next(one.id for one in checks.registered() if not one.fixed)
    answer = put(cast, check, off="on")
    assert answer.status_code == 422
    assert "Skriv varför" in answer.content.decode()
    assert put(cast, check, who="hanna", off="on", reason="x").status_code == 403
