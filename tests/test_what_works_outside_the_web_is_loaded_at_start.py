"""The worker and the command line know every job, task, check and report, though they never load the web's addresses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

TOLD = """
import importlib, json, pkgutil, sys
import django
django.setup()
import processlots
from processlots.apps.followup import acting
from processlots.apps.organisation import tasks
from processlots.kit import checks, jobs, panels, reports

def known():
    return {
        "jobs": sorted(jobs._specs),
        "nightly": sorted(one.name for one in jobs._timetable),
        "tasks": sorted(tasks._rules),
        "reports": sorted(reports._reports),
        "checks": sorted(one.id for found in checks._checks.values() for one in found),
        "values in documents": sorted(f"{name}.{field}" for name, found in panels._fields.items() for field in found),
        "answers to a signal": sorted(one.__qualname__ for one in [*acting._ways, *acting._events]),
    }

at_start = known()
for module in pkgutil.walk_packages(processlots.__path__, "processlots."):
    if not {"tests", "migrations"} & set(module.name.split(".")):
        importlib.import_module(module.name)
json.dump([at_start, known()], sys.stdout)
"""


@pytest.mark.once
def test_nothing_more_is_known_when_every_file_is_loaded(tmp_path: Path) -> None:
    settings = {"DJANGO_SETTINGS_MODULE": "processlots.config.settings", "PROCESSLOTS_HOME": str(tmp_path)}
    told = subprocess.run(
        [sys.executable, "-c", TOLD], env={**os.environ, **settings}, capture_output=True, check=True, text=True
    )
    at_start, everything = json.loads(told.stdout)
    assert all(everything.values())
    for kind, names in everything.items():
        assert at_start[kind] == names, kind
