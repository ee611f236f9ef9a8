"""A map of values: territories tinted by class, hatched where nothing is held, the limits of the classes beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from filiera.publish.ink import FONT, GREY, INK, PAPER, WIDTH, Spec
from filiera.publish.map_classes import FULL, Class, classes_of, tints_of
from filiera.publish.map_frame import Frame, frame_of, inner_positions
from filiera.services.geography import Area
from filiera.vocabulary.outlines import Position, Ring

MAP_WIDTH = {False: 470, True: 320}
TALLEST = 460
HATCH = 7
SWATCH = 18
STEP = 27
DARK = (FULL[-1], FULL[-2])
"""Tints on which words are white, and those that are dark enough for a pale border."""


@dataclass(frozen=True, slots=True)
class AreaValue:
    """A value as the map needs it."""

    number: float
    shown: str


def value_map(
    areas: Sequence[Area],
    names: Mapping[str, str],
    values: Mapping[str, AreaValue],
    missing: str,
    *,
    narrow: bool = False,
) -> Spec:
    """The map; ``missing`` says in words that nothing is held. On a telephone the legend stands below."""
    frame = frame_of([ring for area in areas for ring in area.rings], MAP_WIDTH[narrow], TALLEST)
    classes = classes_of({code: value.number for code, value in values.items()}, FULL)
    lacking = [area for area in areas if area.territory not in values]
    legend = _legend(classes, values, missing if lacking else "")
    left, top = (4, frame.height + 12) if narrow else (frame.width + 8, 16)
    height = frame.height + (12 + STEP * len(legend) if narrow else 0)
    tints = tints_of(classes)
    across = {"type": "quantitative", "axis": None, "scale": {"domain": [0, WIDTH[narrow]], "nice": False}}
    down = {"type": "quantitative", "axis": None, "scale": {"domain": [height, 0], "nice": False}}
    swatches = [_square(left, top + STEP * place) for place in range(len(legend))]
    hatched = [_hatch([_in_frame(frame, area.rings) for area in lacking])] if lacking else []
    if lacking:
        hatched.append(_hatch([swatches[-1:]]))
    shapes = [
        *({"tint": tints.get(a.territory, PAPER)} | _polygon(_in_frame(frame, a.rings)) for a in areas),
        *({"tint": tint} | _polygon([square]) for (tint, _), square in zip(legend, swatches, strict=True)),
    ]
    beside = [
        {"x": left + SWATCH + 8, "y": top + STEP * place + SWATCH / 2, "text": text}
        for place, (_, text) in enumerate(legend)
    ]
    on_land = list(_labels(frame, areas, names, values, tints, narrow=narrow))
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": WIDTH[narrow],
        "height": height,
        "padding": 2,
        "background": "transparent",
        "projection": {"type": "identity", "scale": 1, "translate": [0, 0]},
        "layer": [
            {
                "data": {"values": shapes},
                "mark": {"type": "geoshape", "stroke": GREY, "strokeWidth": 0.8},
                "encoding": {"fill": {"field": "tint", "type": "nominal", "scale": None}},
            },
            {
                "data": {"values": hatched},
                "mark": {"type": "geoshape", "filled": False, "stroke": GREY, "strokeWidth": 1},
            },
            _text(beside, across, down, {"align": "left", "fontSize": 13, "color": INK}),
            *(
                _text(
                    [label for label in on_land if label["white"] is white and label["bold"] is bold],
                    across,
                    down,
                    {"fontSize": 13 if bold and not narrow else 11, "fontWeight": 700 if bold else 400}
                    | {"color": PAPER if white else INK},
                )
                for white in (False, True)
                for bold in (False, True)
            ),
        ],
        "config": {"font": FONT, "view": {"stroke": None}},
    }


def _legend(classes: Sequence[Class], values: Mapping[str, AreaValue], missing: str) -> list[tuple[str, str]]:
    """Tint and words of each class, the highest first."""
    found = []
    for each in reversed(classes):
        least, greatest = values[each.least].shown, values[each.greatest].shown
        found.append((each.tint, least if least == greatest else f"{least}–{greatest}"))
    return [*found, *([(PAPER, missing)] if missing else [])]


def _labels(
    frame: Frame,
    areas: Sequence[Area],
    names: Mapping[str, str],
    values: Mapping[str, AreaValue],
    tints: Mapping[str, str],
    *,
    narrow: bool,
) -> Iterable[dict[str, Any]]:
    """The value of each territory in it, on wide drawings under its name."""
    for area in areas:
        value = values.get(area.territory)
        inside = inner_positions(area.rings)
        if not inside:
            continue
        x, y = frame.point(inside[0])
        white = tints.get(area.territory) in DARK[:1]
        named = not narrow
        if named:
            yield {"x": x, "y": y - 7, "text": names[area.territory], "white": white, "bold": False}
        if value is not None:
            yield {"x": x, "y": y + (7 if named else 0), "text": value.shown, "white": white, "bold": True}


def _text(rows: list[dict[str, Any]], across: Spec, down: Spec, look: Spec) -> Spec:
    return {
        "data": {"values": rows},
        "mark": {"type": "text", "baseline": "middle"} | look,
        "encoding": {
            "x": {"field": "x"} | across,
            "y": {"field": "y"} | down,
            "text": {"field": "text", "type": "nominal"},
        },
    }


def _in_frame(frame: Frame, rings: Iterable[Ring]) -> list[list[Position]]:
    return [[frame.point(position) for position in ring] for ring in rings]


def _square(x: float, y: float) -> list[Position]:
    return [(x, y), (x + SWATCH, y), (x + SWATCH, y + SWATCH), (x, y + SWATCH), (x, y)]


def _polygon(rings: list[list[Position]]) -> Spec:
    """One shape of all rings: the renderer fills by the even-odd rule of a ring within another."""
    return {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": rings}}


def _hatch(shapes: list[list[list[Position]]]) -> Spec:
    """Slanting lines across some shapes."""
    lines = [line for rings in shapes for line in _slants(rings)]
    return {"type": "Feature", "geometry": {"type": "MultiLineString", "coordinates": lines}}


def _slants(rings: list[list[Position]]) -> Iterable[list[Position]]:
    sides = [side for ring in rings for side in pairwise(ring)]
    offsets = [y - x for ring in rings for x, y in ring]
    for step in range(int(min(offsets) // HATCH) + 1, int(max(offsets) // HATCH) + 1):
        offset = step * HATCH + 0.01
        crossed = sorted(_crossings(sides, offset))
        for one, other in zip(crossed[::2], crossed[1::2], strict=False):
            yield [(round(one, 1), round(one + offset, 1)), (round(other, 1), round(other + offset, 1))]


def _crossings(sides: Iterable[tuple[Position, Position]], offset: float) -> Iterable[float]:
    """Where a slanting line crosses the sides of a shape."""
    for (x1, y1), (x2, y2) in sides:
        before, after = y1 - x1 - offset, y2 - x2 - offset
        if (before > 0) != (after > 0):
            yield x1 + (x2 - x1) * before / (before - after)
