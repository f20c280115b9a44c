"""Two processes with much the same name: found across units, made one with undo, or known to be two (V-8)."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from processlots.apps.processes.actions import merging, settle
from processlots.apps.processes.inventory.likeness_views import pairs
from processlots.apps.processes.models import KnownDifferent, Merge, Process, Recipient, Requirement
from processlots.apps.processes.tests.makers import give_role, make_decided, make_process, make_recipient, whole_page
from processlots.kit.forms import choice_text
from processlots.kit.models.checks import StoredFinding
from processlots.kit.states import Refused


@pytest.fixture
def two(cast: Any) -> tuple[Process, Process]:
    by = cast.person("charlie")
    kept = make_decided("Följa upp budget", cast.unit, by=by, type="governing", recipients="Chefer")
    gone = make_decided("Följa upp budgeten", cast.administration, by=by, recipients="Nämnden, Chefer", value="Koll på läget")
    return kept, gone


def test_v_8_the_pair_is_found_across_units_and_shown_side_by_side(cast: Any, two: tuple[Process, Process]) -> None:
    kept, gone = two
    assert [(one.first, one.second) for one in pairs(cast.maj)] == [(kept, gone)]
    browser = cast.client("charlie")
    listed = browser.get("/processer/dubbletter/").content.decode()
    assert f"/processer/{kept.key}/samma/{gone.number}/" in listed
    said = browser.get(f"/processer/{kept.key}/samma/{gone.number}/").content.decode()
    for words in ("Följa upp budget", "Följa upp budgeten", "Nämnden", "Bygglovsenheten", "Samhällsbyggnadsförvaltningen"):
        assert words in said
    assert 'value="two"' in said
    assert 'value="two"' not in cast.client("maj").get(f"/processer/{kept.key}/samma/{gone.number}/").content.decode()


def test_v_8_a_sub_process_is_not_on_the_same_level(cast: Any) -> None:
    by = cast.person("charlie")
    whole = make_decided("Följa upp budget", cast.unit, by=by)
    part = make_decided("Följa upp budgeten", cast.unit, by=by, parent=whole)
    assert pairs(cast.maj) == []
    assert not StoredFinding.objects.filter(check_id="V-8", process__in=[whole.pk, part.pk]).exists()


def test_merging_moves_what_hangs_on_it_and_the_old_number_leads_to_the_new(cast: Any, two: tuple[Process, Process]) -> None:
    kept, gone = two
    part = make_process("Samla underlag", cast.unit, parent=gone)
    demand = Requirement.objects.create(process=gone, text="Varje tertial")
    gone.units.add(cast.board)
    answer = cast.client("charlie").post(f"/processer/{kept.key}/samma/{gone.number}/", {"act": "first", "reason": "Samma sak"})
    assert answer.url == kept.get_absolute_url()
    kept, gone = Process.objects.get(pk=kept.pk), Process.objects.get(pk=gone.pk)
    assert {str(one) for one in kept.recipients.all()} == {"Chefer", "Nämnden"}
    assert (kept.value, kept.units.get()) == ("Koll på läget", cast.board)
    assert (Process.objects.get(pk=part.pk).parent, Requirement.objects.get(pk=demand.pk).process) == (kept, kept)
    assert (gone.merged_into, gone.status) == (kept, Process.Status.ENDED)
    assert cast.client("maj").get(gone.get_absolute_url()).url == kept.get_absolute_url()
    assert cast.client("maj").get(f"{gone.get_absolute_url()}?egen=1").status_code == 200
    assert gone.label in whole_page(cast.client("maj"), kept)
    assert pairs(cast.maj) == []


def test_merging_is_taken_back_whole(cast: Any, two: tuple[Process, Process]) -> None:
    kept, gone = two
    part = make_process("Samla underlag", cast.unit, parent=gone)
    made = merging.merge(kept, gone, cast.charlie)
    assert cast.client("maj").post(f"/processer/{kept.key}/skilj/{made.pk}/").status_code == 403
    assert cast.client("charlie").post(f"/processer/{kept.key}/skilj/{made.pk}/").url == gone.get_absolute_url()
    kept, gone = Process.objects.get(pk=kept.pk), Process.objects.get(pk=gone.pk)
    assert {str(one) for one in kept.recipients.all()} == {"Chefer"}
    assert (kept.value, gone.merged_into, gone.ended_on, gone.status) == ("", None, None, Process.Status.INVENTORIED)
    assert Process.objects.get(pk=part.pk).parent == gone
    again = cast.client("charlie").post(f"/processer/{kept.key}/skilj/{made.pk}/")
    assert again.url == kept.get_absolute_url()  # it has been taken back already
    assert Merge.objects.get().undone_on is not None


def test_what_may_not_be_merged_is_refused_in_words_and_changes_nothing(cast: Any, two: tuple[Process, Process]) -> None:
    kept, gone = two
    for who in ("maj", "moa", "ali", "alva"):
        with pytest.raises(PermissionDenied):
            merging.merge(kept, gone, getattr(cast, who))
    give_role(gone, cast.person("alva"))
    with pytest.raises(Refused, match=r"ägare|owner"):
        merging.merge(kept, gone, cast.charlie)
    with pytest.raises(Refused):
        merging.merge(kept, kept, cast.charlie)
    Process.objects.filter(pk=kept.pk).update(parent=gone.pk)
    merging.merge(Process.objects.get(pk=gone.pk), make_decided("Annat", cast.unit, by=cast.person("charlie")), cast.charlie)
    assert Process.objects.get(pk=kept.pk).ended_on is None
    page = f"/processer/{kept.key}/samma/{gone.number}/"
    assert cast.client("charlie").post(page, {"act": "first"}).status_code == 409
    assert cast.client("charlie").post(page, {"act": "trams"}).status_code == 422
    assert cast.client("charlie").get(f"/processer/{kept.key}/samma/{kept.number}/").status_code == 404
    assert cast.client("charlie").get(f"/processer/{kept.key}/samma/99999/").status_code == 404


def test_what_is_not_moved_is_listed(cast: Any, two: tuple[Process, Process]) -> None:
    from processlots.apps.followup.models import Measure

    kept, gone = two
    Measure.objects.create(process=gone, name="Avvikelse")
    merging.merge(kept, gone, cast.charlie)
    found = {kind: count for kind, count, _address in merging.what_stays(gone, cast.charlie)}
    assert 1 in found.values()


def test_v_8_not_the_same_is_remembered_with_its_reason(cast: Any, two: tuple[Process, Process]) -> None:
    kept, gone = two
    page = f"/processer/{kept.key}/samma/{gone.number}/"
    assert cast.client("charlie").post(page, {"act": "two", "reason": " "}).status_code == 422
    assert cast.client("maj").post(page, {"act": "two", "reason": "x"}).status_code == 403
    assert cast.client("charlie").post(page, {"act": "two", "reason": "Den ena är projektens"}).status_code == 302
    assert KnownDifferent.objects.get().reason == "Den ena är projektens"
    assert pairs(cast.maj) == []
    assert not StoredFinding.objects.filter(check_id="V-8").exists()
    settle(gone)
    assert not StoredFinding.objects.filter(check_id="V-8").exists()


def test_what_one_may_not_see_is_in_no_pair(cast: Any) -> None:
    by = cast.person("charlie")
    make_decided("Följa upp budget", cast.unit, by=by)
    hidden = settle(make_process("Följa upp budgeten", cast.unit))
    assert pairs(cast.maj) == []
    assert len(pairs(cast.charlie)) == 1
    assert hidden.name not in cast.client("maj").get("/processer/dubbletter/").content.decode()


def test_the_page_of_pairs_costs_the_same_however_many(cast: Any) -> None:
    counts = []
    pairs(cast.charlie)
    for start in (0, 6):
        for number in range(start, start + 6, 2):
            for ending in ("", "en"):
                make_decided(f"Sköta park{'xyz'[number % 3] * (number + 3)} i byn{ending}", cast.unit, by=cast.person("charlie"))
        with CaptureQueriesContext(connection) as caught:
            pairs(cast.charlie)
        counts.append(len(caught))
    assert counts[0] == counts[1]


# ---- Recipients (C-2) ------------------------------------------------------------------------------------------------


def test_c_2_two_names_of_a_recipient_become_one_and_two_again(cast: Any) -> None:
    kept, gone = make_recipient("Invånare"), make_recipient("Kommuninvånare")
    gone.needs = "Snabba besked"
    gone.save()
    process = make_decided(unit=cast.unit, by=cast.person("charlie"), recipients="Kommuninvånare")
    page = f"/mottagare/{gone.key}/samma/"
    assert cast.client("maj").get(page).status_code == 403
    assert cast.client("charlie").post(page, {"kept": "Finns inte"}).status_code == 422
    assert cast.client("charlie").post(page, {"kept": choice_text(kept)}).url == kept.get_absolute_url()
    assert list(process.recipients.all()) == [kept]
    assert Recipient.objects.get(pk=kept.pk).needs == "Snabba besked"
    assert cast.client("maj").get(gone.get_absolute_url()).url == kept.get_absolute_url()
    made = Merge.objects.get()
    assert cast.client("charlie").post(f"/mottagare/{kept.key}/skilj/{made.pk}/").url == gone.get_absolute_url()
    assert list(process.recipients.all()) == [gone]
    assert Recipient.objects.get(pk=kept.pk).needs == ""
