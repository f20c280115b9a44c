"""What computes without a database: two wordings side by side, and running text."""

from __future__ import annotations

import pytest

from processlots.apps.handbook.comparing import compare, pieces
from processlots.apps.handbook.prose import prose

pytestmark = pytest.mark.once


def test_what_is_gone_and_what_is_new_is_told_in_order() -> None:
    assert pieces("ett team är frivilligt", "ett team är ett krav") == [
        ("same", "ett team är "), ("gone", "frivilligt"), ("new", "ett krav"),
    ]  # fmt: skip
    assert pieces("", "nytt") == [("new", "nytt")]
    assert pieces("lika", "lika") == [("same", "lika")]


def test_changes_with_only_a_space_between_are_read_as_one() -> None:
    found = pieces("a gammal text b", "a nya ord b")
    assert found == [("same", "a "), ("gone", "gammal text"), ("new", "nya ord"), ("same", " b")]


def test_either_wording_can_be_put_together_from_the_pieces() -> None:
    before, after = "Ägaren svarar.\n\nLedaren driver det.", "Ägaren svarar för målen.\n\nTeamet hjälper till."
    found = pieces(before, after)
    assert "".join(text for kind, text in found if kind != "new") == before
    assert "".join(text for kind, text in found if kind != "gone") == after


def test_very_long_texts_are_compared_by_line() -> None:
    long = "ord " * 4000
    assert pieces(f"{long}\nslut", f"{long}\nnytt slut")[-1] == ("new", "nytt slut")


def test_versions_are_compared_in_words() -> None:
    before = [("a", "Ett", "text"), ("b", "Två", "text"), ("c", "Tre", "text")]
    after = [("a", "Ett", "text"), ("b", "Två och en halv", "text"), ("d", "Fyra", "x")]
    assert [(one.kind, one.title, one.before) for one in compare(before, after)] == [
        ("renamed", "Två och en halv", "Två"), ("added", "Fyra", ""), ("removed", "Tre", ""),
    ]  # fmt: skip
    changed = compare([("a", "Ett", "text")], [("a", "Ett", "ny text")])[0]
    assert (changed.kind, changed.pieces) == ("changed", (("new", "ny "), ("same", "text")))


def test_paragraphs_lists_and_headings_are_written_and_the_rest_is_text() -> None:
    html = prose("## Tänk på\n\n- en\n- två\n\n1. först\n2. sedan\n\nText <b>x</b>\nny rad")
    assert html == (
        "<h3>Tänk på</h3><ul><li>en</li><li>två</li></ul><ol><li>först</li><li>sedan</li></ol>"
        "<p>Text &lt;b&gt;x&lt;/b&gt;<br>ny rad</p>"
    )
    assert prose("") == ""
    assert prose("## Tänk på", "h2") == "<h2>Tänk på</h2>"
