"""Charts as Vega-Lite specifications: the same for page, telephone and print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Spec = dict[str, Any]

ACCENT = "#0B5C66"
GREY = "#8A837A"
INK = "#1F1D1A"
RULE = "#D9D4CB"
PAPER = "#FFFFFF"
FONT = "Titillium Web"
_WIDTH = {False: 640, True: 320}
_LETTER = 7.6
"""Width of a letter of a label, about."""


@dataclass(frozen=True, slots=True)
class Point:
    """One figure in a chart, with the words that stand beside it."""

    name: str
    """Year or name of the thing."""
    number: float
    shown: str
    own: bool
    """The figure that the chart is about."""
    hollow: bool = False
    """An estimate, or known only as somebody else reports it."""


def over_time(points: list[Point], beside: Point | None = None, *, narrow: bool = False) -> Spec:
    """A course through the years, every point with its value; ``beside`` has no year of its own."""
    rows = [_row(point) | {"year": int(point.name[:4])} for point in points]
    first, last = min(r["year"] for r in rows), max(r["year"] for r in rows)
    width = _WIDTH[narrow]
    room = _room(max(len(point.shown) for point in points), width) * (last - first)
    for row, below in zip(rows, _below(rows, width / (last - first + 2 * room)), strict=True):
        row["below"] = below
    x = {
        "field": "year",
        "type": "quantitative",
        "scale": {"domain": [first - room, last + room], "nice": False},
        "axis": {
            "values": sorted({r["year"] for r in rows}),
            "format": "d",
            "title": None,
            "grid": False,
            "labelOverlap": "greedy",
            "labelSeparation": 8,
        },
    }
    numbers = [*(point.number for point in points), *([beside.number] if beside else [])]
    low, high = min(numbers), max(numbers)
    margin = (high - low or abs(high) or 1) * 0.35
    y = {
        "field": "number",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [low - margin, high + margin], "nice": False, "zero": False},
    }
    layers: list[Spec] = [
        {"mark": {"type": "line", "color": GREY, "strokeWidth": 1.5}, "encoding": {"x": x, "y": y}},
        {"mark": {"type": "point", "filled": True, "size": 90, "opacity": 1}, "encoding": {"x": x, "y": y} | _paint()},
        *(_label(x, y, below=below, halo=halo) for below in (False, True) for halo in (True, False)),
    ]
    if beside is not None:
        layers += _level(beside)
    return _chart(layers, rows, narrow=narrow, height=300 if narrow else 230)


def side_by_side(points: list[Point], *, narrow: bool = False) -> Spec:
    """Bars from zero, each with its name and value."""
    rows = [_row(point) | {"place": place} for place, point in enumerate(points)]
    y = {"field": "place", "type": "ordinal", "axis": None, "scale": {"paddingInner": 0.62, "paddingOuter": 0.5}}
    most = max(*(point.number for point in points), 0)
    x = {
        "field": "number",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [0, most * (1.35 if narrow else 1.2) or 1], "nice": False},
    }
    text = {"y": y, "text": {"field": "shown"}}
    start = {"datum": 0, "type": "quantitative", "axis": None, "scale": x["scale"]}
    layers: list[Spec] = [
        {"mark": {"type": "bar"}, "encoding": {"x": x, "y": y, "color": _paint()["color"]}},
        {
            "mark": {"type": "text", "align": "left", "dx": 6, "fontSize": 14},
            "encoding": {"x": x, **text} | _ink(),
        },
        {
            "mark": {"type": "text", "align": "left", "dy": -20, "fontSize": 13, "limit": 320 if narrow else 600},
            "encoding": {"x": start, "y": y, "text": {"field": "name"}} | _ink(),
        },
    ]
    return _chart(layers, rows, narrow=narrow, height=52 * len(points) + 10)


def _row(point: Point) -> dict[str, Any]:
    return {
        "name": point.name,
        "number": point.number,
        "shown": point.shown,
        "own": point.own,
        "hollow": point.hollow,
    }


def _label(x: Spec, y: Spec, *, below: bool, halo: bool) -> Spec:
    """Values beside their points; a halo of paper keeps them readable where the line crosses them."""
    mark = {"type": "text", "dy": 18 if below else -14, "fontSize": 14}
    paint: Spec = {"color": {"value": PAPER}} if halo else _ink()
    return {
        "transform": [{"filter": f"datum.below === {str(below).lower()}"}],
        "mark": mark | ({"stroke": PAPER, "strokeWidth": 4} if halo else {}),
        "encoding": {"x": x, "y": y, "text": {"field": "shown"}} | paint,
    }


def _room(letters: int, width: int) -> float:
    """Share of the span of years that must be left free beside it, so that labels of the ends are not cut."""
    half = min(letters * _LETTER / 2 / width, 0.3)
    return max(half / (1 - 2 * half), 0.06)


def _below(rows: list[dict[str, Any]], year: float) -> list[bool]:
    """Which labels go under their point: of two that would touch, the one of the lower value."""
    below = [False] * len(rows)
    for place in range(1, len(rows)):
        one, other = rows[place - 1], rows[place]
        wide = (len(one["shown"]) + len(other["shown"])) * _LETTER / 2
        if (other["year"] - one["year"]) * year < wide and not below[place - 1]:
            below[place - 1 if one["number"] < other["number"] else place] = True
    return below


def _paint() -> Spec:
    """Accent for the figure in question, grey for the others; hollow where it is not first hand."""
    colour = {"condition": {"test": "datum.own", "value": ACCENT}, "value": GREY}
    return {
        "color": {"condition": [{"test": "datum.hollow", "value": PAPER}, colour["condition"]], "value": GREY},
        "stroke": colour,
        "strokeWidth": {"value": 2},
    }


def _ink() -> Spec:
    return {
        "color": {"condition": {"test": "datum.own", "value": ACCENT}, "value": INK},
    }


def _level(beside: Point) -> list[Spec]:
    """A figure without a year: a dashed level across the chart."""
    data = {"values": [_row(beside)]}
    y = {"field": "number", "type": "quantitative", "axis": None}
    return [
        {
            "data": data,
            "mark": {"type": "rule", "color": ACCENT, "strokeDash": [5, 4], "strokeWidth": 1.5},
            "encoding": {"y": y},
        },
        {
            "data": data,
            "mark": {"type": "text", "align": "left", "x": 0, "dy": 15, "fontSize": 14, "color": ACCENT},
            "encoding": {"y": y, "text": {"field": "name"}},
        },
    ]


def _chart(layers: list[Spec], rows: list[dict[str, Any]], *, narrow: bool, height: int) -> Spec:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": _WIDTH[narrow],
        "height": height,
        "padding": 2,
        "background": "transparent",
        "data": {"values": rows},
        "layer": layers,
        "config": {
            "font": FONT,
            "view": {"stroke": None},
            "axis": {"labelFontSize": 13, "labelColor": INK, "domainColor": RULE, "tickColor": RULE, "labelPadding": 6},
        },
    }
