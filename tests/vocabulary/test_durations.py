"""Spans and dates as ISO 8601 writes them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filiera.vocabulary.durations import Duration, day, duration


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("P1Y", Duration(12, 0)),
        ("P3M", Duration(3, 0)),
        ("P1W", Duration(0, 7)),
        ("P10D", Duration(0, 10)),
        ("P1Y6M2W3D", Duration(18, 17)),
    ],
)
def test_spans(text: str, span: Duration) -> None:
    assert duration(text) == span


@pytest.mark.parametrize("text", ["", "P", "1Y", "P0D", "P-1Y", "PT5H", "P1Y ", "p1y", "yearly", "P1M1Y", "P١Y"])
def test_what_is_no_span(text: str) -> None:
    assert duration(text) is None


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("2021", date(2021, 12, 31)),
        ("2024-02", date(2024, 2, 29)),
        ("2024-03-05", date(2024, 3, 5)),
        ("2024-03-05T10:00:00Z", date(2024, 3, 5)),
    ],
)
def test_dates_as_far_as_they_are_stated(text: str, last: date) -> None:
    assert day(text) == last


@pytest.mark.parametrize("text", ["", "?", "21", "2021-13", "2021-02-30", "0000", "2021/03", "today"])
def test_what_is_no_date(text: str) -> None:
    assert day(text) is None


def test_the_end_of_a_month() -> None:
    assert Duration(1, 0).after(date(2024, 1, 31)) == date(2024, 2, 29)
    assert Duration(12, 0).after(date(2024, 2, 29)) == date(2025, 2, 28)
    assert Duration(1, 0).after(date(2024, 1, 31), 2) == date(2024, 3, 31)


@given(st.dates(), st.text("PYMWD0123456789", max_size=12), st.integers(1, 5))
def test_every_span_leads_on(start: date, text: str, times: int) -> None:
    span = duration(text)
    if span is not None:
        assert span.after(start, times) > start or span.after(start, times) == date.max
