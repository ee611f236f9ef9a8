"""Figures of links and clusters, against examples worked by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filiera.registry.metrics import Score, b_cubed, counted, pairwise, wilson_interval


def clusters(*members: str) -> dict[str, int]:
    """Item → number of its cluster."""
    return {item: number for number, cluster in enumerate(members) for item in cluster}


# Bagga & Baldwin 1998: twelve mentions of three persons, {1…5}, {6, 7}, {8…C}.
TRUE = clusters("12345", "67", "89ABC")
SECOND_WITH_THIRD = clusters("12345", "6789ABC")
FIRST_WITH_THIRD = clusters("1234589ABC", "67")


def test_b_cubed_of_bagga_and_baldwin() -> None:
    """Response 1: (5·5/5 + 2·2/7 + 5·5/7) / 12 = 16/21; response 2: (5·5/10 + 2·2/2 + 5·5/10) / 12 = 7/12."""
    assert b_cubed(SECOND_WITH_THIRD, TRUE).precision == pytest.approx(16 / 21)
    assert b_cubed(FIRST_WITH_THIRD, TRUE).precision == pytest.approx(7 / 12)
    assert b_cubed(SECOND_WITH_THIRD, TRUE).recall == b_cubed(FIRST_WITH_THIRD, TRUE).recall == 1


def test_pairwise_by_hand() -> None:
    """True pairs: 10 + 1 + 10 = 21; response 1 has 10 + 21 = 31 pairs, of which 21 are true."""
    score = pairwise(SECOND_WITH_THIRD, TRUE)
    assert (score.precision, score.recall) == (pytest.approx(21 / 31), 1)


def test_a_cluster_split_in_two() -> None:
    """{a, b, c, d} as {a, b}, {c, d}: pairs 2 of 6; each item's cluster holds half of its own."""
    found, true = clusters("ab", "cd"), clusters("abcd")
    assert pairwise(found, true) == Score(1.0, pytest.approx(2 / 6))
    assert b_cubed(found, true) == Score(1.0, 0.5)


def test_micro_figures_by_hand() -> None:
    found = counted([("a", 1), ("a", 2), ("b", 3)], [("a", 1), ("b", 3), ("b", 4), ("c", 5)])
    assert found.score == Score(2 / 3, 2 / 4)
    assert found.score.f1 == pytest.approx(4 / 7)
    assert counted([], []).score == Score(1.0, 1.0)


def test_wilson_by_hand() -> None:
    """Newcombe 1998, Statistics in Medicine 17, p. 861: 81 of 263 gives 0.2553 to 0.3662."""
    assert [round(bound, 4) for bound in wilson_interval(81, 263)] == [0.2553, 0.3662]
    assert wilson_interval(0, 0) == (0.0, 1.0)


def test_clusterings_of_different_items_are_refused() -> None:
    with pytest.raises(ValueError, match="the same items"):
        b_cubed({"a": 1}, {"b": 1})


@given(st.dictionaries(st.integers(0, 30), st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1))
def test_recall_of_one_is_precision_of_the_other(items: dict[int, tuple[int, int]]) -> None:
    first = {item: pair[0] for item, pair in items.items()}
    second = {item: pair[1] for item, pair in items.items()}
    for measure in (pairwise, b_cubed):
        there, back = measure(first, second), measure(second, first)
        assert there.precision == pytest.approx(back.recall)
        assert 0 <= there.f1 <= 1
        assert measure(first, first) == Score(1.0, 1.0)
