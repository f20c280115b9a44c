"""X-7: a PDF or JSON is shown to be the version that was decided, or not recognised."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from processlots.apps.processes.tests.release.makers import make_full, release
from processlots.kit.models.files import Blob

PLACE = "/versioner/kanns-igen/"

pytestmark = pytest.mark.once


@pytest.fixture
def made(cast: Any) -> Any:
    return release(make_full(cast, maps=0, goals=1, documents=0), cast)


def sent(data: bytes, name: str = "version.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="application/octet-stream")


@pytest.mark.parametrize("what", ["document", "content"])
def test_the_file_is_recognised_and_not_kept(made: Any, cast: Any, what: str) -> None:
    before = Blob.objects.count()
    answer = cast.client("maj").post(PLACE, {"file": sent(getattr(made, what).read())})
    text = answer.content.decode()
    assert "Det här är version 1 av Pröva ansökan om bygglov, beslutad den 14 mars 2026." in text
    assert made.get_absolute_url() in text
    assert Blob.objects.count() == before


def test_a_changed_character_is_not_recognised(made: Any, cast: Any) -> None:
    changed = made.content.read().replace("Ägar-Alva".encode(), "Ägar-Anna".encode(), 1)
    text = cast.client("maj").post(PLACE, {"file": sent(changed)}).content.decode()
    assert "känns inte igen" in text
    assert made.get_absolute_url() not in text


def test_a_hash_is_recognised_however_it_was_pasted(made: Any, cast: Any) -> None:
    sha256 = made.document.sha256
    pasted = " ".join(sha256[at : at + 8] for at in range(0, 64, 8)).upper()
    for text in (sha256, f"SHA-256 {pasted}\n", f"sha256:{sha256}"):
        assert "Det här är version 1" in cast.client("maj").post(PLACE, {"sha256": text}).content.decode(), text
    assert "Det här är version 1" in cast.client("maj").get(PLACE, {"sha256": sha256}).content.decode()


def test_what_is_no_hash_and_no_file_is_told(cast: Any) -> None:
    browser = cast.client("maj")
    for data in ({}, {"sha256": "hej"}, {"sha256": "<b>" * 10}, {"sha256": "a" * 63}, {"file": ""}):
        answer = browser.post(PLACE, data)
        assert answer.status_code == 422, data
        assert b'role="alert"' in answer.content
        assert b"<b><b>" not in answer.content


def test_hostile_files_are_only_hashed(made: Any, cast: Any) -> None:
    for data in (b"%PDF-1.7\n" + b"\0" * 5000, b"{" * 20000, b"PK\x03\x04" + b"x" * 100):
        assert "känns inte igen" in cast.client("maj").post(PLACE, {"file": sent(data)}).content.decode()


def test_the_api_says_the_same(made: Any, cast: Any) -> None:
    browser = cast.client("maj")
    found = browser.get("/api/v1/releases/known", {"sha256": made.content.sha256}).json()
    assert found["known"] is True
    assert (found["number"], found["release"]) == (1, str(made.uid))
    assert browser.get("/api/v1/releases/known", {"sha256": "0" * 64}).json()["known"] is False
    assert browser.get("/api/v1/releases/known", {"sha256": "hej"}).status_code == 400


def test_the_api_gives_the_frozen_bytes(made: Any, cast: Any) -> None:
    browser = cast.client("maj")
    answer = browser.get(f"/api/v1/releases/{made.uid}/content")
    assert b"".join(answer.streaming_content) == made.content.read()
    again = browser.get(f"/api/v1/releases/{made.uid}/content", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    pdf = browser.get(f"/api/v1/releases/{made.uid}/pdf")
    assert b"".join(pdf.streaming_content) == made.document.read()


def test_the_files_that_were_frozen_are_fetched_from_the_version(cast: Any) -> None:
    """Also when the map has a newer version and the document has been ended."""
    process = make_full(cast, maps=1, goals=0, documents=1)
    made = release(process, cast)
    process.attachments.get().end("Ersatt")
    browser = cast.client("maj")
    page = browser.get(made.get_absolute_url()).content.decode()
    held = {one.blob.sha256: one.blob for one in made.files.select_related("blob")}
    assert len(held) == 2
    for sha256, blob in held.items():
        address = f"{made.get_absolute_url()}fil/{sha256}/"
        assert address in page
        answer = browser.get(address)
        assert b"".join(answer.streaming_content) == blob.read()
        assert answer.headers["Content-Disposition"].startswith("attachment")
    text = next(sha256 for sha256, blob in held.items() if blob.type == "txt")
    assert "rutin-1.txt" in browser.get(f"{made.get_absolute_url()}fil/{text}/").headers["Content-Disposition"]
    other = made.document.sha256  # a file that there is, but not one that the content names
    assert browser.get(f"{made.get_absolute_url()}fil/{other}/").status_code == 404
    assert cast.client("gro").get(address).status_code in {403, 404}


def test_files_are_served_as_attachments_that_no_browser_runs(made: Any, cast: Any) -> None:
    for what, media in (("pdf", "application/pdf"), ("json", "application/json")):
        answer = cast.client("maj").get(f"{made.get_absolute_url()}{what}/")
        assert answer.headers["Content-Type"] == media
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
