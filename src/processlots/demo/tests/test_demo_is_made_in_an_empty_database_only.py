"""`processlots demo` never adds to what is there."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model

from processlots import cli
from processlots.apps.organisation.models import Unit
from processlots.demo.make import what_is_there
from processlots.kit.models import Installation


@pytest.fixture(params=["an installation", "a login", "a unit"])
def something(request: pytest.FixtureRequest, db: None) -> None:
    makers = {
        "an installation": lambda: Installation.objects.create(name="Grannby kommun"),
        "a login": lambda: get_user_model().objects.create(username="admin"),
        "a unit": lambda: Unit.objects.create(name="Kommunfullmäktige", kind=Unit.Kind.COUNCIL),
    }
    makers[request.param]()


@pytest.mark.usefixtures("something")
def test_it_is_refused_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    units = Unit.objects.count()
    assert cli.main(["demo"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert said.err.startswith("processlots demo: the database already holds ")
    assert Unit.objects.count() == units
    assert not Installation.objects.filter(demo=True).exists()


@pytest.mark.usefixtures("something")
def test_if_empty_is_content_with_what_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["demo", "--if-empty"]) == 0
    assert capsys.readouterr().err == ""
    assert not Installation.objects.filter(demo=True).exists()


@pytest.mark.django_db
def test_an_empty_database_holds_nothing() -> None:
    assert what_is_there() == ""
