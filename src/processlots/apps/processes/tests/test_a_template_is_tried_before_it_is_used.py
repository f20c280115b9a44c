"""A municipality's own template is tried on real values first; what it leaves out or asks for in vain is told."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from processlots.apps.processes.models import Process
from processlots.apps.processes.tests.makers import make_decided
from processlots.kit import jobs
from processlots.kit.models.documents import DocumentTemplate
from processlots.kit.models.jobs import Job

pytestmark = pytest.mark.django_db
PAGE = "/dokumentmallar/"


@pytest.fixture
def process(cast: Any, settings: Any, tmp_path: Path) -> Process:
    settings.PROCESSLOTS_HOME = tmp_path
    made = make_decided(unit=cast.unit, by=cast.person("charlie"))
    make_decided("Ta fram detaljplaner", unit=cast.unit, by=cast.person("charlie"))
    return made


def template(text: str) -> SimpleUploadedFile:
    document, written = docx.Document(), io.BytesIO()
    document.add_paragraph(text)
    document.save(written)
    return SimpleUploadedFile("egen.docx", written.getvalue())


def tried(cast: Any, text: str, who: str = "moa", language: str = "sv", **more: str) -> Any:
    data = {"template": f"specification.{language}", "act": "try", "file": template(text), **more}
    return cast.client(who).post(PAGE, data, follow=True)


def text_of(job: Job) -> str:
    return "\n".join(one.text for one in docx.Document(io.BytesIO(job.file.read())).paragraphs)


def test_it_is_filled_with_a_process_that_one_chooses(cast: Any, process: Process) -> None:
    page = tried(cast, "Så gör vi: {{ name }}. {{ hittepa }}", **{"specification-sv-row": process.name}).content.decode()
    assert "hittepa" in page
    assert "Mallen visar inte: adjacent, " in page
    jobs.drain()
    assert text_of(Job.objects.get(name="kit.trial")) == f"Så gör vi: {process.name}. ⟦hittepa⟧"
    assert not DocumentTemplate.objects.exists(), "a trial puts nothing to use"


def test_the_newest_is_taken_where_none_is_chosen_and_words_follow_the_templates_language(cast: Any, process: Process) -> None:
    tried(cast, "{{ name }}: {{ type }}", language="en")
    jobs.drain()
    assert text_of(Job.objects.get(name="kit.trial")) == "Ta fram detaljplaner: main process"


def test_what_cannot_be_filled_is_the_jobs_word(cast: Any, process: Process) -> None:
    tried(cast, "{{ 1 / 0 }}")
    jobs.drain()
    assert "Mallen går inte att fylla i" in Job.objects.get(name="kit.trial").error
    assert tried(cast, "{% if %}").status_code == 422
    assert tried(cast, "x", **{"specification-sv-row": "Finns inte"}).status_code == 422


def test_only_the_model_manager_tries_templates(cast: Any, process: Process) -> None:
    for who in ("maj", "love", "ali"):
        assert tried(cast, "{{ name }}", who=who).status_code == 403
    assert not Job.objects.exists()
