"""An interface is agreed when both leaders have said so, holds for what was written, and has a log (C-20, R-3, 20.1, V-26)."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from processlots.apps.organisation import tasks
from processlots.apps.organisation.models import Person, Task
from processlots.apps.processes import keeping
from processlots.apps.processes.models import ExternalActor, Interface, InterfaceConfirmation, InterfaceIssue, Process
from processlots.apps.processes.tests.makers import give_role, make_decided, make_specified, whole_page
from processlots.kit import access, checks, states
from processlots.kit.forms import choice_text
from processlots.kit.models.checks import StoredFinding
from processlots.kit.periods import today

State = Interface.State


@pytest.fixture
def two(cast: Any) -> tuple[Process, Process]:
    """Bygglov, owned by Alva and led by Love; plans, owned by Charlie, who leads as owner."""
    one = make_decided(unit=cast.unit, by=cast.person("charlie"))
    other = make_decided("Ta fram detaljplaner", cast.unit, by=cast.person("charlie"))
    give_role(one, cast.person("alva"))
    give_role(one, cast.person("love"), "leader")
    give_role(other, cast.person("charlie"))
    one.adjacent.add(other)
    return one, other


@pytest.fixture
def met(two: tuple[Process, Process]) -> Interface:
    return Interface.objects.create(process=two[0], other_process=two[1], hand_over="Planbesked till grund för lovet")


def said(row: Any, check: str = "V-26") -> list[str]:
    return [one.message for one in checks.run(row) if one.id == check]


def confirm(cast: Any, met: Interface, who: str, **data: Any) -> Interface:
    return states.go(Interface.objects.get(pk=met.pk), "confirm", cast.users[who], **data)


def test_c_20_both_leaders_confirm_and_it_is_agreed(cast: Any, met: Interface) -> None:
    assert met.state == State.IDENTIFIED
    assert confirm(cast, met, "love").state == State.NEGOTIATED
    agreed = confirm(cast, met, "charlie")  # the owner who leads
    assert agreed.state == State.AGREED
    given = {one.side: (one.person, one.manner) for one in agreed.confirmations.all()}
    assert given == {"one": (cast.person("love"), "own"), "other": (cast.person("charlie"), "own")}
    page = cast.client("maj").get(agreed.get_absolute_url()).content.decode()
    assert page.count("Bekräftat") == 2
    assert "Ledar-Love" in page
    assert "Chef-Charlie" in page


def test_c_20_a_word_on_behalf_is_marked_and_never_the_persons_own(cast: Any, met: Interface) -> None:
    url = f"{met.get_absolute_url()}gor/confirm/"
    form = {"side": "other", "manner": "own", "date": today().isoformat(), "version": met.version}
    browser = cast.client("love")
    assert "Chef-Charlie" in browser.get(url).content.decode()
    refused = browser.post(url, form)
    assert refused.status_code == 422
    assert "Chef-Charlie bekräftar" in refused.content.decode()
    assert browser.post(url, {**form, "date": "2199-01-01", "manner": "oral"}).status_code == 422
    assert not InterfaceConfirmation.objects.exists()
    assert browser.post(url, {**form, "manner": "minuted", "note": "Protokoll 4 maj"}).status_code == 302
    one = InterfaceConfirmation.objects.get()
    assert (one.person, one.manner, one.registered_by) == (cast.person("charlie"), "minuted", cast.person("love"))
    page = browser.get(met.get_absolute_url()).content.decode()
    assert "Nedtecknat av Ledar-Love" in page
    assert "Protokoll 4 maj" in page


def test_c_20_a_side_confirms_once_and_somebody_must_lead_it(cast: Any, met: Interface) -> None:
    confirm(cast, met, "love")
    with pytest.raises(states.Refused):
        confirm(cast, met, "love", side="one")
    lone = make_decided("Sköta parker", cast.unit, by=cast.person("charlie"))
    free = Interface.objects.create(process=met.process, other_process=lone, hand_over="Träd att spara")
    with pytest.raises(states.Refused, match="Sköta parker"):
        confirm(cast, free, "love", side="other", manner="oral")


def test_c_20_changing_the_content_breaks_the_confirmations_visibly(cast: Any, met: Interface) -> None:
    confirm(cast, met, "love")
    confirm(cast, met, "charlie")
    met.refresh_from_db()
    met.checked_on, met.works = today(), "yes"  # that is not what was agreed
    met.save()
    assert (met.state, met.waiting) == (State.AGREED, [])
    met.gives, met.hand_over = "När ett lov har vunnit laga kraft", "Planbesked och kartor"
    met.save()
    met = Interface.objects.get(pk=met.pk)
    assert met.state == State.NEGOTIATED
    assert met.waiting == ["one", "other"]
    broken = met.confirmations.first()
    assert broken.broken_on == today()
    assert [str(one) for one in broken.changed_fields] == ["vad som lämnas över", "vad processen berättar för den andra parten"]
    page = cast.client("maj").get(met.get_absolute_url()).content.decode()
    assert page.count("Gäller inte längre") == 2
    confirm(cast, met, "love")
    assert confirm(cast, met, "charlie").state == State.AGREED
    assert met.confirmations.count() == 4  # what was said before stays


def test_c_20_towards_a_unit_or_an_external_party_one_confirmation_suffices(cast: Any, two: tuple[Process, Process]) -> None:
    outside = ExternalActor.objects.create(name="Lantmäteriet", kind="authority")
    for party in ({"unit": cast.administration}, {"external": outside}):
        met = Interface.objects.create(process=two[0], hand_over="Underlag", **party)
        assert "räcker" in cast.client("love").get(met.get_absolute_url()).content.decode()
        assert confirm(cast, met, "love").state == State.AGREED


def test_c_20_one_other_party_and_not_itself(cast: Any, two: tuple[Process, Process]) -> None:
    one, other = two
    with pytest.raises(ValidationError):
        Interface(process=one, hand_over="Något").full_clean()
    for wrong in ({"other_process": one}, {"other_process": other, "unit": cast.unit}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Interface.objects.create(process=one, hand_over="Något", **wrong)
    browser = cast.client("love")
    form = {"process": choice_text(one), "hand_over": "Karta", "formality": "informal"}
    empty = browser.post("/granssnitt/nytt/", form)
    assert empty.status_code == 422
    assert "Välj en annan part" in empty.content.decode()
    assert browser.post("/granssnitt/nytt/", {**form, "other_process": choice_text(other)}).status_code == 302


def test_the_leaders_of_both_sides_write_and_others_read(cast: Any, met: Interface) -> None:
    """Matrix "interface": leader E, owner D, on either side."""
    may = {name: access.may(cast.users[name], "change", met) for name in ("love", "charlie", "alva", "maj", "hanna", "moa")}
    assert may == {"love": True, "charlie": True, "alva": True, "maj": False, "hanna": False, "moa": False}
    with pytest.raises(PermissionDenied):
        confirm(cast, met, "maj")
    met.end("Rutinen är ändrad")
    assert not access.may(cast.love, "change", met)


def test_who_may_not_see_one_side_sees_nothing_of_it(cast: Any, met: Interface) -> None:
    hidden = Process.objects.create(name="Pröva något hemligt", unit=cast.unit, found_by=cast.person("moa"))
    veiled = Interface.objects.create(process=hidden, other_process=met.process, hand_over="Hemligheter")
    assert cast.client("maj").get(veiled.get_absolute_url()).status_code == 404
    assert "Hemligheter" not in whole_page(cast.client("maj"), met.process)
    assert "Hemligheter" in whole_page(cast.client("moa"), met.process)


def test_c_20_the_log_says_what_when_who_and_what_came_of_it(cast: Any, met: Interface) -> None:
    failing = states.go(met, "fails", cast.love, text="Planbeskedet kom efter lovet")
    assert (failing.state, failing.works) == (State.FAILING, "no")
    issue = failing.issues.get()
    assert (issue.noted_by, issue.noted_on, issue.state) == (cast.person("love"), today(), "open")
    browser = cast.client("maj")
    form = {"interface": str(met.pk), "text": "Fel karta", "noted_on": today().isoformat()}
    assert browser.post("/granssnittsproblem/nytt/", form).status_code == 302  # everybody may say what goes wrong
    own = InterfaceIssue.objects.get(text="Fel karta")
    assert own.noted_by == cast.person("maj")
    assert browser.post(f"{own.get_absolute_url()}gor/solve/", {"outcome": "Ny mall"}).status_code == 403
    assert cast.client("charlie").post(f"{own.get_absolute_url()}gor/solve/", {"outcome": "Ny mall"}).status_code == 302
    page = browser.get(met.get_absolute_url()).content.decode()
    assert "Ny mall" in page
    assert "Planbeskedet kom efter lovet" in page
    again = states.go(Interface.objects.get(pk=met.pk), "works_again", cast.love)
    assert (again.state, again.works) == (State.NEGOTIATED, "yes")


def test_r_3_the_leader_notes_that_it_was_checked(cast: Any, met: Interface) -> None:
    url = f"{met.get_absolute_url()}kontroll/"
    form = {"checked_on": today().isoformat(), "works": "partly", "version": met.version}
    assert cast.client("maj").get(url).status_code == 403
    assert cast.client("love").get(url).status_code == 200
    assert cast.client("love").post(url, {**form, "works": "kanske"}).status_code == 422
    assert cast.client("love").post(url, form).status_code == 302
    assert cast.client("love").post(url, form).status_code == 409  # somebody has saved it since
    met.refresh_from_db()
    assert (met.checked_on, met.works) == (today(), "partly")


def test_v_26_adjacent_without_an_interface(cast: Any, two: tuple[Process, Process]) -> None:
    one, other = two
    assert said(one) == []  # it is not described yet
    make_specified(one)
    one.refresh_from_db()
    assert "Ta fram detaljplaner" in said(one)[0]
    page = whole_page(cast.client("love"), one)
    assert f"other_process={other.number}" in page
    Interface.objects.create(process=other, other_process=one, hand_over="Planbesked")  # from whichever side
    assert said(one) == []


def test_v_26_confirmed_by_one_side_only(cast: Any, met: Interface) -> None:
    assert said(met) == []
    confirm(cast, met, "love")
    met = Interface.objects.get(pk=met.pk)
    assert "Ta fram detaljplaner" in said(met)[0]
    confirm(cast, met, "charlie")
    assert said(Interface.objects.get(pk=met.pk)) == []


def test_v_26_not_checked_for_twelve_months(met: Interface) -> None:
    met.made_on = today() - datetime.timedelta(days=900)
    met.checked_on = today() - datetime.timedelta(days=370)
    assert "var 12:e månad" in said(met)[0]
    met.checked_on = today() - datetime.timedelta(days=300)
    assert said(met) == []


def test_v_26_a_relation_that_is_not_mutual(cast: Any, met: Interface) -> None:
    one = make_specified(met.process)
    assert said(one) == []
    one.adjacent.clear()
    assert "inte skrivna som angränsande" in said(Process.objects.get(pk=one.pk))[0]


def test_v_26_is_told_to_both_sides(cast: Any, met: Interface) -> None:
    confirm(cast, met, "love")
    keeping.interface_changed(Interface.objects.get(pk=met.pk))
    assert StoredFinding.objects.filter(check_id="V-26").exists()
    for process in (met.process, met.other_process):
        assert "Bara den ena sidan" in cast.client("maj").get(process.get_absolute_url()).content.decode()


def test_the_side_that_has_not_confirmed_is_reminded(cast: Any, met: Interface) -> None:
    confirm(cast, met, "love")
    waits = Task.objects.open().get(key="confirm-interface")
    assert (waits.person, waits.asked_by) == (cast.person("charlie"), cast.person("love"))
    confirm(cast, met, "charlie")
    assert not Task.objects.open().filter(key="confirm-interface").exists()
    Interface.objects.filter(pk=met.pk).update(checked_on=today() - datetime.timedelta(days=340))
    InterfaceConfirmation.objects.update(date=today() - datetime.timedelta(days=340))
    tasks.refresh(Interface.objects.get(pk=met.pk))
    names = set(Person.objects.filter(tasks__key="check-interface").values_list("name", flat=True))
    assert names == {"Ledar-Love", "Chef-Charlie"}


def test_the_register_finds_what_is_not_agreed_and_what_fails(cast: Any, met: Interface) -> None:
    states.go(met, "fails", cast.love, text="Fel")
    Interface.objects.create(process=met.process, unit=cast.unit, hand_over="Fakturor")
    browser = cast.client("love")
    for view, names in (
        ("ej-overenskomna", {"Fakturor"}),
        ("fungerar-inte", {"Planbesked"}),
        ("mina", {"Fakturor", "Planbesked"}),
    ):
        page = browser.get("/granssnitt/", {"visa": view}).content.decode()
        assert {name for name in ("Fakturor", "Planbesked") if name in page} == names, view
    page = browser.get("/granssnitt/", {"process": choice_text(met.other_process)}).content.decode()
    assert "Planbesked" in page
    assert "Fakturor" not in page


def test_v_26_the_night_finds_what_time_has_changed(cast: Any, met: Interface) -> None:
    from processlots.kit.jobs import drain, start

    Interface.objects.filter(pk=met.pk).update(made_on=today() - datetime.timedelta(days=900))
    assert not StoredFinding.objects.filter(check_id="V-26").exists()
    start("processes.settle", user=None, title="Natten")
    drain()
    assert StoredFinding.objects.filter(check_id="V-26", object_id=met.pk).exists()
