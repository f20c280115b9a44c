"""`processlots chart`: limits, signals and what they mean, for the values in a file.

Needs no database and no Django. Exit code 0 = done, whether there are signals or not; 2 = bad input, one line on stderr.
"""

from __future__ import annotations

import argparse
import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

from processlots.apps.followup.chart_file import BadFile, Series, read_number, read_series
from processlots.apps.followup.control_chart import Chart, Point, analyse, assurance_sentence, data_hash, sentence
from processlots.kit import charts
from processlots.kit.charts.data import Language
from processlots.kit.charts.dates import period_name

_SAY: dict[Language, dict[str, str]] = {
    "sv": {
        "target": "--target: ”{text}” är inget tal. Skriv till exempel 8 eller 6,4.",
        "direction": "Målet jämförs inte med värdena. Säg vilket håll som är bättre med --improve up eller --improve down.",
        "title": "Styrdiagram: {name}",
    },
    "en": {
        "target": "--target: “{text}” is not a number. Write for example 8 or 6.4.",
        "direction": "The target is not compared with the values. Say which way is better with --improve up or --improve down.",
        "title": "Control chart: {name}",
    },
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `processlots chart`."""
    parser.description = "Control chart (XmR) of single values: limits, signals, and whether to react."
    parser.add_argument("file", type=Path, metavar="FILE.csv", help="date,value[,rebase]; an empty value is missing")
    parser.add_argument("--improve", choices=["up", "down", "neutral"], default="neutral", help="which way is better")
    parser.add_argument("--target", metavar="N", help="compare the limits with this value")
    parser.add_argument("--screen", action="store_true", help="leave out moving ranges of 3.267 x their mean or more, once")
    parser.add_argument("--format", choices=["text", "json", "svg"], default="text")
    parser.add_argument("--language", choices=["sv", "en"], default="sv", help="of sentences and of what goes wrong")


def run(args: argparse.Namespace) -> int:
    """Read the file, judge it, print. Returns 0, or 2 for what cannot be read."""
    say = _SAY[args.language]
    target = None
    if args.target is not None:
        target = read_number(args.target)
        if target is None:
            print(say["target"].format(text=args.target[:60]), file=sys.stderr)
            return 2
    try:
        series = read_series(args.file)
    except BadFile as error:
        print(error.say(args.file, args.language), file=sys.stderr)
        return 2
    points = [
        Point(point.date, point.value, point.rebase, period_name(point.date, series.kind, args.language))
        for point in series.points
    ]
    chart = analyse(points, args.improve, target, args.screen)
    if args.format == "json":
        print(json.dumps(_answer(chart, series, args.language), ensure_ascii=False, indent=2))
    elif args.format == "svg":
        title = say["title"].format(name=args.file.stem)
        picture = charts.control_chart(chart, title=title, kind=series.kind, language=args.language)
        print(charts.standalone(picture), end="")
    else:
        print(_text(chart, series, args.language))
    return 0


def _answer(chart: Chart, series: Series, language: Language) -> dict[str, Any]:
    """The contract's keys, and the sentence and the hash; periods are written as the file has them."""
    return {
        "segments": [
            {
                "from": series.texts[segment.start],
                "to": series.texts[segment.stop - 1],
                "n": segment.n,
                "mean": _figure(segment.mean),
                "lower": _figure(segment.lower),
                "upper": _figure(segment.upper),
                "provisional": segment.provisional,
            }
            for segment in chart.segments
        ],
        "points": [
            {"date": text, "value": _figure(point.value), "signals": list(point.signals)}
            for text, point in zip(series.texts, chart.points, strict=True)
        ],
        "variation": chart.variation,
        "assurance": chart.assurance,
        "sentence": sentence(chart, language),
        "data_hash": data_hash(chart.points),
    }


def _figure(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _text(chart: Chart, series: Series, language: Language) -> str:
    head = [" ".join(filter(None, [sentence(chart, language), assurance_sentence(chart, language)]))]
    if chart.target is not None and chart.improve == "neutral":
        head.append(_SAY[language]["direction"])
    header, rows = charts.table(chart, language, kind=series.kind)
    widths = [max(len(row[column]) for row in [header, *rows]) for column in range(2)]
    lines = [f"{period:<{widths[0]}}  {value:>{widths[1]}}  {signal}".rstrip() for period, value, signal in [header, *rows]]
    return "\n".join([*head, "", charts.describe(chart, language, kind=series.kind), "", *lines])
