"""From degrees to the measures of a drawing: one frame for all that a map shows."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from filiera.vocabulary.outlines import Position, Ring, bounds, encloses, metres_to_border

WIDTH = 480
TALLEST = 500
AIR = 8
_GRID = 11


@dataclass(frozen=True, slots=True)
class Frame:
    """A part of the Earth on paper: north is up, and a kilometre has one length everywhere."""

    west: float
    north: float
    across: float
    """Units for a degree of longitude."""
    down: float
    """Units for a degree of latitude."""
    left: float
    top: float
    width: int
    height: int

    def point(self, position: Position) -> Position:
        """Where a position stands."""
        longitude, latitude = position
        x = self.left + (longitude - self.west) * self.across
        return round(x, 1), round(self.top + (self.north - latitude) * self.down, 1)

    def holds(self, position: Position) -> bool:
        """Whether a position stands in the drawing."""
        x, y = self.point(position)
        return 0 <= x <= self.width and 0 <= y <= self.height


def frame_of(rings: Iterable[Ring], width: int = WIDTH, tallest: int = TALLEST) -> Frame:
    """The frame that some outlines fill."""
    west, south, east, north = bounds(rings)
    narrowing = math.cos(math.radians((south + north) / 2))
    wide, high = (east - west) * narrowing, north - south
    scale = min((width - 2 * AIR) / wide, (tallest - 2 * AIR) / high)
    return Frame(
        west=west,
        north=north,
        across=scale * narrowing,
        down=scale,
        left=(width - wide * scale) / 2,
        top=AIR,
        width=width,
        height=math.ceil(high * scale + 2 * AIR),
    )


@lru_cache(maxsize=256)
def path(frame: Frame, rings: tuple[Ring, ...]) -> str:
    """The outlines as the ``d`` of an SVG path."""
    parts = []
    for ring in rings:
        points = [frame.point(position) for position in ring[:-1]]
        parts.append("M" + "L".join(f"{x:g} {y:g}" for x, y in dict.fromkeys(points)) + "Z")
    return "".join(parts)


@lru_cache(maxsize=256)
def inner_positions(rings: tuple[Ring, ...]) -> tuple[Position, ...]:
    """Positions of a grid that lie within, those farthest from any border first."""
    west, south, east, north = bounds(rings)
    grid = [
        (west + (east - west) * (i + 0.5) / _GRID, south + (north - south) * (j + 0.5) / _GRID)
        for i in range(_GRID)
        for j in range(_GRID)
    ]
    inside = [position for position in grid if encloses(rings, position)]
    return tuple(sorted(inside, key=lambda position: -metres_to_border(rings, position)))
