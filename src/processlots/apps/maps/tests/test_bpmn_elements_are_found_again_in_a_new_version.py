"""Rows that live across versions: same id, else type + name + lane + neighbours (DESIGN 6)."""

from __future__ import annotations

import re

from processlots.apps.maps import bpmn

from .bpmn_corpus import own


def rows(data: bytes) -> list[bpmn.Row]:
    return bpmn.extract(bpmn.read(data))


def with_other_ids(data: bytes) -> bytes:
    """The same map as another tool would export it: every id another."""
    text = data.decode()
    for found in sorted(set(re.findall(r' id="([^"]+)"', text)), key=len, reverse=True):
        text = re.sub(rf'(?<=[">]){re.escape(found)}(?=["<])', f"x{abs(hash(found)) % 10**9}", text)
    return text.encode()


def test_rows_hold_name_lane_and_neighbours() -> None:
    found = {row.id: row for row in rows(own("bygglov.bpmn"))}
    assert found["be_om"] == bpmn.Row(
        "be_om", "sendTask", "Be om komplettering", "Handläggare", ("<Komplett?", ">Komplettera ansökan")
    )
    assert found["lista"].type == "dataObjectReference"


def test_kept_ids_are_certain() -> None:
    old = rows(own("bygglov.bpmn"))
    a_map = bpmn.read(own("bygglov.bpmn"))
    a_map.elements["granska"].name = "Kontrollera att ansökan är komplett"
    found = bpmn.match(old, bpmn.extract(a_map))
    assert found.certain
    assert all(pair.old.id == pair.new.id and pair.confidence == 1 for pair in found.pairs)
    assert (found.gone, found.new) == ([], [])


def test_a_file_with_other_ids_is_matched_whole() -> None:
    for name in ("bygglov.bpmn", "all_kinds.bpmn", "no_drawing.bpmn"):
        old, new = rows(own(name)), rows(with_other_ids(own(name)))
        assert not {row.id for row in old} & {row.id for row in new}
        found = bpmn.match(old, new)
        assert not found.certain
        assert (found.gone, found.new) == ([], [])
        assert all(
            (pair.old.name, pair.old.type, pair.old.lane) == (pair.new.name, pair.new.type, pair.new.lane) for pair in found.pairs
        )


def test_a_renamed_step_is_found_by_what_is_beside_it() -> None:
    old = rows(own("bygglov.bpmn"))
    changed = with_other_ids(own("bygglov.bpmn")).replace("Registrera ärendet".encode(), "Registrera ärende".encode())
    (pair,) = [pair for pair in bpmn.match(old, rows(changed)).pairs if pair.old.id == "registrera"]
    assert pair.new.name == "Registrera ärende"
    assert 0.55 <= pair.confidence < 1


def test_gone_and_new_are_listed_not_paired() -> None:
    old = rows(own("bygglov.bpmn"))
    a_map = bpmn.read(own("bygglov.bpmn"))
    bpmn.remove(a_map, "namnden")
    bpmn.add_element(a_map, "task", "Fakturera avgiften", lane="lane_registrator", id="faktura")
    found = bpmn.match(old, bpmn.extract(a_map))
    assert [row.id for row in found.gone] == ["namnden"]
    assert [row.id for row in found.new] == ["faktura"]


def test_an_id_that_means_something_else_now_is_not_trusted() -> None:
    old = [bpmn.Row("Activity_1", "task", "Granska ansökan", "Handläggare")]
    new = [bpmn.Row("Activity_1", "endEvent", "Klart", "Nämnd"), bpmn.Row("Activity_2", "task", "Granska ansökan", "Handläggare")]
    (pair,) = bpmn.match(old, new).pairs
    assert pair.new.id == "Activity_2"


def test_each_row_is_in_one_pair_at_most() -> None:
    twins = [bpmn.Row(f"a{n}", "task", "Skicka brev", "Registrator") for n in range(5)]
    others = [bpmn.Row(f"b{n}", "task", "Skicka brev", "Registrator") for n in range(3)]
    found = bpmn.match(twins, others)
    assert [(pair.old.id, pair.new.id) for pair in found.pairs] == [("a0", "b0"), ("a1", "b1"), ("a2", "b2")]
    assert [row.id for row in found.gone] == ["a3", "a4"]


def test_large_maps_are_matched() -> None:
    old = [bpmn.Row(f"a{n}", "task", f"Steg nummer {n} i ärendet", f"Roll {n % 7}") for n in range(400)]
    new = [bpmn.Row(f"b{n}", "task", f"Steg nr {n} i ärende", f"Roll {n % 7}") for n in range(400)]
    found = bpmn.match(old, new)
    assert len(found.pairs) == 400
