"""The handbook of Modellby: an adopted version and the next one being written, a renamed word, proposals and feedback."""

from __future__ import annotations

import datetime

from processlots.apps.handbook.models import Chapter, CheckSetting, Edition, Entry, Handbook, PageFeedback, Proposal, Word
from processlots.apps.handbook.pages.books import EditionPages
from processlots.apps.organisation import tasks
from processlots.apps.organisation.models import Person
from processlots.apps.processes.models import Process
from processlots.kit import pages
from processlots.kit.periods import today

NEWS = (
    "Kapitlet om uppföljning är omskrivet: börja med två mått. "
    "Ett nytt kapitel säger vad som gäller när en process går över kommungränsen."
)
NEWS_EN = (
    "The chapter on follow-up is rewritten: begin with two measures. "
    "A new chapter says what applies when a process crosses the municipal border."
)

#: page, of use, words, who, state, days ago, answer
FEEDBACK: list[tuple[str, bool, str, str, str, int, str]] = [
    ("process", True, "Bra att se vem som äger processen. Nu vet jag vem jag ska ringa.", "Medarbetar-Maj", "new", 2, ""),
    ("process", False, "Kartan visar inte vad som händer när ansökan är ofullständig.", "Medarbetar-Maj", "taken", 9, ""),
    (
        "step-4", False, "Vad gör man om ingen handledare har tid före sommaren?", "Ledar-Love", "answered", 21,
        "Skriv specifikationen först, den behöver ingen handledare. Boka kartläggningen till augusti.",
    ),
    ("recipient", False, "Sidan är blå.", "", "dismissed", 30, "Säger inget om innehållet."),
    ("recipient", True, "", "Chef-Charlie", "new", 4, ""),
    ("step-1", True, "", "Ägar-Alva", "new", 12, ""),
]  # fmt: skip


def ago(days: int) -> datetime.date:
    """So many days ago."""
    return today() - datetime.timedelta(days=days)


def make(people: dict[str, Person]) -> None:
    """Everything that the handbook's pages show; `people` by name."""
    moa, hanna = people["Modell-Moa"], people["Handledar-Hanna"]
    book = Handbook.objects.get(identity="process")
    book.responsible, book.looked_over_on = moa, ago(400)
    book.save()
    adopt(book.editions.get(), moa, ago(400))
    second = begin(book)
    write_on(second)
    for other in Handbook.objects.exclude(pk=book.pk):
        draft = other.draft()
        if other.identity == "facilitators" and draft is not None:
            draft.on_send(moa.user)
            draft.state, draft.answers_by = Edition.State.CONSULTATION, ago(-20)
            draft.save()
        tasks.refresh(other)
    tasks.refresh(book)
    settings()
    proposals(hanna, second)
    feedback(people)


def adopt(edition: Edition, moa: Person, day: datetime.date) -> None:
    """The first version applies since last year."""
    edition.on_adopt(moa.user, adopted_by="Kommundirektörens styrgrupp", adopted_on=day, diary_number="KS 2025/118")
    edition.sent_on, edition.state = day - datetime.timedelta(days=45), Edition.State.ADOPTED
    edition.news_sv, edition.news_en = "Den första versionen.", "The first version."
    edition.save()


def begin(book: Handbook) -> Edition:
    """The next version, with the chapters of the one before."""
    declared = pages.of(Edition)
    assert isinstance(declared, EditionPages)
    made: Edition = declared.create(Edition(handbook=book, number="2.0", news_sv=NEWS, news_en=NEWS_EN), None)
    return made


def write_on(edition: Edition) -> None:
    """A changed chapter, a renamed one and a new one; a word that Modellby explains in its own way."""
    goals = edition.chapters.get(identity="step-5-goals")
    goals.text_sv = goals.text_sv.replace("Sju mått är många.", "Fem mått är många. Börja med två.")
    goals.text_sv += "\n\n## Fråga en kollega\n\nVisa diagrammet för någon som inte arbetar i processen. Ser hen samma sak?"
    goals.save()
    support = edition.chapters.get(identity="support")
    support.title_sv, support.title_en = "Stöd, utbildning och nätverk", "Support, training and networks"
    support.save()
    Chapter.objects.create(
        edition=edition, identity="over-the-border", position=14, title_sv="När processen går över kommungränsen",
        title_en="When the process crosses the municipal border",
        intro_sv="En del arbete gör vi tillsammans med grannkommunerna. Då finns det två modeller att ta hänsyn till.",
        text_sv="Kom överens om gränssnittet först: vad lämnas över, när och med vilken kvalitet.",
    )  # fmt: skip
    word = Entry.objects.get(identity="team")
    word.text_sv = "Medarbetare från olika funktioner som hjälper ägare och ledare. I Modellby träffas teamet en gång i månaden."
    word.save()


def settings() -> None:
    """A renamed choice, a check that is off and one that is milder."""
    word = Word.objects.filter(listed="improvement.need.state", choice="dismissed").first()
    if word is not None:
        word.sv, word.en = "lagd åt sidan", "put aside"
        word.save()
    for name, off, most, reason in (
        ("V-7", True, "", "Långa namn är ovanliga hos oss."),
        ("V-57", False, "I", "Vi tar upp det i handledningen i stället."),
    ):
        setting, _made = CheckSetting.objects.get_or_create(check_id=name)
        setting.off, setting.most, setting.reason = off, most, reason
        setting.save()


def proposals(hanna: Person, draft: Edition) -> None:
    """One to answer, one put in and one declined."""
    entry = Entry.objects.get(identity="lead-time")
    row = Proposal.objects.create(
        entry=entry, text_sv=entry.text_sv + " Räkna från mottagarens första kontakt.", text_en=entry.text_en,
        why="Grupper räknar från olika ställen.", proposed_by=hanna, proposed_on=ago(6),
    )  # fmt: skip
    tasks.refresh(row)
    chapter = draft.chapters.get(identity="why")
    Proposal.objects.create(
        chapter=chapter, text_sv=chapter.text_sv, why="Ta bort upprepningen i första stycket.", proposed_by=hanna,
        proposed_on=ago(40), state=Proposal.State.ACCEPTED,
    )  # fmt: skip
    Proposal.objects.create(
        entry=Entry.objects.get(identity="recipient"), text_sv="Kunden.", why="Kortare.", proposed_by=hanna, proposed_on=ago(60),
        state=Proposal.State.DECLINED, answer="Kund är ett annat ord; se ordlistan.",
    )  # fmt: skip


def feedback(people: dict[str, Person]) -> None:
    """Feedback in each state, on a process and on pages of the handbook."""
    process = Process.objects.exclude(inventory_decision=None).order_by("pk").first()
    assert process is not None
    for on, useful, text, by, state, days, answer in FEEDBACK:
        title, path, about = _page(on, process)
        row = PageFeedback.objects.create(
            page=path, page_title=title, page_version="1", useful=useful, text=text, given_by=people.get(by),
            given_on=ago(days), process=about, state=state, answer=answer,
            settled_on=ago(days - 1) if state in PageFeedback.SETTLED else None,
        )  # fmt: skip
        tasks.refresh(row)


def _page(name: str, process: Process) -> tuple[str, str, int | None]:
    if name == "process":
        return process.name, pages.url_of(process), process.pk
    entry = Entry.objects.get(identity=name)
    if name.startswith("step-"):
        return f"Steg {name[-1]}", f"/handbok/{name.replace('step', 'steg')}/", None
    return entry.title_sv, pages.url_of(entry), None
