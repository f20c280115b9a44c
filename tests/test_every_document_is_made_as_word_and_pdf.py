"""Whatever can be printed is made in both languages, also of a row that holds no more than it must (T-1 … T-9)."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from processlots.kit import reports
from processlots.kit.models.jobs import Job
from tests.making import make

PRINTED = [pytest.param(one, id=one.key) for one in reports.all_reports()]


@pytest.mark.once
@pytest.mark.parametrize("report", PRINTED)
def test_it_is_made_in_both_languages(report: reports.Report, cast: Any) -> None:
    row = make(report.model)
    for language in ("sv", "en"):
        for kind in reports.kinds(report.key):
            with translation.override(language):
                running = Job(user=cast.moa, language=language)
                reports.run(running, report.key, row.pk, kind)
            assert running.file is not None
            assert running.file.read().startswith(b"%PDF-1.7" if kind == "pdf" else b"PK"), (report.key, language, kind)


@pytest.mark.once
def test_the_documents_of_a_process_and_the_inventory_are_there_as_pdf() -> None:
    """T-1, T-2, T-4 and T-5."""
    for key in ("specification", "inventory", "follow_up_plan", "activity_plan"):
        assert reports.kinds(key) == ("docx", "pdf")
