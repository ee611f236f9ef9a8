"""Ratios of two series: years aligned or flagged, missing never zero."""

from __future__ import annotations

from math import isnan

import pytest

from filiera.analysis.benchmark.comparable_indicators import Alignment, Series, per
from filiera.errors import TableError

GDP = Series("EUR", {("north", 2021): 400.0, ("north", 2022): 440.0, ("south", 2021): 90.0, ("east", 2023): 70.0})
PEOPLE = Series("persons", {("north", 2022): 10.0, ("south", 2021): 3.0, ("east", 2021): 2.0, ("west", 2022): 0.0})


def test_years_are_aligned_or_flagged() -> None:
    north, south, east, west = per(GDP, PEOPLE, ("north", "south", "east", "west"), 2022, within=1)
    assert (north.value, north.unit, north.years, north.alignment) == (44, "EUR/persons", (2022, 2022), "aligned")
    assert (south.value, south.years, south.alignment) == (30, (2021, 2021), Alignment.OTHER_YEAR)
    assert (east.value, east.years, east.alignment) == (35, (2023, 2021), Alignment.YEARS_DIFFER)
    assert isnan(west.value)
    assert (west.years, west.alignment) == (None, Alignment.MISSING)


def test_no_other_year_is_taken_unasked() -> None:
    assert [ratio.alignment for ratio in per(GDP, PEOPLE, ("north", "south", "east"), 2022)] == [
        "aligned",
        "missing",
        "missing",
    ]


def test_a_denominator_of_0_leaves_the_ratio_missing() -> None:
    (west,) = per(Series("EUR", {("west", 2022): 5.0}), PEOPLE, ("west",), 2022)
    assert isnan(west.value)


def test_an_indicator_of_0_is_0_and_not_missing() -> None:
    (north,) = per(Series("EUR", {("north", 2022): 0.0}), PEOPLE, ("north",), 2022)
    assert (north.value, north.alignment) == (0, Alignment.ALIGNED)


def test_a_price_level_turns_euro_into_purchasing_power_and_equal_units_leave_a_ratio() -> None:
    """440 euro where a PPS costs 1.1 euro are 400 PPS; 440 over 400 is 1.1."""
    (in_pps,) = per(GDP, Series("EUR/PPS", {("north", 2022): 1.1}), ("north",), 2022)
    assert (in_pps.value, in_pps.unit) == (pytest.approx(400), "PPS")
    (share,) = per(GDP, Series("EUR", {("north", 2022): 400.0}), ("north",), 2022)
    assert (share.value, share.unit) == (pytest.approx(1.1), "ratio")


def test_what_is_refused() -> None:
    with pytest.raises(TableError, match="a measure in EUR_mn cannot be brought over one in EUR/PPS; bring both to"):
        per(Series("EUR_mn", {}), Series("EUR/PPS", {}), ("north",), 2022)
    with pytest.raises(TableError, match="north, 2022: is no finite number; leave out what is not known"):
        Series("EUR", {("north", 2022): float("nan")})
    with pytest.raises(TableError, match="fewer than 0; give 0 or more"):
        per(GDP, PEOPLE, ("north",), 2022, within=-1)
