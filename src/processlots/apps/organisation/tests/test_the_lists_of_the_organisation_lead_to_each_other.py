"""Units, people, forums and decisions are lists of one thing; each leads to the others and says which one is open."""

from __future__ import annotations

from typing import Any

import pytest

LISTS = ["/enheter/", "/personer/", "/forum/", "/beslut/"]


@pytest.mark.parametrize("here", LISTS)
def test_a_list_leads_to_the_others_and_says_where_one_is(cast: Any, here: str) -> None:
    text = cast.client("maj").get(here).content.decode()
    assert f'<a href="{here}" aria-current="page">' in text
    for other in LISTS:
        assert other == here or f'<a href="{other}">' in text
