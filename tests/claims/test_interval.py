"""Rounding intervals: what a printed number can stand for, and arithmetic that never loses the true value."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filiera.claims.interval import Interval, printed_interval, significant_digits

POSITIVE = st.decimals(min_value="0.01", max_value="999999", places=3)


def printed(value: str, qualifier: str = "exact", *, whole: bool = False) -> Interval:
    return printed_interval(Decimal(value), qualifier, whole=whole, factor=Decimal(1))


@given(POSITIVE, st.integers(min_value=0, max_value=2))
def test_a_rounded_number_holds_what_it_was_rounded_from(true: Decimal, places: int) -> None:
    shown = round(true, places)
    assert printed(str(shown)).holds(Fraction(true))


@given(POSITIVE, POSITIVE)
def test_the_quotient_of_two_printed_numbers_holds_the_true_quotient(a: Decimal, b: Decimal) -> None:
    top, bottom = printed(str(round(a, 1))), printed(str(round(b, 2)))
    if bottom.low and bottom.low > 0:
        assert top.over(bottom).holds(Fraction(a) / Fraction(b))
    assert top.times(bottom).holds(Fraction(a) * Fraction(b))
    assert (top + bottom).holds(Fraction(a) + Fraction(b))


@given(POSITIVE)
def test_a_bound_is_open_on_its_side(value: Decimal) -> None:
    assert printed(str(value), "over").high is None
    assert printed(str(value), "up_to").low is None


def test_an_unqualified_count_is_exact_and_about_spreads_over_the_last_significant_digit() -> None:
    assert printed("346153", whole=True) == Interval(Fraction(346153), Fraction(346153))
    assert printed("40000", "about", whole=True) == Interval(Fraction(35000), Fraction(45000))
    assert printed("12.6") == Interval(Fraction("12.55"), Fraction("12.65"))


@pytest.mark.parametrize(("number", "digits"), [("178233", 6), ("40000", 1), ("25830", 4), ("36.9", 3), ("0", 1)])
def test_significant_digits_take_trailing_zeros_as_rounding(number: str, digits: int) -> None:
    assert significant_digits(Decimal(number)) == digits


def test_whole_numbers_inside_an_interval() -> None:
    assert Interval(Fraction("30.95"), Fraction("31.07")).integers() == [31]
    assert Interval(Fraction("53.52"), Fraction("53.9")).integers() == []
    assert Interval(Fraction(1), None).integers() == []


def test_intervals_that_touch_meet_and_others_do_not() -> None:
    one, other = printed("12.6"), Interval(Fraction("12.65"), None)
    assert one.meets(other)
    assert not one.meets(Interval(Fraction("12.66"), None))
