"""Outlines of places on the Earth: rings of positions, what lies within them, and how far off the rest is.

Exact enough for a region: within a few hundred kilometres the Earth is taken as flat.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import pairwise

Position = tuple[float, float]
"""Longitude and latitude in degrees."""
Ring = tuple[Position, ...]
"""Positions along a border; the first stands again at the end."""

METRES_PER_DEGREE = 111_195.0
"""Along a meridian, on a sphere of the Earth's mean radius."""
_LEAST = 4


def read_ring(text: str) -> Ring:
    """The ring that a text such as ``8.55 45.78, 8.59 45.83, 8.57 45.90, 8.55 45.78`` spells.

    Raises:
        ValueError: says what is wrong with it.
    """
    ring = tuple(_position(pair) for pair in text.split(","))
    if len(ring) < _LEAST:
        raise ValueError("has fewer than three corners")
    if ring[0] != ring[-1]:
        raise ValueError("is not closed")
    return ring


def _position(pair: str) -> Position:
    try:
        longitude, latitude = map(float, pair.split())
    except ValueError:
        raise ValueError(f"'{pair.strip()[:40]}' is no position") from None
    if not (abs(longitude) <= 180 and abs(latitude) <= 90):
        raise ValueError(f"'{pair.strip()[:40]}' is not on Earth")
    return longitude, latitude


def encloses(rings: Iterable[Ring], position: Position) -> bool:
    """Whether a position lies within; a ring inside another is a hole."""
    x, y = position
    inside = False
    for (x1, y1), (x2, y2) in _sides(rings):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            inside = not inside
    return inside


def metres_to_border(rings: Iterable[Ring], position: Position) -> float:
    """How far the nearest point of the border is, inside or outside."""
    x, y = position
    east = METRES_PER_DEGREE * math.cos(math.radians(y))
    return min(
        _to_side(((x1 - x) * east, (y1 - y) * METRES_PER_DEGREE), ((x2 - x) * east, (y2 - y) * METRES_PER_DEGREE))
        for (x1, y1), (x2, y2) in _sides(rings)
    )


def bounds(rings: Iterable[Ring]) -> tuple[float, float, float, float]:
    """West, south, east and north."""
    positions = [position for ring in rings for position in ring]
    longitudes, latitudes = zip(*positions, strict=True)
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


def _sides(rings: Iterable[Ring]) -> Iterator[tuple[Position, Position]]:
    for ring in rings:
        yield from pairwise(ring)


def _to_side(one: Position, other: Position) -> float:
    """From the origin to the nearest point of a side."""
    dx, dy = other[0] - one[0], other[1] - one[1]
    length = dx * dx + dy * dy
    along = 0.0 if length == 0 else max(0.0, min(1.0, -(one[0] * dx + one[1] * dy) / length))
    return math.hypot(one[0] + along * dx, one[1] + along * dy)
