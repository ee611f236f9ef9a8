"""Outlines: rings as packs write them, what lies within, and how far off the rest is."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filiera.vocabulary.outlines import METRES_PER_DEGREE, bounds, encloses, metres_to_border, read_ring

SQUARE = read_ring("10 0, 11 0, 11 1, 10 1, 10 0")
HOLE = read_ring("10.4 0.4, 10.6 0.4, 10.6 0.6, 10.4 0.6, 10.4 0.4")


def test_a_position_is_inside_outside_or_in_a_hole() -> None:
    assert encloses([SQUARE], (10.5, 0.5))
    assert not encloses([SQUARE, HOLE], (10.5, 0.5))
    assert encloses([SQUARE, HOLE], (10.2, 0.5))
    assert not encloses([SQUARE], (11.5, 0.5))
    assert not encloses([SQUARE], (10.5, 1.5))


@given(st.floats(9, 12), st.floats(-1, 2))
def test_a_square_holds_what_its_sides_enclose(x: float, y: float) -> None:
    if min(abs(x - 10), abs(x - 11), abs(y), abs(y - 1)) > 1e-9:
        assert encloses([SQUARE], (x, y)) == (10 < x < 11 and 0 < y < 1)


def test_the_way_to_the_border_is_in_metres() -> None:
    assert metres_to_border([SQUARE], (10.5, 1.1)) == pytest.approx(0.1 * METRES_PER_DEGREE)
    north = 60.0
    ring = read_ring("10 60, 10 61, 9 61, 9 60, 10 60")
    expected = METRES_PER_DEGREE * math.cos(math.radians(north + 0.5))
    assert metres_to_border([ring], (11.0, north + 0.5)) == pytest.approx(expected, rel=1e-3)


def test_bounds_are_west_south_east_north() -> None:
    assert bounds([SQUARE, HOLE]) == (10, 0, 11, 1)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("10 0, 11 0, 11 1, 10 1", "is not closed"),
        ("10 0, 11 0, 10 0", "has fewer than three corners"),
        ("10 0, 11 0, 11 x, 10 0", "'11 x' is no position"),
        ("10 0, 11 0, 11 95, 10 0", "'11 95' is not on Earth"),
        ("", "is no position"),
    ],
)
def test_a_ring_that_is_none_says_why(text: str, what: str) -> None:
    with pytest.raises(ValueError, match=what):
        read_ring(text)
