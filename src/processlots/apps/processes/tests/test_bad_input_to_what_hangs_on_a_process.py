"""Whatever is sent to interfaces, documents, codes and answers: a word about it or the value as text, never a fault."""

from __future__ import annotations

from typing import Any

import pytest

from processlots.apps.improvement.models import PlanAction
from processlots.apps.processes.models import Attachment, ClassificationCode, Interface, Process
from processlots.apps.processes.tests.makers import make_led
from processlots.kit.forms import choice_text

DAY = "2026-01-01"
BAD = ["\x00", "a\x00b", "x" * 20_000, "<script>alert(1)</script>", "²", "9" * 40, "-1", "1e400", "🦔", "' --"]


@pytest.fixture
def process(cast: Any) -> Process:
    return make_led(cast)


def forms(cast: Any, process: Process) -> list[tuple[str, str, dict[str, str]]]:
    """Who, where, and what would be right."""
    met = Interface.objects.create(process=process, unit=cast.unit, hand_over="Underlag")
    code = ClassificationCode.objects.create(scheme="Klassa", code="4.2", title="Pröva lov")
    action = PlanAction.objects.create(process=process, text="Ny blankett")
    own = choice_text(process)
    return [
        (
            "love",
            "/granssnitt/nytt/",
            {"process": own, "unit": choice_text(cast.unit), "hand_over": "Karta", "formality": "informal"},
        ),
        ("love", f"{met.get_absolute_url()}kontroll/", {"checked_on": DAY, "works": "yes", "version": str(met.version)}),
        ("love", f"{met.get_absolute_url()}gor/confirm/", {"side": "one", "manner": "own", "date": DAY, "note": ""}),
        ("maj", "/granssnittsproblem/nytt/", {"interface": str(met.pk), "text": "Fel", "noted_on": DAY}),
        (
            "love",
            "/dokument/nytt/",
            {"process": own, "title": "Mall", "kind": "link", "link": "https://a.example", "held_by": ""},
        ),
        ("love", f"{process.get_absolute_url()}krav/", {"n1-kind": "legal", "n1-text": "Krav", "n1-met": "yes", "save": "n1"}),
        (
            "love",
            f"{process.get_absolute_url()}klassificering/",
            {"n1-code": choice_text(code), "n1-valid_from": DAY, "save": "n1"},
        ),
        ("moa", "/klassificering/nytt/", {"scheme": "Klassa", "edition": "2", "code": "5", "title": "T", "valid_from": DAY}),
        ("moa", "/granskningstider/nytt/", {"document": "interface", "months": "6", "remind_days": "10"}),
        ("love", "/externa-parter/nytt/", {"name": "Bolaget", "kind": "provider", "note": ""}),
        (
            "love",
            f"{action.get_absolute_url()}paverkan/",
            {f"impact-interface-{met.pk}": "yes", f"impact-interface-{met.pk}-note": "x"},
        ),
    ]


def test_each_field_of_each_form(cast: Any, process: Process) -> None:
    for who, url, right in forms(cast, process):
        browser = cast.client(who)
        for name in right:
            for value in BAD:
                answer = browser.post(url, {**right, name: value})
                assert answer.status_code in (302, 303, 409, 422), (url, name, value[:20], answer.status_code)
                assert b"<script>alert(1)" not in answer.content, (url, name)


@pytest.mark.parametrize(
    "address", ["/dokument/nytt/?pa={}", "/granssnitt/?process={}", "/dokument/?owner={}&visa={}", "/processer/?codes={}"]
)
def test_each_address(cast: Any, process: Process, address: str) -> None:
    browser = cast.client("love")
    for value in ("%00", "kartelement-", "granssnitt-99999999999999999999", "-", "9" * 30, "%3Cscript%3E", "granssnitt-²"):
        assert browser.get(address.format(value, value)).status_code == 200, (address, value)
    assert not Attachment.objects.exists()
