"""Memory of the served product after a tour: PSS of the master and two web workers; and the time to migrate from zero."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MOST_MEGABYTES, MOST_SECONDS = 260, 15
PORT = 8991


def main() -> int:
    """Serve a demo, tour it signed in, and read /proc."""
    with tempfile.TemporaryDirectory() as home:
        environment = {
            **os.environ,
            "PROCESSLOTS_HOME": home,
            "DJANGO_SETTINGS_MODULE": "processlots.config.settings",
            "DATABASE_URL": "",
        }
        begun = time.monotonic()
        subprocess.run([sys.executable, "-m", "processlots.cli", "migrate"], check=True, env=environment)
        seconds = time.monotonic() - begun
        print(f"migrate    {seconds:5.1f} s  (most {MOST_SECONDS} s){'' if seconds <= MOST_SECONDS else '  OVER'}")
        subprocess.run([sys.executable, "-m", "processlots.cli", "demo"], check=True, env=environment)
        cookie = subprocess.run(
            [sys.executable, "-c", _SESSION], check=True, env=environment, capture_output=True, text=True
        ).stdout.strip()
        served = subprocess.Popen([sys.executable, "-m", "processlots.cli", "serve", "--port", str(PORT)], env=environment)
        try:
            addresses = _tour(cookie)
            megabytes = _pss(served.pid)
        finally:
            served.terminate()
            served.wait(30)
    print(f"memory     {megabytes:5.0f} MB (most {MOST_MEGABYTES} MB, PSS of master and two web workers after {addresses} pages)")
    return int(seconds > MOST_SECONDS or megabytes > MOST_MEGABYTES)


_SESSION = """
import django; django.setup()
from django.contrib.auth import get_user_model
from django.test import Client
browser = Client()
love = get_user_model().objects.get(username="love")
browser.force_login(love, backend="django.contrib.auth.backends.ModelBackend")
print(browser.cookies["sessionid"].value)
"""


def _tour(cookie: str) -> int:
    """Every list and the first page under it, ten times round so that both workers see them."""
    seen = 0
    paths = [
        "/",
        "/processer/",
        "/kartor/",
        "/mal/",
        "/matt/",
        "/aktiviteter/",
        "/behov/",
        "/enheter/",
        "/personer/",
        "/sok/?q=bygglov",
        "/api/v1/processes",
    ]
    for _round in range(10):
        for path in paths:
            request = urllib.request.Request(f"http://127.0.0.1:{PORT}{path}", headers={"Cookie": f"sessionid={cookie}"})
            for _try in range(60):
                try:
                    urllib.request.urlopen(request, timeout=30).read()
                    seen += 1
                    break
                except urllib.error.HTTPError:
                    raise
                except OSError:
                    time.sleep(0.5)
    return seen


def _pss(parent: int) -> float:
    """Megabytes of the gunicorn master under `parent` and of its workers."""
    children = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text()
            children.setdefault(int(stat.rsplit(")", 1)[1].split()[1]), []).append(int(folder.name))
        except OSError:
            continue
    web = [pid for pid in children.get(parent, []) if "gunicorn" in (Path("/proc") / str(pid) / "cmdline").read_text()]
    total = 0
    for pid in [*web, *(child for master in web for child in children.get(master, []))]:
        for line in (Path("/proc") / str(pid) / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
    return total / 1024
