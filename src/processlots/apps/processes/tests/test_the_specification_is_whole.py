"""T-1: the fifteen points and the system's own fields are on the page, in the form and in the document, in both languages."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from processlots.apps.followup.models import Goal
from processlots.apps.processes.models import Attachment, ClassificationCode, Interface, Process, ProcessCode, Requirement
from processlots.apps.processes.reports import SPECIFICATION, specification
from processlots.apps.processes.tests.makers import give_role, make_decided, make_process, make_specified, whole_page
from processlots.apps.processes.tests.test_documents_hold_what_is_written import text_of
from processlots.kit import documents

#: T-1's rows by number; the values of the document that answer each
POINTS = {
    1: ("date",),
    2: ("name",),
    3: ("owner",),
    4: ("leader",),
    5: ("team",),
    6: ("type",),
    7: ("purpose",),
    8: ("start",),
    9: ("result", "value"),
    10: ("recipients",),
    11: ("goals",),
    12: ("follow_up",),
    13: ("parts",),
    14: ("adjacent",),
    15: ("requirements",),
}


@pytest.fixture
def whole(cast: Any) -> Process:
    by = cast.person("charlie")
    process = make_decided(
        unit=cast.unit, by=by, value="Ett besked i tid", effects="Goda livsmiljöer", commissioned_by="Byggnadsnämnden",
        follow_up_place="Månadsbrevet", name_en="Decide on building permits", purpose_en="Change without harm",
        map_reason="", parent=make_decided("Bygga samhälle", by=by), is_authority=True, approach="mapping",
    )  # fmt: skip
    cast.person("alva").email = "alva@modellby.example"
    give_role(process, cast.person("alva"))
    give_role(process, cast.person("love"), "leader")
    give_role(process, cast.person("maj"), "team")
    make_specified(process)
    make_decided("Granska ritningar", by=by, parent=process)
    near = make_decided("Ta fram detaljplaner", by=by)
    process.adjacent.add(near, make_process("Hemligt fynd"))
    process.starts.add(make_decided("Utöva tillsyn", by=by))
    process.units.add(cast.administration)
    Interface.objects.create(process=near, other_process=process, hand_over="Planbesked")
    Requirement.objects.create(
        process=process, kind="legal", text="Tio veckor", required_by="Staten", source="PBL", critical=True, met="partly",
        description="Räknat från komplett ansökan",
    )  # fmt: skip
    Requirement.objects.create(process=process, kind="other", text="Två av tre kommer i maj")
    Attachment.objects.create(process=process, title="Rutin för besök", link="https://a.example", edition="2")
    code = ClassificationCode.objects.create(scheme="Klassa", edition="2.1", code="4.2.1", title="Pröva lov")
    ProcessCode.objects.create(process=process, code=code)
    Goal.objects.create(process=process, statement="Nio av tio inom åtta veckor")
    return Process.objects.get(pk=process.pk)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_t_1_the_document_has_every_point(whole: Process, language: str) -> None:
    with translation.override(language):
        values = specification(whole)
    assert set(values) <= {*SPECIFICATION}
    for number, names in POINTS.items():
        for name in names:
            assert values[name], (number, name)
    said = text_of(documents.render_docx("specification", values, language))
    for words in (
        *("Pröva ansökan om bygglov", "Ägar-Alva", "Ledar-Love", "Medarbetar-Maj", "Någon vill bygga", "Ett beslut att lita på"),
        *("Ett besked i tid", "Den som vill bygga", "Nio av tio", "Månadsbrevet", "Granska ritningar", "Ta fram detaljplaner"),
        *("Tio veckor", "Staten", "Räknat från komplett", "Två av tre", "Planbesked", "Bygga samhälle", "Utöva tillsyn"),
        *("Rutin för besök", "4.2.1 Pröva lov (Klassa 2.1)", "Goda livsmiljöer", "Byggnadsnämnden", "Decide on building permits"),
        *("Samhällsbyggnadsförvaltningen", "Bygglovsenheten"),
    ):
        assert words in said, words
    assert "Hemligt fynd" not in said
    assert ("kritiskt" in said, "critical" in said) == (language == "sv", language == "en")
    assert "{{" not in said
    assert "⟦" not in said


def test_t_1_the_page_has_every_point(cast: Any, whole: Process) -> None:
    page = whole_page(cast.client("maj"), whole)
    for words in (
        *(
            "Ägar-Alva",
            "Ledar-Love",
            "Medarbetar-Maj",
            "huvudprocess",
            "myndighetsutövning",
            "Den som äger mark",
            "Någon vill bygga",
        ),
        *("Ett beslut att lita på", "Ett besked i tid", "Den som vill bygga", "Nio av tio", "Månadsbrevet", "Granska ritningar"),
        *("Ta fram detaljplaner", "Tio veckor", "Två av tre", "Planbesked", "Bygga samhälle", "Utöva tillsyn", "Rutin för besök"),
        *("4.2.1 Pröva lov", "Goda livsmiljöer", "Byggnadsnämnden", "Decide on building permits", "Change without harm"),
        *("Samhällsbyggnadsförvaltningen", "aldrig granskad", "Processkartläggning"),
    ):
        assert words in page, words
    assert "Hemligt fynd" not in page


def test_t_1_the_form_has_every_point_that_is_written(cast: Any, whole: Process) -> None:
    form = cast.client("love").get(f"/processer/{whole.key}/andra/").content.decode()
    for name in (
        *("name", "type", "purpose", "start_kind", "start_event", "end_event", "gives_service", "value", "recipients"),
        *(
            "follow_up_place",
            "parent",
            "adjacent",
            "starts",
            "commissioned_by",
            "effects",
            "unit",
            "units",
            "name_en",
            "purpose_en",
        ),
        *("is_authority", "is_new", "already_described", "approach", "map_decision", "map_reason", "reviewed_on"),
    ):
        assert f'name="{name}"' in form, name


def test_s0_6_step_four_is_complete_with_the_mandatory_points_and_a_decision_about_the_map(cast: Any) -> None:
    from processlots.apps.processes.steps import the_specification

    process = make_decided(unit=cast.unit, by=cast.person("charlie"))
    give_role(process, cast.person("alva"))
    make_specified(process)
    assert the_specification(Process.objects.get(pk=process.pk)).done
    for name in ("start_kind", "start_event", "end_event", "map_decision"):
        bare = Process.objects.get(pk=process.pk)
        setattr(bare, name, "")
        found = the_specification(bare)
        assert not found.done
        assert f"id_{name}" in found.missing[0][1]
