"""The control chart shows what it is given: levels by name, signals by shape, gaps as gaps, and nothing as code."""

import re
import xml.etree.ElementTree as ET
from datetime import date
from decimal import Decimal

import pytest

from processlots.kit.charts import control_chart, key, standalone
from processlots.kit.charts.marks import signal_mark
from processlots.kit.tests.charts_data import Part, monthly

TWELVE = [8, 9, 8, 7, 9, 8, 9, 8, 9, 8, 7, 8]


def draw(chart, **arguments) -> ET.Element:
    return ET.fromstring(control_chart(chart, **{"title": "Tid", "kind": "month", **arguments}))


def classed(root: ET.Element, name: str) -> list[ET.Element]:
    return [element for element in root.iter() if element.get("class") == name]


def texts(root: ET.Element) -> list[str]:
    return [text.text for text in root.iter("text")]


def test_levels_are_drawn_and_named_at_their_end():
    root = draw(monthly(*TWELVE, limits=("5.25", "8.1", "10.95"), target=8), unit="veckor")
    assert {"Övre gräns 11,0", "Medel 8,1", "Nedre gräns 5,3", "Mål högst 8", "veckor"} <= set(texts(root))
    (upper, lower), (mean,), (target,) = (classed(root, name) for name in ("limit", "mean", "target"))
    assert float(upper.get("y1")) < float(mean.get("y1")) < float(target.get("y1")) < float(lower.get("y1"))
    (band,) = classed(root, "normal")
    assert float(band.get("y")) == float(upper.get("y1"))
    assert float(band.get("y")) + float(band.get("height")) == pytest.approx(float(lower.get("y1")), abs=0.2)


def test_values_stand_at_the_height_of_their_figure_and_evenly_in_time():
    root = draw(monthly(4, 6, None, 10, 8), unit="veckor")
    named = {text.text: float(text.get("y")) - 4 for text in root.iter("text") if text.get("text-anchor") == "end"}
    points = [(float(point.get("cx")), float(point.get("cy"))) for point in classed(root, "pt")]
    assert [y for _, y in points] == pytest.approx([named[figure] for figure in ("4", "6", "10", "8")], abs=0.11)
    xs = [x for x, _ in points]
    assert xs[2] - xs[1] == pytest.approx(2 * (xs[1] - xs[0]), abs=0.2)
    line = [tuple(map(float, pair.split(","))) for pair in classed(root, "series")[0].get("points").split()]
    assert all(corner == pytest.approx(point, abs=0.11) for corner, point in zip(line, points[:2], strict=True))


def test_the_target_says_which_way():
    words = {
        improve: texts(draw(monthly(1, 2, target=8, improve=improve), language="en")) for improve in ("up", "down", "neutral")
    }
    assert "Target at least 8" in words["up"]
    assert "Target at most 8" in words["down"]
    assert "Target 8" in words["neutral"]


def test_provisional_limits_are_dashed_and_called_so():
    root = draw(monthly(*TWELVE[:8], limits=(5, 8, 11), provisional=True))
    assert len(classed(root, "limit provisional")) == 2
    assert "preliminära gränser" in texts(root)
    assert "preliminära gränser" not in texts(draw(monthly(*TWELVE, limits=(5, 8, 11))))


def test_few_values_are_a_plain_line():
    root = draw(monthly(8, 9, 8))
    assert not [name for name in ("normal", "limit", "mean", "sig") if classed(root, name)]
    assert len(classed(root, "pt")) == 3
    assert len(classed(root, "series")) == 1


def test_without_values_it_says_so():
    assert "Inga värden än" in texts(draw(monthly()))


def test_a_gap_breaks_the_line():
    lines = classed(draw(monthly(8, 9, None, 8, 9, 7)), "series")
    assert [len(line.get("points").split()) for line in lines] == [2, 3]


def test_a_rebase_breaks_line_and_levels():
    chart = monthly(*TWELVE, *TWELVE, limits=(5, 8, 11))
    chart.segments = [
        Part(0, 12, 12, Decimal(8), Decimal(5), Decimal(11)),
        Part(12, 24, 12, Decimal(6), Decimal(4), Decimal(9)),
    ]
    for point in chart.points[12:]:
        point.segment = 1
    root = draw(chart)
    assert [len(line.get("points").split()) for line in classed(root, "series")] == [12, 12]
    (first, second) = classed(root, "mean")
    (line,) = classed(root, "event")
    assert first.get("x2") == second.get("x1") == line.get("x1")
    assert {"Nya gränser", "Medel 6,0"} <= set(texts(root))
    told = draw(chart, events=[(date(2025, 11, 1), "Samlad granskning införd")])
    assert "Samlad granskning införd" in texts(told)
    assert "Nya gränser" not in texts(told)
    assert len(classed(told, "event")) == 1


