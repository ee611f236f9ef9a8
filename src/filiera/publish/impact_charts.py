"""Charts of an impact: its parts with their bands, and what each assumption moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from filiera.publish.charts import chart_of
from filiera.publish.ink import ACCENT, GREY, INK, PAPER, RULE, WIDTH, Spec


@dataclass(frozen=True, slots=True)
class BandedBar:
    """A result with the ends of its band, and the words that stand beside it."""

    name: str
    value: float
    low: float
    high: float
    shown: str
    own: bool = True
    """Computed here; what others publish stands in grey."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a result moves with one assumption, from the low to the high end of its range."""

    name: str
    low: float
    high: float
    shown_low: str
    shown_high: str


def banded_bars(bars: Sequence[BandedBar], *, narrow: bool = False) -> Spec:
    """Bars from zero with a whisker over the band; name above, value and band in words at the end."""
    rows: list[dict[str, Any]] = [
        {
            "place": place,
            "name": bar.name,
            "number": bar.value,
            "low": bar.low,
            "high": bar.high,
            "shown": bar.shown,
            "own": bar.own,
            "end": max(bar.value, bar.high),
        }
        for place, bar in enumerate(bars)
    ]
    most = max((row["end"] for row in rows), default=1.0)
    x: Spec = {
        "field": "number",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [0, most * (1.75 if narrow else 1.4) or 1], "nice": False},
    }
    y: Spec = {"field": "place", "type": "ordinal", "axis": None, "scale": {"paddingInner": 0.62, "paddingOuter": 0.5}}
    fill: Spec = {"color": {"condition": {"test": "datum.own", "value": ACCENT}, "value": GREY}}
    layers: list[Spec] = [
        {"mark": {"type": "bar"}, "encoding": {"x": x, "y": y} | fill},
        *(
            {
                "transform": [{"filter": "datum.high > datum.low"}],
                "mark": {"type": "rule", "color": colour, "strokeWidth": width},
                "encoding": {"x": x | {"field": "low"}, "x2": {"field": "high"}, "y": y},
            }
            for colour, width in ((PAPER, 5), (INK, 2))
        ),
        {
            "mark": {"type": "text", "align": "left", "dx": 7, "fontSize": 14, "color": INK},
            "encoding": {"x": x | {"field": "end"}, "y": y, "text": {"field": "shown"}},
        },
        _names(y, narrow=narrow),
    ]
    return chart_of(layers, rows, narrow=narrow, height=52 * len(rows) + 10)


def reaches(found: Sequence[Reach], central: float, shown: str, *, narrow: bool = False) -> Spec:
    """One bar an assumption from the result at its low end to that at its high end, about the central result."""
    rows: list[dict[str, Any]] = [
        {
            "place": place,
            "name": each.name,
            "low": min(each.low, each.high),
            "high": max(each.low, each.high),
            "left": each.shown_low if each.low <= each.high else each.shown_high,
            "right": each.shown_high if each.low <= each.high else each.shown_low,
        }
        for place, each in enumerate(found)
    ]
    low, high = min(row["low"] for row in rows), max(row["high"] for row in rows)
    room = (high - low) * (0.55 if narrow else 0.3)
    x: Spec = {
        "field": "low",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [low - room, high + room], "nice": False, "zero": False},
    }
    y: Spec = {"field": "place", "type": "ordinal", "axis": None, "scale": {"paddingInner": 0.62, "paddingOuter": 0.5}}
    beside: Spec = {"type": "text", "fontSize": 13, "color": INK}
    layers: list[Spec] = [
        {
            "data": {"values": [{"low": central, "shown": shown}]},
            "mark": {"type": "rule", "color": RULE, "strokeWidth": 2},
            "encoding": {"x": x},
        },
        {"mark": {"type": "bar", "color": ACCENT}, "encoding": {"x": x, "x2": {"field": "high"}, "y": y}},
        {
            "mark": beside | {"align": "right", "dx": -6},
            "encoding": {"x": x, "y": y, "text": {"field": "left"}},
        },
        {
            "mark": beside | {"align": "left", "dx": 6},
            "encoding": {"x": x | {"field": "high"}, "y": y, "text": {"field": "right"}},
        },
        _names(y, narrow=narrow),
    ]
    return chart_of(layers, rows, narrow=narrow, height=52 * len(rows) + 10)


def _names(y: Spec, *, narrow: bool) -> Spec:
    """What each bar is, above it, from the left edge."""
    start: Spec = {"value": 0}
    mark = {"type": "text", "align": "left", "dy": -20, "fontSize": 13, "limit": WIDTH[narrow], "color": INK}
    return {"mark": mark, "encoding": {"x": start, "y": y, "text": {"field": "name"}}}
