"""Spark and bars: small pictures, same care."""

import xml.etree.ElementTree as ET
from decimal import Decimal

import pytest

from processlots.kit.charts import bars, bars_table, spark
from processlots.kit.tests.charts_data import Part, monthly


def classes(root: ET.Element) -> list[str]:
    return [element.get("class") for element in root]


def test_a_spark_has_band_mean_target_line_signals_and_the_last_value():
    chart = monthly(8, 9, 13, 8, 7, 8, limits=(5, 8, 11), target=9, runs=[("outside", (2,), "up")])
    root = ET.fromstring(spark(chart, label="Tid, 6 månader"))
    assert classes(root) == ["normal", "mean", "target", "series", "sig", "pt"]
    assert (root.get("viewBox"), root.get("role"), root.get("aria-label")) == ("0 0 256 64", "img", "Tid, 6 månader")
    assert root[-1].get("cx") == "249"


def test_everything_in_a_spark_stands_at_its_height():
    # 5 to 13 take the height from 57 up to 7, 6.25 to each; six values stand 48.4 apart from 7 to 249
    chart = monthly(8, 9, 13, 8, 7, 8, limits=(5, 8, 11), target=9, runs=[("shift", (2,), "up")])
    band, mean, target, series, sign, last = ET.fromstring(spark(chart, label="Tid"))
    assert (band.get("x"), band.get("width"), band.get("y"), band.get("height")) == ("0", "256", "19.5", "37.5")
    assert (mean.get("x1"), mean.get("x2"), mean.get("y1"), mean.get("y2")) == ("0", "256", "38.2", "38.2")
    assert (target.get("x1"), target.get("x2"), target.get("y1"), target.get("y2")) == ("0", "256", "32", "32")
    assert series.get("points") == "7.0,38.2 55.4,32.0 103.8,7.0 152.2,38.2 200.6,44.5 249.0,38.2"
    centre = float(sign.get("x")) + float(sign.get("width")) / 2, float(sign.get("y")) + float(sign.get("height")) / 2
    assert centre == pytest.approx((103.8, 7), abs=0.1)
    assert (last.get("cx"), last.get("cy")) == ("249", "38.2")


def test_the_bands_of_a_rebased_spark_meet_halfway():
    chart = monthly(1, 3, 2, 6, 4)
    chart.segments = [Part(0, 3, 3, Decimal(2), Decimal(-1), Decimal(4)), Part(3, 5, 2, Decimal(5), Decimal(3), Decimal(6))]
    for point in chart.points[3:]:
        point.segment = 1
    first, mean, second, _, *series, _ = ET.fromstring(spark(chart, label="Tid"))
    # points stand 60.5 apart from 7, so the third at 128 and the fourth at 188.5; no value is negative: the band ends at 0
    assert (first.get("x"), first.get("width"), first.get("y"), first.get("height")) == ("0", "158.2", "23.7", "33.3")
    assert (mean.get("x1"), mean.get("x2")) == ("0", "158.2")
    assert (second.get("x"), second.get("width"), second.get("y"), second.get("height")) == ("158.2", "97.8", "7", "25")
    assert [len(line.get("points").split()) for line in series] == [3, 2]


def test_a_spark_shows_values_that_stand_alone_between_gaps():
    root = ET.fromstring(spark(monthly(8, 9, None, 7, None, 8, 7), label="Tid"))
    assert classes(root) == ["series", "series", "pt", "pt"]


@pytest.mark.parametrize("values", [[], [None], [5], [5, 5, 5]])
def test_a_spark_of_little_is_drawn_too(values):
    root = ET.fromstring(spark(monthly(*values), label='<b> & "x"'))
    assert root.get("aria-label") == '<b> & "x"'
    assert [(pt.get("cx"), pt.get("cy")) for pt in root if pt.get("class") == "pt"] == {
        0: [],
        1: [("128", "32")] if any(values) else [],
        3: [("249", "32")],
    }[len(values)]


def test_bars_begin_at_the_same_zero_and_are_as_long_as_their_amounts():
    items = [("Ta emot", Decimal(10)), ("Pröva", Decimal("2.5")), ("Vänta", None), ("Avvikelse", Decimal(-5))]
    root = ET.fromstring(bars(items, title="Tid", unit="timmar"))
    drawn = [element for element in root if element.tag == "rect"]
    left = [float(bar.get("x")) for bar in drawn]
    wide = [float(bar.get("width")) for bar in drawn]
    assert left[0] == left[1] == pytest.approx(left[2] + wide[2], abs=0.2)
    assert wide[0] / wide[1] == pytest.approx(4, rel=0.01)
    assert wide[0] / wide[2] == pytest.approx(2, rel=0.01)
    words = [text.text for text in root.iter("text")]
    assert words == ["Ta emot", "10,0 timmar", "Pröva", "2,5 timmar", "Vänta", "saknas", "Avvikelse", "−5,0 timmar"]
    assert root.get("aria-label") == "Tid. Ta emot 10,0 timmar, Pröva 2,5 timmar, Vänta saknas, Avvikelse −5,0 timmar"


def test_a_long_name_is_cut_in_the_picture_and_whole_on_hover_and_in_the_table():
    name = "Begära komplettering av handlingar från den sökande och vänta"
    root = ET.fromstring(bars([(name, Decimal(1))], title="Tid", language="en"))
    assert next(root.iter("text")).text == "Begära komplettering av handlingar från den sök…"
    assert next(root.iter("title")).text == f"{name}: 1"
    assert bars_table([(name, Decimal(1)), ("x", None)], language="en") == (["What", "Number"], [[name, "1"], ["x", "missing"]])


def test_nothing_is_drawn_of_nothing():
    assert [element.tag for element in ET.fromstring(bars([], title="Tid"))] == ["line"]
