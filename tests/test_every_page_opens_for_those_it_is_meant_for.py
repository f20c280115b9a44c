"""Every page of every registered model: for a stranger, a visitor, a reader and an administrator of nothing."""

from __future__ import annotations

import pytest
from django.test import Client

from processlots.kit import access, pages
from tests.making import make

REGISTERED = [pytest.param(declared, id=declared.name) for declared in pages.registry()]


def _addresses(declared: pages.Pages, row: object) -> dict[str, str]:
    key = row.key  # type: ignore[attr-defined]
    return {act: declared.url(act, key) for act in declared.acts}


@pytest.mark.once  # no row is asked for
@pytest.mark.parametrize("declared", REGISTERED)
def test_a_stranger_is_asked_to_sign_in(declared: pages.Pages, cast: object) -> None:
    row = make(declared.model)
    for act, address in _addresses(declared, row).items():
        answer = Client().get(address)
        assert answer.status_code == 302, (act, address)
        assert "/konto/login/" in answer.headers["Location"], (act, address)


@pytest.mark.parametrize("declared", REGISTERED)
def test_a_visitor_without_a_place_sees_nothing(declared: pages.Pages, cast: object) -> None:
    row = make(declared.model)
    visitor = cast.client("gro")  # type: ignore[attr-defined]
    for act, address in _addresses(declared, row).items():
        answer = visitor.get(address)
        assert answer.status_code in (403, 404), (act, address)
        assert str(row) not in answer.content.decode(), (act, address)


@pytest.mark.parametrize("declared", REGISTERED)
def test_an_employee_reads_what_is_open_and_changes_only_what_the_policy_says(declared: pages.Pages, cast: object) -> None:
    row = make(declared.model)
    user = cast.maj  # type: ignore[attr-defined]
    reader = cast.client("maj")  # type: ignore[attr-defined]
    seen = access.visible(user, declared.model).filter(pk=row.pk).exists()
    verbs = {"edit": "change", "end": "end"}
    for act, address in _addresses(declared, row).items():
        answer = reader.get(address)
        if act == "list":
            expected = {200}
        elif act == "add":
            expected = {200} if access.may(user, "add", declared.model) else {403}
        elif not seen:
            expected = {404}
        else:
            expected = {200} if access.may(user, verbs.get(act, "view"), row) else {403}
        assert answer.status_code in expected, (act, address, answer.status_code)


@pytest.mark.parametrize("declared", REGISTERED)
def test_both_languages_write_every_page(declared: pages.Pages, cast: object) -> None:
    row = make(declared.model)
    reader = cast.client("moa")  # type: ignore[attr-defined]
    for language, other in (("sv", "History</"), ("en", "Historik</")):
        reader.cookies["django_language"] = language
        for act, address in _addresses(declared, row).items():
            answer = reader.get(address)
            if answer.status_code != 200:
                continue
            text = answer.content.decode()
            assert f'<html lang="{language}"' in text, (act, address)
            assert other not in text, (act, address, language)


@pytest.mark.parametrize("declared", REGISTERED)
def test_posting_without_permission_changes_nothing(declared: pages.Pages, cast: object) -> None:
    row = make(declared.model)
    user = cast.maj  # type: ignore[attr-defined]
    reader = cast.client("maj")  # type: ignore[attr-defined]
    before = declared.model._default_manager.filter(pk=row.pk).values().get()
    for act, verb in (("edit", "change"), ("end", "end")):
        if act not in declared.acts or access.may(user, verb, row):
            continue
        answer = reader.post(declared.url(act, row.key), {"version": row.version, "reason": "prov"})
        assert answer.status_code in (403, 404), act
    assert declared.model._default_manager.filter(pk=row.pk).values().get() == before
