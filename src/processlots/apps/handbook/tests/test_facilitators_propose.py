"""4.4: facilitators propose (P), the model manager decides and edits (E/D)."""

from __future__ import annotations

from typing import Any

from processlots.apps.handbook.models import Edition, Entry, Handbook, Proposal
from processlots.apps.organisation.models import Task


def propose(cast: Any, who: str = "hanna", **data: Any) -> Any:
    sent = {"text_sv": "Ny text.", "text_en": "", "why": "Klarare", **data}
    return cast.client(who).post("/handboksforslag/nytt/", sent)


def entry() -> Entry:
    return Entry.objects.get(identity="team")


def test_a_facilitator_proposes_from_the_page_with_the_text_as_it_stands(cast: Any) -> None:
    way = f"/handboksforslag/nytt/?entry={entry().pk}"
    hanna = cast.client("hanna")
    assert f'href="{way}"' in hanna.get(f"/handbok/{entry().pk}/").content.decode()
    assert entry().text_sv in hanna.get(way).content.decode()
    assert propose(cast, entry=entry().pk).status_code == 302
    row = Proposal.objects.get()
    assert (row.proposed_by, row.state, entry().text_sv == "Ny text.") == (cast.person("hanna"), "new", False)
    assert Task.objects.open().filter(key="handbook-proposal", person=cast.person("moa")).exists()
    shown = cast.client("moa").get(f"/handboksforslag/{row.pk}/").content.decode()
    assert "<ins>" in shown
    assert "<del>" in shown


def test_accepted_it_is_put_in_and_done(cast: Any) -> None:
    propose(cast, entry=entry().pk)
    row = Proposal.objects.get()
    assert cast.client("hanna").post(f"/handboksforslag/{row.pk}/gor/accept/").status_code == 403
    assert cast.client("moa").post(f"/handboksforslag/{row.pk}/gor/accept/").status_code == 302
    changed = entry()
    assert (changed.text_sv, changed.standing) == ("Ny text.", "edited")
    assert changed.text_en, "what was left empty stays"
    assert not Task.objects.open().filter(key="handbook-proposal").exists()


def test_declined_it_gets_an_answer_and_changes_nothing(cast: Any) -> None:
    before = entry().text_sv
    propose(cast, entry=entry().pk)
    row = Proposal.objects.get()
    cast.client("moa").post(f"/handboksforslag/{row.pk}/gor/decline/", {"reason": "Vi behåller den."})
    row.refresh_from_db()
    assert (row.state, row.answer, entry().text_sv) == ("declined", "Vi behåller den.", before)


def test_a_proposal_is_about_one_text_that_can_be_changed(cast: Any) -> None:
    edition = Handbook.objects.get(identity="process").editions.get()
    chapter = edition.chapters.get(identity="why")
    assert propose(cast).status_code == 422
    assert propose(cast, entry=entry().pk, chapter=chapter.pk).status_code == 422
    assert propose(cast, chapter=chapter.pk).status_code == 302
    Edition.objects.filter(pk=edition.pk).update(state="adopted")
    answer = propose(cast, chapter=chapter.pk)
    assert answer.status_code == 422
    assert "Versionen är fastställd" in answer.content.decode()
    # nor is it put in, if the version was adopted meanwhile
    row = Proposal.objects.get()
    cast.client("moa").post(f"/handboksforslag/{row.pk}/gor/accept/")
    row.refresh_from_db()
    chapter.refresh_from_db()
    assert (row.state, chapter.text_sv == "Ny text.") == ("new", False)


def test_others_read_and_do_not_propose(cast: Any) -> None:
    for who in ("maj", "alva", "love", "charlie", "ali"):
        assert propose(cast, who, entry=entry().pk).status_code == 403, who
    assert cast.client("maj").get("/handboksforslag/").status_code == 200
