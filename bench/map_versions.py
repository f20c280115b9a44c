"""What the versions of maps take on the disk, and how quickly any of them opens: 50 maps of 60 elements × 1,000 versions.

python -m bench.map_versions       MAPS maps (2; 50 takes most of an hour) of VERSIONS versions (1,000), each five changes after
                                   the one before, kept as saving keeps them; 1 where 50 maps would be over 25 MB

Printed: bytes a version, what that makes of 50 maps, what the rows about them add, and the time to open a version as a ratio
to the newest's, which is a plain file.
"""

from __future__ import annotations

import itertools
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MAPS, VERSIONS = int(os.environ.get("MAPS", "2")), int(os.environ.get("VERSIONS", "1000"))
ELEMENTS, CHANGES = 60, 5
#: bytes for 50 maps of 1,000 versions
MOST = 25 * 1024 * 1024
ROUNDS = 200


def main() -> int:
    """Run in a process of its own, with an empty data folder."""
    with tempfile.TemporaryDirectory() as home:
        environment = {
            **os.environ,
            "PROCESSLOTS_HOME": home,
            "DJANGO_SETTINGS_MODULE": "processlots.config.settings",
            "DATABASE_URL": "",
        }
        return subprocess.run([sys.executable, "-m", "bench.map_versions", "--measure"], cwd=ROOT, env=environment).returncode


def measure() -> int:
    """Keep the versions and print what they take."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    from processlots.apps.maps.tests.growing import grown
    from processlots.kit import files, packs
    from processlots.kit.models.files import Blob

    rows_before = _database(connection)
    plain, keeping = 0, []
    blobs: list[Blob] = []
    for number in range(MAPS):
        newest: Blob | None = None
        for data in itertools.islice(grown(seed=number, steps=ELEMENTS, changes=CHANGES), VERSIONS):
            plain += len(data)
            blob = files.store(data, "bpmn")
            if newest is not None and newest.pk != blob.pk:
                began = time.perf_counter()
                packs.tuck_away(newest, f"maps.line/{number}")
                keeping.append(time.perf_counter() - began)
            newest = blob
            blobs.append(blob)
        print(f"map {number + 1} of {MAPS}", file=sys.stderr)
    on_disk = sum(path.stat().st_size for path in files.folder().rglob("*") if path.is_file())
    count = MAPS * VERSIONS
    each = on_disk / count
    whole = each * 50 * 1000
    print(f"{MAPS} maps of {ELEMENTS} elements, {VERSIONS} versions of {CHANGES} changes: {plain / count / 1024:.0f} kB a file")
    rows = (_database(connection) - rows_before) / count
    print(f"kept: {each:.0f} bytes a version, one {plain / on_disk:.0f}th; rows in the database add {rows:.0f} bytes a version")
    over = "" if whole <= MOST else "  OVER"
    print(f"50 maps of 1,000 versions: {whole / 1024 / 1024:.1f} MB  (most {MOST / 1024 / 1024:.0f} MB){over}")
    print(f"packing when a new version comes: {1000 * statistics.median(keeping):.0f} ms")
    places = {"newest": -1, "first": 0, "one in the middle": count // 2}
    present = {name: Blob.objects.get(pk=blobs[at].pk) for name, at in places.items()}
    times = {name: _time(blob.read) for name, blob in present.items()}
    for name, spent in times.items():
        print(f"opening the {name}: {1000 * spent:.2f} ms, {spent / times['newest']:.1f}×")
    return int(whole > MOST)


def _time(call: Callable[[], object]) -> float:
    spent = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        call()
        spent.append(time.perf_counter() - began)
    return statistics.median(spent)


def _database(connection: object) -> int:
    from django.conf import settings

    connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[attr-defined]  # Django's own wrapper
    return Path(settings.DATABASES["default"]["NAME"]).stat().st_size


if __name__ == "__main__":
    sys.exit(measure() if "--measure" in sys.argv else main())
