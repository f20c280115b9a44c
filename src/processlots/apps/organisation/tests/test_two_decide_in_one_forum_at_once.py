"""Two who decide at the same moment get different paragraphs; a correction is made once. On PostgreSQL, where both may write."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection, connections

from processlots.apps.organisation.models import Decision
from processlots.apps.organisation.tests.forum_makers import Town, make_town
from processlots.kit.periods import today


@pytest.fixture
def town(transactional_db: None) -> Iterator[Town]:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time")
    with connection.cursor() as cursor:
        # auditlog's own table, which nothing uses, points at the users and may not be emptied without them.
        cursor.execute("DROP TABLE IF EXISTS auditlog_logentry")
    ContentType.objects.clear_cache()
    cache.clear()
    yield make_town()
    cache.clear()


def at_once(*several: Callable[[], Any]) -> list[int]:
    """The answers' codes, in order."""
    gate, codes = threading.Barrier(len(several)), []

    def run(press: Callable[[], Any]) -> None:
        gate.wait(10)
        try:
            codes.append(press().status_code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[press]) for press in several]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return sorted(codes)


def test_each_gets_a_paragraph_of_its_own(town: Town) -> None:
    items = [town.matter(town.process, title=f"Ärende {number}") for number in range(2)]
    sent = {"text": "Ja.", "capacity": "chef", "date": today().isoformat()}
    browsers = [town.cast.client("charlie") for _item in items]
    codes = at_once(
        lambda: browsers[0].post(f"/arenden/{items[0].pk}/gor/decide/", sent),
        lambda: browsers[1].post(f"/arenden/{items[1].pk}/gor/decide/", sent),
    )
    assert codes == [302, 302]
    assert sorted(Decision.objects.filter(forum=town.group).values_list("paragraph", flat=True)) == ["1", "2"]


def test_a_decision_is_corrected_once(town: Town) -> None:
    old = Decision.take(town.process, text="Fel.", by=town.cast.person("charlie"), forum=town.group, paragraph="1")
    sent = {"text": "Rätt.", "capacity": "chef", "date": today().isoformat()}
    browsers = [town.cast.client("charlie") for _number in range(2)]
    url = f"{old.get_absolute_url()}ratta/"
    assert at_once(lambda: browsers[0].post(url, sent), lambda: browsers[1].post(url, sent)) == [302, 409]
    assert old.corrected_by.count() == 1
