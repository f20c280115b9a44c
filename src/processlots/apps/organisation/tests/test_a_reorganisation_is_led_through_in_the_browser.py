"""From an empty draft to a performed re-organisation and back, by the pages alone, without JavaScript."""

from __future__ import annotations

import re
from typing import Any

import pytest

from processlots.apps.organisation.models import Reorganisation, Succession, SupportContact, Unit
from processlots.apps.organisation.reorganising.proposal import STAYS, Proposal
from processlots.apps.organisation.tests.test_a_reorganisation_is_one_act_and_taken_back import CLOSED, MERGED, RENAMED
from processlots.apps.organisation.tests.town import HEAD, Town, settle
from processlots.apps.processes.models import Process
from processlots.kit.periods import today


@pytest.fixture
def town(cast: Any) -> Town:
    return settle(cast)


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def seen_on(page: str) -> str:
    found = re.search(r'name="seen" value="(\w+)"', page)
    assert found is not None
    return found.group(1)


def test_from_an_empty_draft_to_performed_and_undone(town: Town) -> None:
    ali = town.cast.client("ali")
    assert "Ingen omorganisation än" in text_of(ali.get("/omorganisationer/"))
    answer = ali.post("/omorganisationer/nytt/", {"name": "Ny förvaltning", "date": today().isoformat(), "reason": "KF § 12"})
    row = Reorganisation.objects.get()
    page = text_of(ali.get(answer["Location"]))
    assert "Läs in en lista med alla enheter" in page
    assert "Genomför" not in page
    start = re.search(r'href="(/inlasning/reorganisation/[^"]+)"', page)
    assert start is not None
    preview = ali.post(start.group(1), {"text": HEAD + RENAMED})["Location"]
    looked = ali.get(preview)
    assert "Efter Samhällsbyggnadsförvaltningen." in text_of(looked)
    ali.post(preview, {"act": looked.context["confirm_name"]})
    url = row.get_absolute_url()
    page = text_of(ali.get(url))
    assert "bytt namn eller slag" in page
    assert "Processer med sin hemvist i enheten" in page
    assert "Genomför omorganisationen" in page
    assert ali.post(f"{url}genomfor/", {"seen": "fel"}).status_code == 409
    assert not Succession.objects.exists()
    ali.post(f"{url}genomfor/", {"seen": seen_on(page)})
    old, new = town.units["Samhällsbyggnadsförvaltningen"], town.at("Stadsmiljöförvaltningen")
    page = text_of(town.cast.client("maj").get(url))
    assert "Stadsmiljöförvaltningen" in page
    assert "Ångra omorganisationen" not in page
    assert "Ångra omorganisationen" in text_of(ali.get(url))
    page = text_of(town.cast.client("maj").get(new.get_absolute_url()))
    assert "Före och efter" in page
    assert old.get_absolute_url() in page
    assert new.get_absolute_url() in text_of(town.cast.client("maj").get(old.get_absolute_url()))
    assert "Stadsmiljöförvaltningen" in text_of(town.cast.client("maj").get("/enhetsfoljder/"))
    ali.post(f"{url}angra/")
    row.refresh_from_db()
    assert row.state == "draft"
    assert not Unit.objects.filter(name="Stadsmiljöförvaltningen").exists()
    assert "Ångrade" in text_of(ali.get(f"{url}historik/"))


def test_each_row_is_corrected_by_its_own_field_and_the_whole_page_saved(town: Town) -> None:
    ali, row = town.cast.client("ali"), town.draft(CLOSED)
    url, park = row.get_absolute_url(), town.units["Parkenheten"]
    assert "läggs ned med" in text_of(ali.get(url))
    assert "Genomför omorganisationen" not in text_of(ali.get(url))
    page = ali.get(f"{url}foljder/?visa=closed")
    shown = page.context["rows"][0]
    assert (shown.name, shown.was) == ("Parkenheten", "[]")
    bygglov = next(value for value, label, _on in shown.options if label.startswith("Bygglovsenheten"))
    answer = ali.post(f"{url}foljder/?visa=closed", {f"was-after-{park.pk}": "[]", f"after-{park.pk}": bygglov})
    assert answer["Location"] == f"{url}foljder/?visa=closed"
    row.refresh_from_db()
    assert Proposal(row).plan.fates[park.pk].kind == "merged"
    assert "Genomför omorganisationen" in text_of(ali.get(url))


def test_a_unit_is_split_by_names_written_one_a_line(town: Town) -> None:
    ali, row = town.cast.client("ali"), town.draft(CLOSED)
    one = f"{row.get_absolute_url()}foljder/{town.units['Parkenheten'].pk}/"
    assert ali.get(one).status_code == 200
    wrong = ali.post(one, {"was": "[]", "how": "after", "names": "Gatuenheten\nIngen sådan"})
    assert wrong.status_code == 422
    assert "”Ingen sådan” är ingen enhet" in text_of(wrong)
    assert ali.post(one, {"was": "[]", "how": "after", "names": ""}).status_code == 422
    ali.post(one, {"was": "[]", "how": "after", "names": "Gatuenheten\nBygglovsenheten (Samhällsbyggnadsförvaltningen)"})
    row.refresh_from_db()
    fate = Proposal(row).plan.fates[town.units["Parkenheten"].pk]
    assert (fate.kind, fate.why, len(fate.targets)) == ("split", "choice", 2)
    assert ali.get(f"{row.get_absolute_url()}foljder/999999/").status_code == 404


