"""From `processlots init` to the first facilitator, by the browser alone (R-28, R-43, UT-3)."""

from __future__ import annotations

import argparse
import io
import re
from typing import Any

import pytest
from django.test import Client

from processlots.apps.learning.models import Course
from processlots.apps.organisation.models import Appointment, Person, Unit
from processlots.apps.organisation.standing import standing
from processlots.config import cli_init
from processlots.kit.models.installation import Installation

PASSWORD = "en lång och lugn mening"
UNITS = "Namn\tSlag\tHör till\nByggnadsnämnden\tdriftnämnd\t\nBygglovsenheten\tenhet\tByggnadsnämnden"
PEOPLE = (
    "Namn\tTitel\tEnhet\tE-post\n"
    "Chef-Charlie\tFörvaltningschef\tByggnadsnämnden\tcharlie@example.org\n"
    "Modell-Moa\tModellansvarig\tByggnadsnämnden\t\n"
    "Handledar-Hanna\tUtvecklare\tBygglovsenheten\t"
)


@pytest.fixture
def installation(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """What `processlots init "Modellby kommun"` makes; the database of the test is migrated already."""
    monkeypatch.setattr("django.core.management.call_command", lambda *_args, **_options: None)
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD + "\n"))
    Installation.objects.all().delete()
    given = {"name": "Modellby kommun", "admin": "ali", "admin_name": "Admin-Ali", "password_stdin": True}
    assert cli_init.run(argparse.Namespace(**given)) == 0


def _signed_in(username: str) -> Client:
    browser = Client()
    answer = browser.post("/konto/login/", {"login": username, "password": PASSWORD})
    assert answer.status_code == 302, answer.content.decode()
    return browser


def _read_in(browser: Client, importer: str, text: str) -> str:
    """Paste, look, confirm; returns what one is told."""
    page = browser.post(f"/inlasning/{importer}/", {"text": text}, follow=True)
    found = re.search(r'value="(confirm [0-9a-f]+)"', page.content.decode())
    assert found is not None, page.content.decode()
    return browser.post(page.request["PATH_INFO"], {"act": found.group(1)}, follow=True).content.decode()


def _login_of(admin: Client, person: Person, username: str) -> Client:
    """Make a login and choose the password by its link."""
    page = admin.post(f"/personer/{person.pk}/inloggning/", {"username": username}, follow=True).content.decode()
    link = re.search(r'value="http://testserver([^"]+)"', page)
    assert link is not None
    newcomer = Client()
    form = newcomer.get(link.group(1), follow=True)
    chosen = {"new_password1": PASSWORD, "new_password2": PASSWORD}
    assert newcomer.post(form.request["PATH_INFO"], chosen, follow=True).status_code == 200
    return newcomer


def test_units_people_logins_manager_courses_facilitator(installation: None) -> None:
    admin = _signed_in("ali")
    start = admin.get("/").content.decode()
    for address in ("/inlasning/units/", "/inlasning/people/", 'href="/enheter/"'):
        assert address in start
    assert "Utse en modellansvarig" in start
    assert Course.objects.filter(for_facilitators=True).count() == 3
    assert "Steg 1" in admin.get("/handbok/steg-1/").content.decode()

    _read_in(admin, "units", UNITS)
    board, unit = Unit.objects.get(name="Byggnadsnämnden"), Unit.objects.get(name="Bygglovsenheten")
    assert (board.kind, board.parent, unit.parent) == ("operating_board", Unit.objects.get(kind="council"), board)
    assert unit.path == f"{board.path}{unit.pk:08d}/"
    _read_in(admin, "people", PEOPLE)
    charlie, moa, hanna = (Person.objects.get(name=name) for name in ("Chef-Charlie", "Modell-Moa", "Handledar-Hanna"))
    assert (charlie.title, charlie.unit, charlie.email) == ("Förvaltningschef", board, "charlie@example.org")
    start = admin.get("/").content.decode()
    assert "/inlasning/units/" not in start
    assert "/inlasning/people/" not in start

    admin.post(f"/enheter/{board.pk}/utse/", {"person": "Chef-Charlie", "valid_from": "2026-01-01"})
    admin.post(f"/personer/{moa.pk}/utse/", {"role": "model_manager", "valid_from": "2026-01-01"})
    manager = _login_of(admin, charlie, "charlie")
    charlie.refresh_from_db()
    assert standing(charlie.user).manages == {board.pk, unit.pk}
    assert manager.get("/inventeringar/nytt/").status_code == 200

    model = _login_of(admin, moa, "moa")
    assert "Anteckna den första handledarens kurser" in model.get("/").content.decode()
    # The administrator has no say in who has taken a course.
    assert admin.get("/utbildning/nytt/").status_code == 403
    for number, course in enumerate(Course.objects.filter(for_facilitators=True)):
        assert Appointment.objects.filter(role="facilitator").exists() is False, number
        record = {"person": "Handledar-Hanna", "course": course.pk, "date": "2025-03-14"}
        assert model.post("/utbildning/nytt/", record).headers["Location"] == course.get_absolute_url()
    row = Appointment.objects.get(role="facilitator")
    assert row.person == hanna
    assert "Handledar-Hanna" in manager.get("/processhandledare/").content.decode()
    assert "Fråga processhandledaren Handledar-Hanna" in manager.get("/").content.decode()
    assert "Anteckna den första" not in model.get("/").content.decode()


def test_nobody_but_the_administrator_is_told_to_furnish(cast: Any) -> None:
    Appointment.objects.filter(role__in=["manager", "facilitator"]).delete()
    assert "Utse chefer" in cast.client("ali").get("/").content.decode()
    assert "Anteckna den första handledarens kurser" in cast.client("moa").get("/").content.decode()
    for who in ("alva", "love", "hanna", "charlie", "maj"):
        text = cast.client(who).get("/").content.decode()
        assert "Utse chefer" not in text, who
        assert "första handledarens kurser" not in text, who
