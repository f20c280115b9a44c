"""The overview by unit, area, recipient or a process's parts, on the page and as SVG (C-22); areas need no verb (C-18, E-19)."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from processlots.apps.processes.models import Area, Process
from processlots.apps.processes.overview import house_picture
from processlots.apps.processes.tests.makers import make_decided, make_process


@pytest.fixture
def built(cast: Any) -> dict[str, Process]:
    by = cast.person("charlie")
    area = Area.objects.create(name="Samhällsplanering", legacy=True)
    made = {
        "main": make_decided("Pröva bygglov", cast.unit, by=by, recipients="Den som vill bygga", area=area),
        "support": make_decided("Tillhandahålla geodata", cast.unit, by=by, type="support", recipients="Medarbetare"),
        "governing": make_decided("Följa upp budget", cast.administration, by=by, type="governing", recipients="Chefer"),
    }
    made["part"] = make_decided("Registrera ansökan", cast.unit, by=by, parent=made["main"])
    made["hidden"] = make_process("Hemlig sak", cast.unit)
    return made


def names(cast: Any, query: str) -> set[str]:
    answer = cast.client("maj").get(f"/hus.svg?{query}")
    assert answer.status_code == 200
    root = etree.fromstring(answer.content, etree.XMLParser(resolve_entities=False))
    words = " ".join(root.itertext())
    known = ("Pröva bygglov", "Tillhandahålla geodata", "Följa upp budget", "Registrera ansökan", "Hemlig sak")
    return {name for name in known if name in words}


def test_c_22_the_picture_stands_alone_and_says_the_status_in_words(cast: Any, built: dict[str, Process]) -> None:
    answer = cast.client("maj").get("/hus.svg?enhet=alla")
    assert answer["Content-Type"].startswith("image/svg+xml")
    assert answer["Content-Disposition"].startswith("attachment")
    said = answer.content.decode()
    assert "<style" not in said
    assert " style=" not in said
    assert "<script" not in said
    assert built["main"].get_status_display() in said
    assert said.index("Följa upp") < said.index("Pröva bygglov") < said.index("Tillhandahålla")


def test_c_22_it_is_narrowed_by_unit_area_recipient_and_process(cast: Any, built: dict[str, Process]) -> None:
    main = built["main"]
    every = {"Pröva bygglov", "Tillhandahålla geodata", "Följa upp budget"}
    assert names(cast, "enhet=alla") == every
    assert names(cast, f"enhet={cast.unit.pk}") == every - {"Följa upp budget"}
    assert names(cast, f"enhet=alla&omrade={main.area_id}") == {"Pröva bygglov"}
    assert names(cast, f"enhet=alla&mottagare={main.recipients.get(name='Den som vill bygga').pk}") == {"Pröva bygglov"}
    assert names(cast, f"process={main.number}") == {"Pröva bygglov", "Registrera ansökan"}  # its own name is the title
    page = cast.client("maj").get(f"/?enhet=alla&omrade={main.area_id}").content.decode()
    assert "Pröva bygglov" in page
    assert "Följa upp budget" not in page
    assert f"/hus.svg?enhet=alla&amp;omrade={main.area_id}" in page


@pytest.mark.parametrize("query", ["enhet=999999", "omrade=999999", "mottagare=x", "process=99999", "enhet=" + "9" * 40])
def test_what_is_not_there_is_not_found(cast: Any, query: str) -> None:
    for address in (f"/hus.svg?{query}", f"/?{query}"):
        assert cast.client("maj").get(address).status_code == 404
    assert cast.client("gro").get("/hus.svg").status_code == 403


def test_words_are_broken_escaped_and_never_lost() -> None:
    name = "Tillhandahålla <b>" + "ordsomärlängreänenrad" * 4 + " & mer"
    said = house_picture.house_svg("Hus & hem", [house_picture.Band("Styr", [house_picture.Drawn(name, "")])])
    root = etree.fromstring(said.encode())
    words = "".join(root.itertext()).replace("-", "").replace(" ", "")
    assert name.replace(" ", "") in words


def test_e_19_areas_are_exempt_from_the_naming_standard(cast: Any) -> None:
    """Lärande, Välfärd and Samhällsplanering would fail V-1 as processes; as areas nobody asks for a verb."""
    for name in ("Lärande", "Välfärd", "Samhällsplanering"):
        answer = cast.client("hanna").post("/omraden/nytt/", {"name": name, "legacy": "on"})
        area = Area.objects.get(name=name)
        assert answer.status_code == 302
        assert "V-1" not in cast.client("maj").get(area.get_absolute_url()).content.decode()
    assert cast.client("hanna").post("/omraden/nytt/", {"name": "Lärande"}).status_code == 422
    assert cast.client("maj").post("/omraden/nytt/", {"name": "Vård"}).status_code == 403
