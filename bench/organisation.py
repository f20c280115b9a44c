"""A large organisation: 1,500 units and 14,000 people looked at, read in and re-organised. Prints seconds and queries."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile

UNITS, PEOPLE = 1_500, 14_000
#: the longest that looking at a list may take, seconds
MOST_SECONDS = 20


def main() -> int:
    """Migrate an empty database and measure in it."""
    with tempfile.TemporaryDirectory() as home:
        environment = {
            **os.environ, "PROCESSLOTS_HOME": home, "DJANGO_SETTINGS_MODULE": "processlots.config.settings",
            "DATABASE_URL": os.environ.get("BENCH_DATABASE_URL", ""),
        }  # fmt: skip
        subprocess.run([sys.executable, "-m", "processlots.cli", "migrate"], check=True, env=environment)
        return subprocess.run([sys.executable, "-m", "bench.organisation", "measure"], check=False, env=environment).returncode


def measure() -> int:
    """Each step through the same functions as the pages and the worker use. Returns 1 where looking takes too long."""
    import io
    import time

    import django

    django.setup()
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from openpyxl import Workbook

    from processlots.apps.organisation.actions import reorganising
    from processlots.apps.organisation.models import Appointment, Person, Reorganisation
    from processlots.apps.organisation.reorganising.proposal import Proposal
    from processlots.kit import jobs
    from processlots.kit.imports import batches
    from processlots.kit.periods import today

    user = get_user_model().objects.create_user("ali")
    person = Person.objects.create(name="Admin-Ali", user=user)
    Appointment.objects.create(role="administrator", person=person, state=Appointment.State.DECIDED)
    longest = [0.0]

    def timed(label: str, act: object) -> object:
        begun = time.perf_counter()
        with CaptureQueriesContext(connection) as caught:
            made = act()  # type: ignore[operator]
        seconds = time.perf_counter() - begun
        longest[0] = max(longest[0], seconds if label.startswith("look") else 0)
        print(f"{label:34} {seconds:6.1f} s  {len(caught):6} queries", flush=True)
        return made

    def book(header: list[str], rows: list[list[str]]) -> bytes:
        made = Workbook(write_only=True)
        sheet = made.create_sheet()
        for row in [header, *rows]:
            sheet.append(row)
        file = io.BytesIO()
        made.save(file)
        return file.getvalue()

    def units(moved: int = 0) -> list[list[str]]:
        top = [["Kommunen", "kommunfullmäktige", "", "E0"]]
        boards = [[f"Nämnd {n}", "driftnämnd", "E0", f"E{n}"] for n in range(1, 15)]
        rest = [
            [f"{'Nya enhet' if n < 15 + moved else 'Enhet'} {n}", "enhet", f"E{1 + n % 14 if n < 200 else 15 + n % 185}", f"E{n}"]
            for n in range(15, UNITS)
        ]
        return [*top, *boards, *rest]

    def read_in(name: str, importer: str, data: bytes, **params: str) -> None:
        batch: object = timed(f"open {name}", lambda: batches.begin(importer, user, data=data, filename="a.xlsx", params=params))
        timed(f"look at {name} (the job)", lambda: [batches.look(batch, user), jobs.drain()])  # type: ignore[arg-type]
        looked = batches.look(batch, user)  # type: ignore[arg-type]
        assert isinstance(looked, batches.Preview), looked
        assert looked.may_apply, looked.counts
        seen = looked.seen
        timed(f"read in {name} (the job)", lambda: [batches.apply(batch, user, seen), jobs.drain()])  # type: ignore[arg-type]

    head = ["Namn", "Slag", "Hör till", "Externt id"]
    people = [[f"Person {n}", "Handläggare", f"E{15 + n % (UNITS - 15)}", f"p{n}@example.org", f"H{n}"] for n in range(PEOPLE)]
    read_in(f"{UNITS} units", "units", book(head, units()))
    read_in(f"{PEOPLE} people", "people", book(["Namn", "Titel", "Enhet", "E-post", "Externt id"], people))
    people = [[name, "Strateg" if place % 10 == 0 else title, *rest] for place, (name, title, *rest) in enumerate(people)]
    read_in(f"{PEOPLE} people again", "people", book(["Namn", "Titel", "Enhet", "E-post", "Externt id"], people))
    row = Reorganisation.objects.create(name="Ny organisation", date=today().replace(year=today().year + 1))
    read_in(f"{UNITS} new units", "reorganisation", book(head, units(300)), reorganisation=str(row.pk))
    row.refresh_from_db()
    row.date = today()
    from processlots.apps.organisation.models import Unit

    Unit.objects.update(valid_from=today().replace(year=today().year - 1))  # silent: a measurement
    row.save()
    proposal: object = timed("propose (a page)", lambda: (made := Proposal(row), made.faults, made.seen)[0])
    seen = proposal.seen  # type: ignore[attr-defined]
    timed("perform 300 renamed (the job)", lambda: [reorganising.start(row, user, seen), jobs.drain()])
    row.refresh_from_db()
    assert row.state == "performed", row.job and row.job.error
    timed("undo (the job)", lambda: [reorganising.start_undo(row, user), jobs.drain()])
    row.refresh_from_db()
    assert row.state == "draft", row.job and row.job.error
    print(f"looking took at most {longest[0]:.1f} s (most {MOST_SECONDS} s){'' if longest[0] <= MOST_SECONDS else '  OVER'}")
    return int(longest[0] > MOST_SECONDS)


if __name__ == "__main__":
    sys.exit(measure() if sys.argv[1:] == ["measure"] else main())
