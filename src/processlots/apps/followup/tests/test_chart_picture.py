"""The picture of any series: well-formed, every value marked, every word readable and clear of the others."""

import itertools
import xml.etree.ElementTree as ET
from datetime import date
from decimal import Decimal

from hypothesis import example, given, settings
from hypothesis import strategies as st

from processlots.apps.followup.control_chart import Point, analyse
from processlots.kit.charts import control_chart, spark, standalone
from processlots.kit.charts.scale import Box, label_box

KINDS = {"month": 1, "quarter": 3, "year": 12}


@st.composite
def series(draw: st.DrawFn):
    kind = draw(st.sampled_from(sorted(KINDS)))
    level = draw(st.sampled_from([0, 1, 40, 1000, 1_234_567]))
    steps = draw(st.lists(st.one_of(st.none(), st.integers(-9, 9), st.sampled_from([0, 1, 30])), max_size=70))
    rebases = draw(st.sets(st.integers(0, 70), max_size=3))
    drift = draw(st.sampled_from([0, 0, 1, -2]))
    points = []
    for i, step in enumerate(steps):
        month = i * KINDS[kind]
        value = None if step is None else Decimal(level + step + drift * i) / draw(st.sampled_from([1, 2, 8]))
        points.append(Point(date(1990 + month // 12, month % 12 + 1, 1), value, i in rebases))
    return kind, points


def words(root: ET.Element) -> list[tuple[str, Box]]:
    found = []
    for text in root.iter("text"):
        anchor = text.get("text-anchor") or "start"
        found.append((text.text, label_box(float(text.get("x")), float(text.get("y")), [text.text], anchor)))
    return found


@settings(max_examples=120, deadline=None)
@given(
    series(),
    st.sampled_from(["up", "down", "neutral"]),
    st.one_of(st.none(), st.integers(-20, 60)),
    st.sampled_from(["sv", "en"]),
)
@example(("month", []), "up", None, "sv")
@example(("month", []), "up", 3, "sv")
def test_every_word_is_inside_and_covers_no_other(data, improve, target, language):
    kind, points = data
    chart = analyse(points, improve, target)
    events = [(points[len(points) // 2].date, "Samlad granskning införd")] if points else []
    root = ET.fromstring(control_chart(chart, title="Tid", unit="veckor", kind=kind, language=language, events=events))
    placed = words(root)
    for text, box in placed:
        assert box.within(Box(0, 0, 900, 400)), text
    for (one, box), (other, covered) in itertools.combinations(placed, 2):
        # Boxes have air above and below the letters; two lines of one note stand 16 apart.
        inner = Box(box.left + 1, box.top + 2, box.right - 1, box.bottom - 2)
        assert not inner.meets(Box(covered.left, covered.top + 2, covered.right, covered.bottom - 2)), (one, other)


@settings(max_examples=60, deadline=None)
@given(series(), st.sampled_from(["up", "down", "neutral"]), st.one_of(st.none(), st.integers(-20, 60)))
def test_every_value_has_one_mark_in_both_pictures(data, improve, target):
    kind, points = data
    chart = analyse(points, improve, target)
    present = [point for point in chart.points if point.value is not None]
    signalled = sum(bool(point.signals) for point in present)
    big = ET.fromstring(control_chart(chart, title="Tid", kind=kind))
    classes = [element.get("class") for element in big.iter()]
    assert (classes.count("sig"), classes.count("pt")) == (signalled, len(present) - signalled)
    small = ET.fromstring(spark(chart, label="Tid"))
    assert [element.get("class") for element in small.iter()].count("sig") == signalled
    for picture in (big, small):
        for element in picture.iter():
            assert "style" not in element.attrib
            assert not any(
                "nan" in value or "inf" in value for key, value in element.attrib.items() if key not in {"class", "aria-label"}
            )
    ET.fromstring(standalone(control_chart(chart, title="Tid", kind=kind)))
