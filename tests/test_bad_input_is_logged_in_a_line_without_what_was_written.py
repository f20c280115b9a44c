"""The log of an installation: a refusal is a line, a fault has its traceback, and neither holds what somebody wrote."""

from __future__ import annotations

import io
import logging
import logging.config
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as product
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from processlots.kit import jobs
from tests import hostile
from tests.hostile import Scene, make_scene

SECRET = "Hemlig-Hedda 19121212-1212"


@pytest.fixture
def scene(cast: Any, settings: Any, tmp_path: Path) -> Scene:
    settings.PROCESSLOTS_HOME = tmp_path
    return make_scene(cast)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the product's own settings of the log let through, as the console would show it."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    made = logging.config.DictConfigurator(product.LOGGING)
    for name in product.LOGGING["handlers"]["console"]["filters"]:
        handler.addFilter(made.configure_filter(product.LOGGING["filters"][name]))
    root = logging.getLogger()
    root.addHandler(handler)
    yield written
    root.removeHandler(handler)


def refuse_everything(scene: Scene) -> set[int]:
    """Every kind of refusal, with something private in it; gives the statuses."""
    process, measure, inventory = (one.get_absolute_url() for one in (scene.process, scene.measure, scene.inventory))
    love, charlie, hanna, gro = (scene.client(name) for name in ("love", "charlie", "hanna", "gro"))
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(scene.cast.love, backend="django.contrib.auth.backends.ModelBackend")
    answers = [
        love.get("/finns-inte/", {"q": SECRET}),
        love.get("/sok/", {"q": SECRET + "\x00"}),
        gro.post(f"{process}andra/", {"purpose": SECRET}),
        love.post(f"{process}andra/", {"purpose": SECRET, "name": "", "version": "1"}),
        love.post(f"{process}andra/", {**hostile.scraped(love.get(f"{process}andra/")), "purpose": SECRET, "version": "0"}),
        love.get(f"{measure}varde/"),
        love.post(f"{measure}varde/", {"period": SECRET, "value": SECRET, "comment": SECRET}),
        strict.post(f"{measure}varde/", {"comment": SECRET}),
        charlie.post(f"{process}agare/", {"person": SECRET, "version": "x"}),
        charlie.post(f"/inlasning/processes/?inventory={scene.inventory.pk}", {"text": f'Namn;Syfte\n"{SECRET}'}),
        charlie.post(
            f"/inlasning/processes/?inventory={scene.inventory.pk}", {"file": SimpleUploadedFile(f"{SECRET}.xlsx", b"PK\x03\x04")}
        ),
        charlie.post(f"{inventory}gor/decide/", {"next_review": SECRET}),
        hanna.post("/kartor/ladda-upp/", {"process": SECRET, "file": SimpleUploadedFile(f"{SECRET}.bpmn", SECRET.encode())}),
        hanna.post(f"{scene.map.get_absolute_url()}rita/spara/", f'{{"xml": "{SECRET}"', content_type="application/json"),
        love.post("/sprak/", "language=" + SECRET + "a" * 13_000_000, content_type="application/x-www-form-urlencoded"),
        Client().get("/", headers={"host": "annan.example"}),
        Client().post("/konto/login/", {"login": "love", "password": SECRET}),
        love.get("/api/v1/processes", {"okand": SECRET}),
        love.get("/api/v1/processes/x"),
    ]
    broken = SimpleUploadedFile("karta.bpmn", f'<definitions xmlns="x"><p name="{SECRET}"/></definitions>'.encode())
    answers.append(hanna.post(f"{scene.map.get_absolute_url()}ladda-upp/", {"when": "today", "file": broken}))
    jobs.drain()
    return {answer.status_code for answer in answers}


def test_a_refusal_is_a_line_and_holds_nothing_that_was_written(scene: Scene, log: io.StringIO) -> None:
    assert {400, 403, 404, 405, 409, 422} <= refuse_everything(scene)
    written = log.getvalue()
    assert "Traceback" not in written, written[written.index("Traceback") - 300 :][:1500]
    for part in SECRET.split():
        assert part not in written, written[written.index(part) - 300 :][:600]
    assert "/finns-inte/" in written
    assert max(map(len, written.splitlines())) < 500


def test_a_fault_of_ours_has_its_traceback(scene: Scene, log: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: Any, **_more: Any) -> None:
        raise ZeroDivisionError("prov")

    monkeypatch.setattr("processlots.apps.processes.overview.house.build", broken)
    answer = scene.client("love").get("/")
    assert answer.status_code == 500
    assert "Start" in answer.content.decode() or "start" in answer.content.decode()
    assert "Traceback" in log.getvalue()
    assert "ZeroDivisionError: prov" in log.getvalue()
