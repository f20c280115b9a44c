"""The communication plan (T-6) and the training plan (T-7): whom to reach, what they need to know, what is done (KU-1, KU-2)."""

from __future__ import annotations

import datetime
import io
from typing import Any

import docx
import pytest
from django.utils import translation

from processlots.apps.followup.tests.makers import make_process
from processlots.apps.improvement import spreading
from processlots.apps.improvement.models import PlanAction
from processlots.apps.organisation.models import Unit
from processlots.apps.processes.models import Interface, Process, Recipient
from processlots.kit import documents, jobs, reports
from processlots.kit.models import Job

PLANS = ("communication_plan", "training_plan")


@pytest.fixture
def process(cast: Any) -> Process:
    made = make_process(cast)
    made.units.add(Unit.objects.create(name="Servicecenter"))
    made.recipients.add(Recipient.objects.create(name="Grannar till den som bygger"))
    other = make_process(cast, "Utöva tillsyn över byggande")
    made.adjacent.add(other)
    Interface.objects.create(process=made, other_process=other, hand_over="Lov som har vunnit laga kraft")
    hidden = make_process(cast, "Något hemligt")
    Process.objects.filter(pk=hidden.pk).update(status="discovered", inventory_decision=None)
    made.adjacent.add(hidden)
    rows: tuple[dict[str, Any], ...] = (
        {"text": "Berätta om nya blanketten", "kind": "communicate", "due": datetime.date(2026, 3, 1), "participants": "Växeln"},
        {"text": "Visa läget på tavlan", "kind": "develop", "stick": "inform", "effect_on": datetime.date(2027, 4, 1)},
        {"text": "Öva på granskning", "kind": "train", "why": "Nya regler & krav", "responsible": cast.person("maj")},
        {"text": "Gå igenom rutinen varje vår", "kind": "manage", "stick": "train"},
        {"text": "Köpa skärmar", "kind": "develop"},
        {"text": "Bjuda in pressen", "kind": "communicate", "state": "cancelled"},
    )
    for row in rows:
        PlanAction.objects.create(process=made, **row)
    return made


def told(key: str, process: Process, user: Any) -> dict[str, Any]:
    with translation.override("sv"):
        made: dict[str, Any] = reports.get(key).context(process, user)
        return made


def test_an_activity_stands_in_the_plan_that_its_kind_or_how_it_sticks_says(process: Process, cast: Any) -> None:
    """KU-1: the activities are those of the activity plan; S6-13: what goes on for good is marked."""
    informing = {one["activity"]: one for one in told("communication_plan", process, cast.love)["rows"]}
    training = {one["activity"]: one for one in told("training_plan", process, cast.love)["rows"]}
    assert set(informing) == {"Berätta om nya blanketten", "Visa läget på tavlan"}
    assert set(training) == {"Öva på granskning", "Gå igenom rutinen varje vår"}
    assert [informing[name]["recurring"] for name in ("Berätta om nya blanketten", "Visa läget på tavlan")] == ["nej", "ja"]
    assert [training[name]["recurring"] for name in ("Öva på granskning", "Gå igenom rutinen varje vår")] == ["nej", "ja"]
    assert informing["Berätta om nya blanketten"]["audience"] == "Växeln"
    assert "1 april 2027" in informing["Visa läget på tavlan"]["effect"]
    assert training["Öva på granskning"]["responsible"] == "Medarbetar-Maj"


def test_the_audiences_are_the_three_groups_and_who_they_are(process: Process, cast: Any) -> None:
    """S6-10, S6-10a … e: who needs to know, and the answers that there are."""
    made = told("communication_plan", process, cast.maj)
    work, develop, beside, recipients = made["audiences"]
    assert "Bygglovsenheten" in work["who"]
    assert "Servicecenter" in work["who"]
    assert "– Ägar-Alva, processägare" in develop["who"]
    assert "– Ledar-Love, processledare" in develop["who"]
    assert "– Medarbetar-Maj, ansvarig för aktiviteter" in develop["who"]
    assert "Utöva tillsyn över byggande: Lov som har vunnit laga kraft" in beside["who"]
    assert "Grannar till den som bygger" in recipients["who"]
    assert len(made["questions"]) == 5
    assert "Grannar till den som bygger" in made["questions"][0]["answer"]
    assert "Lov som har vunnit laga kraft" in made["questions"][1]["answer"]
    assert "hemligt" not in str(made)
    assert [one["name"] for one in told("training_plan", process, cast.maj)["audiences"]] == [
        one["name"] for one in (work, develop, beside)
    ]


@pytest.mark.parametrize("key", PLANS)
def test_what_nobody_knows_is_said_or_left_to_be_filled_in(key: str, cast: Any) -> None:
    bare = make_process(cast, "Ge råd")
    Process.objects.filter(pk=bare.pk).update(unit=None)
    made = told(key, Process.objects.get(pk=bare.pk), cast.love)
    assert made["rows"] == []
    assert made["audiences"][0]["who"] == "inte känt än"
    with translation.override("sv"):
        found = docx.Document(io.BytesIO(documents.render_docx(key, {"version": "", **made}, "sv")))
    assert any("Ingen aktivitet i aktivitetsplanen" in one.text for one in found.paragraphs)
    audiences = next(one for one in found.tables if one.rows[0].cells[0].text == "Målgrupp")
    empty = [cell.text for cell in audiences.rows[1].cells][3:]
    assert empty == [""] * 6


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("key", PLANS)
def test_the_shipped_templates_ask_for_nothing_that_is_not_filled(key: str, language: str, db: None) -> None:
    assert documents.unknown_names(documents.template(key, language), reports.get(key).fields) == []


@pytest.mark.parametrize(("path", "words"), [("kommunikationsplan", "nya blanketten"), ("utbildningsplan", "Nya regler & krav")])
def test_it_is_printed_from_the_process_page(process: Process, cast: Any, path: str, words: str) -> None:
    browser, address = cast.client("maj"), f"/processer/{process.key}/{path}/word/"
    assert f'action="{address}"' in browser.get(process.get_absolute_url()).content.decode()
    assert browser.post(address).status_code == 302
    jobs.drain()
    job = Job.objects.get()
    assert job.state == Job.State.DONE, job.error
    made = docx.Document(io.BytesIO(job.file.read()))
    said = "\n".join([*(one.text for one in made.paragraphs), *(c.text for t in made.tables for r in t.rows for c in r.cells)])
    assert words in said
    assert process.name in said
    assert "hemligt" not in said
    assert "{" not in said
    assert "⟦" not in said
    assert cast.client("gro").post(address).status_code in (403, 404)


def test_it_is_offered_when_it_is_needed(cast: Any) -> None:
    """KU-1: in step 4 at the earliest, unless an activity belongs in it."""
    early = make_process(cast, "Ge råd")
    Process.objects.filter(pk=early.pk).update(step=Process.Step.OWNER)
    offered = (spreading.communication_plan_document, spreading.training_plan_document)

    def urls() -> list[str]:
        row: Any = Process.objects.get(pk=early.pk)
        return [make(None, row)[2] for make in offered]

    assert urls() == ["", ""]
    PlanAction.objects.create(process=early, text="Lära ut", kind="train")
    assert [bool(url) for url in urls()] == [False, True]
    Process.objects.filter(pk=early.pk).update(step=Process.Step.DESCRIBE)
    assert all(urls())
