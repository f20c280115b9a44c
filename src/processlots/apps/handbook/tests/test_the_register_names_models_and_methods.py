"""MOD-1 … MOD-7 and N-7: the register of models, methods and tools."""

from __future__ import annotations

from typing import Any

import pytest

from processlots.apps.handbook import library
from processlots.apps.handbook.models import ModelEntry
from processlots.apps.organisation.models import SupportContact

#: MOD-5, by phase
METHODS = {
    "planning": {"Omvärldsanalys", "SIQ-pusslet", "Verksamhetsplanering", "Effektkartläggning", "Processkartläggning", "ROSA",
                 "Riskanalys", "Fokusgrupper", "Användartester", "Tjänstedesign", "Kundresa"},
    "carrying_out": {"Förändringsledning", "Förändringskommunikation", "Ständiga förbättringar", "DMAIC", "Idésluss"},
    "follow_up": {"Kommunövergripande mätningar", "Rutin för medborgarundersökningar", "Genustrappan", "Analystrappan",
                  "Internkontroll", "Kvalitetspris", "Benchmarking"},
}  # fmt: skip


def test_mod_4_the_models_are_there_and_shall_be_used(cast: Any) -> None:
    models = {one.name_sv: one for one in ModelEntry.objects.filter(kind="model")}
    assert {
        "Processledningsmodellen", "Projektil med uppdragsdel", "MIBA", "Kompetensstyrningsmodellen",
        "Modell för intern kontroll", "Styrmodellen", "Uppföljningsmodellen",
    } == set(models)  # fmt: skip
    assert all(one.mandatory for one in models.values()), "MOD-1: governs and shall be used everywhere"


def test_mod_5_the_methods_are_there_by_phase_and_used_as_needed(cast: Any) -> None:
    for phase, names in METHODS.items():
        found = set(ModelEntry.objects.filter(phase=phase).exclude(kind="model").values_list("name_sv", flat=True))
        assert names == found, phase
    assert not ModelEntry.objects.exclude(kind="model").filter(mandatory=True).exists(), "MOD-2"


@pytest.mark.once
def test_mod_3_the_register_has_every_field() -> None:
    fields = {field.name for field in ModelEntry._meta.get_fields()}
    assert {
        "name_sv", "name_en", "kind", "phase", "description_sv", "roles", "workflow", "templates", "handbook",
        "handbook_version", "support", "responsible_role", "responsible_unit", "mandatory", "origin", "status",
    } <= fields  # fmt: skip
    assert {one["kind"] for one in library.models().values()} == {"model", "method", "tool"}


def test_a_method_becomes_a_model_and_is_then_for_all(cast: Any) -> None:
    row = ModelEntry.objects.get(identity="dmaic")
    row.kind = ModelEntry.Kind.MODEL
    row.save()
    assert row.mandatory


def test_n_7_the_page_says_whom_to_turn_to_by_role_and_unit(cast: Any) -> None:
    row = ModelEntry.objects.get(identity="change-communication")
    helper = SupportContact.objects.create(name="Kommunikationsplaner", unit=cast.unit, role="Informationsstrateg")
    row.support.add(helper)
    text = cast.client("maj").get(f"/modeller/{row.pk}/").content.decode()
    assert "Kommunikationsplaner (Informationsstrateg, Bygglovsenheten)" in text


def test_mod_7_the_register_is_open_for_more(cast: Any) -> None:
    data = {"name_sv": "SWOT", "kind": "tool", "phase": "planning", "status": "in_use"}
    assert cast.client("moa").post("/modeller/nytt/", data).status_code == 302
    made = ModelEntry.objects.get(name_sv="SWOT")
    assert (made.identity, made.standing) == ("swot", "own")
    assert cast.client("hanna").post("/modeller/nytt/", data).status_code == 403
    assert "SWOT" in cast.client("maj").get("/modeller/?visa=verktyg").content.decode()
