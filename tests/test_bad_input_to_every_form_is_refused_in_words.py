"""Each form of the newcomer's path, filled with what strangers send: refused in Swedish with nothing changed, or taken whole."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django import forms

from processlots.apps.processes.models import Requirement
from tests import hostile
from tests.hostile import LONG, SCRIPT, TEXTS, Scene, make_scene, named

Fill = dict[str, Any]


@dataclass(frozen=True)
class Form:
    """A form: who sends it, where its page is, where it posts if elsewhere, what one writes in it."""

    name: str
    who: str
    page: Callable[[Scene], str]
    fill: Callable[[Scene], Fill] = lambda scene: {}
    post: Callable[[Scene], str] | None = None
    #: field → what must be refused there, besides what its kind says
    refused: dict[str, list[Any]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    #: its fields are tried one by one in another form of the same class
    known: bool = False


def of(name: str, act: str = "") -> Callable[[Scene], str]:
    return lambda scene: f"{getattr(scene, name).get_absolute_url()}{act}"


def at(url: str) -> Callable[[Scene], str]:
    return lambda scene: url


FORMS = [
    Form("inventory", "charlie", at("/inventeringar/nytt/"), lambda s: {"unit": named(s.cast.unit), "year": "2027"}),
    Form("inventory again", "charlie", of("inventory", "andra/"), known=True),
    Form("questions", "charlie", of("inventory"), lambda s: {"mission": "Ge lov"}, of("inventory", "fragor/")),
    Form(
        "row", "charlie", of("inventory"), lambda s: {"name": "Pröva anmälan"}, of("inventory", "rader/"), {"name": [" ", LONG]}
    ),
    Form(
        "row again",
        "charlie",
        of("inventory"),
        lambda s: {"name": "Ge råd i tid"},
        lambda s: f"{s.inventory.get_absolute_url()}rader/{s.row.pk}/",
        {"name": [" ", LONG], "recipients": [LONG]},
        {"type": "choice", "priority": "number", "name": "free", "purpose": "free", "recipients": "free", "number": "free"},
    ),
    # Where a row has no recipient it is V-10 that refuses the decision, whatever is written.
    Form("decision", "charlie", of("inventory", "gor/decide/"), lambda s: {"text": "Beslutad"}),
    Form("found", "maj", at("/processer/nytt/"), lambda s: {"name": "Svara på frågor", "unit": named(s.cast.unit)}),
    Form(
        "specification",
        "love",
        of("process", "andra/"),
        lambda s: {"purpose": "Den som bygger får besked."},
        refused={"parent": ["P-1"], "adjacent": ["Finns inte"], "units": ["Finns inte"]},
    ),
    Form("owner", "charlie", of("stranger", "agare/"), lambda s: {"person": named(s.cast.person("alva"))}),
    Form("proposal", "charlie", of("stranger", "agare/foresla/"), lambda s: {"person": named(s.cast.person("alva"))}),
    Form("team or not", "alva", of("process", "team-eller-inte/"), lambda s: {"team": "later"}),
    Form("team", "love", at("/team/nytt/"), lambda s: {"name": "Teamet", "process": named(s.process)}),
    Form(
        "assignment",
        "alva",
        lambda s: f"/uppdragsbeskrivningar/nytt/?process={s.process.number}",
        lambda s: {"leader": named(s.cast.person("love")), "process": named(s.process)},
    ),
    Form("course", "moa", at("/kurser/nytt/"), lambda s: {"name": "Ritverktyget"}),
    Form("occasion", "moa", at("/kurstillfallen/nytt/?course=1"), lambda s: {"date": "2027-02-01", "course": "1"}),
    Form(
        "second owner",
        "charlie",
        of("process", "agare/"),
        lambda s: {"person": named(s.cast.person("maj")), "ends_present": "on"},
        known=True,
    ),
    Form("leader", "alva", of("process", "ledare/"), lambda s: {"person": named(s.cast.person("maj")), "ends_present": "on"}),
    Form("consent", "charlie", of("process", "agare/samtycke/"), lambda s: {"resource_owner": named(s.cast.person("charlie"))}),
    Form("end of a role", "charlie", of("process", "agare/avsluta-uppdrag/"), lambda s: {"reason": "Ny tjänst"}),
    Form("no process", "charlie", of("row", "ingen-process/"), lambda s: {"reason": "Händer en gång"}),
    Form("name kept", "moa", of("row", "behall-namnet/"), lambda s: {"reason": "Så säger alla"}),
    Form("closing down", "alva", of("process", "avsluta/"), lambda s: {"reason": "Behövs inte"}),
    Form("map", "hanna", at("/kartor/nytt/"), lambda s: {"process": named(s.process), "title": "Ny karta"}),
    Form(
        "goal",
        "love",
        lambda s: f"/mal/nytt/?process={s.process.number}",
        lambda s: {"statement": "Minska väntan", "kind": "result", "target": "6,5", "due": "2027-12-31"},
    ),
    Form("goal again", "love", of("goal", "andra/"), lambda s: {"baseline": "9", "baseline_date": "2025-12-31"}, known=True),
    Form(
        "measure",
        "love",
        lambda s: f"/matt/nytt/?process={s.process.number}",
        lambda s: {"name": "Nöjda", "unit_text": "procent"},
    ),
    Form("measure again", "love", of("measure", "andra/"), lambda s: {"source": "Diariet"}, known=True),
    Form(
        "value",
        "love",
        of("measure"),
        lambda s: {"period": "2026-01", "value": "7,5"},
        of("measure", "varde/"),
        {"period": ["", " ", "2026-13", "2099-01", LONG, "\x00"], "value": ["sju", "1e400", "NaN", "9" * 30, "\x00"]},
    ),
    Form(
        "values",
        "love",
        of("measure", "varden/"),
        post=of("measure", "varden/"),
        fill=lambda s: {"p2026-01-01-value": "7", "save": "all"},
        refused={"p2026-01-01-value": ["sju", "1e400", "NaN", "9" * 30]},
        kinds=dict.fromkeys(("p2026-01-01-value", "p2026-01-01-comment", "save"), "free"),
    ),
    Form("new limits", "love", of("measure", "granser/"), lambda s: {"period": "2025-06", "reason": "Ny rutin"}),
    Form("need", "love", lambda s: f"/behov/nytt/?process={s.process.number}", lambda s: {"title": "Väntan är lång"}),
    Form("need again", "love", of("need", "andra/"), known=True),
    Form("assessment", "love", of("need", "gor/assess/"), lambda s: {"route": "simple"}),
    Form("dismissal", "love", of("need", "gor/dismiss/"), lambda s: {"reason": "Löst"}),
    Form(
        "activity",
        "love",
        lambda s: f"/aktiviteter/nytt/?process={s.process.number}",
        lambda s: {"text": "Pröva ny kö", "responsible": named(s.cast.person("love")), "due": "2026-12-31"},
    ),
    Form("activity again", "love", of("action", "andra/"), known=True),
    Form("cancelling", "love", of("action", "gor/cancel/"), lambda s: {"reason": "Hinner inte"}),
    Form(
        "requirement",
        "love",
        lambda s: f"/krav/nytt/?process={s.process.number}",
        lambda s: {"text": "Beslut inom tio veckor", "kind": next(iter(Requirement._meta.get_field("kind").flatchoices))[0]},
    ),
    Form("recipient", "hanna", at("/mottagare/nytt/"), lambda s: {"name": "Den som bygger"}),
    Form("unit", "ali", at("/enheter/nytt/"), lambda s: {"name": "Kartenheten", "parent": named(s.cast.administration)}),
    Form(
        "unit again",
        "ali",
        lambda s: s.cast.administration.get_absolute_url() + "andra/",
        refused={"parent": ["Bygglovsenheten"]},
        known=True,
    ),
    Form("person", "ali", at("/personer/nytt/"), lambda s: {"name": "Nykomling-Nils", "unit": named(s.cast.unit)}),
    Form("forum", "ali", at("/forum/nytt/"), lambda s: {"name": "Ledningsgruppen", "unit": named(s.cast.unit)}),
]


@pytest.fixture
def scene(cast: Any, settings: Any, tmp_path: Any) -> Iterator[Scene]:
    settings.PROCESSLOTS_HOME = tmp_path
    # What is refused is told at level WARNING; a thousand times is too often.
    logging.disable(logging.WARNING)
    yield make_scene(cast)
    logging.disable(logging.NOTSET)


def kind_of(one: Any) -> str:
    if isinstance(one, forms.DateField):
        return "date"
    if isinstance(one, (forms.IntegerField, forms.DecimalField)):
        return "number"
    if isinstance(one, forms.BooleanField):
        return "flag"
    if isinstance(one, (forms.ChoiceField, forms.ModelChoiceField)) or type(one).__name__ == "LookupField":
        return "choice"
    return "text"


#: kind → what is written in one field while the others hold; what must be refused there
ALONE = {
    "text": (["Bygg\x00lov", LONG, TEXTS[-1]], {"Bygg\x00lov"}),
    "free": ([LONG, TEXTS[-1]], set()),
    "number": (["sju", "1e400", "9" * 5000], {"sju", "1e400", "9" * 5000}),
    "date": (["igår", "0001-01-01", "9999-12-31"], {"igår", "0001-01-01", "9999-12-31"}),
    "choice": (["finns inte", "9" * 5000], {"finns inte", "9" * 5000}),
    "flag": ([], set()),
}


def cases(base: Fill, kinds: dict[str, str], form: Form) -> Iterator[tuple[str, Fill, bool]]:
    """(what is odd, what is sent, whether it must be refused)."""
    writable = [name for name in kinds if name in base or kinds[name] in ("flag", "choice")]
    for bad in (*TEXTS, "-1", "9" * 30, "²", "9999-12-31"):
        yield f"all {bad[:12]!r}", {**base, **dict.fromkeys(writable, bad)}, False
    yield "empty", {}, False
    yield "twice", {**base, **{name: [base.get(name) or "", "x"] for name in writable}}, False
    yield "as lists", {f"{name}[]": "1" for name in writable}, False
    yield (
        "extra",
        {**base, "id": "1", "pk": "1", "uid": "1", "state": "approved", "owner": "1", "user": "1", "is_superuser": "1"},
        False,
    )
    for name in writable if not form.known else ():
        some, never = ALONE[kinds[name]]
        for bad in some:
            yield f"{name}={bad[:12]!r}", {**base, name: bad}, bad in never
    for name, some in form.refused.items():
        for bad in some:
            yield f"{name}={bad[:12]!r}!", {**base, name: bad}, True
    if "version" in base:
        for bad in ("", "-1", "9" * 5000, "\x00", str(int(base["version"]) - 1)):
            yield f"version={bad[:6]!r}", {**base, "version": bad}, True


@pytest.mark.parametrize("form", FORMS, ids=lambda one: one.name.replace(" ", "-"))
def test_a_form(form: Form, scene: Scene) -> None:
    client = scene.client(form.who)
    opened = client.get(form.page(scene))
    assert opened.status_code == 200, opened.content[:300]
    url = form.post(scene) if form.post else form.page(scene)
    base = {**hostile.scraped(opened, url if form.post else ""), **form.fill(scene)}
    context = opened.context["form"] if not form.post and "form" in opened.context else None
    # Without a form of Django's what is odd in a text may be left out as well as refused.
    kinds = {name: kind_of(one) for name, one in context.fields.items()} if context is not None else dict.fromkeys(base, "free")
    kinds = {name: kind for name, kind in (form.kinds or kinds).items() if name != "version"}
    with hostile.undone() as wrote:
        answer = client.post(url, base)
        assert answer.status_code == 302, hostile.words_of(answer)
        assert wrote.seen
    before = hostile.snapshot()
    wrong = []
    for told, sent, must in cases(base, kinds, form):
        with hostile.undone() as wrote:
            answer = client.post(url, sent)
            said = hostile.complaint(answer, wrote, before)
            if not said and must and answer.status_code < 400 and (wrote.seen or not hostile.told(client, answer)):
                said = f"{answer.status_code}: taken"
            if not said and answer.status_code < 400 and SCRIPT[:12] in told:
                said = hostile.followed(client, answer)
        if said:
            wrong.append(f"{told}: {said}")
    assert not wrong, f"{form.name}: " + "\n".join(wrong)
