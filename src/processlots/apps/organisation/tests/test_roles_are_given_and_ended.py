"""The administrator gives and ends roles; the municipality is never without an administrator (R-28, R-43)."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from processlots.apps.organisation.actions import roles
from processlots.apps.organisation.models import Appointment, Forum, Person
from processlots.apps.organisation.standing import forget, standing
from processlots.kit import history, states
from processlots.kit.forms import choice_text
from processlots.kit.periods import today

DAY = datetime.timedelta(days=1)
OTHERS = ["alva", "love", "hanna", "charlie", "moa", "maj"]


def _role(cast: Any, role: str) -> Appointment:
    return Appointment.objects.get(role=role, person=cast.person({"administrator": "ali", "manager": "charlie"}[role]))


def test_the_administrator_appoints_a_manager_on_the_units_page(cast: Any) -> None:
    browser = cast.client("ali")
    page = f"/enheter/{cast.unit.pk}/"
    assert f"{page}utse/" in browser.get(page).content.decode()
    answer = browser.post(f"{page}utse/", {"person": "Ägar-Alva", "valid_from": today().isoformat()}, follow=True)
    assert "Ägar-Alva" in answer.content.decode()
    assert standing(cast.alva).manages == {cast.unit.pk}
    told = browser.get(f"{page}historik/").content.decode()
    assert "Ägar-Alva utsågs till chef" in told
    assert "Ägar-Alva utsågs till chef" in browser.get(f"/personer/{cast.person('alva').pk}/historik/").content.decode()


def test_a_new_manager_takes_over_from_the_day_before(cast: Any) -> None:
    begins = today() + 10 * DAY
    browser = cast.client("ali")
    page = f"/enheter/{cast.administration.pk}/utse/"
    assert "Chef-Charlie slutar vara chef dagen innan" in browser.get(page).content.decode()
    data = {"person": choice_text(cast.person("alva")), "valid_from": begins.isoformat(), "ends_present": "on"}
    assert browser.post(page, data).status_code == 302
    assert _role(cast, "manager").valid_to == begins - DAY
    forget(cast.charlie)
    assert standing(cast.charlie).is_manager
    assert not standing(cast.alva).is_manager


def test_a_member_is_added_to_a_forum_and_leaves_it(cast: Any) -> None:
    forum = Forum.objects.create(name="Ledningsgruppen", unit=cast.unit)
    browser = cast.client("ali")
    browser.post(f"/forum/{forum.pk}/utse/", {"person": "Medarbetar-Maj", "valid_from": "2026-01-01", "valid_to": ""})
    row = Appointment.objects.get(role="member")
    assert (row.person, row.scope) == (cast.person("maj"), forum)
    last = today() - DAY
    answer = browser.post(f"/uppdrag/{row.pk}/avsluta/", {"last": last.isoformat(), "reason": "Ny tjänst"})
    assert answer.headers["Location"] == f"/forum/{forum.pk}/#roles"
    row.refresh_from_db()
    assert row.valid_to == last
    browser.get(f"/forum/{forum.pk}/")  # where one is told that it has ended
    assert "Medarbetar-Maj" not in browser.get(f"/forum/{forum.pk}/").content.decode()
    assert "Ny tjänst" in browser.get(f"/forum/{forum.pk}/historik/").content.decode()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"role": "manager"}, "Skriv vilken enhet"),
        ({"role": "member"}, "Skriv vilket forum"),
        ({"role": "owner"}, "role"),
        ({"role": "administrator", "valid_from": "2026-05-02", "valid_to": "2026-05-01"}, "slutet"),
        ({"role": "administrator", "valid_from": "igår"}, "valid_from"),
    ],
)
def test_a_role_that_cannot_be_is_refused_with_what_was_written(cast: Any, data: dict[str, str], said: str) -> None:
    before = Appointment.objects.count()
    person = cast.person("maj")
    answer = cast.client("ali").post(f"/personer/{person.pk}/utse/", {"valid_from": today().isoformat(), **data})
    assert answer.status_code == 422
    assert said.lower() in answer.content.decode().lower()
    assert Appointment.objects.count() == before


def test_the_same_role_twice_is_refused(cast: Any) -> None:
    with pytest.raises(states.Refused, match="redan administratör"):
        roles.give("administrator", cast.person("ali"), cast.ali)


def test_one_who_leaves_is_not_appointed_beyond_that(cast: Any) -> None:
    maj = cast.person("maj")
    maj.left = today() + 5 * DAY
    maj.save()
    with pytest.raises(states.Refused, match="slutar"):
        roles.give("model_manager", maj, cast.ali)
    assert roles.give("model_manager", maj, cast.ali, valid_to=today() + 4 * DAY).pk


def test_the_last_administrator_cannot_end(cast: Any) -> None:
    row = _role(cast, "administrator")
    answer = cast.client("ali").post(f"/uppdrag/{row.pk}/avsluta/", {"last": today().isoformat()})
    assert answer.status_code == 409
    assert "den enda administratören" in answer.content.decode()
    row.refresh_from_db()
    assert row.valid_to is None


def test_another_counts_only_with_a_login_no_last_day_and_from_the_day_after(cast: Any) -> None:
    row, last = _role(cast, "administrator"), today() + DAY
    nobody = Person.objects.create(name="Utan-Ulla", unit=cast.unit)
    roles.give("administrator", nobody, cast.ali)
    roles.give("administrator", cast.person("maj"), cast.ali, valid_to=today() + 400 * DAY)
    roles.give("administrator", cast.person("love"), cast.ali, valid_from=last + 2 * DAY)
    with pytest.raises(states.Refused, match="enda administratören"):
        roles.end(row, cast.ali, last=last)
    assert roles.end(row, cast.ali, last=last + DAY).valid_to == last + DAY


def test_a_role_that_has_not_begun_never_comes_into_force(cast: Any) -> None:
    row = roles.give("model_manager", cast.person("maj"), cast.ali, valid_from=today() + 3 * DAY)
    roles.end(row, cast.ali, last=today())
    row.refresh_from_db()
    assert row.state == Appointment.State.ENDED
    assert not Appointment.objects.at(today() + 3 * DAY).filter(pk=row.pk, state__in=Appointment.IN_FORCE).exists()


def test_owners_and_facilitators_are_not_ended_here(cast: Any) -> None:
    row = Appointment.objects.get(role="facilitator")
    assert cast.client("ali").get(f"/uppdrag/{row.pk}/avsluta/").status_code == 404
    with pytest.raises(states.Refused):
        roles.end(row, cast.ali, last=today())


@pytest.mark.parametrize("who", [*OTHERS, "gro"])
def test_nobody_else_gives_or_ends_roles(cast: Any, who: str) -> None:
    before = list(Appointment.objects.order_by("pk").values())
    browser, row = cast.client(who), _role(cast, "manager")
    for address in (f"/enheter/{cast.unit.pk}/utse/", f"/personer/{cast.person('maj').pk}/utse/", f"/uppdrag/{row.pk}/avsluta/"):
        for answer in (browser.get(address), browser.post(address, {"role": "administrator", "last": "2026-01-01"})):
            assert answer.status_code in (403, 404), (address, answer.status_code)
    assert list(Appointment.objects.order_by("pk").values()) == before
    with pytest.raises(PermissionDenied):
        roles.give("administrator", cast.person("maj"), cast.users[who])


def test_an_appointment_is_in_the_history(cast: Any) -> None:
    row = roles.give("model_manager", cast.person("maj"), cast.ali)
    entry = history.entries_of(row).first()
    assert entry is not None
    assert entry.act is not None
    assert entry.actor == cast.ali


def test_a_person_page_costs_the_same_however_many_roles(cast: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser, person = cast.client("maj"), cast.person("charlie")
    counts = []
    for number in (0, 40):
        for one in range(number):
            forum = Forum.objects.create(name=f"Forum {one}", unit=cast.unit)
            Appointment.objects.create(role="member", person=person, scope=forum, state="decided", valid_from=today())
        if number == 0:
            first = Forum.objects.create(name="Första", unit=cast.unit)
            Appointment.objects.create(role="member", person=person, scope=first, state="decided", valid_from=today())
        browser.get(f"/personer/{person.pk}/")
        with CaptureQueriesContext(connection) as caught:
            assert browser.get(f"/personer/{person.pk}/").status_code == 200
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_an_administration_has_one_quality_leader(cast: Any) -> None:
    """R-31: shown on the unit's page after the manager."""
    page = f"/personer/{cast.person('maj').pk}/utse/"
    sent = {"role": "quality_leader", "valid_from": today().isoformat()}
    assert cast.client("ali").post(page, sent).status_code == 422
    assert cast.client("ali").post(page, {**sent, "unit": "Samhällsbyggnadsförvaltningen"}).status_code == 302
    other = f"/personer/{cast.person('love').pk}/utse/"
    answer = cast.client("ali").post(other, {**sent, "unit": "Samhällsbyggnadsförvaltningen"})
    assert answer.status_code == 409
    assert "Medarbetar-Maj" in answer.content.decode()
    shown = cast.client("love").get(f"/enheter/{cast.administration.pk}/").content.decode()
    assert "Medarbetar-Maj" in shown
    assert "Kvalitetsledare" in shown


def test_a_proposal_does_not_stand_among_the_roles_for_everyone(cast: Any) -> None:
    """4.4: who is proposed is seen by those whose word is asked."""
    Appointment.objects.create(role="owner", person=cast.person("maj"), resource_owner=cast.person("love"))
    page = f"/personer/{cast.person('maj').pk}/"
    assert "rocessägare" not in cast.client("hanna").get(page).content.decode().split('id="roles"')[1].split("</section>")[0]
    assert "föreslagen" in cast.client("love").get(page).content.decode()
