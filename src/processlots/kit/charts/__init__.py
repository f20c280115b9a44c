"""Pictures as SVG text, one small writer per kind: control chart (and plain line), spark, bars; and their table twins.

Pure functions of plain data: no Django, no model, no file. Nothing here carries a colour or a style; the classes (chart,
big, spark, normal, mean, limit, provisional, target, targettext, series, pt, bar, sig, sigtext, lead, grid, axis, strong,
event) are drawn by the look, so a picture follows light, dark, print and forced colours. `standalone` gives one to a file.
"""

from processlots.kit.charts.bars import bars, bars_table
from processlots.kit.charts.control import control_chart
from processlots.kit.charts.spark import spark
from processlots.kit.charts.svg import standalone
from processlots.kit.charts.table import describe, key, signal_words, table

__all__ = ["bars", "bars_table", "control_chart", "describe", "key", "signal_words", "spark", "standalone", "table"]
