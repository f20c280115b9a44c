"""Comments on a step, with @mention: anyone who may read the map may comment, a facilitator resolves (M-KART-7, X-8)."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation

from processlots.apps.maps import commenting
from processlots.apps.maps.models import Line, Map, MapElement
from processlots.apps.organisation import comment_pages
from processlots.apps.organisation.models import Person, Task
from processlots.apps.processes.models import Process
from processlots.kit import access, comments, search
from processlots.kit.models import Comment, LogEntry
from processlots.kit.periods import today

EVERYONE = ("alva", "love", "hanna", "charlie", "moa", "maj", "ali", "gro")


@pytest.fixture
def step(room: Any) -> MapElement:
    """The step that is reviewed, in a map with one version."""
    return MapElement.objects.get(line__map=room.map(), element_id="granska")


def tasks_of(cast: Any, name: str) -> list[Task]:
    return list(Task.objects.open().filter(person=cast.person(name), key="comment-mention"))


def test_whoever_reads_the_map_comments_and_the_facilitator_resolves(room: Any, cast: Any, step: MapElement) -> None:
    assert {name for name in EVERYONE if access.may(cast.users[name], "comment", step)} == set(EVERYONE) - {"gro"}
    said = comments.write(cast.users["maj"], step, "Vi granskar två gånger.")
    assert {name for name in EVERYONE if access.may(cast.users[name], "resolve", said)} == {"hanna", "maj"}
    assert {name for name in EVERYONE if access.may(cast.users[name], "end", said)} == {"maj"}
    with pytest.raises(PermissionDenied):
        comments.write(cast.users["gro"], step, "Hej")


def test_it_is_written_answered_and_resolved_without_javascript(cast: Any, step: MapElement) -> None:
    maj, hanna = cast.client("maj"), cast.client("hanna")
    page = maj.get(step.get_absolute_url()).content.decode()
    assert "@Ledar-Love" in page, "those who lead the process are at hand"
    address = f"/kommentarer/pa/kartelement/{step.pk}/"
    assert maj.post(address, {"text": "Vi granskar <b>två</b> gånger."}).status_code == 302
    first = Comment.objects.get()
    assert (first.about, first.process, first.author) == (step.name, step.line.map.process_id, "Medarbetar-Maj")
    page = hanna.get(step.get_absolute_url()).content.decode()
    assert "Vi granskar &lt;b&gt;två&lt;/b&gt; gånger." in page
    assert "Markera som löst" in page
    hanna.post(address, {"text": "Då ritar vi om.", "answers": str(first.pk)})
    hanna.post(f"/kommentarer/{first.pk}/gor/resolve/", {"next": step.get_absolute_url()})
    first.refresh_from_db()
    assert (first.state, first.settled_on) == ("resolved", today())
    assert "Då ritar vi om." in maj.get(step.get_absolute_url()).content.decode()
    maj.post(address, {"text": "Inte än.", "answers": str(first.pk)})
    first.refresh_from_db()
    assert first.state == "open", "a new word in a thread means that it is not settled"


def test_open_comments_are_counted_and_named_on_the_map(cast: Any, step: MapElement) -> None:
    assert commenting.open_counts(step.line) == {}
    said = comments.write(cast.users["maj"], step, "Varför två gånger?")
    comments.write(cast.users["love"], step, "Gammal vana.", said)
    comments.write(cast.users["maj"], step.line.map, "Kartan saknar överklagande.")
    assert commenting.open_counts(step.line) == {"granska": 1}
    page = cast.client("alva").get(step.line.map.get_absolute_url()).content.decode()
    assert f'href="{step.get_absolute_url()}#kommentar-{said.pk}"' in page
    assert "Varför två gånger?" in page
    assert "Kartan saknar överklagande." in page
    assert "2 öppna kommentarer" in page


def test_x_8_a_mention_waits_until_the_person_answers(cast: Any, step: MapElement) -> None:
    said = comments.write(cast.users["maj"], step, "@Ledar-Love, varför två gånger? Fråga info@modellby.example.")
    [waiting] = tasks_of(cast, "love")
    assert waiting.url == f"{step.get_absolute_url()}#kommentar-{said.pk}"
    with translation.override("sv"):
        assert waiting.text == "Medarbetar-Maj frågar dig i en kommentar"
    comments.write(cast.users["alva"], step, "Jag undrar också.", said)
    assert tasks_of(cast, "love")
    comments.write(cast.users["love"], step, "Gammal vana. @handledar-hanna ritar om.", said)
    assert not tasks_of(cast, "love")
    assert tasks_of(cast, "hanna")
    cast.client("maj").post(f"/kommentarer/{said.pk}/gor/resolve/")
    assert not tasks_of(cast, "hanna"), "nobody is asked about what is resolved"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Skriv vad du vill säga."),
        ("@Ledar-Lve hör du?", "Ingen heter ”Ledar-Lve”. Menade du @Ledar-Love?"),
        ("@Xyzzy vad säger du om detta här då", "Skriv hela namnet efter @"),
        ("@Tor Utanför", "har ingen inloggning"),
        ("x" * 4001, "högst 4000 tecken"),
    ],
)
def test_who_cannot_be_told_is_said_and_nothing_is_written(cast: Any, step: MapElement, text: str, said: str) -> None:
    Person.objects.create(name="Tor Utanför")
    answer = cast.client("maj").post(f"/kommentarer/pa/kartelement/{step.pk}/", {"text": text})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    script = {"X-Requested-With": "fetch"}
    answer = cast.client("maj").post(f"/kommentarer/pa/kartelement/{step.pk}/", {"text": text}, headers=script)
    assert (answer.status_code, said in answer.json()["detail"]) == (422, True)
    assert not Comment.objects.exists()


def test_namesakes_are_told_apart_by_their_unit(cast: Any, step: MapElement) -> None:
    love = cast.person("love")
    namesake = get_user_model().objects.create(username="love2")
    other = Person.objects.create(name=love.name, unit=cast.board, user=namesake)
    with pytest.raises(ValidationError, match="Ledar-Love"):
        comments.write(cast.users["maj"], step, "@Ledar-Love?")
    said = comments.write(cast.users["maj"], step, f"@Ledar-Love ({other.unit}), du?")
    assert list(said.mentioned.all()) == [namesake]


def test_one_takes_back_ones_own_words_and_the_history_never_had_them(cast: Any, step: MapElement) -> None:
    alone = comments.write(cast.users["maj"], step, "Hemligheten.")
    answered = comments.write(cast.users["maj"], step, "Ett ogenomtänkt ord.")
    comments.write(cast.users["love"], step, "Ett svar.", answered)
    for one in (alone, answered):
        assert cast.client("love").post(f"/kommentarer/{one.pk}/avsluta/").status_code == 403
        assert cast.client("maj").post(f"/kommentarer/{one.pk}/avsluta/").status_code == 302
    answered.refresh_from_db()
    assert (answered.text, answered.written_by) == ("", None)
    assert not Comment.objects.filter(pk=alone.pk).exists()
    page = cast.client("love").get(step.get_absolute_url()).content.decode()
    assert "Kommentaren har tagits tillbaka." in page
    assert "Ett svar." in page
    told = json.dumps([entry.changes for entry in LogEntry.objects.all()], ensure_ascii=False)
    assert "Hemligheten" not in told
    assert "ogenomtänkt" not in told


def test_x_6_a_thread_is_erased_a_year_after_it_was_resolved(cast: Any, step: MapElement) -> None:
    for text in ("Nyss löst", "Löst för länge sedan"):
        comments.write(cast.users["maj"], step, text)
    Comment.objects.update(state="resolved", settled_on=today())
    Comment.objects.filter(text__startswith="Löst").update(settled_on=today() - comment_pages.REMEMBERED * 2)
    assert comment_pages.forget_old() == 1
    assert [one.text for one in Comment.objects.all()] == ["Nyss löst"]


def test_what_is_said_is_found_only_by_those_who_see_the_step(cast: Any, step: MapElement) -> None:
    comments.write(cast.users["maj"], step, "Dubbelgranskningen tar en vecka.")
    assert [hit.row.pk for hit in search.find(cast.users["love"], "dubbelgranskningen")] == [Comment.objects.get().pk]
    assert not search.find(cast.users["gro"], "dubbelgranskningen")


def test_the_api_writes_reads_and_resolves(cast: Any, step: MapElement) -> None:
    maj = cast.client("maj")
    address = f"/api/v1/map-elements/{step.uid}/comments"
    made = maj.post(address, json.dumps({"text": "Ett ord. @Ledar-Love"}), content_type="application/json")
    assert made.status_code == 201
    body = made.json()
    assert (body["text"], body["about"], body["author"]) == ("Ett ord. @Ledar-Love", step.name, "Medarbetar-Maj")
    assert tasks_of(cast, "love")
    answer = maj.post(address, json.dumps({"text": "Mer.", "answers": body["uid"]}), content_type="application/json")
    assert answer.status_code == 201
    assert maj.post(address, json.dumps({"text": "@Ingen Alls"}), content_type="application/json").status_code == 400
    assert maj.post(address, json.dumps({"txt": "?"}), content_type="application/json").status_code == 400
    assert "Ett ord." in maj.get("/api/v1/comments").content.decode()
    gro = cast.client("gro").post(address, json.dumps({"text": "Hej"}), content_type="application/json")
    assert gro.status_code in (403, 404)
    done = maj.post(made.headers["Location"] + "/resolve", "{}", content_type="application/json", headers={"If-Match": '"1"'})
    assert (done.status_code, done.json()["state"]) == (200, "resolved")


def test_a_row_that_takes_no_comments_has_no_such_page(cast: Any, step: MapElement) -> None:
    for address in ("/kommentarer/pa/processer/1/", "/kommentarer/pa/kartelement/999999/"):
        assert cast.client("hanna").get(address).status_code == 404


def test_nothing_is_told_of_a_comment_on_what_one_does_not_see(cast: Any, room: Any) -> None:
    hidden = Process.objects.create(name="Pröva något", unit=cast.unit, found_by=cast.person("moa"))
    line = Line.objects.create(map=Map.objects.create(process=hidden, title="Pröva något"))
    step = MapElement.objects.create(line=line, element_id="a", type="task", name="Granska")
    moa = cast.users["moa"]
    with pytest.raises(ValidationError, match="Medarbetar-Maj"):
        comments.write(moa, step, "Vad säger @Medarbetar-Maj?")
    said = comments.write(moa, step, "Hemligt ord.")
    assert cast.client("moa").get(f"/kommentarer/{said.pk}/").status_code == 200
    maj = cast.client("maj")
    for address in (f"/kommentarer/{said.pk}/", f"/kommentarer/pa/kartelement/{step.pk}/", f"/api/v1/comments/{said.uid}"):
        assert maj.get(address).status_code == 404
    for address in ("/kommentarer/", "/api/v1/comments", "/kommentarer/?format=csv", "/sok/?q=hemligt"):
        assert "Hemligt" not in maj.get(address).content.decode()
