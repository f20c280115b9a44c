"""Two tabs, two clicks, two people: where both come at the same moment one is taken and the other told; never both, never half.

Needs transactions that really wait for each other, so it runs on PostgreSQL; SQLite lets one write at a time.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection, connections
from django.test import Client

from processlots.apps.followup.models import Measurement
from processlots.apps.improvement.models import Need
from processlots.apps.maps.models import Version
from processlots.apps.organisation.models import Appointment, Decision, Unit
from processlots.apps.organisation.tests.cast import make_cast
from processlots.apps.processes import actions
from processlots.apps.processes.models import Inventory, Process
from processlots.apps.processes.tests.makers import give_role
from processlots.kit import states
from processlots.kit.models import ImportBatch
from processlots.kit.periods import today
from tests import hostile
from tests.hostile import Scene, make_scene, named

Sending = tuple[str, str, dict[str, Any] | str]


@pytest.fixture
def scene(transactional_db: None, settings: Any, tmp_path: Path) -> Iterator[Scene]:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time")
    settings.PROCESSLOTS_HOME = tmp_path
    with connection.cursor() as cursor:
        # auditlog's own table, which nothing uses, points at the users and may not be emptied without them.
        cursor.execute("DROP TABLE IF EXISTS auditlog_logentry")
    ContentType.objects.clear_cache()
    cache.clear()
    yield make_scene(make_cast())
    cache.clear()


@pytest.fixture
def at_once(scene: Scene) -> Callable[..., list[Any]]:
    """`at_once((who, url, data), (who, url, data))` sends all at the same moment and gives the answers, in order of status."""

    def send(*several: Sending) -> list[Any]:
        gate, answers = threading.Barrier(len(several)), []
        ready = [(scene.cast.client(who), url, data) for who, url, data in several]

        def run(client: Client, url: str, data: Any) -> None:
            client.raise_request_exception = False
            gate.wait(10)
            try:
                kind = {"content_type": "application/json"} if isinstance(data, str) else {}
                answers.append(client.post(url, data, **kind))
            finally:
                connections.close_all()

        threads = [threading.Thread(target=run, args=one) for one in ready]
        for one in threads:
            one.start()
        for one in threads:
            one.join(30)
        assert len(answers) == len(several)
        for answer in answers:
            assert not (said := hostile.complaint(answer, hostile.Writes())), said
        return sorted(answers, key=lambda answer: answer.status_code)

    return send


def statuses(answers: list[Any]) -> list[int]:
    return [answer.status_code for answer in answers]


def test_two_owners(scene: Scene, at_once: Callable[..., list[Any]]) -> None:
    url = f"{scene.stranger.get_absolute_url()}agare/"
    form = {"kind": "regular", "valid_from": "2026-01-01", "version": scene.stranger.version}
    first = ("charlie", url, {**form, "person": named(scene.cast.person("alva"))})
    second = ("charlie", url, {**form, "person": named(scene.cast.person("love"))})
    assert statuses(at_once(first, second)) == [302, 409]
    assert Appointment.objects.filter(scope_id=scene.stranger.pk, role="owner").count() == 1


def test_the_short_way_and_the_long_way_to_an_owner(scene: Scene, at_once: Callable[..., list[Any]]) -> None:
    cast = scene.cast
    row = actions.propose(scene.stranger, "owner", cast.person("maj"), cast.charlie, resource_owner=cast.person("charlie"))
    row = states.go(row, "anchor_noted", cast.charlie)
    scene.stranger.refresh_from_db()
    form = {"kind": "regular", "valid_from": today().isoformat(), "person": named(cast.person("alva"))}
    short = ("charlie", f"{scene.stranger.get_absolute_url()}agare/", {**form, "version": scene.stranger.version})
    answers = at_once(short, ("charlie", f"/uppdrag/{row.pk}/gor/decide/", {"version": row.version}))
    assert statuses(answers)[0] == 302
    held = Appointment.objects.filter(scope_id=scene.stranger.pk, role="owner", state__in=Appointment.IN_FORCE)
    assert held.count() == 1


def test_an_owner_accepts_while_the_appointment_is_ended_and_another_replaces(
    scene: Scene, at_once: Callable[..., list[Any]]
) -> None:
    cast = scene.cast
    row = actions.appoint(scene.stranger, "owner", cast.person("maj"), cast.charlie)
    scene.stranger.refresh_from_db()
    page, version = scene.stranger.get_absolute_url(), {"version": scene.stranger.version}
    form = {"kind": "regular", "valid_from": today().isoformat(), "person": named(cast.person("alva")), "ends_present": "on"}
    at_once(
        ("maj", f"/uppdrag/{row.pk}/gor/accept/", {"version": row.version}),
        ("charlie", f"{page}agare/avsluta-uppdrag/", {"reason": "Slutar", **version}),
        ("charlie", f"{page}agare/", {**form, **version}),
    )
    held = Appointment.objects.filter(scope_id=scene.stranger.pk, role="owner", state__in=Appointment.IN_FORCE)
    assert held.filter(valid_to=None).count() <= 1
    scene.stranger.refresh_from_db()
    assert scene.stranger.owner_id in {None, cast.person("alva").pk}


def test_a_circle_of_processes_is_not_closed_from_both_sides(scene: Scene, at_once: Callable[..., list[Any]]) -> None:
    give_role(scene.stranger, scene.cast.person("alva"))
    sent = []
    for row, above in ((scene.process, scene.stranger), (scene.stranger, scene.process)):
        url = f"{row.get_absolute_url()}andra/"
        sent.append(("alva", url, {**hostile.scraped(scene.client("alva").get(url)), "parent": named(above)}))
    assert statuses(at_once(*sent)) == [302, 409]
    parents = dict(Process.objects.values_list("pk", "parent_id"))
    assert [parents[scene.process.pk], parents[scene.stranger.pk]].count(None) == 1


def test_a_circle_of_units_is_not_closed_from_both_sides(scene: Scene, at_once: Callable[..., list[Any]]) -> None:
    one, other = (Unit.objects.create(name=name, parent=scene.cast.administration) for name in ("Kartenheten", "Mätenheten"))
    sent = []
    for row, above in ((one, other), (other, one)):
        url = f"{row.get_absolute_url()}andra/"
        sent.append(("ali", url, {**hostile.scraped(scene.client("ali").get(url)), "parent": named(above)}))
    assert statuses(at_once(*sent)) == [302, 409]
    for unit in Unit.objects.all():
        assert unit.path == f"{unit.parent.path if unit.parent else ''}{unit.pk:08d}/"


def test_the_same_inventory(scene: Scene, at_once: Callable[..., list[Any]]) -> None:
    form = ("charlie", "/inventeringar/nytt/", {"unit": named(scene.cast.unit), "year": "2030"})
    answers = at_once(form, form)
    assert statuses(answers)[0] == 302
    assert statuses(answers)[1] in (409, 422)
    assert Inventory.objects.filter(year=2030).count() == 1


def test_the_same_form_in_two_tabs(scene: Scene, at_once: Callable[..., list[Any]]) -> None:
    url = f"{scene.process.get_absolute_url()}andra/"
    base = hostile.scraped(scene.client("love").get(url))
    answers = at_once(*(("love", url, {**base, "purpose": f"Flik {number}"}) for number in (1, 2)))
    assert statuses(answers) == [302, 409]
    written = Process.objects.get(pk=scene.process.pk).purpose
    assert written in answers[1].content.decode()
    assert "Flik 1" in answers[1].content.decode()


def test_a_value_of_the_same_month(scene: Scene, at_once: Callable[..., list[Any]]) -> None:
    url = f"{scene.measure.get_absolute_url()}varde/"
    assert statuses(at_once(*(("love", url, {"period": "2026-01", "value": value}) for value in ("7", "8")))) == [302, 302]
    rows = Measurement.objects.filter(measure=scene.measure, period_start="2026-01-01")
    assert rows.filter(current=True).count() == 1
    assert rows.count() == 2
    assert rows.get(current=True).supersedes == rows.get(current=False)


def test_a_button_pressed_twice(scene: Scene, at_once: Callable[..., list[Any]]) -> None:
    press = ("love", f"{scene.measure.get_absolute_url()}behov/", {})
    at_once(press, press)
    assert Need.objects.exclude(pk=scene.need.pk).count() == 1
    decisions = Decision.objects.count()
    decide = ("charlie", f"{scene.inventory.get_absolute_url()}gor/decide/", {"text": "Beslutad"})
    at_once(decide, decide)
    assert Inventory.objects.get(pk=scene.inventory.pk).state == "decided"
    assert Decision.objects.count() == decisions + 1


def test_an_import_confirmed_twice(scene: Scene, at_once: Callable[..., list[Any]]) -> None:
    client = scene.client("charlie")
    started = client.post(
        f"/inlasning/processes/?inventory={scene.inventory.pk}", {"text": "Pröva rivningslov\nÄndra detaljplan"}
    )
    confirm = ("charlie", started["Location"], {"act": client.get(started["Location"]).context["confirm_name"]})
    answers = at_once(confirm, confirm, confirm)
    assert statuses(answers)[0] == 302
    assert scene.inventory.rows.count() == 3
    assert ImportBatch.objects.get().state == "done"


def test_two_drawings_of_the_same_version(scene: Scene, at_once: Callable[..., list[Any]]) -> None:
    newest = scene.map.lines.get().newest
    xml = newest.blob.read().decode()
    bodies = [
        json.dumps({"xml": xml.replace('name="', f'name="{name} ', 1), "version": newest.number}) for name in ("Ett", "Två")
    ]
    answers = at_once(*(("hanna", f"{scene.map.get_absolute_url()}rita/spara/", body) for body in bodies))
    assert statuses(answers) == [200, 409]
    assert Version.objects.count() == 2
