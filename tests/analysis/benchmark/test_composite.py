"""The composite by the handbook: identities for panels at random, cases worked by hand, refusals."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from filiera.analysis.benchmark.composite import Aggregation, Normalisation, composite, normalised, ranks
from filiera.analysis.benchmark.panel import Panel
from filiera.analysis.benchmark.rank_intervals import CHOICES, rank_draws
from filiera.analysis.benchmark.sensitivity import one_at_a_time, when_others_join
from filiera.analysis.benchmark.structural_distance import nearest_peers
from filiera.analysis.benchmark.treatment import moments, outlying, winsorised
from filiera.errors import TableError

REGIONS = ("north", "south", "east", "west", "isles")
CELLS = arrays(np.float64, (5, 3), elements=st.integers(0, 1000).map(float))


def panel(cells: np.ndarray | list[list[float]], regions: tuple[str, ...] = REGIONS) -> Panel:
    return Panel(regions, ("gdp", "jobs", "deaths"), np.array(cells), ("EUR", "%", "%"), (True, True, False))


def varying(cells: np.ndarray) -> Panel:
    assume((np.ptp(cells, axis=0) > 0).all())
    return panel(cells)


SMALL = panel([[40, 70, 5], [20, 60, 3], [30, 80, 4], [25, 50, 9], [10, 75, 8]])


def test_min_max_arithmetic_and_geometric_by_hand() -> None:
    """Two indicators of three regions: scores 1, 50.5 and 100, and 100, 1 and 50.5."""
    two = panel([[10, 9, 1], [20, 0, 2], [30, 4.5, 3]], ("a", "b", "c")).without("deaths")
    np.testing.assert_allclose(normalised(two, Normalisation.MIN_MAX), [[1, 100], [50.5, 1], [100, 50.5]])
    np.testing.assert_allclose(composite(two), [50.5, 25.75, 75.25])
    geometric = composite(two, {"gdp": 3, "jobs": 1}, aggregation=Aggregation.GEOMETRIC)
    np.testing.assert_allclose(geometric, [100**0.25, 50.5**0.75, 100**0.75 * 50.5**0.25])


def test_less_is_better_where_the_panel_says_so() -> None:
    scores = normalised(SMALL, Normalisation.MIN_MAX)
    assert (scores[1, 2], scores[3, 2]) == (100, 1)


@pytest.mark.parametrize(("normalisation", "aggregation"), CHOICES)
@given(cells=CELLS, factor=st.floats(1e-3, 1e3), shift=st.floats(-100, 100))
def test_ranks_do_not_depend_on_the_unit(
    normalisation: Normalisation, aggregation: Aggregation, cells: np.ndarray, factor: float, shift: float
) -> None:
    one = varying(cells)
    other = replace(one, values=one.values * [factor, 1, 1] + [shift, 0, 0])
    found = [ranks(composite(each, None, normalisation, aggregation)) for each in (one, other)]
    np.testing.assert_array_equal(*found)


@pytest.mark.parametrize(("normalisation", "aggregation"), CHOICES)
@given(cells=CELLS)
def test_who_is_best_in_all_is_first(normalisation: Normalisation, aggregation: Aggregation, cells: np.ndarray) -> None:
    best = np.array([1001.0, 1001.0, -1.0])
    with_best = panel(np.vstack([cells[:4], best]))
    assert ranks(composite(with_best, None, normalisation, aggregation))[4] == 1


@given(CELLS)
def test_a_missing_indicator_leaves_a_region_without_a_rank_and_never_0(cells: np.ndarray) -> None:
    cells[2, 1] = np.nan
    assume(all(np.ptp(column[~np.isnan(column)]) > 0 for column in cells.T))
    placed = ranks(composite(panel(cells)))
    np.testing.assert_array_equal(np.isnan(placed), [False, False, True, False, False])
    assert placed[[0, 1, 3, 4]].max() <= 4
    draws = rank_draws(panel(cells), draws=20, generator=np.random.default_rng(1))
    assert np.isnan(draws.interval()[0][2])
    assert np.isnan(draws.ranks[:, 2]).all()


def test_equals_share_the_better_rank() -> None:
    np.testing.assert_array_equal(ranks(np.array([5.0, 9.0, 5.0, np.nan, 1.0])), [2, 1, 2, np.nan, 4])


@settings(max_examples=30)
@given(CELLS, st.integers(0, 2**31))
def test_intervals_hold_the_median_and_are_repeated_by_the_seed(cells: np.ndarray, seed: int) -> None:
    one = varying(cells)
    first, second = (rank_draws(one, draws=60, generator=np.random.default_rng(seed)) for _ in range(2))
    np.testing.assert_array_equal(first.ranks, second.ranks)
    low, median, high = first.interval(0.9)
    assert (low >= 1).all()
    assert (high <= 5).all()
    assert ((low <= median) & (median <= high)).all()
    outer_low, _, outer_high = first.interval(1)
    np.testing.assert_array_equal(outer_low, first.ranks.min(axis=0))
    np.testing.assert_array_equal(outer_high, first.ranks.max(axis=0))


def test_draws_vary_the_choices_and_each_is_one_that_can_be_made_by_hand() -> None:
    """Two are strong in one thing each, a third is middling in both: it is last by sums, and first by products."""
    uneven = panel([[0, 100, 0], [45, 45, 1], [100, 0, 2]], ("a", "b", "c")).without("deaths")
    usual = {tuple(ranks(composite(uneven, None, *choice))) for choice in CHOICES}
    assert usual == {(1, 3, 1), (2, 1, 2)}
    fixed = rank_draws(uneven, draws=200, generator=np.random.default_rng(3), spread=0)
    assert {tuple(row) for row in fixed.ranks} == usual
    middle = rank_draws(uneven, draws=200, generator=np.random.default_rng(3)).interval()
    assert (middle[0][1], middle[2][1]) == (1, 3)


def test_one_at_a_time_names_each_change_and_tells_who_moves() -> None:
    told = {each.changed: each for each in one_at_a_time(SMALL)}
    assert list(told) == ["without gdp", "without jobs", "without deaths", "z-score", "geometric"]
    usual = ranks(composite(SMALL))
    alone = told["without jobs"]
    np.testing.assert_array_equal(alone.ranks, ranks(composite(SMALL.without("jobs"))))
    np.testing.assert_array_equal(alone.moved, alone.ranks - usual)
    assert any(each.moved.any() for each in told.values())


def test_a_region_that_joins_may_turn_the_order_of_two_others() -> None:
    """Alone, a and b tie; a third with far more of the first indicator makes a's lead there small."""
    joined = panel([[10, 0, 0], [0, 10, 0], [100, 5, 1]], ("a", "b", "c")).without("deaths")
    alone, together = when_others_join(joined, ("a", "b"))
    np.testing.assert_array_equal(alone, [1, 1])
    np.testing.assert_array_equal(together, [2, 1])


