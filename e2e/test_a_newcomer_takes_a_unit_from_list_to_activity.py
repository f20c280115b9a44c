"""The main job in one relay, and what it costs: page loads, and clicks and key presses beyond the words that are written."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from e2e import relay
from e2e.walking import Walk

MOST_LOADS, MOST_PRESSES = 30, 120


@pytest.mark.slow
def test_a_newcomer_takes_a_unit_from_list_to_activity(open_page: Callable[..., Page]) -> None:
    page = open_page()
    walk = Walk(page)
    documents = relay.whole(relay.Relay(page, walk))
    print("\n" + walk.account())
    for document, wanted in zip(documents, relay.expected(), strict=True):
        text = relay.read(document)
        missing = [one for one in wanted if one not in text]
        assert not missing, (missing, text)
    assert walk.loads <= MOST_LOADS
    assert walk.presses <= MOST_PRESSES
