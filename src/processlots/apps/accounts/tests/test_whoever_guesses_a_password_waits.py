"""The door: after some wrong passwords one waits, and is told so; nothing there asks for an e-mail address."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
DOOR = "/konto/login/"


def test_too_many_wrong_passwords_are_answered_in_words(client: Client) -> None:
    """Five for a name, which the form says; thirty a minute from one place, whatever the names."""
    said = [client.post(DOOR, {"login": "alva", "password": "fel"}).content.decode() for _each in range(6)]
    assert said[5] != said[4]
    for number in range(25):
        answer = client.post(DOOR, {"login": f"alva{number}", "password": "fel"})
    assert answer.status_code == 429
    assert "Vänta några minuter" in answer.content.decode()
    assert "lösenordet" in answer.content.decode()


def test_a_forgotten_password_is_the_administrators_matter(client: Client) -> None:
    said = client.get(DOOR, headers={"accept-language": "sv"}).content.decode()
    assert "Be en administratör" in said
    assert "password/reset" not in said
    for address in ("signup", "password/reset", "email"):
        assert client.get(f"/konto/{address}/").status_code == 404
