"""Revision analysis: identities, and an example worked by hand."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filiera.analysis import revisions
from filiera.analysis.revisions import analyse_revisions

VALUES = st.dictionaries(st.text(max_size=2), st.floats(-1e9, 1e9, allow_subnormal=False), max_size=8)


def test_a_worked_example() -> None:
    found = analyse_revisions({"a": 100.0, "b": 200.0, "c": 50.0}, {"a": 104.0, "b": 198.0, "d": 7.0})
    assert [(r.key, r.size) for r in found.revisions] == [("a", 4.0), ("b", -2.0)]
    assert (found.added, found.removed, found.revised) == (("d",), ("c",), 2)
    assert found.mean_revision == 1.0
    assert found.mean_absolute_revision == 3.0
    assert found.relative_mean_absolute_revision == pytest.approx(6 / 302)


def test_nothing_in_common_has_no_mean() -> None:
    found = analyse_revisions({"a": 1.0}, {"b": 1.0})
    assert found.mean_revision is None
    assert found.relative_mean_absolute_revision is None


@given(VALUES)
def test_a_vintage_beside_itself_is_not_revised(values: dict[str, float]) -> None:
    found = analyse_revisions(values, values)
    assert found.revised == 0
    assert found.added == found.removed == ()


@given(VALUES, VALUES)
def test_every_value_is_compared_added_or_removed(earlier: dict[str, float], later: dict[str, float]) -> None:
    found = analyse_revisions(earlier, later)
    assert {r.key for r in found.revisions} | set(found.added) == set(later)
    assert {r.key for r in found.revisions} | set(found.removed) == set(earlier)
    back = analyse_revisions(later, earlier)
    assert sorted(r.size for r in found.revisions) == pytest.approx(sorted(-r.size for r in back.revisions))


def test_the_example_of_the_module_runs() -> None:
    assert doctest.testmod(revisions).failed == 0