@pytest.mark.parametrize(
    ("rule", "points", "side", "word"),
    [
        ("outside", (7,), "up", "Utanför gränserna"),
        ("shift", tuple(range(1, 8)), "down", "Skifte: sju i rad under medel"),
        ("trend", tuple(range(1, 10)), "up", "Trend: nio i rad uppåt"),
        ("two-of-three", (5, 7), "up", "Två av tre nära gränsen"),
    ],
)
def test_a_signal_has_its_own_shape_and_its_word(rule, points, side, word):
    root = draw(monthly(*TWELVE, limits=(5, 8, 11), runs=[(rule, points, side)]))
    marks = classed(root, "sig")
    assert len(marks) == len(points)
    assert word in texts(root)
    assert all(mark.find("title").text for mark in marks)


def test_the_four_shapes_differ():
    shapes = {re.sub(r"[\d. -]+", "", signal_mark(rule, 0, 0, 9)) for rule in ("outside", "shift", "trend", "two-of-three")}
    assert len(shapes) == 4


def test_a_point_with_several_signals_has_one_shape_and_the_key_shows_no_other():
    runs = [("outside", (7,), "up"), ("shift", tuple(range(1, 8)), "up"), ("two-of-three", (5, 6), "up")]
    chart = monthly(*TWELVE, limits=(5, 8, 11), runs=runs)
    marks = classed(draw(chart), "sig")
    assert [mark.tag for mark in marks] == ["rect"] * 6 + ["path"]
    assert [word for _, word in key(chart)] == ["värde", "utanför gränserna", "skifte", "tonat band: vanlig variation"]


def test_a_lower_limit_under_zero_is_drawn_only_where_values_are():
    root = draw(monthly(1, 0, 3, 2, 0, 1, limits=(-2, 1, 5)))
    assert len(classed(root, "limit")) == 1
    assert not [text for text in texts(root) if text.startswith("Nedre")]
    (band,) = classed(root, "normal")
    assert float(band.get("y")) + float(band.get("height")) == pytest.approx(348)
    assert "Nedre gräns −2,0" in texts(draw(monthly(1, -1, 3, 2, 0, 1, limits=(-2, 1, 5))))


def test_equal_values_have_a_mean_and_no_limits_to_read():
    words = texts(draw(monthly(*[7] * 12, limits=(7, 7, 7))))
    assert "Medel 7,0" in words
    assert not [text for text in words if "gräns" in text]


def test_hovering_tells_period_value_and_signal():
    root = draw(monthly(*TWELVE, 13.1, limits=(5, 8, 11), runs=[("outside", (12,), "up")]))
    assert classed(root, "sig")[0].find("title").text == "november 2025: 13,1. Utanför gränserna"
    assert classed(root, "pt")[0].find("title").text == "november 2024: 8,0"


def test_the_picture_is_named_and_described_for_those_who_do_not_see_it():
    root = draw(monthly(*TWELVE, limits=(5, 8, 11)), title="Handläggningstid", ident="m7")
    assert root.get("role") == "img"
    title, desc = root.get("aria-labelledby").split()
    assert (root.find("title").get("id"), root.find("desc").get("id")) == (title, desc) == ("m7-title", "m7-desc")
    assert root.findtext("title") == "Handläggningstid"
    assert root.findtext("desc").startswith("12 värden från november 2024 till oktober 2025. Medel 8,0.")


NASTY = '<script>alert(1)</script> & "x" onload=\x00\x1b]]>'


def test_words_from_people_stay_words():
    chart = monthly(*TWELVE, limits=(5, 8, 11), runs=[("outside", (5,), "up")])
    for point in chart.points:
        point.label = NASTY
    picture = control_chart(chart, title=NASTY, unit=NASTY, kind="month", ident='a"b', events=[(date(2025, 3, 1), NASTY)])
    assert "<script" not in picture
    for root in (ET.fromstring(picture), ET.fromstring(standalone(picture))):
        tags = {element.tag.rpartition("}")[2] for element in root.iter()}
        assert tags <= {"svg", "title", "desc", "rect", "line", "polyline", "circle", "path", "text"}
        assert not [name for element in root.iter() for name in element.attrib if name.startswith("on") or name == "style"]
    assert ET.fromstring(picture).findtext("title") == '<script>alert(1)</script> & "x" onload=]]>'


def test_a_picture_in_a_page_has_classes_and_no_colour():
    picture = control_chart(monthly(*TWELVE, limits=(5, 8, 11), target=8), title="Tid", kind="month")
    assert not re.search(r"#[0-9a-f]{3,6}|style|rgb", picture)


def test_a_picture_in_a_file_has_both():
    alone = standalone(control_chart(monthly(*TWELVE, limits=(5, 8, 11), target=8), title="Tid", kind="month"))
    root = ET.fromstring(alone)
    svg = "{http://www.w3.org/2000/svg}"
    assert root.tag == f"{svg}svg"
    assert (root.get("width"), root.get("height")) == ("900", "400")
    for drawn in root.iter():
        if drawn.tag in {f"{svg}line", f"{svg}polyline"}:
            assert drawn.get("stroke"), drawn.get("class")
        if drawn.tag in {f"{svg}circle", f"{svg}rect"}:
            assert drawn.get("fill"), drawn.get("class")
