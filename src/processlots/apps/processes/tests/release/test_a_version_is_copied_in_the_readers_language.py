"""A version's PDF is frozen in Swedish; who reads English has a copy, made of the same frozen content (X-3, DESIGN 6)."""

from __future__ import annotations

from typing import Any

from processlots.apps.processes.release import printing, reading
from processlots.apps.processes.tests.release.makers import make_full, release
from processlots.kit import jobs
from processlots.kit.models import Job


def test_the_copy_has_english_headings_and_the_frozen_one_is_what_it_was(cast: Any) -> None:
    made = release(make_full(cast), cast)
    sha256, frozen = made.document.sha256, made.document.read()
    browser, address = cast.client("maj"), f"/versioner/{made.pk}/pdf/avskrift/"
    assert address not in browser.get(f"/versioner/{made.pk}/").content.decode(), "who reads Swedish has the frozen one"
    english = {"headers": {"accept-language": "en"}}
    browser.cookies["django_language"] = "en"
    assert address in browser.get(f"/versioner/{made.pk}/", **english).content.decode()
    assert browser.post(address, **english).status_code == 302
    jobs.drain()
    job = Job.objects.get(name="processes.version_copy")
    assert job.state == Job.State.DONE, job.error
    copy = job.file.read()
    files = {one.blob.sha256: one.blob for one in made.files.select_related("blob")}
    again = printing.printed(reading.read(made.content.read()), lambda sha256: files[sha256].read(), "en", made.content.sha256)
    assert copy == again, "the same bytes each time"
    assert copy != frozen
    assert b"/Lang(en)" in copy
    made.refresh_from_db()
    assert made.document.sha256 == sha256
    assert cast.client("gro").post(address).status_code in (403, 404)
