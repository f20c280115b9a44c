"""The other half of the pages by axe, as in test_every_page_is_accessible.py: two workers share them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from e2e.every_page import Place
from e2e.windows import VARIANTS, Windows


@pytest.mark.slow
def test_every_other_page_in_one_variant(places: list[Place], windows: Windows, axe: Callable[..., list[str]]) -> None:
    """Those with an odd number."""
    faults = windows.each_in_turn(places, 1, axe)
    assert not faults, "\n".join(faults)


@pytest.mark.full
@pytest.mark.slow
@pytest.mark.parametrize("variant", VARIANTS[1::2], ids=lambda one: "-".join(map(str, one)))
def test_every_page_in_every_other_variant(
    places: list[Place], windows: Windows, axe: Callable[..., list[str]], variant: tuple[str, str, int]
) -> None:
    """The narrow ones."""
    faults = [text for place in places for text in windows.faults(place, variant, axe)]
    assert not faults, "\n".join(faults)