def test_skewness_and_kurtosis_are_those_of_scipy() -> None:
    values = np.array([1.0, 2.0, 2.5, 4.0, 30.0, np.nan])
    known = values[:5]
    expected = (stats.skew(known, bias=False), stats.kurtosis(known, bias=False))
    assert moments(values) == pytest.approx(expected)
    assert moments(values * 1e-200) == pytest.approx(expected)
    assert all(np.isnan(moments(np.array(few))).all() for few in ([1.0, 2.0, 9.0], [3.0] * 6))


def test_one_far_value_is_drawn_in_to_the_next_and_told() -> None:
    regions = tuple(f"r{at}" for at in range(12))
    cells = np.array([[float(at), float(at % 5), 1.0 + at] for at in range(12)])
    cells[4, 1] = 500.0
    before = panel(cells, regions)
    assert outlying(before.values[:, 1])
    treated = winsorised(before)
    assert treated.moved == (("r4", "jobs"),)
    assert treated.panel.values[4, 1] == 4
    assert treated.still_skewed == ()
    np.testing.assert_array_equal(np.delete(treated.panel.values, 4, axis=0), np.delete(cells, 4, axis=0))
    untouched = winsorised(before, most=0)
    assert untouched.still_skewed == ("jobs",)
    np.testing.assert_array_equal(untouched.panel.values, cells)


@given(CELLS)
def test_distance_is_symmetric_and_nearest_come_first(cells: np.ndarray) -> None:
    one = varying(cells)
    found = nearest_peers(one, "north")
    assert [peer.distance for peer in found] == sorted(peer.distance for peer in found)
    back = next(peer for peer in nearest_peers(one, found[0].region) if peer.region == "north")
    assert back.distance == pytest.approx(found[0].distance)


def test_distance_by_hand_is_a_mean_over_what_is_shared() -> None:
    """Of -1, 1 each the standard deviation is 1: two apart in both indicators, and in the one that is left."""
    pairs = panel([[-1, 1, 0], [1, -1, 1]], ("a", "b")).without("deaths")
    assert [peer.distance for peer in nearest_peers(pairs, "a")] == [2]
    assert [peer.distance for peer in nearest_peers(pairs.without("jobs"), "a")] == [2]


def test_distance_is_of_what_both_have() -> None:
    cells = SMALL.values.copy()
    cells[1] = np.nan
    cells[2, 0] = np.nan
    found = {peer.region: peer for peer in nearest_peers(panel(cells), "north")}
    assert found["east"].shared == 2
    assert np.isnan(found["south"].distance)
    assert list(found)[-1] == "south"
    assert np.isnan(next(p for p in nearest_peers(panel(cells), "north", 3) if p.region == "east").distance)


def one_draw(**options: float) -> None:
    rank_draws(SMALL, draws=int(options.pop("draws", 1)), generator=np.random.default_rng(1), **options)


@pytest.mark.parametrize(
    ("made", "text"),
    [
        (lambda: composite(panel(np.ones((5, 3)))), "the indicator 'gdp' does not vary over the regions; leave it out"),
        (lambda: composite(SMALL, {"gdp": 1}), "weights and indicators differ: deaths, jobs"),
        (lambda: composite(SMALL, {"gdp": 1, "jobs": -1, "deaths": 1}), "a weight is negative or no number"),
        (
            lambda: composite(SMALL, None, Normalisation.Z_SCORE, Aggregation.GEOMETRIC),
            "a geometric mean needs scores above 0; normalise by min-max",
        ),
        (lambda: Panel(("a",), ("x",), np.ones((1, 1)), (), (True,)), "an indicator lacks its unit or direction"),
        (lambda: SMALL.of(["nowhere"]), "has no 'nowhere'; one of: north, south"),
        (lambda: one_draw(draws=0), "asks for no draw"),
        (lambda: one_draw(spread=1.0), "the spread of weights is not 0 or more and below 1"),
        (
            lambda: rank_draws(SMALL, draws=1, generator=np.random.default_rng(1)).interval(0),
            "the level is not above 0 and at most 1",
        ),
    ],
)
def test_what_is_refused(made, text: str) -> None:
    with pytest.raises(TableError) as caught:
        made()
    assert text in str(caught.value)
