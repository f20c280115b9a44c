"""External providers are the other party of an interface and nothing more (C-14, V-29)."""

from __future__ import annotations

from typing import Any

import pytest

from processlots.apps.organisation.models import Unit
from processlots.apps.processes import actions
from processlots.apps.processes.models import ExternalActor, Interface
from processlots.apps.processes.tests.makers import make_decided, make_process
from processlots.kit import checks, states


def said(name: str) -> list[Any]:
    return [one for one in checks.run(make_process(name)) if one.id == "V-29"]


@pytest.fixture
def provider(db: None) -> ExternalActor:
    return ExternalActor.objects.create(name="Vårdbolaget AB", kind="provider")


def test_v_29_good_recorded_as_an_interface_party(cast: Any, provider: ExternalActor) -> None:
    process = make_decided("Ge omvårdnad hemma", cast.unit, by=cast.person("charlie"))
    Interface.objects.create(process=process, external=provider, hand_over="Beställning av omvårdnad")
    assert said(process.name) == []
    page = cast.client("maj").get(provider.get_absolute_url()).content.decode()
    assert "Beställning av omvårdnad" in page
    assert "Ge omvårdnad hemma" in page


@pytest.mark.parametrize("name", ["Vårdbolaget AB:s omvårdnadsprocess", "Vårdbolaget AB ger omvårdnad"])
def test_v_29_bad_in_the_register(provider: ExternalActor, name: str) -> None:
    [one] = said(name)
    assert one.severity == "F"
    assert one.check.fixed
    assert "Vårdbolaget" in one.message or "vårdbolaget" in one.message


def test_v_29_a_company_is_known_by_its_name_but_not_the_municipalitys_own(cast: Any) -> None:
    assert said("Städbolaget AB:s städning")
    Unit.objects.create(name="Modellbybostäder AB", kind=Unit.Kind.COMPANY, parent=cast.council)
    assert said("Hyra ut lägenheter åt Modellbybostäder AB") == []
    assert said("Upphandla tjänster av AB-typ") == []


def test_v_29_stops_the_appointment_of_an_owner(cast: Any, provider: ExternalActor) -> None:
    process = make_decided("Vårdbolaget AB:s omvårdnadsprocess", cast.unit, by=cast.person("charlie"))
    with pytest.raises(states.Refused) as refused:
        actions.appoint(process, "owner", cast.person("alva"), cast.charlie)
    assert "V-29" in {one.id for one in refused.value.findings}
    process.refresh_from_db()
    assert process.owner is None


def test_c_14_an_external_party_has_neither_owner_nor_specification() -> None:
    names = {field.name for field in ExternalActor._meta.get_fields()}
    assert not {"owner", "leader", "purpose", "start_event", "end_event", "appointments", "requirements"} & names


def test_an_external_party_is_named_once_and_ended(cast: Any, provider: ExternalActor) -> None:
    browser = cast.client("charlie")
    again = browser.post("/externa-parter/nytt/", {"name": "vårdbolaget ab", "kind": "provider"})
    assert again.status_code == 422
    assert cast.client("maj").post("/externa-parter/nytt/", {"name": "Annan", "kind": "provider"}).status_code == 403
    data = {"reason": "Avtalet är slut", "version": provider.version}
    assert browser.post(f"/externa-parter/{provider.key}/avsluta/", data).status_code == 302
    browser.get("/externa-parter/")  # where it is told
    assert "Vårdbolaget" not in browser.get("/externa-parter/").content.decode()
    assert browser.post("/externa-parter/nytt/", {"name": "Vårdbolaget AB", "kind": "provider"}).status_code == 302
