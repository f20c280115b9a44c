"""The pages of an import, walked as a person walks them, with good and hostile input; nothing answers with a 500."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from processlots.kit import jobs
from processlots.kit.imports import batches
from processlots.kit.models.files import Blob
from processlots.kit.models.imports import ImportBatch
from processlots.kit.models.jobs import Job, Lease
from processlots.kit.tests import things  # noqa: F401 - registers the importer
from processlots.kit.tests.makers import browser, followed, person
from processlots.kit.tests.workbooks import SHEET, bomb, with_part, workbook

pytestmark = pytest.mark.django_db
START = "/inlasning/test-things/"
State = ImportBatch.State


@pytest.fixture(autouse=True)
def _ground(home: Path) -> Iterator[None]:
    yield from followed(Lease)


@pytest.fixture
def charlie() -> Client:
    return browser(person("charlie"))


def paste(client: Client, text: str = "Namn\tÄgare\nEtt\tAlva\nTvå\tLove") -> str:
    """Paste, and give the address of the preview."""
    answer = client.post(START, {"text": text})
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def confirm(client: Client, preview: str) -> Any:
    """Press the button that the preview shows."""
    page = client.get(preview).content.decode()
    act = re.search(r'name="act" value="(confirm [^"]*)"', page)
    assert act is not None, page
    return client.post(preview, {"act": act.group(1)})


def test_paste_look_read_in_and_undo(charlie: Client) -> None:
    assert "Namn" in charlie.get(START).content.decode()
    preview = paste(charlie)
    page = charlie.get(preview)
    assert page.status_code == 200
    assert "Alva" in page.content.decode()
    assert not Lease.objects.exists()
    done = confirm(charlie, preview)["Location"]
    assert done == f"{preview}klar/"
    assert dict(Lease.objects.values_list("name", "holder")) == {"Ett": "Alva", "Två": "Love"}
    assert charlie.get(done).status_code == 200
    assert charlie.get(preview)["Location"] == done
    assert charlie.get(f"{preview}fil/")["Content-Disposition"].startswith("attachment")
    assert charlie.get(f"{preview}angra/")["Location"] == done
    assert Lease.objects.count() == 2
    assert charlie.post(f"{preview}angra/")["Location"] == done
    assert not Lease.objects.exists()
    assert charlie.get(done).status_code == 200
    assert charlie.post(f"{preview}angra/").status_code == 409


def test_a_file_in_latin_1_with_semicolons(charlie: Client) -> None:
    upload = SimpleUploadedFile("saker åäö.csv", "Namn;Ägare\nÅkerö;Ägar-Alva\n".encode("latin-1"))
    assert confirm(charlie, charlie.post(START, {"file": upload})["Location"]).status_code == 302
    assert Lease.objects.get().name == "Åkerö"


def test_a_workbook(charlie: Client) -> None:
    upload = SimpleUploadedFile("saker.xlsx", workbook(["Namn", "Ägare"], ["Åkerö", "Alva"]))
    assert confirm(charlie, charlie.post(START, {"file": upload})["Location"]).status_code == 302
    assert Lease.objects.get().holder == "Alva"


def test_columns_are_chosen_by_hand_where_headings_say_nothing(charlie: Client) -> None:
    preview = paste(charlie, "x\ty\nAlva\tEtt\n")
    page = charlie.get(preview).content.decode()
    assert "confirm " not in page
    assert 'aria-invalid="true"' in page
    assert "<td>Alva</td>" in page  # to choose by
    assert charlie.post(preview, {"act": "map", "column-name": "1", "column-holder": "0", "headed": "on"})["Location"] == preview
    confirm(charlie, preview)
    assert dict(Lease.objects.values_list("name", "holder")) == {"Ett": "Alva"}


def test_the_first_row_may_be_a_row(charlie: Client) -> None:
    preview = paste(charlie, "Ett\tAlva\nTvå\tLove\n")
    charlie.post(preview, {"act": "map", "column-name": "0", "column-holder": "1"})
    confirm(charlie, preview)
    assert Lease.objects.count() == 2


@pytest.mark.parametrize("odd", ["-1", "99", "x", "1e9", "٣", "0' OR 1=1", "9" * 400])
def test_odd_columns_change_nothing_and_fall_over_nothing(charlie: Client, odd: str) -> None:
    preview = paste(charlie)
    charlie.post(preview, {"act": "map", "column-name": odd, "column-holder": odd})
    assert charlie.get(preview).status_code == 200
    assert charlie.post(preview, {"act": f"confirm {odd}"}).status_code in {409, 422}
    assert not Lease.objects.exists()


def test_only_what_was_shown_is_read_in(charlie: Client) -> None:
    preview = paste(charlie)
    page = charlie.get(preview).content.decode()
    act = re.search(r'value="(confirm [^"]*)"', page)
    Lease.objects.create(name="Ett", holder="Maj")
    assert act is not None
    answer = charlie.post(preview, {"act": act.group(1)})
    assert answer.status_code == 409
    assert Lease.objects.count() == 1
    assert confirm(charlie, preview).status_code == 302
    assert Lease.objects.get(name="Ett").holder == "Alva"


def test_bad_rows_are_shown_and_stop_it(charlie: Client) -> None:
    preview = paste(charlie, "Namn\tÄgare\nEtt\tAlva\n\tLove\n")
    page = charlie.get(preview).content.decode()
    assert "Rad 3 har inget namn." in page
    assert "confirm " not in page
    assert "Alva" not in charlie.get(f"{preview}?visa=error").content.decode().split("<table")[1]
    assert charlie.get(f"{preview}?visa=<script>&sida=x").status_code == 200


def hostile() -> list[tuple[str, bytes]]:
    entities = b'<!DOCTYPE a [<!ENTITY b "c">]>'
    return [
        ("fifty megabytes", b"Namn;x\n" + b"a;b\n" * (50 * 2**20 // 4)),
        ("a zip bomb", bomb(150)),
        ("XML entities", with_part(workbook(["Namn"], ["x"]), SHEET, lambda xml: entities + xml.split(b"?>", 1)[-1])),
        ("too many rows", b"Namn\n" + b"Ett\n" * 20_001),
        ("a picture", b"\x89PNG\r\n\x1a\n" + b"0" * 100),
        ("an old workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 100),
        ("half a zip", workbook(["Namn"])[:300]),
        ("NUL", b"Namn;x\nEtt\x00;1\n"),
        ("an open quotation mark", b'Namn;x\n"Ett;1\n'),
        ("nothing", b""),
    ]


@pytest.mark.parametrize(("name", "data"), hostile(), ids=[name for name, _data in hostile()])
def test_a_hostile_file_is_refused_with_a_sentence(charlie: Client, name: str, data: bytes) -> None:
    answer = charlie.post(START, {"file": SimpleUploadedFile("saker.csv", data)})
    assert answer.status_code == 422
    assert 'class="why"' in answer.content.decode()
    assert not ImportBatch.objects.exists()
    assert not Blob.objects.exists()


def test_a_hostile_paste(charlie: Client) -> None:
    for text in ("", "   ", "a\x00b\tc", 'Namn\tx\n"öppet\ty'):
        assert charlie.post(START, {"text": text}).status_code == 422
    preview = paste(charlie, "Namn\n<script>alert(1)</script>\n=HYPERLINK(1)\n")
    page = charlie.get(preview).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_a_stranger_finds_nothing_and_a_visitor_is_refused(charlie: Client) -> None:
    preview = paste(charlie)
    assert Client().get(preview).status_code == 302
    assert browser(person("love")).get(preview).status_code == 404
    assert browser(person("love")).post(f"{preview}angra/").status_code == 404
    gro = browser(person("gro"))
    assert gro.get(START).status_code == 403
    assert gro.post(START, {"text": "Namn\nEtt"}).status_code == 403
    assert charlie.get("/inlasning/nothing/").status_code == 404
    assert charlie.get(preview.replace("test-things", "other")).status_code == 404


def test_parameters_of_the_start_page_follow_the_batch(charlie: Client) -> None:
    answer = charlie.post(f"{START}?place=north&other=x", {"text": "Namn\nEtt"})
    assert ImportBatch.objects.get().params == {"place": "north"}
    assert charlie.get(answer["Location"]).context["cancel_url"].endswith("?place=north")


def test_a_long_import_goes_by_a_job_page_to_its_result(charlie: Client) -> None:
    rows = "Namn\n" + "".join(f"Sak {number}\n" for number in range(batches.INLINE_ROWS + 1))
    preview = paste(charlie, rows)
    assert len(re.findall(r'class="line" scope="row"', charlie.get(preview).content.decode())) == 100
    assert charlie.get(f"{preview}?sida=6").status_code == 200
    waiting = confirm(charlie, preview)["Location"]
    page = charlie.get(waiting)
    assert page.status_code == 200
    assert "<progress" in page.content.decode()
    assert charlie.get(preview)["Location"] == f"{preview}klar/"
    assert charlie.get(f"{preview}klar/")["Location"] == waiting
    jobs.drain()
    assert charlie.get(waiting)["Location"] == f"{preview}klar/"
    assert charlie.get(waiting, headers={"HX-Request": "true"})["HX-Redirect"] == f"{preview}klar/"
    assert charlie.get(f"{preview}klar/").status_code == 200
    assert Lease.objects.count() == batches.INLINE_ROWS + 1


def test_a_long_import_that_failed_says_why_and_leads_back(charlie: Client) -> None:
    rows = "Namn\n" + "".join(f"Sak {number}\n" for number in range(batches.INLINE_ROWS)) + "dubbel\n"
    preview = paste(charlie, rows)
    waiting = confirm(charlie, preview)["Location"]
    jobs.drain()
    job = Job.objects.get()
    assert job.error in charlie.get(waiting).content.decode()
    page = charlie.get(f"{preview}klar/").content.decode()
    assert job.error in page
    assert preview in page
    assert charlie.get(preview).status_code == 200


def test_a_job_is_seen_and_stopped_by_its_own_person_only(charlie: Client) -> None:
    job = jobs.start("kit.clean", user=person("charlie"), title="Städa")
    address = job.get_absolute_url()
    assert browser(person("love")).get(address).status_code == 404
    assert browser(person("love")).post(f"{address}avbryt/").status_code == 404
    assert charlie.get(f"{address}avbryt/").status_code == 405
    assert charlie.get(f"{address}fil/").status_code == 404
    charlie.post(f"{address}avbryt/")
    job.refresh_from_db()
    assert job.state == Job.State.CANCELLED
    assert charlie.get(address).status_code == 200


def test_a_jobs_file_is_fetched_and_its_address_onward_must_be_our_own(charlie: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_specs", dict(jobs._specs))

    @jobs.job("test.report")
    def report(job: Job) -> dict[str, str]:
        jobs.keep(job, b"%PDF-1.7 x", "pdf", "Uppföljning 2026.pdf")
        return {"url": "https://example.org/"}

    job = jobs.start("test.report", user=person("charlie"))
    jobs.drain()
    page = charlie.get(job.get_absolute_url())
    assert page.status_code == 200
    assert "example.org" not in page.content.decode()
    answer = charlie.get(f"{job.get_absolute_url()}fil/")
    assert b"".join(answer) == b"%PDF-1.7 x"
    assert answer["Content-Type"] == "application/pdf"
