"""kill −9 of everything, and of the web alone, while rows are read in through the real pages: all of them or none, and a word.

Slow: 3,000 rows are looked at and read in up to three times.
"""

from __future__ import annotations

import contextlib
import http.client
import http.cookiejar
import os
import signal
import sqlite3
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from e2e import site as sites
from e2e.site import Site

pytestmark = pytest.mark.slow

MANY, FEW = 3_000, 500


class Visitor:
    """Somebody with a session and no browser."""

    def __init__(self, site: Site, name: str) -> None:
        self.site = site
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        page = self.get("/byt-person/")[1]
        button = next(one for one in page.xpath("//main//button") if name in one.text_content())
        self.post(button.get("formaction") or button.xpath("ancestor::form/@action")[0], {})

    def get(self, path: str) -> tuple[str, Any]:
        """Where one ends up, and the page."""
        with self.opener.open(urllib.parse.urljoin(self.site.base, path), timeout=60) as answer:
            self.page = html.fromstring(answer.read().decode())
            return answer.url, self.page

    def post(self, path: str, data: dict[str, str]) -> tuple[str, Any]:
        token = self.page.xpath("//input[@name='csrfmiddlewaretoken']/@value")[0]
        body = urllib.parse.urlencode({**data, "csrfmiddlewaretoken": token}).encode()
        asked = urllib.request.Request(urllib.parse.urljoin(self.site.base, path), body, {"Referer": self.site.base})
        with self.opener.open(asked, timeout=60) as answer:
            self.page = html.fromstring(answer.read().decode())
            return answer.url, self.page

    def begin(self, inventory: int, names: list[str]) -> tuple[str, str]:
        """Paste the rows and look at them: the preview's address, and what its button sends."""
        url = f"/inlasning/processes/?inventory={inventory}"
        self.get(url)
        preview, page = self.post(url, {"text": "\n".join(names)})
        # Many rows are looked at by the worker: its job's page leads to the preview when that is done.
        while not (found := page.xpath("//button[starts-with(@value, 'confirm ')]/@value")):
            time.sleep(0.3)
            preview, page = self.get(preview)
        return preview, found[0]


@pytest.fixture
def site(demo_home: Path, tmp_path: Path) -> Iterator[Site]:
    served = sites.copy(demo_home, tmp_path / "home")
    served.start()
    yield served
    served.kill()


def ask(site: Site, question: str, *words: Any) -> list[Any]:
    """What the file of the database says; nothing is kept open."""
    with contextlib.closing(sqlite3.connect(site.home / "processlots.sqlite3", timeout=30)) as database:
        found = database.execute(question, words).fetchall()
        database.commit()
    return found


def inventory_of(visitor: Visitor) -> int:
    """A new inventory of the administration that Charlie is the manager of."""
    visitor.get("/inventeringar/nytt/")
    scope = "select unit.id, unit.name from organisation_appointment a join organisation_unit unit on unit.id = a.scope_id "
    scope += "join organisation_person p on p.id = a.person_id where p.name = 'Chef-Charlie' and a.role = 'manager'"
    key, name = ask(visitor.site, scope)[0]
    url, _page = visitor.post("/inventeringar/nytt/", {"unit": f"{name} ({key})", "year": "2031"})
    return int(url.rstrip("/").rsplit("/", 1)[1])


def left(site: Site, inventory: int) -> dict[str, Any]:
    """What the import has written so far, and whether everything that follows from the rows is there with them."""
    # What was found before and waited for an inventory is in it as well.
    mine = "select id from processes_process where inventory_id = ? and name like '% av slag %'"
    rows = ask(site, f"select count(*) from ({mine})", inventory)[0][0]
    kind = ask(site, "select id from django_content_type where app_label = 'processes' and model = 'process'")[0][0]
    logged = (
        f"select count(*) from kit_logentry where content_type_id = ? and cast(object_pk as integer) in ({mine}) and action = 0"
    )
    sought = f"select count(*) from kit_searchentry where content_type_id = ? and object_id in ({mine})"
    batch, act = ask(site, "select state, act_id from kit_importbatch order by id desc limit 1")[0]
    assert ask(site, "pragma integrity_check") == [("ok",)]
    assert ask(site, "pragma foreign_key_check") == []
    return {
        "rows": rows,
        "logged": ask(site, logged, kind, inventory)[0][0],
        "sought": ask(site, sought, kind, inventory)[0][0],
        "batch": batch,
        "act": act is not None,
    }


