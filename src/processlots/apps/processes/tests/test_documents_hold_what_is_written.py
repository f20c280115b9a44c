"""The specification (T-1) and the inventory (T-2) come as Word files with the values in them; empty points are left out."""

from __future__ import annotations

import io
from typing import Any

from docx import Document

from processlots.apps.processes.models import Process, Requirement
from processlots.apps.processes.tests.makers import give_role, make_decided, make_inventory, make_process, make_specified
from processlots.kit import jobs
from processlots.kit.models import Job


def text_of(content: bytes) -> str:
    """Every word of the document: body, tables, header."""
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    heads = [paragraph.text for paragraph in document.sections[0].header.paragraphs]
    return "\n".join([*heads, *(paragraph.text for paragraph in document.paragraphs), *cells])


def printed(cast: Any, address: str, who: str = "maj") -> str:
    answer = cast.client(who).post(address)
    assert answer.status_code == 302
    jobs.drain()
    job = Job.objects.get()
    assert job.state == Job.State.DONE, job.error
    return text_of(job.file.read())


def test_the_specification_has_the_fifteen_points(cast: Any) -> None:
    process = make_decided(
        unit=cast.unit, by=cast.person("charlie"), effects="Goda livsmiljöer", commissioned_by="Byggnadsnämnden"
    )
    give_role(process, cast.person("alva"), kind="temporary")
    make_specified(process)
    Requirement.objects.create(process=process, kind="legal", text="Tio veckor", source="PBL", critical=True)
    make_decided("Granska ritningar", by=cast.person("charlie"), parent=process)
    process.adjacent.add(make_decided("Ta fram detaljplaner", by=cast.person("charlie")))
    said = printed(cast, f"/processer/{process.key}/word/")
    for words in (
        "Pröva ansökan om bygglov",
        "Ägar-Alva, tillfällig",
        "Huvudprocess",
        "Den som äger mark",
        "Någon vill bygga",
        "Ett beslut att lita på",
        "Den som vill bygga",
        "Granska ritningar",
        "Ta fram detaljplaner",
        "Tio veckor",
        "kritiskt",
        "Goda livsmiljöer",
        "Byggnadsnämnden",
        process.label,
    ):
        assert words in said, words
    assert said.count("Ägar-Alva") == 2  # owner, and leader as owner
    assert "{{" not in said
    assert "⟦" not in said


def test_empty_optional_points_are_left_out(cast: Any) -> None:
    process = make_decided(unit=cast.unit, by=cast.person("charlie"))
    said = printed(cast, f"/processer/{process.key}/word/")
    assert "Processägare" in said
    assert "Sluthändelse" in said
    for label in ("Delprocesser", "Angränsande", "Processteam", "Effekter på sikt"):
        assert label not in said


def test_what_is_written_with_signs_of_xml_comes_out_as_written(cast: Any) -> None:
    process = make_decided("Pröva <script>&amp; {{ 7*7 }} ärenden", cast.unit, by=cast.person("charlie"))
    assert "Pröva <script>&amp; {{ 7*7 }} ärenden" in printed(cast, f"/processer/{process.key}/word/")


def test_the_inventory_has_its_rows_and_what_it_starts_from(cast: Any) -> None:
    inventory = make_inventory(cast.unit, regulation="Nämnden ska pröva lov")
    make_process(
        "Pröva ansökan om bygglov", cast.unit, recipients="Den som vill bygga", inventory=inventory, type="main", priority=1
    )
    make_process("Inte en process", cast.unit, inventory=inventory, status=Process.Status.NOT_A_PROCESS, ended_on="2026-01-01")
    said = printed(cast, f"/inventeringar/{inventory.key}/word/", "charlie")
    for words in (
        "Bygglovsenheten 2026",
        "Chef-Charlie",
        "Nämnden ska pröva lov",
        "Pröva ansökan om bygglov",
        "Den som vill bygga",
        "huvudprocess",
    ):
        assert words in said, words
    assert "Inte en process" not in said


def test_a_process_that_one_may_not_see_is_not_printed(cast: Any) -> None:
    process = make_process(unit=cast.unit)
    assert cast.client("maj").post(f"/processer/{process.key}/word/").status_code == 404
    assert not Job.objects.exists()
