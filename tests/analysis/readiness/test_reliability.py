"""Cronbach's alpha and its interval against published worked examples."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from filiera.analysis.readiness.reliability import alpha_interval, reliability

# The example of `pingouin.cronbach_alpha` (Vallat 2018, *Pingouin: statistics in Python*, Journal of Open Source
# Software 3, 1026; documentation of the function, data set `cronbach_alpha`): 15 people, 10 questions.
EXAMPLE = """
3 5 7 2 6 1 4 2 6 5 4 4 5 6 4
2 4 3 4 5 2 3 4 5 4 3 2 5 5 3
4 6 5 3 6 3 5 4 5 6 5 3 6 5 5
1 3 5 3 5 4 3 3 5 4 2 2 2 4 5
4 5 6 2 4 2 5 7 1 3 5 5 3 2 3
5 1 4 2 4 5 2 2 6 5 3 3 3 2 1
1 2 3 2 4 2 1 2 5 3 2 4 2 1 3
4 5 3 6 6 3 2 4 2 1 3 2 4 4 2
3 5 6 6 7 5 4 6 3 7 4 3 4 6 3
2 5 5 3 5 2 3 5 2 2 1 4 5 5 4
"""


def example() -> np.ndarray:
    return np.array([line.split() for line in EXAMPLE.strip().splitlines()], dtype=float).T


def test_alpha_and_interval_of_the_example_of_pingouin() -> None:
    """Published there: 0.5917188485995826, interval [0.195, 0.84]."""
    found = reliability(example())
    assert found is not None
    assert found.alpha == pytest.approx(0.5917188485995826, abs=1e-12)
    assert (round(found.low, 3), round(found.high, 3)) == (0.195, 0.840)
    assert found.answered_by == 15


def test_interval_of_the_example_of_evans() -> None:
    """MRC Cognition and Brain Sciences Unit, statistics wiki, *R code from Chris Evans for computing confidence
    intervals for Cronbach's alpha*: feldt1.return(0.913, 873, 20) gives 0.9044024 to 0.9211588."""
    assert alpha_interval(0.913, 873, 20) == pytest.approx((0.9044024, 0.9211588), abs=5e-8)


def test_item_total_correlations_leave_the_question_itself_out() -> None:
    scores = example()
    found = reliability(scores)
    assert found is not None
    for column, told in enumerate(found.item_total):
        rest = np.delete(scores, column, axis=1).sum(axis=1)
        assert told == pytest.approx(np.corrcoef(scores[:, column], rest)[0, 1])


def test_parallel_questions_are_reliable_and_unrelated_ones_are_not() -> None:
    random = np.random.default_rng(7)
    same = random.normal(size=(200, 1)).repeat(4, axis=1)
    assert (found := reliability(same)) is not None
    assert found.alpha == pytest.approx(1.0)
    assert (unrelated := reliability(random.normal(size=(2000, 4)))) is not None
    assert abs(unrelated.alpha) < 0.15


@given(arrays(float, (8, 4), elements=st.integers(0, 3).map(float)))
def test_alpha_never_leaves_its_interval_nor_exceeds_one(scores: np.ndarray) -> None:
    found = reliability(scores)
    if found is not None:
        assert found.alpha <= 1 + 1e-9
        assert found.low <= found.alpha + 1e-9
        assert found.high <= 1 + 1e-9
        moved = reliability(scores * 100 / 3 + 5)
        assert moved is not None
        assert moved.alpha == pytest.approx(found.alpha, abs=1e-6)


def test_too_little_says_nothing_and_gaps_are_refused() -> None:
    assert reliability(np.zeros((2, 5))) is None
    assert reliability(np.ones((10, 1))) is None
    assert reliability(np.ones((10, 3))) is None
    with pytest.raises(ValueError, match="complete answers"):
        reliability(np.array([[1.0, np.nan], [0.0, 1.0], [1.0, 1.0]]))