def whole(count: int) -> dict[str, Any]:
    return {"rows": count, "logged": count, "sought": count, "batch": "done", "act": True}


def wait(until: Callable[[], Any], seconds: float) -> bool:
    ending = time.monotonic() + seconds
    while time.monotonic() < ending:
        if until():
            return True
        time.sleep(0.02)
    return False


def test_everything_is_killed_twice_while_a_long_list_is_read_in(site: Site) -> None:
    charlie = Visitor(site, "Chef-Charlie")
    inventory = inventory_of(charlie)
    preview, confirm = charlie.begin(inventory, [f"Pröva ansökan av slag {number}" for number in range(MANY)])
    job, _page = charlie.post(preview, {"act": confirm})
    state = "select state, done, attempts from kit_job where name = 'kit.import' order by id desc limit 1"

    # While the worker looks at the rows once more.
    assert wait(lambda: ask(site, state)[0][0] == "running", 20)
    site.kill()
    assert left(site, inventory) == {"rows": 0, "logged": 0, "sought": 0, "batch": "running", "act": False}
    assert ask(site, state)[0][0] == "running"

    # While it writes them.
    long_ago = "update kit_job set heartbeat = datetime('now', '-5 minutes'), done = 0 where state = 'running'"
    ask(site, long_ago)
    site.start()
    assert wait(lambda: ask(site, state)[0][1] >= 1, 180)  # the rows are looked at, and the writing begins
    time.sleep(0.7)
    site.kill()
    half = left(site, inventory)
    assert half in ({"rows": 0, "logged": 0, "sought": 0, "batch": "running", "act": False}, whole(MANY))

    # And then it is left alone.
    ask(site, long_ago)
    site.start()
    assert wait(lambda: ask(site, state)[0][0] in ("done", "failed"), 240)
    outcome, _done, attempts = ask(site, state)[0]
    assert (outcome, attempts) == ("done", 3 if half["rows"] == 0 else 2)
    assert left(site, inventory) == whole(MANY)
    ended, page = charlie.get(job)
    assert ended.endswith("/klar/")
    assert "3" in page.text_content()
    assert "Traceback" not in site.log.read_text(errors="replace")


def web_workers(site: Site) -> list[int]:
    """The processes that answer requests: the grandchildren of `serve` that are children of the web's master."""
    assert site.process is not None
    parents: dict[int, int] = {}
    commands: dict[int, bytes] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            parents[int(folder.name)] = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
            commands[int(folder.name)] = (folder / "cmdline").read_bytes()
    masters = {pid for pid, above in parents.items() if above == site.process.pid and b"gunicorn" in commands[pid]}
    return [pid for pid, above in parents.items() if above in masters]


def test_the_web_is_killed_while_it_reads_in_a_short_list(site: Site) -> None:
    charlie = Visitor(site, "Chef-Charlie")
    inventory = inventory_of(charlie)
    names = [f"Ge besked av slag {number}" for number in range(FEW)]
    preview, confirm = charlie.begin(inventory, names)
    broken = 0
    for moment in (0.05, 0.3, 0.6, 1.0):
        said: list[Any] = []

        def send(said: list[Any] = said) -> None:
            try:
                said.append(charlie.post(preview, {"act": confirm})[0])
            except (urllib.error.URLError, ConnectionError, http.client.HTTPException) as error:
                said.append(error)

        sending = threading.Thread(target=send)
        sending.start()
        time.sleep(moment)
        for pid in web_workers(site):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        sending.join(60)
        broken += isinstance(said[0], Exception)
        now = left(site, inventory)
        assert now in ({"rows": 0, "logged": 0, "sought": 0, "batch": "preview", "act": False}, whole(FEW))
        if now["rows"]:
            break
        # The master has others up again, with the same page for whoever asks.
        assert wait(lambda: answers(charlie, preview), 20)
    assert broken
    if not left(site, inventory)["rows"]:
        charlie.post(preview, {"act": confirm})
    assert left(site, inventory) == whole(FEW)
    charlie.post(preview, {"act": confirm})
    assert left(site, inventory) == whole(FEW)


def answers(visitor: Visitor, path: str) -> bool:
    try:
        return bool(visitor.get(path))
    except (urllib.error.URLError, ConnectionError, http.client.HTTPException):
        return False
