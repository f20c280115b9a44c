"""Which processes to begin with: high, medium and low or an order, for many rows at once, with reason, name and day (S1-10)."""

from __future__ import annotations

from typing import Any

import pytest

from processlots.apps.processes.models import Inventory, Process
from processlots.apps.processes.tests.makers import make_inventory, make_process
from processlots.kit.periods import today


@pytest.fixture
def inventory(cast: Any) -> Inventory:
    made = make_inventory(cast.unit, scale=Inventory.Scale.LEVELS)
    for name in ("Pröva bygglov", "Sköta parker", "Ge råd"):
        make_process(name, cast.unit, inventory=made)
    return made


def sent(inventory: Inventory, **more: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"act": "rows"}
    for row in inventory.rows.all():
        found |= {
            f"priority-{row.pk}": row.priority or "",
            f"reason-{row.pk}": row.priority_reason,
            f"version-{row.pk}": row.version,
        }
    return found | more


def keys(inventory: Inventory) -> list[int]:
    return list(inventory.rows.order_by("sort").values_list("pk", flat=True))


def test_s1_10_rows_get_their_own_with_reason_name_and_day(cast: Any, inventory: Inventory) -> None:
    page = f"{inventory.get_absolute_url()}prioritera/"
    one, two, _three = keys(inventory)
    data = sent(inventory) | {f"priority-{one}": "1", f"reason-{one}": "Flest väntar", f"priority-{two}": "3"}
    assert cast.client("charlie").post(page, data).status_code == 302
    row = Process.objects.get(pk=one)
    assert (row.priority, row.priority_reason, row.priority_by, row.priority_on) == (
        1, "Flest väntar", cast.person("charlie"), today(),
    )  # fmt: skip
    assert Process.objects.get(pk=two).priority == 3
    said = cast.client("charlie").get(page).content.decode()
    assert "Hög" in said
    assert "Chef-Charlie" in said
    assert Process.objects.filter(inventory=inventory, priority=None).count() == 1


def test_s1_10_the_ticked_get_the_same_at_one_press(cast: Any, inventory: Inventory) -> None:
    one, two, three = keys(inventory)
    data = sent(inventory, act="together", together="2", why="Nämnden vill", row=[one, three, "trams", 10**15])
    assert cast.client("hanna").post(f"{inventory.get_absolute_url()}prioritera/", data).status_code == 302
    found = dict(Process.objects.filter(inventory=inventory).values_list("pk", "priority"))
    assert found == {one: 2, two: None, three: 2}
    assert Process.objects.get(pk=three).priority_reason == "Nämnden vill"


def test_s1_10_an_order_of_numbers_and_the_list_sorted_by_it(cast: Any, inventory: Inventory) -> None:
    inventory.scale = Inventory.Scale.ORDER
    inventory.save()
    one, two, three = keys(inventory)
    data = sent(inventory) | {f"priority-{one}": "3", f"priority-{two}": "1", f"priority-{three}": "2"}
    cast.client("charlie").post(f"{inventory.get_absolute_url()}prioritera/", data)
    said = cast.client("charlie").get(f"{inventory.get_absolute_url()}?ordning=prioritet").content.decode()
    places = [said.index(f'id="rad-{key}"') for key in (two, three, one)]
    assert places == sorted(places)
    said = cast.client("charlie").get(f"{inventory.get_absolute_url()}?ordning=namn").content.decode()
    places = [said.index(f'id="rad-{key}"') for key in (one, two, three)]
    assert places == sorted(places)


@pytest.mark.parametrize("wrong", ["först", "-1", "0", "4", "99999", "1.5"])
def test_a_priority_that_does_not_hold_changes_nothing_and_keeps_what_was_written(
    cast: Any, inventory: Inventory, wrong: str
) -> None:
    one, two, _three = keys(inventory)
    data = sent(inventory) | {f"priority-{one}": wrong, f"priority-{two}": "1", f"reason-{two}": "Kvar i rutan"}
    answer = cast.client("charlie").post(f"{inventory.get_absolute_url()}prioritera/", data)
    assert answer.status_code == 422
    assert "Kvar i rutan" in answer.content.decode()
    assert not Process.objects.exclude(priority=None).exists()


def test_a_row_that_somebody_saved_meanwhile_is_left_alone(cast: Any, inventory: Inventory) -> None:
    one, two, _three = keys(inventory)
    data = sent(inventory) | {f"priority-{one}": "1", f"priority-{two}": "2"}
    Process.objects.get(pk=one).save()
    answer = cast.client("charlie").post(f"{inventory.get_absolute_url()}prioritera/", data, follow=True)
    assert "Ge råd" in answer.content.decode()
    assert [Process.objects.get(pk=key).priority for key in (one, two)] == [None, 2]


@pytest.mark.parametrize("name", ["maj", "alva", "ali", "moa", "gro"])
def test_only_those_of_the_inventory_prioritise(cast: Any, inventory: Inventory, name: str) -> None:
    page = f"{inventory.get_absolute_url()}prioritera/"
    assert cast.client(name).get(page).status_code == 403
    assert cast.client(name).post(page, sent(inventory)).status_code == 403
