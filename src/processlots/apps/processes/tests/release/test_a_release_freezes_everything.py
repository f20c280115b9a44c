"""S0-5, X-3, DESIGN 6: a release freezes the whole context, the same state gives the same bytes, and nothing changes it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from processlots.apps.processes.models import Release, ReleaseFile
from processlots.apps.processes.release import content, deciding, reading
from processlots.apps.processes.tests.release.makers import AT, make_full, release
from processlots.kit import released


@pytest.fixture
def process(cast: Any) -> Any:
    return make_full(cast)


def section(made: dict[str, Any], key: str) -> dict[str, Any]:
    return next(one for one in made["sections"] if one["key"] == key)


def said(frozen: dict[str, Any], key: str) -> str:
    return next((reading.text(one["value"], "sv") for one in frozen["facts"] if one["key"] == key), "")


def test_every_part_of_the_context_is_in_it(process: Any, cast: Any) -> None:
    """Point 5: specification, people, recipients, requirements, services, goals, plans, maps, documents, templates."""
    made = reading.read(release(process, cast).content.read())
    counted = {one["key"]: len(one["things"]) for one in made["sections"]}
    assert counted["goals"] == counted["measures"] == counted["follow_up_plan"] == counted["activity_plan"] == 2
    assert counted["maps"] == counted["requirements"] == counted["services"] == counted["recipients"] == 1
    assert counted["documents"] == 2
    assert {"interfaces", "surroundings", "handbook", "made_with"} <= set(counted)
    assert said(section(made, "specification"), "purpose") == process.purpose
    assert said(section(made, "specification"), "end_event") == "Ett beslut"
    assert said(section(made, "appointments"), "owner") == "Ägar-Alva"
    assert said(section(made, "appointments"), "leader") == "Ledar-Love"
    assert said(section(made, "appointments"), "team") == "Medarbetar-Maj"
    goal = section(made, "goals")["things"][0]
    assert said(goal, "target") == "högst 42 dagar"
    assert said(goal, "due") == "31 december 2026"


def test_personal_data_is_names_and_roles_only(process: Any, cast: Any) -> None:
    for name in ("alva", "love", "maj"):
        person = cast.person(name)
        person.email, person.external_id = f"{name}@modellby.example", f"hr-{name}-7731"
        person.save()
    text = release(process, cast).content.read().decode()
    assert "Ägar-Alva" in text
    assert "modellby.example" not in text
    assert "7731" not in text


def test_a_map_is_frozen_by_the_hash_of_its_file_and_the_file_is_held(process: Any, cast: Any) -> None:
    """D-8: the bytes that the release names cannot be thrown away."""
    made = release(process, cast)
    a_map = section(reading.read(made.content.read()), "maps")["things"][0]
    assert a_map["kind"] == "map"
    held = set(ReleaseFile.objects.filter(release=made).values_list("blob__sha256", flat=True))
    assert a_map["files"][0]["sha256"] in held
    assert len(held) == 3, "a map and two documents"
    names = [reading.text(one["name"], "sv") for one in a_map["parts"]]
    assert "Registrera ärende" in " ".join(names) or len(names) > 5


def test_made_twice_from_the_same_state_it_is_byte_equal(process: Any, cast: Any) -> None:
    """No clock, no random number, no order of the database: JSON and PDF."""
    told = {"valid_from": AT.date(), "summary": "Första versionen."}
    one = deciding.freeze(process, 1, cast.person("alva"), AT, **told)
    other = deciding.freeze(type(process).objects.get(pk=process.pk), 1, cast.person("alva"), AT, **told)
    assert one.content == other.content
    assert one.document == other.document
    assert one.fingerprint == other.fingerprint
    later = deciding.freeze(process, 1, cast.person("alva"), AT.replace(hour=10), **told)
    assert later.content != one.content, "the instant is in it"
    assert later.fingerprint == one.fingerprint, "and is no content"


def test_the_json_is_canonical(process: Any, cast: Any) -> None:
    data = release(process, cast).content.read()
    assert data == json.dumps(json.loads(data), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert json.loads(data)["schema"] == content.SCHEMA


def test_a_process_with_3_maps_8_goals_and_40_documents_has_all_of_them(cast: Any) -> None:
    """The size that the bench measures."""
    made = reading.read(release(make_full(cast, maps=3, goals=8, documents=40), cast).content.read())
    counted = {one["key"]: len(one["things"]) for one in made["sections"]}
    assert (counted["maps"], counted["goals"], counted["documents"]) == (3, 8, 40)


def test_a_release_is_never_changed_and_never_deleted(process: Any, cast: Any) -> None:
    made = release(process, cast)
    made.summary = "Något annat"
    with pytest.raises(TypeError):
        made.save()
    with pytest.raises(TypeError):
        made.delete()
    with pytest.raises(TypeError):
        Release.objects.filter(pk=made.pk).update(summary="Något annat")
    with pytest.raises(TypeError):
        Release.objects.all().delete()
    assert Release.objects.get(pk=made.pk).summary == "Första versionen."
    assert made.decision.diary_number == "BN 2026-101"


def test_what_is_not_decided_is_nobody_elses_business(process: Any, cast: Any) -> None:
    """A discovered process beside it is seen by few, and stands in no release, which is read by all."""
    hidden = type(process).objects.create(name="Pröva zebrafinkar", unit=cast.unit)
    process.adjacent.add(hidden)
    process.parent = hidden
    process.save()
    assert "zebrafinkar" not in release(process, cast).content.read().decode()


def test_two_parts_of_one_name_are_refused() -> None:
    def another(row: Any) -> Any:
        yield from ()

    with pytest.raises(RuntimeError, match="goals"):
        released.released("goals", version=1, order=1, title="x")(another)
