"""Numbers as files print them, read or left: never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filiera.sources.numbers import Cell, Notation, read_number

ITALIAN = Notation(",", ".", frozenset({"", "-"}), frozenset({"***"}))


@pytest.mark.parametrize(
    ("text", "value"),
    [("10.487", 10487.0), ("1.234.567,5", 1234567.5), ("82,3", 82.3), ("-4", -4.0), ("1234", 1234.0), ("0", 0.0)],
)
def test_dots_part_thousands_and_a_comma_the_rest(text: str, value: float) -> None:
    assert read_number(text, ITALIAN) == Cell(value)


@pytest.mark.parametrize("text", ["1.5", "10.48", "1,2,3", "1.234.56", "12b", "NaN", "inf", "1 000", "1_000"])
def test_what_could_be_read_in_two_ways_is_no_number(text: str) -> None:
    assert read_number(text, ITALIAN) is None


def test_missing_and_masked_are_told_apart() -> None:
    assert read_number(" *** ", ITALIAN) == Cell(None, "masked")
    assert read_number("-", ITALIAN) == Cell(None, "missing")
    assert read_number("", ITALIAN) == Cell(None, "missing")


@given(st.integers(-(10**12), 10**12))
def test_a_number_printed_the_italian_way_is_read_back(number: int) -> None:
    assert read_number(f"{number:,}".replace(",", "."), ITALIAN) == Cell(float(number))


@given(st.text(max_size=30))
def test_any_text_is_read_or_left(text: str) -> None:
    found = read_number(text, ITALIAN)
    assert found is None or (found.value is None) == bool(found.missing)
