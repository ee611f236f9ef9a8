"""Corrections mend what is there, and stop where it no longer is."""

from __future__ import annotations

import pytest

from filiera.errors import SourceError
from filiera.pack.source_schema import Correction
from filiera.sources.correcting import corrected
from filiera.sources.parsed import Parsed, table

MENTION = {
    "register": "r",
    "record": "1",
    "role": "self",
    "name": "Hospital",
    "latitude": 44.2,
    "longitude": 12.3,
    "line": 2,
}


def parsed() -> Parsed:
    return Parsed(rows=2, mentions=table("mentions", [MENTION, MENTION | {"record": "2", "line": 3}]))


def correction(**changes: object) -> Correction:
    plain = {
        "where": {"record": "1"},
        "action": "clear",
        "columns": {"latitude": ""},
        "reason": {"en": "wrong"},
        "expect": {"latitude": "44.2"},
    }
    return Correction(**(plain | changes))  # type: ignore[arg-type]


def test_clear_set_and_leave_out() -> None:
    cleared = corrected(parsed(), [correction()], "d").mentions.to_pylist()
    assert [row["latitude"] for row in cleared] == [None, 44.2]
    named = corrected(parsed(), [correction(action="set", columns={"name": "Other"})], "d").mentions.to_pylist()
    assert [row["name"] for row in named] == ["Other", "Hospital"]
    left = corrected(parsed(), [correction(action="leave_out", columns={})], "d").mentions
    assert left.num_rows == 1


def test_what_was_mended_says_what_was_published_why_and_where() -> None:
    mended = corrected(parsed(), [correction(reported="by e-mail, 2024-05-02")], "d").mended
    assert [(m.action, m.name, m.published, m.became) for m in mended] == [("clear", "latitude", "44.2", "")]
    assert (mended[0].rows, mended[0].line, mended[0].about, mended[0].reported) == (
        "mentions",
        2,
        "1",
        "by e-mail, 2024-05-02",
    )
    (left,) = corrected(parsed(), [correction(action="leave_out", columns={})], "d").mended
    assert (left.name, left.became) == ("", "") and "name Hospital" in left.published


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"expect": {"latitude": "45.5"}}, "it expects latitude 45.5, but the row says latitude 44.2"),
        ({"where": {"record": "9"}}, "the row that it corrects is not there"),
        ({"where": {"nothing": "1"}}, "the table 'mentions' has no column 'nothing'"),
        ({"expect": {"latitude": "north"}}, "column 'latitude' holds numbers, and 'north' is none"),
    ],
)
def test_a_correction_that_no_longer_fits_stops_the_build(changes: dict[str, object], says: str) -> None:
    with pytest.raises(SourceError) as caught:
        corrected(parsed(), [correction(**changes)], "d")
    assert says in caught.value.what and "correction of d" in caught.value.where
