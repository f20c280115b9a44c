"""Addresses that somebody typed, guessed or followed from elsewhere: a page, or a word and a way out; never a fault."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from processlots.kit import pages
from processlots.kit.models import Installation
from tests import hostile
from tests.hostile import LONG, SCRIPT, Scene, make_scene

GARBAGE = [
    "",
    "\x00",
    "-1",
    "0",
    "²",
    "٣",
    "9" * 30,
    "9" * 5000,
    "alla",
    SCRIPT,
    LONG,
    "' OR 1=1 --",
    "{{7*7}}",
    "\ufffd",
    "a" * 300,
]
SEARCHES = [
    "/sok/?q=",
    "/processer/val/?q=",
    "/personer/val/?q=",
    "/processer/namn/?namn=",
    "/processer/namn/?process=1&namn=",
    "/mal/sag/?statement=",
    "/?enhet=",
    "/?visa=",
    "/uppfoljningsplan/?sida=",
    "/uppfoljningsplan/?enhet=",
    "/uppfoljningsplan/?typ=",
    "/processer/nytt/?unit=",
    "/processer/nytt/?name=",
    "/mal/nytt/?process=",
    "/matt/nytt/?process=",
    "/aktiviteter/nytt/?process=1&need=",
    "/aktiviteter/nytt/?due=",
    "/kartor/ladda-upp/?process=",
    "/kartor/ladda-upp/?visar=",
    "/inlasning/processes/?inventory=",
    "/inlasning/measurements/?measure=",
    "/inventeringar/nytt/?year=",
    "/inventeringar/nytt/?next_review=",
]
KEYS = [
    "999999999999999999",
    "9999999999999999999",
    "9" * 300,
    "-1",
    "0",
    "²",
    "٣",
    "1.5",
    "0x1",
    "1%00",
    "1'",
    "1-Åäö",
    "finns-inte",
    "%2e%2e",
]


@pytest.fixture
def scene(cast: Any, settings: Any, tmp_path: Any) -> Iterator[Scene]:
    settings.PROCESSLOTS_HOME = tmp_path
    # What is refused is told at level WARNING; a thousand times is too often.
    logging.disable(logging.WARNING)
    yield make_scene(cast)
    logging.disable(logging.NOTSET)


def asked(client: Client, url: str, query: dict[str, Any] | None = None) -> str:
    """What is wrong with the answer to a look; empty if nothing is."""
    with hostile.undone() as wrote:
        answer = client.get(url, query or {})
        said = hostile.complaint(answer, wrote) or hostile.followed(client, answer)
        return said or (f"wrote {wrote.seen[0][:80]}" if wrote.seen else "")


def gathered(wrong: dict[str, str]) -> str:
    return "\n".join(f"{url[:70]!r}: {said}" for url, said in wrong.items() if said)


def test_lists_pass_over_what_they_do_not_understand(scene: Scene) -> None:
    client, wrong = scene.client("moa"), {}
    for declared in pages.registry():
        if "list" not in declared.acts:
            continue
        url = declared.url("list")
        names = ["sort", "sida", "visa", "format", *declared.filters, *(["q"] if declared.search else [])]
        for bad in ("\x00", "9" * 30, "9" * 5000, SCRIPT, "-1"):
            wrong[f"{url} {bad[:9]}"] = asked(client, url, dict.fromkeys(names, bad))
        for name in names:
            for bad in ("²", "-" if name == "sort" else LONG):
                wrong[f"{url}?{name}={bad[:9]}"] = asked(client, url, {name: bad})
        wrong[f"{url} csv"] = asked(client, url, {"format": "csv", "sort": "-" + names[-1], "sida": "x"})
    assert not gathered(wrong), gathered(wrong)


def test_searches_and_forms_that_are_filled_by_the_address(scene: Scene) -> None:
    wrong = {}
    for url in SEARCHES:
        path, _mark, query = url.partition("?")
        given = dict(one.split("=", 1) for one in query.split("&"))
        *_others, last = given
        client = scene.client("hanna" if "kartor" in url else "love")
        for bad in GARBAGE:
            wrong[f"{url}{bad[:12]}"] = asked(client, path, {**given, last: bad})
    assert not gathered(wrong), gathered(wrong)


def test_wrong_keys_are_no_page(scene: Scene) -> None:
    client, wrong = scene.client("moa"), {}
    for declared in pages.registry():
        for key in KEYS if declared.path in {"processer", "mal", "personer"} else KEYS[:3]:
            for act in ("", "andra/", "historik/", "gor/x/"):
                wrong[f"/{declared.path}/{key}/{act}"] = asked(client, f"/{declared.path}/{key}/{act}")
    inventory = scene.inventory.get_absolute_url()
    for url in (
        *(f"{inventory}rader/{key}/" for key in ("9" * 18, "9" * 30, "0")),
        *(f"/arbete/{uid}/" for uid in ("x", "0" * 36, "00000000-0000-0000-0000-000000000000")),
        "/kartor/uppladdning/00000000-0000-0000-0000-000000000000/",
        "/inlasning/finns-inte/",
        "/inlasning/processes/00000000-0000-0000-0000-000000000000/",
        "/dokumentmallar/..%2f..%2fsecret-key/sv/",
        "/dokumentmallar/specification/xx/",
        f"{scene.process.get_absolute_url()}trollkarl/avsluta-uppdrag/",
        "/static/../secret-key",
        "/health/x",
    ):
        answer = client.get(url)
        wrong[url] = "" if answer.status_code in (404, 405) else f"{answer.status_code}"
    assert not gathered(wrong), gathered(wrong)
    lost = scene.client("charlie").post(f"{inventory}rader/{'9' * 30}/", {"name": "Ge råd"})
    assert lost.status_code == 404


def test_buttons_addresses_opened_as_pages_say_so(scene: Scene) -> None:
    process, measure, inventory = (one.get_absolute_url() for one in (scene.process, scene.measure, scene.inventory))
    urls = [
        f"{process}word/",
        f"{process}sedd/",
        f"{process}tacka-ja/",
        f"{measure}varde/",
        f"{measure}behov/",
        f"{measure}excel/",
        f"{inventory}rader/",
        f"{inventory}fragor/",
        f"{inventory}rader/{scene.row.pk}/",
        "/sprak/",
        "/utseende/",
        f"{scene.map.get_absolute_url()}rita/spara/",
    ]
    client, wrong = scene.client("hanna"), {}
    for url in urls:
        with hostile.undone() as wrote:
            answer = client.get(url)
            said = hostile.complaint(answer, wrote) or hostile.words_of(answer)
            right = answer.status_code == 405 and "knapp" in said and answer["Allow"]
            wrong[url] = "" if right else f"{answer.status_code} {said[:80]}"
        for method in ("put", "delete", "patch", "head", "options"):
            answer = getattr(client, method)(url)
            assert answer.status_code < 500, (method, url)
    assert not gathered(wrong), gathered(wrong)


@pytest.mark.parametrize(
    "onward", ["https://annan.example/", "//annan.example", "/\\annan.example", "javascript:alert(1)", "http:///x", "\x00//x"]
)
def test_nothing_leads_to_another_site(scene: Scene, onward: str) -> None:
    Installation.objects.update_or_create(defaults={"name": "Modellby kommun", "demo": True})
    client = scene.client("love")
    for url, data in (
        ("/sprak/", {"language": "en"}),
        ("/utseende/", {"theme": "dark"}),
        ("/byt-person/love/", {}),
        (f"{scene.action.get_absolute_url()}gor/begin/", {}),
    ):
        answer = client.post(url, {**data, "next": onward})
        assert answer.status_code == 302
        assert answer["Location"].startswith("/")
        assert not answer["Location"].startswith(("//", "/\\"))
    fresh = Client(raise_request_exception=False)
    scene.cast.love.set_password("ett långt lösenord")
    scene.cast.love.save()
    answer = fresh.post("/konto/login/", {"login": "love", "password": "ett långt lösenord", "next": onward})
    assert answer.status_code < 500
    assert "annan.example" not in answer.get("Location", "")


@pytest.mark.parametrize("value", ["\x00", LONG, "<b>", "sv; DROP", "²"])
def test_language_theme_and_entering_take_only_what_there_is(scene: Scene, value: str) -> None:
    Installation.objects.update_or_create(defaults={"name": "Modellby kommun", "demo": True})
    before = hostile.snapshot()
    client = Client(raise_request_exception=False)
    assert client.post("/sprak/", {"language": value}).status_code == 302
    assert client.post("/utseende/", {"theme": value}).status_code == 302
    assert "django_language" not in client.cookies
    for name in ("%00", "x" * 3000, "%3Cb%3E", "..", "%F0%9F%A6%94"):
        answer = client.post(f"/byt-person/{name}/")
        assert answer.status_code == 404
        assert len(hostile.words_of(answer)) > 15
    client.cookies["sessionid"] = "x\\000y" * 20
    client.cookies["django_language"] = "../../etc"
    client.cookies["csrftoken"] = "x" * 5000
    assert client.get("/").status_code == 302
    assert hostile.snapshot() == before


@pytest.mark.parametrize("name", ["", "love\x00", LONG, " ", "🦔", SCRIPT, "love' --", ["love", "moa"]])
def test_signing_in_with_what_is_no_name(scene: Scene, name: Any) -> None:
    client = Client(raise_request_exception=False)
    for password in ("", "fel", LONG, "\x00"):
        answer = client.post("/konto/login/", {"login": name, "password": password})
        assert answer.status_code in (200, 302, 403, 422, 429), answer.status_code
        assert "_auth_user_id" not in client.session
        if answer.status_code == 200:
            said = hostile.words_of(answer)
            assert len(said) > 15
            assert not hostile.ENGLISH.search(said), said


def test_a_form_from_elsewhere_is_refused(scene: Scene) -> None:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(scene.cast.love, backend="django.contrib.auth.backends.ModelBackend")
    before = hostile.snapshot()
    measure, process = scene.measure.get_absolute_url(), scene.process.get_absolute_url()
    posts = {
        f"{measure}varde/": {"period": "2026-01", "value": "7"},
        f"{process}andra/": {"name": "Kapad"},
        f"{process}word/": {},
        "/sprak/": {"language": "en"},
        f"{scene.need.get_absolute_url()}gor/dismiss/": {"reason": "x"},
        "/inlasning/measurements/": {"text": "2026-01\t7"},
    }
    for url, data in posts.items():
        for token in ({}, {"csrfmiddlewaretoken": "x" * 64}, {"csrfmiddlewaretoken": "\x00"}):
            answer = client.post(url, {**data, **token})
            assert answer.status_code == 403, url
            assert "Gå tillbaka" in hostile.words_of(answer)
    saved = client.post(f"{scene.map.get_absolute_url()}rita/spara/", "{}", content_type="application/json")
    assert saved.status_code == 403
    assert hostile.snapshot() == before


def test_what_one_may_not_do_by_address_either(scene: Scene) -> None:
    process, goal, measure, need, action, inventory, a_map = (
        getattr(scene, name).get_absolute_url() for name in ("process", "goal", "measure", "need", "action", "inventory", "map")
    )
    posts = [
        f"{process}andra/",
        f"{process}agare/",
        f"{process}ledare/",
        f"{process}avsluta/",
        f"{process}ingen-process/",
        f"{process}sedd/",
        f"{goal}andra/",
        f"{goal}gor/approve/",
        f"{goal}avsluta/",
        f"{measure}varde/",
        f"{measure}varden/",
        f"{measure}granser/",
        f"{measure}behov/",
        f"{measure}andra/",
        f"{need}andra/",
        f"{need}gor/assess/",
        f"{action}andra/",
        f"{action}gor/begin/",
        f"{inventory}fragor/",
        f"{inventory}rader/",
        f"{inventory}gor/decide/",
        f"{a_map}rita/spara/",
        f"{a_map}ladda-upp/",
        "/kartor/ladda-upp/",
        "/enheter/nytt/",
        f"/inlasning/measurements/?measure={scene.measure.pk}",
        f"/inlasning/processes/?inventory={scene.inventory.pk}",
    ]
    # An administrator keeps the organisation, and anybody with a place in it may register a need.
    everybody = {f"{measure}behov/", "/enheter/nytt/"}
    before = hostile.snapshot()
    wrong = {}
    for who in ("gro", "ali", ""):
        for url in posts:
            if who == "ali" and url in everybody:
                continue
            answer = scene.client(who).post(url, {"name": "Kapad", "reason": "x", "version": "1"})
            if who:
                said = hostile.words_of(answer)
                wrong[f"{who} {url}"] = (
                    "" if answer.status_code in (403, 404) and len(said) > 15 else f"{answer.status_code} {said[:60]}"
                )
            else:
                home = answer.status_code == 302 and answer["Location"].startswith("/konto/login/")
                wrong[f"nobody {url}"] = "" if home else str(answer.status_code)
    assert not gathered(wrong), gathered(wrong)
    assert hostile.snapshot() == before
