"""Succession is proposed by external id, name, people, what lies under, and likeness; a person's choice goes before all."""

from __future__ import annotations

import pytest

from processlots.apps.organisation.reorganising.succeeding import KEEP, Coming, Plan, Standing, compare

NOW = [
    Standing(1, "Kommunen", "council", None),
    Standing(2, "Tekniska förvaltningen", "administration", 1, "T"),
    Standing(3, "Gatuenheten", "unit", 2, "G"),
    Standing(4, "Parkenheten", "unit", 2, "P"),
    Standing(5, "Kansliet", "staff", 2),
]


def plan(*rows: tuple[str, str, str | None, str], **more: object) -> Plan:
    """Rows are (name, kind, parent's name, external id); a name is its own key."""
    return compare(NOW, [Coming(name, name, kind, parent, ext) for name, kind, parent, ext in rows], **more)  # type: ignore[arg-type]


TOP = ("Kommunen", "council", None, "")
TECH = ("Tekniska förvaltningen", "administration", "Kommunen", "T")
STREET, PARK = ("Gatuenheten", "unit", TECH[0], "G"), ("Parkenheten", "unit", TECH[0], "P")
OFFICE = ("Kansliet", "staff", TECH[0], "")


def fates(made: Plan) -> dict[int, tuple[str, str, list[str]]]:
    return {pk: (one.kind, one.why, one.targets) for pk, one in made.fates.items()}


def test_an_organisation_that_is_the_same_changes_nothing() -> None:
    made = plan(TOP, TECH, STREET, PARK, OFFICE)
    assert {kind for kind, _why, _keys in fates(made).values()} == {"same"}
    assert (made.made, made.wholly_new) == ([], [])


def test_another_name_with_the_same_id_is_renamed_and_what_lies_under_follows_along() -> None:
    new = ("Miljö och teknik", "administration", "Kommunen", "T")
    made = plan(TOP, new, *[(name, kind, new[0], ext) for name, kind, _above, ext in (STREET, PARK, OFFICE)])
    assert fates(made)[2] == ("renamed", "id", ["Miljö och teknik"])
    assert {fates(made)[pk][0] for pk in (3, 4, 5)} == {"follows"}
    assert made.parent_of(5) == "Miljö och teknik"


def test_without_ids_or_likeness_a_unit_is_known_by_what_lies_under_it() -> None:
    made = plan(
        TOP, ("Bolaget", "administration", "Kommunen", ""), *[(one[0], one[1], "Bolaget", one[3]) for one in (STREET, PARK)]
    )
    assert fates(made)[2] == ("renamed", "children", ["Bolaget"])
    assert fates(made)[5][0] == "closed"


def test_two_names_in_one_are_merged_and_one_name_in_two_is_split() -> None:
    made = plan(TOP, TECH, ("Gatu- och parkenheten", "unit", TECH[0], ""), OFFICE)
    assert {fates(made)[pk][0] for pk in (3, 4)} == {"merged"}
    assert made.made[0].name == "Gatu- och parkenheten"
    made = plan(TOP, TECH, STREET, ("Parkenheten norr", "unit", TECH[0], ""), ("Parkenheten söder", "unit", TECH[0], ""), OFFICE)
    assert (fates(made)[4][0], set(fates(made)[4][2])) == ("split", {"Parkenheten norr", "Parkenheten söder"})


def test_the_same_name_in_another_place_is_moved_and_another_kind_is_another_unit() -> None:
    made = plan(TOP, TECH, STREET, PARK, ("Kansliet", "staff", "Kommunen", ""))
    assert fates(made)[5] == ("moved", "name", ["Kansliet"])
    made = plan(TOP, TECH, STREET, PARK, ("Kansliet", "department", TECH[0], ""))
    assert fates(made)[5][0] == "renamed"


@pytest.mark.parametrize(("share", "kind"), [(0.9, "renamed"), (0.3, "closed")])
def test_where_most_of_the_people_went_comes_after(share: float, kind: str) -> None:
    made = plan(TOP, TECH, STREET, OFFICE, ("Utemiljö", "unit", TECH[0], ""), shares={(4, "Utemiljö"): share})
    assert fates(made)[4][0] == kind


def test_a_choice_goes_before_all_and_one_that_points_at_nothing_is_no_choice() -> None:
    rows = (TOP, TECH, STREET, PARK, OFFICE)
    assert fates(plan(*rows, chosen={4: ["Gatuenheten"]}))[4] == ("merged", "choice", ["Gatuenheten"])
    assert fates(plan(*rows, chosen={4: []}))[4] == ("closed", "choice", [])
    assert fates(plan(*rows, chosen={4: ["borta"]}))[4][0] == "same"


def test_what_is_kept_under_a_closed_unit_is_homeless() -> None:
    made = plan(TOP, chosen={3: [KEEP], 2: []})
    assert (made.homeless, fates(made)[3][0]) == ([3], "kept")
