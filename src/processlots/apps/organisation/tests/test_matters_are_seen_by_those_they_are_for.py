"""Meetings and decisions are open; personal matters are the members', in page, API, search, export and history alike (F-15)."""

from __future__ import annotations

import json
from typing import Any

from processlots.apps.organisation import matters
from processlots.apps.organisation.models import AgendaItem, Decision, Forum
from processlots.apps.organisation.tests.forum_makers import Town, sits, town
from processlots.apps.processes.models import Inventory, Process
from processlots.kit import access, search, states

__all__ = ["town"]
WORD = "Zebrafinken"


def places(town: Town, item: AgendaItem, decision: Decision) -> list[str]:
    """Every address where a matter or its decision might be named."""
    matter, meeting, own = f"/arenden/{item.pk}/", f"/moten/{item.meeting_id}/", decision.get_absolute_url()
    return [
        matter, f"{matter}historik/", "/arenden/", "/arenden/?format=csv", "/arenden/?visa=oppna",
        f"/api/v1/agenda-items/{item.uid}", "/api/v1/agenda-items?limit=100",
        f"/forum/{town.group.pk}/", f"/forum/{town.group.pk}/historik/", meeting, f"{meeting}protokoll/",
        own, "/beslut/", "/beslut/?format=csv", f"/api/v1/decisions/{decision.uid}", "/api/v1/decisions?limit=100",
        town.process.get_absolute_url(), f"{town.process.get_absolute_url()}historik/", f"/sok/?q={WORD[:-2]}",
    ]  # fmt: skip


def test_a_personal_matter_is_the_members(town: Town) -> None:
    """Restricted after it was open, decided, about a process that everybody sees."""
    meeting = town.meeting(days=-1, state="held")
    item = town.matter(town.process, meeting=meeting, position=1, state="scheduled", title=f"{WORD} ett", by="maj")
    browser = town.cast.client("charlie")
    sent = {"title": f"{WORD} ett", "kind": "decision", "restricted": "on", "concerns": town.process.label,
            "meeting": meeting.pk, "position": "1", "version": item.version}  # fmt: skip
    assert browser.post(f"/arenden/{item.pk}/andra/", sent).status_code == 302
    item.refresh_from_db()
    states.go(item, "decide", town.cast.charlie, text=f"{WORD} beviljas.", capacity="chef")
    item.refresh_from_db()
    decision = item.decision
    assert decision is not None
    assert (item.restricted, decision.restricted) == (True, True)
    for name, sees in (("alva", True), ("love", False), ("ali", False)):
        user, reader = town.cast.users[name], town.cast.client(name)
        found = [place for place in places(town, item, decision) if WORD in reader.get(place).content.decode()]
        if sees:
            assert len(found) > 10, name
        else:
            assert found == [], name
            assert search.find(user, WORD) == [], name
            assert "bara medlemmarna får läsa" in reader.get(f"/moten/{meeting.pk}/").content.decode()
        assert access.visible(user, AgendaItem).filter(pk=item.pk).exists() is sees
        assert access.visible(user, Decision).filter(pk=decision.pk).exists() is sees


def test_a_manager_further_up_does_not_touch_a_personal_matter(town: Town) -> None:
    """Charlie manages everything under the administration, but sits only in its own group."""
    below = Forum.objects.create(name="Bygglovs ledningsgrupp", unit=town.cast.unit)
    sits(below, town.cast.person("love"), "chair")
    item = town.matter(forum=below, restricted=True)
    for verb in ("change", "decide", "conclude", "lift", "send_back"):
        item.restricted = True
        assert not access.may(town.cast.charlie, verb, item)
        assert access.may(town.cast.love, verb, item)
        item.restricted = False
        assert access.may(town.cast.charlie, verb, item)


def test_a_matter_about_what_one_may_not_see_shows_only_that_it_is_there(town: Town) -> None:
    """F-15: about a process that is found but not decided, which only its group and a few others see."""
    inventory = Inventory.objects.create(unit=town.cast.unit, year=2026)
    hidden = Process.objects.create(
        name=f"Pröva {WORD}", unit=town.cast.unit, inventory=inventory, found_by=town.cast.person("moa")
    )
    meeting = town.meeting()
    item = town.matter(
        hidden, town.process, meeting=meeting, position=1, state="scheduled", title=f"Vad göra med {WORD}", by="charlie"
    )
    outsider = town.cast.client("love")
    assert outsider.get(f"/arenden/{item.pk}/").status_code == 404
    page = outsider.get(f"/moten/{meeting.pk}/").content.decode()
    assert "Ett ärende om något som du inte får se" in page
    assert WORD not in page
    assert WORD not in outsider.get(town.process.get_absolute_url()).content.decode()
    # A member reads the matter, but is not shown what it is about.
    member = town.cast.client("maj").get(f"/arenden/{item.pk}/").content.decode()
    assert f"Vad göra med {WORD}" in member
    assert f"Pröva {WORD}" not in member
    assert "En sak som du inte får se" in member
    # Whoever writes in it takes nothing away that one does not see.
    sits(town.group, town.cast.person("love"), "secretary")
    sent = {
        "title": "Vad göra?",
        "kind": "decision",
        "concerns": town.process.label,
        "meeting": meeting.pk,
        "version": item.version,
    }
    assert town.cast.client("love").post(f"/arenden/{item.pk}/andra/", sent).status_code == 302
    assert set(matters.concerned(item)) == {hidden, town.process}
    assert town.cast.client("alva").get("/arenden/nytt/?om=" + hidden.label).content.decode().count(WORD) == 0


