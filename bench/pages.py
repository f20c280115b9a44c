"""Worker CPU per page as a ratio to the bare view: alternating runs, median of five.

python -m bench.pages            prints the table
python -m bench.pages --one N    (used by itself) measures every address N times in this process
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
ROUNDS, REQUESTS = int(os.environ.get("ROUNDS", "5")), 60
#: what DESIGN and the issue set as the most, by the name of the page
BUDGETS = {"list": 8.0, "process": 10.0, "api list": 5.0, "search": 10.0, "map": 12.0}


def main() -> int:
    """Run both, alternating, and print ratios."""
    with tempfile.TemporaryDirectory() as home:
        environment = {
            **os.environ,
            "PROCESSLOTS_HOME": home,
            "DJANGO_SETTINGS_MODULE": "processlots.config.settings",
            "DATABASE_URL": "",
            "ALLOWED_HOSTS": "testserver",
        }
        subprocess.run([sys.executable, "-m", "bench.pages", "--fill"], check=True, cwd=ROOT, env=environment)
        bare, pages = [], []
        for number in range(ROUNDS):
            print(f"round {number + 1} of {ROUNDS}", file=sys.stderr)
            bare.append(float(_run(environment, "bench.bare", str(REQUESTS))))
            pages.append(json.loads(_run(environment, "bench.pages", "--one", str(REQUESTS))))
    floor = statistics.median(bare)
    print(f"bare view: {floor * 1000:.2f} ms CPU")
    worst = 0
    for name, most in BUDGETS.items():
        ratios = sorted(measured[name] / base for measured, base in zip(pages, bare, strict=True))
        ratio = statistics.median(ratios)
        worst |= ratio > most
        print(
            f"{name:<10} {ratio:5.1f}x  (most {most:.0f}x, {ratios[0]:.1f}-{ratios[-1]:.1f}){'' if ratio <= most else '  OVER'}"
        )
    return int(worst)


def _run(environment: dict[str, str], module: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments], check=True, cwd=ROOT, env=environment, capture_output=True, text=True
    )
    return done.stdout.strip().splitlines()[-1]


def fill() -> None:
    """500 units and 2,000 processes, one of them a leader's own with goals and measures, by the tests' makers."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from processlots.apps.organisation.models import Appointment, Unit
    from processlots.apps.organisation.tests.cast import make_cast
    from processlots.apps.processes.models import Process
    from processlots.kit import search
    from processlots.kit.periods import today
    from tests.making import many

    cast = make_cast()
    many(Unit, 496, parent=cast.unit)
    rows = many(Process, 2000, unit=cast.unit, status="inventoried", type="main")
    decided = Appointment.State.DECIDED
    for row in rows[:20]:
        Appointment.objects.create(role="leader", person=cast.person("love"), scope=row, state=decided, valid_from=today())
    draw(rows[0], cast.hanna)
    search.rebuild()


def draw(process: Any, facilitator: Any) -> None:
    """A map of 200 elements, saved as a facilitator saves it."""
    from bench.drawn import drawn
    from processlots.apps.maps import actions, content, reader, readings
    from processlots.apps.maps.models import Map

    made = Map.objects.create(process=process, title="Pröva ansökan")
    answer = readings.checked(content.answer(reader.question(drawn(200), title=made.title)))
    line = actions.begin_line(made, "today")
    actions.save_version(line, readings.keep(answer), answer["match"], user=facilitator, expected=0)


def one(requests: int) -> None:
    """Measure each address in this process."""
    import django

    django.setup()
    from django.contrib.auth import get_user_model
    from django.test import Client

    from bench.bare import measure
    from processlots.apps.maps.models import Map
    from processlots.apps.processes.models import Process

    browser = Client()
    browser.force_login(get_user_model().objects.get(username="love"), backend="django.contrib.auth.backends.ModelBackend")
    first = Process.objects.order_by("pk").first()
    addresses = {
        "list": "/processer/",
        "process": first.get_absolute_url(),
        "api list": "/api/v1/processes",
        "search": "/sok/?q=%C3%A4rende",
        "map": Map.objects.get().get_absolute_url(),
    }
    print(json.dumps({name: measure(browser, address, requests) for name, address in addresses.items()}))


if __name__ == "__main__":
    if "--fill" in sys.argv:
        fill()
    elif "--one" in sys.argv:
        one(int(sys.argv[-1]))
    else:
        sys.exit(main())
