"""The whole relay once more, by keyboard alone; wherever focus stops it has an outline, on the screen and uncovered."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from e2e import relay
from e2e.keyboard import Keys


@pytest.mark.slow
def test_a_newcomer_walks_the_path_by_keyboard(open_page: Callable[..., Page]) -> None:
    page = open_page()
    keys = Keys(page)
    documents = relay.whole(relay.Relay(page, keys))
    print("\n" + keys.account())
    assert not keys.faults, "\n".join(keys.faults)
    for document, wanted in zip(documents, relay.expected(), strict=True):
        assert all(one in relay.read(document) for one in wanted)
