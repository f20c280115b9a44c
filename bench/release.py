"""A release of a process with 3 maps, 8 goals and 40 documents, as the worker makes it: CPU seconds, and the parts of it.

python -m bench.release            prints the median of five, in a database of its own; 1 where it is over the most
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: seconds; the issue's "≤ 2 s in the background"
MOST = 2.0
ROUNDS = int(os.environ.get("ROUNDS", "5"))


def main() -> int:
    """Run in a process of its own, with an empty data folder."""
    with tempfile.TemporaryDirectory() as home:
        environment = {
            **os.environ,
            "PROCESSLOTS_HOME": home,
            "DJANGO_SETTINGS_MODULE": "processlots.config.settings",
            "DATABASE_URL": "",
        }
        return subprocess.run([sys.executable, "-m", "bench.release", "--measure"], cwd=ROOT, env=environment).returncode


def measure() -> int:
    """Decide five versions through the job's own function and print what each part costs."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from processlots.apps.organisation.tests.cast import make_cast
    from processlots.apps.processes.models import Process, Release
    from processlots.apps.processes.release import content, deciding, printing, reading
    from processlots.apps.processes.tests.release.makers import AT, make_full
    from processlots.kit import jobs
    from processlots.kit.models import Blob
    from processlots.kit.periods import today

    cast = make_cast()
    process = make_full(cast, maps=3, goals=8, documents=40)
    wall, cpu = [], []
    for number in range(ROUNDS + 1):
        seen = content.fingerprint(content.sections(Process.objects.get(pk=process.pk)))
        deciding.ask(process, cast.alva, seen=seen, valid_from=today(), summary=f"Version {number + 1}.", capacity="processägare")
        began = time.perf_counter(), time.process_time()
        jobs.drain()
        if number:  # the first one loads typst and its typefaces
            wall.append(time.perf_counter() - began[0])
            cpu.append(time.process_time() - began[1])
    made = Release.objects.order_by("-pk").first()
    if made is None or made.number != ROUNDS + 1:
        print("the versions were not made", file=sys.stderr)
        return 2
    began_parts = time.process_time()
    parts = content.sections(process)
    gathered = time.process_time()
    head = content.head(process, 1, AT, by="Ägar-Alva", valid_from=AT.date(), summary="")
    data = content.written(content.whole(head, parts))
    printing.printed(reading.read(data), lambda sha256: Blob.objects.get(sha256=sha256).read(), "sv", "0" * 64)
    printed = time.process_time()
    counted = {one["key"]: len(one["things"]) for one in parts}
    print(f"3 maps, 8 goals, 40 documents: {counted['maps']}, {counted['goals']}, {counted['documents']} things frozen")
    print(f"JSON {made.content.size / 1024:.0f} kB, PDF {made.document.size / 1024:.0f} kB")
    print(f"gathering {gathered - began_parts:.2f} s CPU, PDF {printed - gathered:.2f} s CPU")
    slow = statistics.median(wall)
    print(
        f"the whole job {slow:.2f} s, {statistics.median(cpu):.2f} s CPU  (most {MOST:.0f} s){'' if slow <= MOST else '  OVER'}"
    )
    return int(slow > MOST)


if __name__ == "__main__":
    sys.exit(measure() if "--measure" in sys.argv else main())
