"""The charts of a comparison of regions: ranks as intervals, and quotients around one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from filiera.publish.ink import ACCENT, FONT, GREY, INK, PAPER, RULE, WIDTH, Spec, ink

_STEP = 46
_MOST_TICKS = 9
_HALO = {"color": PAPER, "stroke": PAPER, "strokeWidth": 5}
"""Paper under words keeps them readable where a line crosses them."""


@dataclass(frozen=True, slots=True)
class Interval:
    """The ranks that a region takes."""

    name: str
    low: int
    median: float
    high: int
    shown: str
    own: bool


@dataclass(frozen=True, slots=True)
class Quotient:
    """An industry: the quotient of the hub's region, and those of the others."""

    name: str
    own: float | None
    shown: str
    others: tuple[float, ...]


def rank_intervals(rows: Sequence[Interval], of: int, *, narrow: bool = False) -> Spec:
    """A line from the best to the worst rank of each region, with a dot at its median; the first rank on the left."""
    data = [
        {
            "name": row.name,
            "low": row.low - 0.12,
            "high": row.high + 0.12,
            "median": row.median,
            "shown": row.shown,
            "own": row.own,
            "place": place,
        }
        for place, row in enumerate(rows)
    ]
    step = max(1, -(-of // _MOST_TICKS))
    x = {
        "field": "low",
        "type": "quantitative",
        "scale": {"domain": [0.6, of + (1.1 if narrow else 0.9)], "nice": False, "zero": False},
        "axis": {
            "orient": "top",
            "values": sorted({1, *range(step, of + 1, step)}),
            "format": "d",
            "title": None,
            "grid": True,
            "gridColor": RULE,
            "domain": False,
            "ticks": False,
        },
    }
    y = {"field": "place", "type": "ordinal", "axis": None, "scale": {"paddingInner": 0.6, "paddingOuter": 0.5}}
    colour = {"color": {"condition": {"test": "datum.own", "value": ACCENT}, "value": GREY}}
    bare = {key: value for key, value in x.items() if key != "axis"}
    layers: list[Spec] = [
        {
            "mark": {"type": "rule", "strokeWidth": 5, "strokeCap": "round", "opacity": 0.45},
            "encoding": {"x": x, "x2": {"field": "high"}, "y": y} | colour,
        },
        {
            "mark": {"type": "point", "filled": True, "size": 110, "opacity": 1},
            "encoding": {"x": bare | {"field": "median"}, "y": y} | colour,
        },
        {
            "mark": {"type": "text", "align": "left", "dx": 8, "fontSize": 14, "fontWeight": 600},
            "encoding": {"x": bare | {"field": "high"}, "y": y, "text": {"field": "shown"}} | ink(),
        },
        {
            "mark": {"type": "text", "align": "left", "x": 0, "dy": -17, "fontSize": 13} | _HALO,
            "encoding": {"y": y, "text": {"field": "name"}},
        },
        {
            "mark": {"type": "text", "align": "left", "x": 0, "dy": -17, "fontSize": 13},
            "encoding": {"y": y, "text": {"field": "name"}} | ink(),
        },
    ]
    return _chart(layers, data, narrow=narrow, height=_STEP * len(rows) + 6)


def quotients_around_one(rows: Sequence[Quotient], decimal: str = ".", *, narrow: bool = False) -> Spec:
    """The hub's quotient of each industry as a dot in the accent, the others in grey, a line where all are alike.

    ``decimal``: the mark of the reader's language.
    """
    data = [
        {"name": row.name, "shown": row.shown, "own": row.own, "place": place, "zero": 0}
        for place, row in enumerate(rows)
    ]
    others = [{"place": place, "other": each} for place, row in enumerate(rows) for each in row.others]
    most = max([1.0, *(row.own or 0 for row in rows), *(each["other"] for each in others)])
    scale = {"domain": [0, most * (1.3 if narrow else 1.16)], "nice": False}
    axis = {
        "orient": "top",
        "grid": False,
        "title": None,
        "domain": False,
        "tickCount": 5,
        "labelFlush": True,
        "labelExpr": f"replace(format(datum.value, '.1f'), '.', '{decimal}')",
    }
    y = {"field": "place", "type": "ordinal", "axis": None, "scale": {"paddingInner": 0.6, "paddingOuter": 0.5}}
    x = {"field": "own", "type": "quantitative", "axis": axis, "scale": scale}
    layers: list[Spec] = [
        {"mark": {"type": "rule", "color": INK, "strokeWidth": 1}, "encoding": {"x": {"datum": 1, "scale": scale}}},
        {
            "data": {"values": others},
            "mark": {"type": "point", "filled": True, "size": 50, "color": GREY, "opacity": 0.8},
            "encoding": {"x": x | {"field": "other"}, "y": y},
        },
        {
            "mark": {"type": "point", "filled": True, "size": 130, "color": ACCENT, "opacity": 1},
            "encoding": {"x": x, "y": y},
        },
        {
            "mark": {
                "type": "text",
                "align": "right",
                "x": "width",
                "fontSize": 13,
                "fontWeight": 600,
                "color": ACCENT,
            },
            "encoding": {"y": y, "text": {"field": "shown"}},
        },
        {
            "mark": {"type": "text", "align": "left", "x": 0, "dy": -16, "fontSize": 13, "limit": 330} | _HALO,
            "encoding": {"y": y, "text": {"field": "name"}},
        },
        {
            "mark": {"type": "text", "align": "left", "x": 0, "dy": -16, "fontSize": 13, "color": INK, "limit": 330},
            "encoding": {"y": y, "text": {"field": "name"}},
        },
    ]
    return _chart(layers, data, narrow=narrow, height=(_STEP - 2) * len(rows) + 6)


def _chart(layers: list[Spec], rows: Sequence[Spec], *, narrow: bool, height: int) -> Spec:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": WIDTH[narrow],
        "height": height,
        "padding": 2,
        "background": "transparent",
        "data": {"values": list(rows)},
        "layer": layers,
        "config": {
            "font": FONT,
            "view": {"stroke": None},
            "axis": {"labelFontSize": 13, "labelColor": INK, "domainColor": RULE, "tickColor": RULE, "labelPadding": 6},
        },
    }
