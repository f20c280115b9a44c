"""A matter goes to the next level with its reason, and the answer comes all the way back (S1-12, S6-6, C-21, V-52)."""

from __future__ import annotations

from typing import Any

import pytest

from processlots.apps.organisation import matters
from processlots.apps.organisation.forums import levels, matter_kinds
from processlots.apps.organisation.models import AgendaItem, Forum, MatterKind, Unit
from processlots.apps.organisation.tests.forum_makers import Town, kind, town
from processlots.apps.processes.models import Process
from processlots.apps.processes.tests.makers import make_decided, whole_page
from processlots.kit import checks, states
from processlots.kit.periods import today

__all__ = ["town"]
Level = MatterKind.Level


def lifted(town: Town, item: AgendaItem, who: str = "charlie", **data: Any) -> AgendaItem:
    """Lift it, and give the new one above."""
    states.go(item, "lift", getattr(town.cast, who), to=data.pop("to", None), reason="Vi rår inte över det.", **data)
    item.refresh_from_db()
    return AgendaItem.objects.get(lifted_from=item)


def test_the_next_level_is_the_nearest_group_above_and_the_steering_group_at_the_top(town: Town) -> None:
    """F-1, F-2."""
    unit_group = Forum.objects.create(name="Bygglovs ledningsgrupp", unit=town.cast.unit)
    assert levels.group_of(town.cast.unit) == unit_group
    assert levels.group_of(town.cast.administration) == town.group
    assert levels.group_of(town.cast.board) == town.top
    assert levels.above(unit_group) == town.group
    assert levels.above(town.group) == town.top
    assert levels.above(town.top) is None
    assert levels.above(town.network) == unit_group, "a network leads nothing: its unit's own group is over it"
    unit_group.end("Slås ihop.")
    assert levels.group_of(town.cast.unit) == town.group
    town.top.end("Borta.")
    assert levels.above(town.group) is None


def test_s1_12_a_matter_is_lifted_with_levels_processes_reason_and_answer(town: Town) -> None:
    """C-21: processes that run over several operations; the record is from level, to level, processes, reason, decision."""
    other = make_decided("Underhålla gator", town.other_unit(), by=town.cast.person("charlie"))
    item = town.matter(town.process, matter=kind(Level.COMMON))
    browser = town.cast.client("charlie")
    form = browser.get(f"/arenden/{item.pk}/gor/lift/").content.decode()
    assert "Nästa nivå är Kommundirektörens styrgrupp" in form
    concerns = f"{town.process.label}\n{other.label} Underhålla gator"
    sent = {"to": town.top.pk, "reason": "Vi rår inte över gatorna.", "concerns": concerns, "version": item.version}
    assert browser.post(f"/arenden/{item.pk}/gor/lift/", sent).status_code == 302
    item.refresh_from_db()
    above = AgendaItem.objects.get(lifted_from=item)
    assert (item.state, above.state) == ("lifted", "waiting")
    assert (above.forum, above.why, above.root, str(above.raised_by)) == (
        town.top,
        "Vi rår inte över gatorna.",
        item,
        "Chef-Charlie",
    )
    assert set(matters.concerned(above)) == {town.process, other}
    # It waits in the inbox of the forum above, and stands on the pages of both processes.
    assert f"/arenden/{above.pk}/" in town.cast.client("moa").get(f"/forum/{town.top.pk}/").content.decode()
    assert f"/arenden/{above.pk}/" in whole_page(town.cast.client("maj"), other)
    states.go(above, "decide", town.cast.moa, text="Gatukontoret äger.", capacity="ordförande", date=today())
    item.refresh_from_db()
    assert item.state == "answered"
    assert item.outcome == "Kommundirektörens styrgrupp: Gatukontoret äger."
    page = town.cast.client("maj").get(f"/arenden/{item.pk}/").content.decode()
    assert "Svaret från nivån över" in page
    assert "§ 1" in page
    thing = whole_page(town.cast.client("maj"), town.process)
    assert thing.index("Väckt i Förvaltningsledningen") < thing.index("Lyft till Kommundirektörens styrgrupp")
    states.go(item, "conclude", town.cast.charlie, outcome="Vi rättar oss efter det.")


def test_s6_6_a_matter_is_lifted_further_and_the_answer_comes_all_the_way_back(town: Town) -> None:
    unit_group = Forum.objects.create(name="Bygglovs ledningsgrupp", unit=town.cast.unit)
    item = town.matter(town.process, forum=unit_group)
    middle = lifted(town, item)
    assert middle.forum == town.group
    upper = lifted(town, middle)
    assert (upper.forum, upper.root) == (town.top, item)
    states.go(upper, "send_back", town.cast.moa, reason="Avgör det själva.")
    for row in (item, middle):
        row.refresh_from_db()
        assert row.state == "answered"
        assert row.outcome == "Kommundirektörens styrgrupp, tillbakaskickat: Avgör det själva."
    # An answer that is no answer: it may be lifted once more.
    again = AgendaItem.objects.exclude(pk=upper.pk).filter(lifted_from=middle)
    assert not again.exists()
    states.go(middle, "lift", town.cast.charlie, to=None, reason="Vi behöver ett svar.")
    assert again.get().state == "waiting"
    page = town.cast.client("maj").get(f"/arenden/{item.pk}/").content.decode()
    assert page.count("Lyft till Kommundirektörens styrgrupp") == 2


