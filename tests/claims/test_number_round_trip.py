"""A value written in words and read again is the same value: every language, unit and qualifier."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from filiera.claims.numbers import find_numbers
from filiera.vocabulary.language import available_languages, load_language
from filiera.vocabulary.render import render_value
from filiera.vocabulary.units import load_units

READ_AS = {
    "percent_change": "percent",
    "EUR_m": "EUR",
    "EUR_bn": "EUR",
    "EUR_per_person": "EUR",
    "PPS_bn": "PPS",
    "PPS_per_person": "PPS",
    "count": "",
    "count_m": "",
    "ratio": "",
    "index": "",
}
"""What only the sentence around a figure tells: the printed number alone reads as these units."""
SCALE = {"PPS_bn": 10**9, "EUR_m": 10**6, "EUR_bn": 10**9, "count_m": 10**6}
WHOLE = {"rank"}
QUALIFIERS = ("exact", "about", "over", "under", "at_least", "up_to", "nearly")


@st.composite
def printed(draw: st.DrawFn) -> Decimal:
    """A number as publications print them: up to ten digits, up to four of them decimals."""
    places = draw(st.integers(0, 4))
    return Decimal(draw(st.integers(0, 9_999_999_999))).scaleb(-places)


@pytest.mark.parametrize("code", available_languages())
@pytest.mark.parametrize("unit", sorted(set(load_units()) - {"calendar_year"}))
@given(value=printed(), qualifier=st.sampled_from(QUALIFIERS))
@example(value=Decimal("2024"), qualifier="exact")
@example(value=Decimal("1950"), qualifier="over")
@example(value=Decimal("1.234"), qualifier="exact")
@example(value=Decimal("4.0"), qualifier="about")
@example(value=Decimal("1"), qualifier="exact")
@example(value=Decimal("100000"), qualifier="exact")
@example(value=Decimal("0"), qualifier="nearly")
def test_what_is_written_is_read(code: str, unit: str, value: Decimal, qualifier: str) -> None:
    language = load_language(code)
    if unit in WHOLE:
        value = Decimal(int(value))
    written = render_value(value, unit, qualifier, language)
    found = find_numbers(written, language)
    assert [m.text for m in found] == [written]
    mention = found[0]
    assert mention.value == value * SCALE.get(unit, 1)
    assert mention.unit == READ_AS.get(unit, unit)
    assert mention.qualifier == qualifier
    step = Decimal(1).scaleb(min(int(value.as_tuple().exponent), 0)) * SCALE.get(unit, 1)
    assert mention.step == step


@pytest.mark.parametrize("code", available_languages())
@given(year=st.integers(1900, 2099))
def test_a_rendered_year_is_no_figure(code: str, year: int) -> None:
    language = load_language(code)
    assert find_numbers(render_value(str(year), "calendar_year", "exact", language), language) == []
