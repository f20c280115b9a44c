"""kill −9 of web and worker in the middle of a large import, at three moments; then everything is started again."""

from __future__ import annotations

import contextlib
import re
import sqlite3
import time
from typing import Any

import pytest

from e2e.site import Site
from e2e.visitors import Visitor

ROWS = 3_000
# A worker that has not been heard of for a minute is taken for dead; then the rows are read in once more.
AGAIN_WITHIN = 240.0


def ask(site: Site, question: str, *values: Any) -> list[Any]:
    """The first column of what the database answers; it is only read."""
    with contextlib.closing(sqlite3.connect(f"file:{site.home / 'processlots.sqlite3'}?mode=ro", uri=True)) as database:
        return [row[0] for row in database.execute(question, values)]


def rows_of(site: Site, mark: str) -> int:
    return int(ask(site, "SELECT count(*) FROM processes_process WHERE name LIKE ?", f"%{mark}%")[0])


@pytest.mark.slow
@pytest.mark.parametrize("moment", ["as it waits", "as it begins", "a while into it"])
def test_an_import_is_whole_or_not_there(site: Site, moment: str) -> None:
    mark = moment.replace(" ", "-")
    charlie = Visitor(site.base, "charlie")
    inventory = re.search(r"/inventeringar/(\d+)/", charlie.get("/").text)
    assert inventory is not None, "Charlie has an open inventory"
    names = "Namn;Mottagare\n" + "".join(f"Hantera ärende {mark} {number};Invånare\n" for number in range(ROWS))
    preview = charlie.post(
        f"/inlasning/processes/?inventory={inventory.group(1)}", files={"file": ("stor.csv", names.encode())}
    ).location
    act = re.search(r'name="act" value="(confirm [^"]*)"', charlie.get(preview).text)
    assert act is not None
    job = charlie.post(preview, {"act": act.group(1)}).location
    assert "/arbete/" in job, "so many rows are read in by the worker"
    if moment != "as it waits":
        running(site)
        time.sleep(0 if moment == "as it begins" else 2)

    site.kill()
    state = ask(site, "SELECT state FROM kit_job ORDER BY id DESC LIMIT 1")[0]
    assert state in ("queued", "running"), "the import was not over when everything was killed"
    assert rows_of(site, mark) == 0, "nothing of it is there"
    assert ask(site, "PRAGMA integrity_check") == ["ok"]

    site.start()
    page = over(charlie, job)
    found = rows_of(site, mark)
    assert found in (0, ROWS), f"{found} of {ROWS} rows"
    done = charlie.get(f"{preview}klar/").text
    if found:
        assert "Ångra inläsningen" in done, "it was taken up again, and is one act"
    else:
        assert 'role="alert"' in page, "it failed, and says so"
    last = ask(site, "SELECT state FROM kit_importbatch ORDER BY id DESC LIMIT 1")[0]
    assert last == ("done" if found else "failed")
    assert not ask(site, "SELECT number FROM processes_process GROUP BY number HAVING count(*) > 1")
    indexed = ask(site, "SELECT count(*) FROM kit_searchentry WHERE title LIKE ?", f"%{mark}%")[0]
    assert indexed == found, "what is there is found, and nothing else"


def running(site: Site) -> None:
    """Wait until the worker has begun."""
    for _each in range(600):
        if ask(site, "SELECT state FROM kit_job ORDER BY id DESC LIMIT 1") == ["running"]:
            return
        time.sleep(0.02)
    pytest.fail("the worker never began")


def over(visitor: Visitor, job: str) -> str:
    """The job's page when it is over, or the last one before it leads on."""
    until = time.monotonic() + AGAIN_WITHIN
    while time.monotonic() < until:
        answer = visitor.get(job, **{"HX-Request": "true"})
        if answer.headers.get("HX-Redirect") or "<progress" not in answer.text:
            return answer.text
        time.sleep(1)
    pytest.fail("the import was never taken up again")