def test_an_owner_who_cannot_decide_turns_to_the_management_group(town: Town) -> None:
    """S6-6: from the owner's level; the answer stands on the page of what it was about."""
    browser = town.cast.client("alva")
    browser.post(
        "/arenden/nytt/", {"title": "Fler händer", "kind": "decision", "forum": town.group.pk, "concerns": town.process.label}
    )
    item = AgendaItem.objects.get()
    assert item.raised_as == "owner"
    assert "Ägar-Alva, processägare" in browser.get(f"/arenden/{item.pk}/").content.decode()
    states.go(item, "send_back", town.cast.charlie, reason="Visa vad det kostar.")
    assert "Visa vad det kostar." in whole_page(browser, town.process)


def test_a_matter_is_lifted_to_a_forum_that_leads(town: Town) -> None:
    """Not to a network, to itself, to one that has ended; and nothing is over the top."""
    ended = Forum.objects.create(name="Gamla gruppen", unit=town.cast.council, ended_on=today())
    item, highest = town.matter(town.process), town.matter(town.process, forum=town.top)
    for to in (town.network, town.group, ended):
        with pytest.raises(states.Refused, match="lyfts till en ledningsgrupp"):
            states.go(item, "lift", town.cast.charlie, to=to, reason="x")
    with pytest.raises(states.Refused, match="inget forum ovanför"):
        states.go(highest, "lift", town.cast.moa, to=None, reason="x")
    assert AgendaItem.objects.count() == 2


def test_who_lifts(town: Town) -> None:
    item = town.matter(town.process)
    for name in ("alva", "maj", "moa", "ali", "charlie"):
        sent = {"to": town.top.pk, "reason": "x", "version": item.version}
        answer = town.cast.client(name).post(f"/arenden/{item.pk}/gor/lift/", sent)
        assert answer.status_code == (302 if name == "charlie" else 403), name
        assert AgendaItem.objects.count() == 1 + (name == "charlie"), name


def test_v_52_bad_decided_locally_good_lifted(town: Town) -> None:
    """Appendix D: a project decided by the management group itself is said; lifted and decided above it is not."""
    project = kind(Level.ABOVE)
    local = town.matter(town.process, matter=project, state="decided")
    (said,) = checks.run(local)
    assert (said.id, said.severity) == ("V-52", "V")
    assert "Förvaltningsledningen har beslutat. Ta upp det i Kommundirektörens styrgrupp." in said.message
    good = town.matter(town.process, matter=project)
    (warned,) = checks.run(good)
    assert warned.url == f"/arenden/{good.pk}/gor/lift/"
    above = lifted(town, good)
    states.go(above, "decide", town.cast.moa, text="Ja.", capacity="ordförande")
    above.refresh_from_db()
    good.refresh_from_db()
    assert checks.run(above) == []
    assert checks.run(good) == []
    states.go(good, "decide", town.cast.charlie, text="Vi gör som de säger.", capacity="förvaltningschef")
    good.refresh_from_db()
    assert checks.run(good) == [], "it only carries out what was decided above"


def test_v_52_asks_for_a_group_over_all_the_units_concerned(town: Town) -> None:
    """C-21: within one administration its own group decides; over two of them the steering group."""
    cross = kind(Level.COMMON)
    sister = Unit.objects.create(name="Planenheten", parent=town.cast.administration)
    near = make_decided("Ta fram planer", sister, by=town.cast.person("charlie"))
    far = make_decided("Röja snö", town.other_unit(), by=town.cast.person("charlie"))
    assert checks.run(town.matter(town.process, near, matter=cross)) == []
    assert [one.id for one in checks.run(town.matter(town.process, far, matter=cross))] == ["V-52"]
    assert checks.run(town.matter(town.process, far, matter=cross, forum=town.top)) == []
    # Units that a process runs over count as well as its own.
    town.process.units.add(far.unit)
    assert [one.id for one in checks.run(town.matter(Process.objects.get(pk=town.process.pk), matter=cross))] == ["V-52"]


HIGH = [
    (Level.ANY, "network", True),
    (Level.MANAGEMENT, "network", False),
    (Level.MANAGEMENT, "group", True),
    (Level.ABOVE, "group", False),
    (Level.TOP, "group", False),
    (Level.TOP, "top", True),
    (Level.ABOVE, "top", True),
]


def test_how_high_each_level_is(town: Town) -> None:
    for level, forum, ok in HIGH:
        assert levels.high_enough(getattr(town, forum), level, [town.cast.unit]) is ok, (level, forum)
    told = town.matter(town.process, forum=town.network, matter=kind(Level.TOP), kind="information")
    assert checks.run(told) == [], "what is only told is decided nowhere"


def test_the_kinds_of_matter_come_from_the_library_and_are_the_model_managers(town: Town) -> None:
    """Q-22: the level of each kind is a setting; loading again leaves what was changed."""
    assert matter_kinds.load() == len(matter_kinds.library()) >= 10
    row = MatterKind.objects.get(key_word="project")
    assert row.level == Level.ABOVE
    assert MatterKind.objects.get(key_word="cross_operation").level == Level.COMMON
    sent = {"name_sv": "Projekt", "name_en": "Project", "level": "top", "version": row.version}
    assert town.cast.client("ali").post(f"/arendeslag/{row.pk}/andra/", sent).status_code == 403
    assert town.cast.client("moa").post(f"/arendeslag/{row.pk}/andra/", sent).status_code == 302
    assert matter_kinds.load() == 0
    assert MatterKind.objects.get(pk=row.pk).level == "top"
    made = town.cast.client("moa").post("/arendeslag/nytt/", {"name_sv": "Prov", "name_en": "Start of a project", "level": "any"})
    assert made.status_code == 302
    assert MatterKind.objects.get(name_sv="Prov").key_word == "start-of-a-project"
