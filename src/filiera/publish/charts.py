"""Charts as Vega-Lite specifications: the same for page, telephone and print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from filiera.publish.courses import names_at_ends, points_of_another, room_for_names, segments, ticks
from filiera.publish.ink import ACCENT, FONT, GREY, INK, LETTER, PAPER, RULE, WIDTH, Spec, ink

__all__ = ["Line", "Point", "Spec", "chart_of", "over_time", "share_of_whole", "side_by_side"]


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


@dataclass(frozen=True, slots=True)
class Line:
    """The course of another place beside the one that the chart is about, named at its end."""

    name: str
    points: list[Point]


def over_time(
    points: list[Point],
    beside: Point | None = None,
    *,
    narrow: bool = False,
    name: str = "",
    others: Sequence[Line] = (),
) -> Spec:
    """A course through the years, every point with its value; ``beside`` has no year of its own.

    Between years that do not follow one another the line is dashed: nothing is held of the time between.
    With ``others`` each course bears its name at its end, this one ``name``.
    """
    rows = [_row(point) | {"year": int(point.name[:4])} for point in points]
    lines = [[_row(point) | {"year": int(point.name[:4])} for point in line.points] for line in others]
    years = [row["year"] for each in (rows, *lines) for row in each]
    first, last = min(years), max(years)
    width = WIDTH[narrow]
    room = _room(max(len(point.shown) for point in points), width) * (last - first)
    ends = [name, *(line.name for line in others)] if others else []
    after = max(room, room_for_names(ends, width) * (last - first + room))
    for row, below in zip(rows, _below(rows, width / (last - first + room + after)), strict=True):
        row["below"] = below
    x = {
        "field": "year",
        "type": "quantitative",
        "scale": {"domain": [first - room, last + after], "nice": False},
        "axis": {
            "values": ticks(sorted(set(years)), width / (last - first + room + after)),
            "format": "d",
            "title": None,
            "grid": False,
            "labelOverlap": False,
        },
    }
    numbers = [row["number"] for each in (rows, *lines) for row in each] + ([beside.number] if beside else [])
    low, high = min(numbers), max(numbers)
    margin = (high - low or abs(high) or 1) * 0.35
    y = {
        "field": "number",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [low - margin, high + margin], "nice": False, "zero": False},
    }
    height = 300 if narrow else 230
    layers: list[Spec] = [
        *(segments(each, x, y) for each in (*lines, rows) if len(each) > 1),
        *(points_of_another(each, x, y) for each in lines),
        {"mark": {"type": "point", "filled": True, "size": 90, "opacity": 1}, "encoding": {"x": x, "y": y} | _paint()},
        *(_label(x, y, below=below, halo=halo) for below in (False, True) for halo in (True, False)),
    ]
    if beside is not None:
        layers += _level(beside)
    if ends:
        layers.append(names_at_ends(ends, [rows, *lines], x, y, height))
    return chart_of(layers, rows, narrow=narrow, height=height)


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
        # A hollow bar is seen by its outline alone.
        {"mark": {"type": "bar"}, "encoding": {"x": x, "y": y} | _paint()},
        {
            "mark": {"type": "text", "align": "left", "dx": 6, "fontSize": 14},
            "encoding": {"x": x, **text} | ink(),
        },
        {
            "mark": {"type": "text", "align": "left", "dy": -20, "fontSize": 13, "limit": 320 if narrow else 600},
            "encoding": {"x": start, "y": y, "text": {"field": "name"}} | ink(),
        },
    ]
    return chart_of(layers, rows, narrow=narrow, height=52 * len(points) + 10)


def share_of_whole(point: Point, rest: str, *, narrow: bool = False) -> Spec:
    """One part of a hundred: a bar from zero to the whole, the part filled."""
    scale = {"domain": [0, 1], "nice": False}
    part = {"field": "number", "type": "quantitative", "axis": None, "scale": scale}
    whole = {"datum": 1, "type": "quantitative", "axis": None, "scale": scale}
    start = {"datum": 0, "type": "quantitative", "axis": None, "scale": scale}
    bar = {"type": "rect", "y": 0, "y2": 28}
    words = {"type": "text", "baseline": "top", "fontSize": 14, "y": 36}
    layers: list[Spec] = [
        {"mark": bar | {"color": RULE}, "encoding": {"x": start, "x2": {"datum": 1}}},
        {"mark": bar, "encoding": {"x": part, "x2": {"datum": 0}, "color": _paint()["color"]}},
        {
            "mark": words | {"align": "left", "fontWeight": 600},
            "encoding": {"x": start, "text": {"field": "shown"}} | ink(),
        },
        {
            "mark": words | {"align": "right", "color": INK},
            "encoding": {"x": whole, "text": {"datum": rest}},
        },
    ]
    return chart_of(layers, [_row(point)], narrow=narrow, height=58)


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
    paint: Spec = {"color": {"value": PAPER}} if halo else ink()
    return {
        "transform": [{"filter": f"datum.below === {str(below).lower()}"}],
        "mark": mark | ({"stroke": PAPER, "strokeWidth": 4} if halo else {}),
        "encoding": {"x": x, "y": y, "text": {"field": "shown"}} | paint,
    }


def _room(letters: int, width: int) -> float:
    """Share of the span of years that must be left free beside it, so that labels of the ends are not cut."""
    half = min(letters * LETTER / 2 / width, 0.3)
    return max(half / (1 - 2 * half), 0.06)


def _below(rows: list[dict[str, Any]], year: float) -> list[bool]:
    """Which labels go under their point: of two that would touch, the one of the lower value."""
    below = [False] * len(rows)
    for place in range(1, len(rows)):
        one, other = rows[place - 1], rows[place]
        wide = (len(one["shown"]) + len(other["shown"])) * LETTER / 2
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


def _level(beside: Point) -> list[Spec]:
    """A figure without a year: a dashed level across the chart."""
    data = {"values": [_row(beside)]}
    y = {"field": "number", "type": "quantitative", "axis": None}
    label = {"type": "text", "align": "left", "x": 0, "dy": 15, "fontSize": 14}
    named = {"y": y, "text": {"field": "name"}}
    return [
        {
            "data": data,
            "mark": {"type": "rule", "color": ACCENT, "strokeDash": [5, 4], "strokeWidth": 1.5},
            "encoding": {"y": y},
        },
        {"data": data, "mark": label | {"color": PAPER, "stroke": PAPER, "strokeWidth": 4}, "encoding": named},
        {"data": data, "mark": label | {"color": ACCENT}, "encoding": named},
    ]


def chart_of(layers: list[Spec], rows: list[dict[str, Any]], *, narrow: bool, height: int) -> Spec:
    """Layers over the rows that they draw, in the look of all charts."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": WIDTH[narrow],
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
