"""Spark and bars: small pictures, same care."""

import xml.etree.ElementTree as ET
from decimal import Decimal

import pytest

from processlots.kit.charts import bars, bars_table, spark
from processlots.kit.tests.charts_data import monthly


def classes(root: ET.Element) -> list[str]:
    return [element.get("class") for element in root]


def test_a_spark_has_band_mean_target_line_signals_and_the_last_value():
    chart = monthly(8, 9, 13, 8, 7, 8, limits=(5, 8, 11), target=9, runs=[("outside", (2,), "up")])
    root = ET.fromstring(spark(chart, label="Tid, 6 månader"))
    assert classes(root) == ["normal", "mean", "target", "series", "sig", "pt"]
    assert (root.get("viewBox"), root.get("role"), root.get("aria-label")) == ("0 0 256 64", "img", "Tid, 6 månader")
    assert root[-1].get("cx") == "249"


def test_a_spark_shows_values_that_stand_alone_between_gaps():
    root = ET.fromstring(spark(monthly(8, 9, None, 7, None, 8, 7), label="Tid"))
    assert classes(root) == ["series", "series", "pt", "pt"]


@pytest.mark.parametrize("values", [[], [None], [5], [5, 5, 5]])
def test_a_spark_of_little_is_drawn_too(values):
    root = ET.fromstring(spark(monthly(*values), label='<b> & "x"'))
    assert root.get("aria-label") == '<b> & "x"'
    assert classes(root).count("pt") == (1 if any(values) else 0)


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
