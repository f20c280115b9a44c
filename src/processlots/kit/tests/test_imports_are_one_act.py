"""A file is looked at, read in as one act, and taken back by that act; bad rows and late surprises change nothing."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

from processlots.kit import access, files, history, imports, jobs
from processlots.kit.imports import BadFile, CannotUndo, Changed, batches
from processlots.kit.models.documents import DocumentTemplate
from processlots.kit.models.files import Blob
from processlots.kit.models.history import Act, LogEntry
from processlots.kit.models.imports import ImportBatch
from processlots.kit.models.jobs import Job, Lease
from processlots.kit.tests import things
from processlots.kit.tests.makers import followed, person

pytestmark = pytest.mark.django_db
State = ImportBatch.State
CSV = "Namn;Ägare;Anm\nEtt;Alva;x\nTvå;Love;\ntre;;\n".encode("latin-1")


@pytest.fixture(autouse=True)
def _ground(home: Path) -> Iterator[None]:
    yield from followed(Lease, Blob, DocumentTemplate)


def begun(data: bytes = CSV, filename: str = "saker.csv", user: str = "charlie") -> ImportBatch:
    return imports.begin("test-things", person(user), data=data, filename=filename)


def applied(batch: ImportBatch) -> ImportBatch:
    return imports.apply(batch, batch.user, imports.preview(batch, batch.user).seen)


def test_columns_are_guessed_by_heading_in_both_languages() -> None:
    assert begun().mapping == {"name": 0, "holder": 1}
    assert begun(b"OWNER,Name\na,b\n").mapping == {"holder": 0, "name": 1}


def test_a_list_without_headings_is_its_first_column() -> None:
    batch = imports.begin("test-things", person("charlie"), text="Ett\nTvå")
    assert (batch.headed, batch.mapping) == (False, {"name": 0})
    assert [row.values["name"] for row in imports.preview(batch, batch.user).results] == ["Ett", "Två"]


def test_looking_changes_nothing_and_counts() -> None:
    looked = imports.preview(begun(), person("charlie"))
    assert looked.counts == {"new": 2, "warning": 1}
    assert looked.may_apply
    assert not Lease.objects.exists()
    assert not Act.objects.exists()


def test_all_rows_become_one_act() -> None:
    Lease.objects.create(name="Två", holder="Maj")
    batch = applied(begun())
    assert batch.state == State.DONE
    assert batch.counts == {"new": 1, "change": 1, "warning": 1}
    assert dict(Lease.objects.values_list("name", "holder")) == {"Ett": "Alva", "Två": "Love", "tre": ""}
    entries = LogEntry.objects.filter(act=batch.act)
    assert entries.count() == 3
    assert {entry.actor for entry in entries} == {person("charlie")}
    with pytest.raises(Changed):
        applied(batch)
    assert Lease.objects.count() == 3


def test_one_bad_row_stops_everything() -> None:
    batch = begun("Namn;Ägare\nEtt;Alva\n;Love\n".encode())
    looked = imports.preview(batch, batch.user)
    assert not looked.may_apply
    assert "Rad 3" in looked.results[1].messages[0]
    with pytest.raises(Changed):
        imports.apply(batch, batch.user, looked.seen)
    assert not Lease.objects.exists()
    batch.refresh_from_db()
    assert batch.state == State.PREVIEW


def test_a_column_that_is_needed_is_asked_for() -> None:
    batch = begun(b"a;b\n1;2\n")
    looked = imports.preview(batch, batch.user)
    assert looked.missing == ["Namn"]
    assert not looked.may_apply
    imports.remap(batch, {"name": 1}, headed=True)
    assert imports.preview(batch, batch.user).results[0].values["name"] == "2"
    imports.remap(batch, {"name": 77}, headed=True)
    assert imports.preview(batch, batch.user).missing == ["Namn"]


def test_what_changed_since_one_looked_is_not_read_in() -> None:
    batch = begun()
    seen = imports.preview(batch, batch.user).seen
    Lease.objects.create(name="Ett", holder="Maj")
    with pytest.raises(Changed):
        imports.apply(batch, batch.user, seen)
    assert Lease.objects.get().holder == "Maj"


def test_what_changes_between_looking_and_writing_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    batch = begun()
    seen = imports.preview(batch, batch.user).seen
    newest = iter([1, 2])
    monkeypatch.setattr(batches, "_newest_change", lambda: next(newest))
    looks: list[int] = []
    look = things.Things.preview

    def late(self, rows, mapping, user):
        looks.append(1)
        if len(looks) == 3:  # inside the transaction
            Lease.objects.create(name="Ett", holder="Maj")
        return look(self, rows, mapping, user)

    monkeypatch.setattr(things.Things, "preview", late)
    with pytest.raises(Changed):
        imports.apply(batch, batch.user, seen)
    assert not Lease.objects.exists()
    assert not Act.objects.exists()


def test_a_collision_while_writing_undoes_all_of_it() -> None:
    batch = begun(b"Namn\nEtt\ndubbel\n")
    with pytest.raises(BadFile):
        applied(batch)
    assert not Lease.objects.exists()
    assert not Act.objects.exists()
    batch.refresh_from_db()
    assert batch.state == State.PREVIEW


def test_a_person_without_the_right_is_refused_at_every_step() -> None:
    with pytest.raises(PermissionDenied):
        begun(user="gro")
    batch = begun()
    for step in (lambda: imports.preview(batch, person("gro")), lambda: imports.apply(batch, person("gro"), "x")):
        with pytest.raises(PermissionDenied):
            step()
    batch = applied(batch)
    with pytest.raises(PermissionDenied):
        imports.undo(batch, person("gro"))
    assert Lease.objects.count() == 3


def test_a_bad_file_leaves_neither_batch_nor_bytes() -> None:
    with pytest.raises(BadFile):
        begun(b"Namn;x\n\x00;1\n")
    assert not ImportBatch.objects.exists()
    assert not Blob.objects.exists()


# --- taking it back -----------------------------------------------------------------------------------------------------


def test_undoing_puts_everything_back() -> None:
    Lease.objects.create(name="Två", holder="Maj", day=datetime.date(2026, 5, 12))
    before = list(Lease.objects.values())
    batch = imports.undo(applied(begun()), person("charlie"))
    assert batch.state == State.UNDONE
    assert list(Lease.objects.values()) == before
    assert LogEntry.objects.filter(act=batch.undo_act).count() == 3
    with pytest.raises(CannotUndo):
        imports.undo(batch, person("charlie"))


def test_dates_and_empty_values_come_back_as_they_were() -> None:
    lease = Lease.objects.create(name="Två", holder="Maj", taken=datetime.datetime(2026, 5, 12, 8, 30, 15, tzinfo=datetime.UTC))
    with history.act("x", user=person("moa")) as opened:
        lease.taken, lease.day, lease.holder = None, datetime.date(2026, 1, 1), "None"
        lease.save()
        lease.holder = "Love"
        lease.save()
    imports.undoing.revert(opened.saved(), person("moa"))
    lease.refresh_from_db()
    assert lease.taken == datetime.datetime(2026, 5, 12, 8, 30, 15, tzinfo=datetime.UTC)
    assert (lease.day, lease.holder) == (None, "Maj")


def test_a_row_changed_since_stops_the_undoing_and_is_named() -> None:
    batch = applied(begun())
    lease = Lease.objects.get(name="Ett")
    lease.holder = "Hanna"
    lease.save()
    with pytest.raises(CannotUndo) as stopped:
        imports.undo(batch, person("charlie"))
    assert ["Ett" in reason for reason in stopped.value.reasons] == [True]
    assert Lease.objects.count() == 3
    batch.refresh_from_db()
    assert batch.state == State.DONE


def test_a_row_changed_behind_the_history_stops_the_undoing() -> None:
    Lease.objects.create(name="Två", holder="Maj")
    batch = applied(begun())
    Lease.objects.filter(name="Två").update(holder="Hanna")
    with pytest.raises(CannotUndo):
        imports.undo(batch, person("charlie"))
    assert Lease.objects.count() == 3


def test_a_row_that_is_gone_stops_the_undoing() -> None:
    batch = applied(begun())
    Lease.objects.filter(name="Ett").delete()
    with pytest.raises(CannotUndo, match="Ett"):
        imports.undo(batch, person("charlie"))


def test_a_row_that_others_use_stops_the_undoing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "may", lambda user, verb, what: user.username == "moa")
    with history.act("made", user=person("moa")) as opened:
        blob = files.store(b"%PDF-1", "pdf")
        other = files.store(b"%PDF-2", "pdf")
    DocumentTemplate.objects.create(document="a", language="sv", blob=other, filename="a.docx")
    with pytest.raises(CannotUndo) as stopped:
        imports.undoing.revert(opened.saved(), person("moa"))
    assert len(stopped.value.reasons) == 1
    assert "a (sv)" in stopped.value.reasons[0]
    with pytest.raises(CannotUndo) as stopped:
        imports.undoing.revert(opened.saved(), person("gro"))
    assert "a (sv)" not in stopped.value.reasons[0]
    assert set(Blob.objects.all()) == {blob, other}


def test_rows_that_hang_on_each_other_go_together() -> None:
    with history.act("made", user=person("moa")) as opened:
        blob = files.store(b"%PDF-1", "pdf")
        DocumentTemplate.objects.create(document="a", language="sv", blob=blob, filename="a.docx")
    imports.undoing.revert(opened.saved(), person("moa"))
    assert not Blob.objects.exists()
    assert not DocumentTemplate.objects.exists()


# --- long ones ----------------------------------------------------------------------------------------------------------


def long_csv(count: int) -> bytes:
    return ("Namn;Ägare\n" + "".join(f"Sak {number};Alva\n" for number in range(count))).encode()


def test_a_long_import_is_a_job_and_so_is_undoing_it() -> None:
    batch = applied(begun(long_csv(batches.INLINE_ROWS + 1)))
    assert batch.state == State.RUNNING
    assert not Lease.objects.exists()
    assert jobs.drain() == 1
    batch.refresh_from_db()
    assert batch.state == State.DONE
    assert Lease.objects.count() == batches.INLINE_ROWS + 1
    assert batch.job is not None
    assert batch.job.result["url"] == batch.get_absolute_url()
    imports.undo(batch, batch.user)
    assert Lease.objects.exists()
    jobs.drain()
    batch.refresh_from_db()
    assert batch.state == State.UNDONE
    assert not Lease.objects.exists()


def test_a_long_import_that_fails_says_so_and_may_be_tried_again() -> None:
    batch = applied(begun(long_csv(batches.INLINE_ROWS) + b"dubbel;x\n"))
    jobs.drain()
    batch.refresh_from_db()
    assert batch.state == State.FAILED
    assert batch.job is not None
    assert batch.job.error
    assert not Lease.objects.exists()
    assert not Act.objects.exists()
    Lease.objects.create(name="dubbel")
    batch = applied(batch)
    jobs.drain()
    batch.refresh_from_db()
    assert batch.state == State.DONE


def test_a_long_import_that_is_cancelled_leaves_nothing() -> None:
    batch = applied(begun(long_csv(batches.INLINE_ROWS + 1)))
    assert batch.job is not None
    jobs.cancel(batch.job)
    batch.refresh_from_db()
    assert batch.state == State.FAILED
    assert not Lease.objects.exists()


def test_a_person_who_lost_the_right_meanwhile_imports_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    batch = applied(begun(long_csv(batches.INLINE_ROWS + 1)))
    monkeypatch.setattr(things.Things, "may", lambda self, user: False)
    jobs.drain()
    assert Job.objects.get().state == Job.State.FAILED
    batch.refresh_from_db()
    assert batch.state == State.FAILED
    assert not Lease.objects.exists()


def test_a_job_that_runs_again_after_it_was_done_does_nothing() -> None:
    batch = applied(begun(long_csv(batches.INLINE_ROWS + 1)))
    jobs.drain()
    Job.objects.update(state=Job.State.QUEUED)
    jobs.drain()
    assert Lease.objects.count() == batches.INLINE_ROWS + 1
    assert Act.objects.count() == 1
    assert ImportBatch.objects.get(pk=batch.pk).state == State.DONE
