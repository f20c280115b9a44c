"""Requirements are rows of their own, the critical pointed out, an unmet law leads to something (M-KRAV-2, T-1 row 15, V-44)."""

from __future__ import annotations

from typing import Any

import pytest

from processlots.apps.improvement.models import Need
from processlots.apps.processes.models import InterfaceIssue, Process, Requirement
from processlots.apps.processes.models.interface import Interface
from processlots.apps.processes.tests.makers import make_led, whole_page
from processlots.kit import checks
from processlots.kit.models.checks import StoredFinding


@pytest.fixture
def process(cast: Any) -> Process:
    return make_led(cast)


def said(process: Process) -> list[str]:
    return [one.message for one in checks.run(process) if one.id == "V-44"]


def row(prefix: str, **fields: str) -> dict[str, str]:
    return {f"{prefix}-{name}": value for name, value in fields.items()}


def test_m_krav_2_rows_are_written_in_place(cast: Any, process: Process) -> None:
    url = f"{process.get_absolute_url()}krav/"
    assert cast.client("maj").get(url).status_code == 403
    browser = cast.client("love")
    assert browser.get(url).status_code == 200
    data = {
        **row("n1", kind="legal", text="Beslut inom tio veckor", required_by="Staten", source="PBL", critical="on", met="partly"),
        **row("n2", kind="other", text="Två av tre ansökningar kommer i maj"),
        **row("n3", kind="recipient", version="0"),
        "save": "all",
    }
    assert browser.post(url, data).status_code == 302
    law, fact = Requirement.objects.order_by("pk")
    assert (law.required_by, law.source, law.critical, law.met) == ("Staten", "PBL", True, "partly")
    assert not fact.is_demand
    page = whole_page(cast.client("maj"), process)
    assert page.index("Beslut inom tio veckor") < page.index("Andra fakta") < page.index("Två av tre")
    assert "delvis uppfyllt" in page
    changed = {**row(f"r{law.pk}", kind="legal", text="Beslut inom åtta veckor", version=str(law.version)), "save": f"r{law.pk}"}
    assert browser.post(url, changed).status_code == 302
    law.refresh_from_db()
    assert law.text == "Beslut inom åtta veckor"
    wrong = {**row("n1", kind="påhittat", text="Krav"), "save": "all"}
    assert browser.post(url, wrong).status_code == 422
    assert Requirement.objects.count() == 2


def test_v_44_none_is_critical_or_two_are(process: Process) -> None:
    assert said(process) == []
    Requirement.objects.create(process=process, kind="other", text="Ett faktum")
    assert said(process) == []  # nobody demands a fact
    first = Requirement.objects.create(process=process, text="Svar inom en vecka")
    second = Requirement.objects.create(process=process, text="Begripligt beslut")
    assert "inget är markerat som kritiskt" in said(process)[0]
    for one in (first, second):
        one.critical = True
        one.save()
    assert said(process) == []


def test_v_44_an_unmet_law_leads_to_a_need_with_one_press(cast: Any, process: Process) -> None:
    law = Requirement.objects.create(process=process, kind="legal", text="Tio veckor", critical=True, met="yes")
    assert said(process) == []
    law.met = "no"
    law.save()
    assert "Tio veckor" in said(process)[0]
    browser = cast.client("love")
    assert f"/behov/ur/krav/{law.pk}/" in browser.get(law.get_absolute_url()).content.decode()
    assert browser.post(f"/behov/ur/krav/{law.pk}/").status_code == 302
    need = Need.objects.get()
    assert (need.process, need.title, need.registered_by) == (process, "Tio veckor", cast.person("love"))
    assert said(process) == []
    assert not StoredFinding.objects.filter(check_id="V-44").exists()
    browser.post(f"/behov/ur/krav/{law.pk}/")  # pressed twice
    assert Need.objects.count() == 1
    assert need.get_absolute_url() in browser.get(law.get_absolute_url()).content.decode()
    assert law.get_absolute_url() in browser.get(need.get_absolute_url()).content.decode()  # X-1, back again


def test_x_1_a_problem_in_an_interface_becomes_a_need(cast: Any, process: Process) -> None:
    met = Interface.objects.create(process=process, unit=cast.unit, hand_over="Underlag")
    issue = InterfaceIssue.objects.create(interface=met, text="Underlaget kom för sent")
    browser = cast.client("maj")
    assert browser.post(f"/behov/ur/granssnittsproblem/{issue.pk}/").status_code == 302
    need = Need.objects.get()
    assert (need.origin, need.process) == (Need.Origin.DEVIATION, process)
    assert "Underlag" in need.why
    for wrong in ("/behov/ur/mal/1/", "/behov/ur/granssnittsproblem/999/"):
        assert browser.post(wrong).status_code == 404
    assert cast.client("gro").post(f"/behov/ur/granssnittsproblem/{issue.pk}/").status_code in (403, 404)
