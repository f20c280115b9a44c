"""V-16 and V-17 speak while the goal's sentence is typed; the aside shows what the goal says so far; both without JavaScript."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from processlots.apps.followup.models import Goal
from processlots.apps.followup.tests.makers import ago, make_goal, make_process
from processlots.kit.periods import today


@pytest.mark.parametrize(
    ("statement", "rules"),
    [
        ("Öka nöjdheten", ["V-16"]),
        ("Bättre service till X procent", ["V-16", "V-17"]),
        ("X procent av fakturorna betalas i tid", ["V-17"]),
        ("Minst 80 % är nöjda senast 31 december 2027", []),
        ("Alla får svar samma dag", []),
    ],
)
def test_the_fragment_says_what_the_checks_say(cast: Any, statement: str, rules: list[str]) -> None:
    page = cast.client("love").get("/mal/sag/", {"statement": statement}).content.decode()
    assert [rule for rule in ("V-16", "V-17") if rule in page] == rules
    assert ('class="state ok"' in page) is (not rules)


@pytest.mark.parametrize(
    "statement",
    [
        "",
        "   ",
        "\x00",
        "x" * 5000,
        "<script>alert(1)</script>",
        "”öka”" * 100,
        "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    ],
)
def test_odd_text_is_answered_with_a_page(cast: Any, statement: str) -> None:
    answer = cast.client("love").get("/mal/sag/", {"statement": statement})
    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode()


def test_a_stranger_is_shown_to_the_door(client: Any, db: None) -> None:
    assert client.get("/mal/sag/", {"statement": "Öka"}).status_code == 302


def test_the_form_has_the_hints_and_the_aside_as_a_plain_page(cast: Any) -> None:
    goal = make_goal(make_process(cast), state="draft", statement="Öka nöjdheten", target="80.5", unit_text="procent")
    page = cast.client("love").get(f"/mal/{goal.key}/andra/").content.decode()
    assert "V-16" in page.split('id="goal-hints"')[1][:600]
    aside = page.split("<aside")[1]
    for words in ("Öka nöjdheten", "80,5 procent"):
        assert words in aside
    assert 'value="80,5"' in page


def test_a_sentence_on_several_lines_is_one_sentence(cast: Any) -> None:
    process = make_process(cast)
    sent = {"process": f"{process} ({process.label})", "statement": "Minst 80 %\r\n är  nöjda", "kind": "result"}
    assert cast.client("love").post("/mal/nytt/", sent).status_code == 302
    assert Goal.objects.get().statement == "Minst 80 % är nöjda"


@pytest.mark.parametrize(("day", "status"), [(-1, 422), (0, 302), (1, 302)])
def test_a_date_that_has_been_is_refused(cast: Any, day: int, status: int) -> None:
    process = make_process(cast)
    due = today() + datetime.timedelta(days=day)
    sent = {
        "process": f"{process} ({process.label})",
        "statement": "Minst 80 % är nöjda",
        "kind": "result",
        "due": due.isoformat(),
    }
    assert cast.client("love").post("/mal/nytt/", sent).status_code == status
    assert Goal.objects.exists() is (status == 302)


def test_a_date_that_was_there_already_does_not_stop_the_rest(cast: Any) -> None:
    goal = make_goal(make_process(cast), state="draft", due=ago(10))
    page = cast.client("love").get(f"/mal/{goal.key}/andra/")
    form = page.context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | {
        "version": str(page.context["version"]),
        "reported": "På tavlan",
    }
    sent |= {"process": f"{goal.process} ({goal.process.label})", "due": ago(10).isoformat(), "target": "7", "measures": []}
    sent.pop("recipient_experience")
    answer = cast.client("love").post(f"/mal/{goal.key}/andra/", sent)
    assert answer.status_code == 302, answer.context["form"].errors
    goal.refresh_from_db()
    assert goal.reported == "På tavlan"
