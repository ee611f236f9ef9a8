"""The parts of a chart that holds courses: lines with their gaps, names at their ends, years under them."""

from __future__ import annotations

import itertools
from typing import Any

from filiera.publish.ink import ACCENT, GREY, LETTER, LINE, TICK, Spec, ink


def ticks(years: list[int], year: float) -> list[int]:
    """The years that are written under the chart: first and last, and those between that leave them room."""
    kept = [years[0], years[-1]]
    for each in years[1:-1]:
        if all(abs(each - other) * year >= TICK for other in kept):
            kept.append(each)
    return sorted(kept)


def segments(rows: list[dict[str, Any]], x: Spec, y: Spec) -> Spec:
    """The line from point to point, dashed where years are missing between two of them."""
    ordered = sorted(rows, key=lambda row: row["year"])
    pairs = itertools.pairwise(ordered)
    values = [
        {"segment": place, "gap": two["year"] - one["year"] > 1, "year": row["year"], "number": row["number"]}
        for place, (one, two) in enumerate(pairs)
        for row in (one, two)
    ]
    dash = {"condition": {"test": "datum.gap", "value": [3, 4]}, "value": [1, 0]}
    return {
        "data": {"values": values},
        "mark": {"type": "line", "color": ACCENT if all(row["own"] for row in rows) else GREY, "strokeWidth": 1.5},
        "encoding": {"x": x, "y": y, "detail": {"field": "segment"}, "strokeDash": dash},
    }


def points_of_another(rows: list[dict[str, Any]], x: Spec, y: Spec) -> Spec:
    """The points of a course that the chart is not about: small, grey, their values in the table."""
    return {
        "data": {"values": rows},
        "mark": {"type": "point", "filled": True, "size": 40, "opacity": 1, "color": GREY},
        "encoding": {"x": x, "y": y},
    }


def names_at_ends(names: list[str], lines: list[list[dict[str, Any]]], x: Spec, y: Spec, height: int) -> Spec:
    """The name of each course beside its last point, moved apart where two would touch."""
    low, high = y["scale"]["domain"]
    apart = (high - low) * LINE / height
    ends: list[dict[str, Any]] = [
        {"name": name, "own": not place} | _last(line)
        for place, (name, line) in enumerate(zip(names, lines, strict=True))
    ]
    ends.sort(key=lambda end: float(end["number"]))
    for lower, upper in itertools.pairwise(ends):
        upper["number"] = max(upper["number"], lower["number"] + apart)
    return {
        "data": {"values": ends},
        "mark": {"type": "text", "align": "left", "dx": 12, "fontSize": 14, "fontWeight": 600},
        "encoding": {"x": x, "y": y, "text": {"field": "name"}} | ink(),
    }


def _last(rows: list[dict[str, Any]]) -> dict[str, Any]:
    row = max(rows, key=lambda row: int(row["year"]))
    return {"year": row["year"], "number": row["number"]}


def room_for_names(names: list[str], width: int) -> float:
    """Share of the span of years that names at the end of courses take, beside it."""
    if not names:
        return 0.0
    share = min((max(map(len, names)) * LETTER + 14) / width, 0.42)
    return share / (1 - share)