def test_what_hangs_on_a_unit_is_sent_somewhere_by_the_heap_and_one_by_one(town: Town) -> None:
    ali, row = town.cast.client("ali"), town.draft(CLOSED)
    url, park = row.get_absolute_url(), town.units["Parkenheten"]
    page = ali.get(f"{url}flytta/?visa=kvar")
    heap = next(one for one in page.context["rows"] if one.name.startswith("processes.home"))
    ali.post(f"{url}flytta/", {f"was-heap-{heap.name}": heap.was, f"heap-{heap.name}": STAYS})
    row.refresh_from_db()
    assert row.chosen["moves"]["processes.home"] == {str(park.pk): STAYS}
    one = f"{url}flytta/{park.pk}/"
    process = town.processes["Parkenheten"]
    assert ali.post(one, {"act": "all", "name": "Ingen sådan"}).status_code == 422
    ali.post(one, {"act": "all", "name": "Gatuenheten"})
    row.refresh_from_db()
    keys = {item.name: item.key for item in Proposal(row).coming}
    ali.post(one, {f"was-item-processes.home|{process.pk}": keys["Gatuenheten"], f"item-processes.home|{process.pk}": STAYS})
    row.refresh_from_db()
    assert not Proposal(row).faults
    town.perform(row)
    process.refresh_from_db()
    assert process.unit == park
    page = text_of(town.cast.client("ali").get(park.get_absolute_url()))
    assert "Kvar på enheten" in page


def test_a_hidden_process_is_not_named_to_one_who_may_not_see_it(town: Town) -> None:
    ali, row = town.cast.client("ali"), town.draft(MERGED)
    Process.objects.filter(pk=town.processes["Parkenheten"].pk).update(name="Hemlig process")
    page = text_of(ali.get(f"{row.get_absolute_url()}flytta/{town.units['Parkenheten'].pk}/"))
    from processlots.kit import access

    hidden = not access.may(town.cast.ali, "view", town.processes["Parkenheten"])
    assert ("Hemlig process" in page) != hidden or "något du inte får se" in page


def test_a_draft_is_nobodys_but_the_administrators(town: Town) -> None:
    row = town.draft(RENAMED)
    url, seen, unit = row.get_absolute_url(), Proposal(row).seen, town.cast.unit.pk
    for who in ("alva", "love", "hanna", "charlie", "moa", "maj", "gro"):
        browser = town.cast.client(who)
        for path in ("", "foljder/", "flytta/", f"foljder/{unit}/", f"flytta/{unit}/"):
            assert browser.get(f"{url}{path}").status_code in {403, 404}
        for path in ("genomfor/", "angra/", "foljder/", "flytta/", f"foljder/{unit}/", f"flytta/{unit}/"):
            assert browser.post(f"{url}{path}", {"seen": seen}).status_code in {403, 404}
        assert browser.get(f"/inlasning/reorganisation/?reorganisation={row.pk}").status_code == 403
        assert row.name not in text_of(browser.get("/omorganisationer/"))
        assert row.name not in text_of(browser.get("/api/v1/reorganisations"))


@pytest.mark.parametrize(
    "data",
    [{"after-1": "]["}, {"after-x": "[]"}, {"after-1": "[1]", "was-after-1": "\x00"}, {"after-99999999999999999999": "[]"}],
)
def test_bad_input_changes_nothing(town: Town, data: dict[str, str]) -> None:
    row = town.draft(CLOSED)
    ali, url = town.cast.client("ali"), row.get_absolute_url()
    heaps = {key.replace("after-", "heap-").replace("heap-1", "heap-x|1"): value for key, value in data.items()}
    items = {key.replace("heap-", "item-"): value for key, value in heaps.items()}
    assert ali.post(f"{url}foljder/", data).status_code == 302
    assert ali.post(f"{url}flytta/", heaps).status_code == 302
    assert ali.post(f"{url}flytta/{town.cast.unit.pk}/", items).status_code == 302
    row.refresh_from_db()
    assert row.chosen in ({}, {"after": {}, "moves": {}})
    for path in ("foljder/?sida=x&visa=ingen", "flytta/?sida=99", "foljder/0/", "flytta/0/"):
        assert ali.get(f"{url}{path}").status_code in {200, 404}


def test_or_10_n_7_whom_to_turn_to_is_a_role_in_a_unit(town: Town) -> None:
    page = text_of(town.cast.client("maj").get("/stodresurser/"))
    assert "landskapsarkitekt" in page
    contact = SupportContact.objects.get()
    assert "landskapsarkitekt" in text_of(town.cast.client("maj").get(contact.unit.get_absolute_url()))
    assert town.cast.client("maj").get("/stodresurser/nytt/").status_code == 403
    ali = town.cast.client("ali")
    given = {"name": "Förändringsledning", "unit": f"{contact.unit} ({contact.unit.pk})", "role": "HR-strateg"}
    assert ali.post("/stodresurser/nytt/", given).status_code == 302
    assert SupportContact.objects.filter(role="HR-strateg").exists()
