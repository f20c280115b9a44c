"""Find a Chromium for the browser tests, install one where none is: `python tools/chromium.py` prints its path.

Tried in turn: PROCESSLOTS_CHROMIUM, the PATH, one that Playwright has fetched, apt-get (as root), `playwright install`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str | None:
    """The path of a Chromium that is here already."""
    if given := os.environ.get("PROCESSLOTS_CHROMIUM"):
        return given if Path(given).exists() else None
    return next(filter(None, map(shutil.which, NAMES)), None) or fetched_by_playwright()


def fetched_by_playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install() -> str | None:
    """Install one with what the machine has. Returns its path, or None when every way has failed."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {"stdout": sys.stderr, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
        subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], check=False, **quiet)
        if path := find():
            return path
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False, stdout=sys.stderr)
    return find()


def main() -> int:
    path = find() or install()
    if not path:
        print(
            "The browser tests need Chromium, and none could be installed here. Install Chromium or Google Chrome so that"
            " `chromium` or `google-chrome` is on the PATH, or name one: PROCESSLOTS_CHROMIUM=/path/to/chromium",
            file=sys.stderr,
        )
        return 1
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
