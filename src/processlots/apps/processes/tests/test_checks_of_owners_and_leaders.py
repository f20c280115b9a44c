"""The good and the bad example of each check on roles (appendix D: V-9, V-11, V-12, V-13, V-51)."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from processlots.apps.organisation.models import Consent
from processlots.apps.processes import actions
from processlots.apps.processes.models import Process
from processlots.apps.processes.tests.makers import give_role, make_decided, make_decided_here, make_specified
from processlots.kit import checks
from processlots.kit.periods import today

DAY = datetime.timedelta(days=1)


@pytest.fixture
def process(cast: Any) -> Process:
    return make_decided_here(cast)


def said(process: Process, rule: str) -> list[tuple[str, str]]:
    fresh = Process.objects.get(pk=process.pk)
    return [(one.severity, one.message) for one in checks.run(fresh) if one.id == rule]


def fixed(rule: str) -> bool:
    return all(one.fixed for one in checks.registered() if one.id == rule)


@pytest.mark.parametrize(("purpose", "severity"), [("se namn", "V"), ("", "F"), ("Pröva ansökan om bygglov", "F")])
def test_v_9_bad_the_purpose_says_nothing(process: Process, purpose: str, severity: str) -> None:
    process.purpose = purpose
    process.save()
    assert [one for one, _text in said(process, "V-9")] == [severity]


def test_v_9_good_the_purpose_tells_need_and_value(process: Process) -> None:
    assert said(process, "V-9") == []


def test_v_11_good_one_owner_has_three_processes(cast: Any, process: Process) -> None:
    """R-2 (b): one person may own several."""
    others = [make_decided(name, cast.unit, by=cast.person("charlie")) for name in ("Granska ritningar", "Ge råd om bygglov")]
    for one in (process, *others):
        give_role(one, cast.person("alva"))
        assert said(one, "V-11") == []


def test_v_11_bad_nobody_owns_and_two_are_refused(cast: Any, process: Process) -> None:
    assert fixed("V-11")
    assert [one for one, _text in said(process, "V-11")] == ["V"]
    actions.appoint(process, "owner", cast.person("alva"), cast.charlie)
    with pytest.raises(actions.AlreadyOne, match="Ägar-Alva"):
        actions.appoint(process, "owner", cast.person("love"), cast.charlie)


def test_v_12_good_regular_from_step_four(cast: Any, process: Process) -> None:
    give_role(process, cast.person("alva"))
    make_specified(process)
    assert said(process, "V-12") == []


def test_v_12_bad_temporary_since_two_years(cast: Any, process: Process) -> None:
    give_role(process, cast.person("alva"), kind="temporary", valid_from=today() - 730 * DAY)
    [(severity, text)] = said(process, "V-12")
    assert (severity, "Ägar-Alva" in text) == ("V", True)
    process.refresh_from_db()
    process.temporary_reason = "Omorganisation pågår"
    process.save()
    assert said(process, "V-12") == []


def test_v_12_bad_a_temporary_one_ends_soon(cast: Any, process: Process) -> None:
    give_role(process, cast.person("alva"), kind="temporary", valid_to=today() + 20 * DAY)
    assert [one for one, _text in said(process, "V-12")] == ["V"]


def test_v_13_good_the_owner_leads_and_it_is_said(cast: Any, process: Process) -> None:
    """R-1.1: the leader is never empty; "ägaren är ledare" is stated, and nothing is to be mended."""
    assert fixed("V-13")
    give_role(process, cast.person("alva"))
    make_specified(process)
    process.refresh_from_db()
    assert process.effective_leader == cast.person("alva")
    assert said(process, "V-13") == [("I", "Ingen ledare är utsedd. Ägaren är ledare: Ägar-Alva.")]
    give_role(process, cast.person("love"), "leader")
    assert said(process, "V-13") == []


def test_v_13_bad_no_leader(cast: Any, process: Process) -> None:
    """Where the owner has left and nobody was appointed, nobody leads."""
    Process.objects.filter(pk=process.pk).update(step=4)
    assert [one for one, _text in said(process, "V-13")] == ["F"]


def test_v_51_good_both_recorded(cast: Any, process: Process) -> None:
    give_role(process, cast.person("alva"))
    give_role(process, cast.person("love"), "leader")
    assert said(process, "V-51") == []


def test_v_51_bad_e_mail_only(cast: Any, process: Process) -> None:
    """R-20: nothing is written down of resource owner and anchoring, for the owner nor for the leader."""
    actions.appoint(process, "owner", cast.person("alva"), cast.charlie)
    actions.appoint(process, "leader", cast.person("love"), cast.alva)
    assert [one for one, _text in said(process, "V-51")] == ["V", "V"]
    process.refresh_from_db()
    page = f"/processer/{process.key}/ledare/samtycke/"
    browser = cast.client("alva")
    assert page in browser.get(f"/processer/{process.key}/").content.decode()
    assert browser.post(page, {"resource_owner": "Chef-Charlie", "version": process.version}).status_code == 302
    assert len(said(process, "V-51")) == 1


def test_v_51_bad_a_consent_that_was_a_no(cast: Any, process: Process) -> None:
    row = give_role(process, cast.person("alva"))
    Consent.objects.filter(appointment=row, kind="anchored").update(agrees=False)
    assert [one for one, _text in said(process, "V-51")] == ["V"]
