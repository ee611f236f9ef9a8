"""Values in words, as the pack's documentation shows them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from filiera.errors import UsageError
from filiera.vocabulary.language import load_language
from filiera.vocabulary.render import format_number, render_value


@pytest.mark.parametrize(
    ("value", "unit", "qualifier", "italian", "english"),
    [
        ("12.6", "percent", "exact", "12,6%", "12.6%"),
        ("56.6", "EUR_bn", "exact", "56,6 miliardi di euro", "56.6 billion euro"),
        ("33000", "count", "over", "oltre 33.000", "over 33,000"),
        ("1.8", "count_m", "over", "oltre 1,8 milioni", "over 1.8 million"),
        ("62988", "m2", "exact", "62.988 metri quadrati", "62,988 square metres"),
        ("83.1", "years", "exact", "83,1 anni", "83.1 years"),
        ("1", "months", "exact", "1 mese", "1 month"),
        ("9", "rank", "exact", "9º", "9th"),
        ("21", "rank", "exact", "21º", "21st"),
        ("112", "rank", "exact", "112º", "112th"),
        ("695", "EUR_per_person", "exact", "695 euro", "695 euro"),
        ("2024", "calendar_year", "exact", "2024", "2024"),
        ("40", "percent", "at_least", "almeno 40%", "at least 40%"),
        ("35", "percent", "nearly", "quasi 35%", "nearly 35%"),
        ("-3.2", "percent", "exact", "-3,2%", "-3.2%"),
    ],
)
def test_rendering(value: str, unit: str, qualifier: str, italian: str, english: str) -> None:
    assert render_value(value, unit, qualifier, load_language("it")) == italian
    assert render_value(Decimal(value), unit, qualifier, load_language("en")) == english


@pytest.mark.parametrize(
    ("value", "italian", "english"),
    [
        ("4530.0", "4.530,0", "4,530.0"),
        ("1E+6", "1.000.000", "1,000,000"),
        ("0.50", "0,50", "0.50"),
        ("-1234.5", "-1.234,5", "-1,234.5"),
    ],
)
def test_all_printed_digits_are_kept(value: str, italian: str, english: str) -> None:
    assert format_number(Decimal(value), load_language("it")) == italian
    assert format_number(Decimal(value), load_language("en")) == english


def test_a_unit_without_words_is_named() -> None:
    with pytest.raises(UsageError, match="no words for the unit 'ells'"):
        render_value("1", "ells", "exact", load_language("en"))
