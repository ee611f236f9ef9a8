"""Regional tables: what quotients, the pool of supply and demand and drawn weights may and may not do."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from filiera.analysis.input_output.draws import draw_effects
from filiera.analysis.input_output.leontief import Leontief
from filiera.analysis.input_output.location_quotients import Method, RegionalWeights, quotients, simple_quotients
from filiera.analysis.input_output.regionalisation import (
    BAND,
    delta_band,
    regional_coefficients,
    supply_demand_pool,
)
from filiera.analysis.input_output.table import InputOutputTable
from filiera.errors import TableError
from tests.analysis.input_output.economies import economies, weights_of


@given(economies(), st.sampled_from(Method), st.floats(0.0, 0.99))
def test_the_whole_nation_is_its_own_region(table: InputOutputTable, method: Method, delta: float) -> None:
    national = Leontief.of(table).coefficients
    nation = RegionalWeights(table.sectors, table.output, table.output)
    assert regional_coefficients(national, nation, method, delta) == pytest.approx(national)


@given(economies(), st.sampled_from(Method), st.floats(0.01, 0.9))
def test_a_region_like_the_nation_has_its_coefficients(table: InputOutputTable, method: Method, share: float) -> None:
    national = Leontief.of(table).coefficients
    alike = RegionalWeights(table.sectors, table.output * share, table.output)
    assert simple_quotients(alike) == pytest.approx(np.ones(table.size))
    assert regional_coefficients(national, alike, method, 0.0) == pytest.approx(national)


@given(economies(), st.data())
def test_delta_nought_is_the_cross_industry_quotient(table: InputOutputTable, data: st.DataObject) -> None:
    weights = data.draw(weights_of(table))
    assert quotients(weights, Method.FLQ, 0.0) == pytest.approx(quotients(weights, Method.CILQ))


@given(economies(), st.data())
def test_no_region_supplies_more_than_the_nation(table: InputOutputTable, data: st.DataObject) -> None:
    weights = data.draw(weights_of(table))
    national = Leontief.of(table).coefficients
    for method in Method:
        regional = regional_coefficients(national, weights, method, 0.3)
        assert (regional >= 0).all()
        assert (regional <= national).all()
        assert not regional[weights.region == 0].any()
        multipliers = Leontief(regional, table.sectors).output_multipliers
        assert (multipliers <= Leontief(national, table.sectors).output_multipliers + 1e-9).all()


@given(economies(), st.data())
def test_a_larger_delta_leaves_less_in_the_region(table: InputOutputTable, data: st.DataObject) -> None:
    weights = data.draw(weights_of(table))
    band = delta_band(Leontief.of(table).coefficients, weights, Method.FLQ)
    assert tuple(band) == BAND
    for less, more in itertools.pairwise(BAND):
        assert (band[more] <= band[less] + 1e-12).all()


def test_weights_follow_the_order_of_the_table() -> None:
    weights = RegionalWeights(("b", "a"), np.array([1.0, 2.0]), np.array([10.0, 40.0]))
    assert weights.along(("a", "b")).region.tolist() == [2.0, 1.0]
    with pytest.raises(TableError, match="without a weight are c; not in the table are b"):
        weights.along(("a", "c"))


def test_a_pool_in_deficit_is_scaled_and_one_in_surplus_is_not() -> None:
    """By hand: demand for 1 is .1*100 + .2*50 + 180 = 200 of 100 made; for 2 it is 35 of 50."""
    national = np.array([[0.1, 0.2], [0.2, 0.1]])
    found, left = supply_demand_pool(national, np.array([100.0, 50.0]), np.array([180.0, 10.0]), ("1", "2"))
    assert found == pytest.approx(np.array([[0.05, 0.1], [0.2, 0.1]]))
    assert left == pytest.approx([-100.0, 15.0])


@given(economies(), st.integers(0, 2**32))
def test_draws_stay_between_the_ends_of_delta(table: InputOutputTable, seed: int) -> None:
    national = Leontief.of(table).coefficients
    weights = RegionalWeights(table.sectors, table.output * np.linspace(0.05, 0.2, table.size), table.output)
    rows = np.ones((1, table.size))
    drawn = draw_effects(national, weights, rows, draws=20, generator=np.random.default_rng(seed))
    lowest, highest = (
        Leontief(regional_coefficients(national, weights, Method.FLQ, delta), table.sectors).output_multipliers
        for delta in (0.4, 0.1)
    )
    lower, upper = drawn.interval(0.9)
    assert (lowest - 1e-9 <= lower[0]).all()
    assert (lower <= upper).all()
    assert (upper[0] <= highest + 1e-9).all()


def test_the_same_seed_draws_the_same() -> None:
    weights = RegionalWeights(("a", "b"), np.array([1.0, 2.0]), np.array([10.0, 10.0]))
    national, rows = np.array([[0.2, 0.1], [0.1, 0.3]]), np.ones((1, 2))
    one, other = (
        draw_effects(national, weights, rows, draws=5, generator=np.random.default_rng(1), error_of_weights=0.1).effects
        for _ in range(2)
    )
    assert (one == other).all()
    with pytest.raises(TableError, match="no draw"):
        draw_effects(national, weights, rows, draws=0, generator=np.random.default_rng(1))
