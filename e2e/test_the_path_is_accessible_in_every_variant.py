"""The newcomer's path by axe in all eight variants of language, theme and width, and what says no on the way."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from e2e.every_page import PATH, Place
from e2e.windows import VARIANTS, Windows


@pytest.mark.slow
@pytest.mark.parametrize("variant", VARIANTS, ids=lambda one: "-".join(map(str, one)))
def test_the_path_in_every_variant(
    places: list[Place], windows: Windows, axe: Callable[..., list[str]], variant: tuple[str, str, int]
) -> None:
    walked = [place for place in places if place.name in PATH]
    assert {place.name for place in walked} == set(PATH)
    faults = [text for place in walked for text in windows.faults(place, variant, axe)]
    assert not faults, "\n".join(faults)


#: page → who (empty: who opens it) presses its button with nothing, or nonsense, written; and the answer
REFUSALS = {
    "goal-add": ("love", {}, 422),
    "need-add": ("maj", {}, 422),
    "process-edit": ("", {"name": ""}, 422),
    "process-edit, stale": ("", {"version": "0"}, 409),
    "import-start": ("charlie", {}, 422),
    "process-owner": ("charlie", {"person": "Ingen Alls"}, 422),
    "map-upload": ("hanna", {"process": "Ingen sådan"}, 422),
    "login": ("", {"login": "alva", "password": "fel"}, 200),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", REFUSALS)
def test_what_says_no_is_accessible_too(places: list[Place], windows: Windows, axe: Callable[..., list[str]], name: str) -> None:
    person, written, status = REFUSALS[name]
    known = next(one for one in places if one.name == name.partition(",")[0])
    number = list(REFUSALS).index(name)
    for variant in (VARIANTS[number % 8], VARIANTS[(number + 5) % 8]):
        place = Place(name, known.address, person or known.person, status)
        page, answer = windows.go(place, variant)
        assert answer.status == 200
        for control, text in written.items():
            page.locator(f"main [name={control}]").evaluate("(one, text) => (one.value = text)", text)
        with page.expect_navigation() as waiting:
            page.locator("main form:has(.btn-primary) .btn-primary").first.click()
        assert waiting.value.status == status, (name, page.url)
        assert page.locator("[role=alert], .conflict, table").first.is_visible()
        faults = windows.wrong(page, place, variant, axe)
        assert not faults, "\n".join(faults)