PROPOSES = [
    ("maj", "group", False, 302),  # sits there
    ("maj", "network", False, 422),
    ("love", "group", True, 302),  # leads the process, whose management group it is
    ("love", "group", False, 422),
    ("love", "top", True, 422),  # not the group of the process
    ("hanna", "group", True, 422),
    ("moa", "top", False, 302),
    ("ali", "group", True, 403),  # sits nowhere, leads nothing
]


def test_who_proposes_to_which_forum(town: Town) -> None:
    """P: to a forum where one sits, or for a process that one owns or leads to its management group."""
    for name, forum, about, status in PROPOSES:
        sent = {"title": "Rubrik", "kind": "discussion", "forum": getattr(town, forum).pk}
        sent["concerns"] = town.process.label if about else ""
        before = AgendaItem.objects.count()
        assert town.cast.client(name).post("/arenden/nytt/", sent).status_code == status, (name, forum, about)
        assert AgendaItem.objects.count() == before + (status == 302), (name, forum, about)


def test_whoever_raised_it_mends_and_withdraws_it_until_it_stands_on_an_agenda(town: Town) -> None:
    item = town.matter(town.process, by="maj")
    for verb in ("change", "withdraw"):
        assert access.may(town.cast.maj, verb, item)
        assert not access.may(town.cast.alva, verb, item)
    item.state = AgendaItem.State.SCHEDULED
    assert not access.may(town.cast.maj, "change", item)
    item.state = AgendaItem.State.WAITING
    assert town.cast.client("maj").post(f"/arenden/{item.pk}/gor/withdraw/", {"reason": "Det löste sig."}).status_code == 302
    item.refresh_from_db()
    assert (item.state, item.outcome) == ("withdrawn", "Det löste sig.")


def test_the_api_puts_nothing_on_an_agenda_and_moves_no_matter(town: Town) -> None:
    """What the page decides by the forum's roles is not had by writing fields."""
    item = town.matter(town.process, by="maj")
    meeting = town.meeting()
    browser = town.cast.client("maj")
    for sent in (
        {"meeting": str(meeting.uid)},
        {"position": 1},
        {"state": "decided"},
        {"forum": str(town.network.uid)},
        {"outcome": "Ja"},
    ):
        answer = browser.patch(
            f"/api/v1/agenda-items/{item.uid}", json.dumps(sent), "application/json", headers={"If-Match": f'"{item.version}"'}
        )
        assert 400 <= answer.status_code < 500, sent
    before = (item.version, item.forum_id)
    item.refresh_from_db()
    assert ((item.version, item.forum_id), item.meeting, item.state) == (before, None, "waiting")
    made = browser.post("/api/v1/agenda-items", json.dumps({"title": "Ny", "forum": str(town.network.uid)}), "application/json")
    assert made.status_code == 403


def test_a_stale_form_changes_no_matter(town: Town) -> None:
    item = town.matter(town.process, by="maj")
    item.title = "Nytt namn"
    item.save()
    sent = {"title": "Gammalt", "kind": "decision", "version": item.version - 1}
    assert town.cast.client("maj").post(f"/arenden/{item.pk}/andra/", sent).status_code == 409
    item.refresh_from_db()
    assert item.title == "Nytt namn"


def test_the_transitions_of_the_api_take_rows_by_uid(town: Town) -> None:
    item, meeting = town.matter(town.process), town.meeting()
    sent: dict[str, Any] = {"meeting": str(meeting.uid)}
    answer = town.cast.client("charlie").post(
        f"/api/v1/agenda-items/{item.uid}/schedule",
        json.dumps(sent),
        "application/json",
        headers={"If-Match": f'"{item.version}"'},
    )
    assert answer.status_code == 200, answer.content
    item.refresh_from_db()
    assert item.meeting == meeting
