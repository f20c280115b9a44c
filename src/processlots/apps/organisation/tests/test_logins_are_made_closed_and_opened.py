"""The administrator makes a login with a link that is shown once; closing it shuts every way in (R-43)."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from processlots.apps.organisation.models import Person

PASSWORD = "segelbåt vid bryggan"


@pytest.fixture
def nils(cast: Any) -> Person:
    """Somebody in the register without a login."""
    return Person.objects.create(name="Nyanställd-Nils Ö", unit=cast.unit)


def _make(cast: Any, person: Person) -> str:
    """The link that the administrator is shown, without its host."""
    browser = cast.client("ali")
    page = f"/personer/{person.pk}/inloggning/"
    assert 'value="nyanstalld.nils.o"' in browser.get(page).content.decode()
    answer = browser.post(page, {"username": "nils"})
    assert answer.headers["Location"] == f"{page}lank/"
    shown = browser.get(f"{page}lank/")
    assert shown.headers["Cache-Control"] == "no-store"
    found = re.search(r'value="http://testserver(/konto/valj-losenord/[^"]+)"', shown.content.decode())
    assert found is not None
    # Only once.
    assert browser.get(f"{page}lank/").headers["Location"] == f"/personer/{person.pk}/#login"
    return found.group(1)


def _choose(link: str, password: str = PASSWORD) -> tuple[Client, Any]:
    browser = Client()
    page = browser.get(link, follow=True)
    address = page.request["PATH_INFO"]
    return browser, browser.post(address, {"new_password1": password, "new_password2": password})


def test_a_link_sets_the_password_once_and_signs_in(cast: Any, nils: Person) -> None:
    link = _make(cast, nils)
    page = Client().get(link, follow=True).content.decode()
    assert "Nyanställd-Nils" in page
    assert "<b>nils</b>" in page
    browser, answer = _choose(link)
    assert answer.status_code == 302
    assert "Nyanställd-Nils" in browser.get("/").content.decode()
    later = Client().post("/konto/login/", {"login": "nils", "password": PASSWORD})
    assert later.headers["Location"] == "/"
    again = Client().get(link, follow=True).content.decode()
    assert "fungerar inte längre" in again
    assert "Gro" not in again


def test_a_short_password_is_refused_in_words(cast: Any, nils: Person) -> None:
    _browser, answer = _choose(_make(cast, nils), "kort")
    assert answer.status_code == 200
    assert 'class="summary"' in answer.content.decode()
    assert not get_user_model().objects.get(username="nils").has_usable_password()


def test_a_link_is_worth_nothing_after_a_week(cast: Any, nils: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    import datetime

    from processlots.apps.accounts.invitations import tokens

    link = _make(cast, nils)
    later = datetime.datetime.now() + datetime.timedelta(days=7, minutes=1)  # noqa: DTZ005  what Django's generator asks for
    monkeypatch.setattr(type(tokens), "_now", lambda self: later)
    assert "fungerar inte längre" in Client().get(link, follow=True).content.decode()


def test_a_newer_link_replaces_one_that_was_never_used(cast: Any, nils: Person) -> None:
    first = _make(cast, nils)
    browser = cast.client("ali")
    assert browser.post(f"/personer/{nils.pk}/inloggning/lank/", follow=True).status_code == 200
    assert "fungerar inte längre" in Client().get(first, follow=True).content.decode()


def test_a_closed_login_lets_nobody_in(cast: Any, nils: Person) -> None:
    link = _make(cast, nils)
    inside, _answer = _choose(link)
    admin = cast.client("ali")
    fresh = re.search(
        r"/konto/valj-losenord/[^\"]+", admin.post(f"/personer/{nils.pk}/inloggning/lank/", follow=True).content.decode()
    )
    answer = admin.post(f"/personer/{nils.pk}/inloggning/stang/", {"reason": "Slutat"}, follow=True)
    assert "stängd" in answer.content.decode()
    assert inside.get("/").status_code == 302
    assert fresh is not None
    assert "fungerar inte längre" in Client().get(fresh.group(), follow=True).content.decode()
    told = admin.get(f"/personer/{nils.pk}/historik/").content.decode()
    assert "Inloggningen för Nyanställd-Nils Ö stängdes" in told
    assert "Slutat" in told
    admin.post(f"/personer/{nils.pk}/inloggning/oppna/")
    user = get_user_model().objects.get(username="nils")
    assert user.is_active
    assert user.check_password(PASSWORD)


def test_a_taken_or_odd_user_name_is_refused(cast: Any, nils: Person) -> None:
    browser, page = cast.client("ali"), f"/personer/{nils.pk}/inloggning/"
    for name, status in (("ALVA", 409), ("", 422), ("med mellanslag", 422), ("x" * 200, 422)):
        assert browser.post(page, {"username": name}).status_code == status, name
    nils.refresh_from_db()
    assert nils.user is None


def test_the_last_administrator_and_oneself_are_not_closed_out(cast: Any) -> None:
    from processlots.apps.organisation.actions import roles

    browser = cast.client("ali")
    own = browser.post(f"/personer/{cast.person('ali').pk}/inloggning/stang/", {"reason": "x"})
    assert own.status_code == 409
    roles.give("administrator", cast.person("maj"), cast.ali)
    # Maj may close Ali's, and is then the last.
    maj = cast.client("maj")
    assert maj.post(f"/personer/{cast.person('ali').pk}/inloggning/stang/", {"reason": "x"}).status_code == 302
    assert get_user_model().objects.get(username="ali").is_active is False
    assert get_user_model().objects.get(username="maj").is_active is True


@pytest.mark.parametrize("who", ["alva", "love", "hanna", "charlie", "moa", "maj", "gro"])
def test_nobody_else_touches_logins(cast: Any, nils: Person, who: str) -> None:
    browser = cast.client(who)
    target = cast.person("ali")
    for end in ("", "lank/", "stang/", "oppna/"):
        answer = browser.post(f"/personer/{target.pk}/inloggning/{end}", {"username": "ny", "reason": "x"})
        assert answer.status_code in (403, 404), end
    assert get_user_model().objects.get(username="ali").is_active
    assert "inloggning/" not in browser.get(f"/personer/{target.pk}/").content.decode()


def test_one_changes_ones_own_password_from_ones_own_page(cast: Any) -> None:
    cast.maj.set_password("ett gammalt lösenord")
    cast.maj.save()
    browser = cast.client("maj")
    own = cast.person("maj").get_absolute_url()
    assert 'class="name" href="/min-sida/"' in browser.get("/").content.decode()
    assert own in browser.get("/min-sida/").content.decode()
    assert "/konto/password/change/" in browser.get(own).content.decode()
    data = {"oldpassword": "ett gammalt lösenord", "password1": PASSWORD, "password2": PASSWORD}
    assert browser.post("/konto/password/change/", data).status_code == 302
    cast.maj.refresh_from_db()
    assert cast.maj.check_password(PASSWORD)
