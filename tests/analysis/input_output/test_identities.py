"""Accounting identities that hold for every economy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from filiera.analysis.input_output.accounts import row_imbalances
from filiera.analysis.input_output.coefficients import import_coefficients, primary_coefficients
from filiera.analysis.input_output.extraction import Extraction, extract
from filiera.analysis.input_output.ghosh import Ghosh
from filiera.analysis.input_output.households import Divisor, Households, closure_of, type_two
from filiera.analysis.input_output.leontief import Leontief
from filiera.analysis.input_output.linkages import linkages
from filiera.analysis.input_output.multipliers import type_one
from filiera.analysis.input_output.net_multipliers import net_multipliers, net_output_multipliers
from filiera.analysis.input_output.satellite import chain_output
from filiera.analysis.input_output.table import InputOutputTable
from tests.analysis.input_output.economies import economies

CLOSE = {"rel": 1e-7, "abs": 1e-9}
HOUSEHOLDS = Households("compensation", "households")


@given(economies())
def test_output_is_what_final_demand_needs(table: InputOutputTable) -> None:
    demand = sum(table.final_demand.values())
    assert Leontief.of(table).output_for(demand) == pytest.approx(table.output, **CLOSE)
    assert row_imbalances(table) == []


@given(economies())
def test_final_demand_ends_as_value_added_or_leaks_abroad(table: InputOutputTable) -> None:
    system = Leontief.of(table)
    ends = system.effects(np.array([primary_coefficients(table, "gva"), import_coefficients(table)]))
    assert ends.sum(axis=0) == pytest.approx(np.ones(table.size), **CLOSE)
    demand = np.sum(list(table.final_demand.values()), axis=0)
    assert ends[0] @ demand == pytest.approx(table.primary("gva").sum(), **CLOSE)


@given(economies())
def test_one_solution_a_row_gives_what_the_inverse_gives(table: InputOutputTable) -> None:
    system = Leontief.of(table)
    inverse = system.inverse()
    found = type_one(table, system)
    assert found.output == pytest.approx(inverse.sum(axis=0), **CLOSE)
    assert (inverse >= -1e-12).all()
    for name, effect in found.effects.items():
        assert effect.total == pytest.approx(primary_coefficients(table, name) @ inverse, **CLOSE)
        assert (effect.indirect >= -1e-9).all()


@given(economies())
def test_multipliers_grow_with_closure(table: InputOutputTable) -> None:
    opened = type_one(table)
    closed = {
        divisor: type_two(table, Households("compensation", "households", divisor))
        for divisor in (Divisor.INCOME, Divisor.CONSUMPTION)
        if divisor is Divisor.CONSUMPTION or spends_less_than_it_earns(table)
    }
    for found in closed.values():
        assert (found.truncated >= opened.output - 1e-9).all()
        assert (found.output >= found.truncated).all()
        for name, effect in found.effects.items():
            assert (effect.total >= opened.effects[name].total - 1e-9).all()
    if len(closed) == 2:
        assert (closed[Divisor.CONSUMPTION].truncated >= closed[Divisor.INCOME].truncated - 1e-9).all()


def spends_less_than_it_earns(table: InputOutputTable) -> bool:
    return bool(table.demand("households").sum() <= table.primary("compensation").sum())


@given(economies())
def test_type_two_is_the_inverse_of_the_bordered_matrix(table: InputOutputTable) -> None:
    households = Households("compensation", "households", Divisor.CONSUMPTION)
    system = Leontief.of(table)
    found, closure = type_two(table, households, system), closure_of(table, households, system)
    size = table.size
    bordered = np.zeros((size + 1, size + 1))
    bordered[:size, :size] = system.coefficients
    bordered[size, :size], bordered[:size, size] = closure.earned, closure.spent
    inverse = np.linalg.inv(np.eye(size + 1) - bordered)
    assert found.output == pytest.approx(inverse.sum(axis=0)[:size], **CLOSE)
    assert found.truncated == pytest.approx(inverse[:size].sum(axis=0)[:size], **CLOSE)
    for name, effect in found.effects.items():
        direct = primary_coefficients(table, name)
        assert effect.direct + effect.indirect + effect.induced == pytest.approx(
            direct @ inverse[:size, :size], **CLOSE
        )
    income = found.effects["compensation"]
    assert income.total / (income.direct + income.indirect) == pytest.approx(np.full(size, closure.gain), **CLOSE)


@given(economies())
def test_ghosh_is_similar_to_leontief(table: InputOutputTable) -> None:
    ghosh, system = Ghosh(table), Leontief.of(table)
    output = table.output
    assert ghosh.inverse() == pytest.approx(system.inverse() * output / output[:, np.newaxis], **CLOSE)
    primary = output - table.flows.sum(axis=0)
    assert ghosh.output_for(primary) == pytest.approx(output, **CLOSE)


@given(economies())
def test_normalised_linkages_have_the_mean_one(table: InputOutputTable) -> None:
    found = linkages(table)
    for normalised in (found.power_of_dispersion, found.sensitivity_of_dispersion, found.normalised_forward):
        assert normalised.mean() == pytest.approx(1.0)
    assert (found.direct_forward <= 1 + 1e-12).all()
    assert (found.total_backward >= 1 + found.direct_backward - 1e-9).all()


@given(economies())
def test_net_multipliers_weighed_by_the_whole_come_to_one(table: InputOutputTable) -> None:
    output = table.output
    assert net_output_multipliers(table) @ output == pytest.approx(output.sum(), **CLOSE)
    for name in table.primary_inputs:
        own = table.primary(name)
        assert net_multipliers(table, name) @ own == pytest.approx(own.sum(), **CLOSE)


@given(economies(), st.data())
def test_a_block_is_not_counted_twice(table: InputOutputTable, data: st.DataObject) -> None:
    block = data.draw(st.lists(st.sampled_from(table.sectors), min_size=1, unique=True))
    for variant in Extraction:
        whole = extract(table, block, variant)
        alone = [extract(table, [sector], variant) for sector in block]
        if variant is not Extraction.TIES:
            assert whole.output.sum() <= sum(each.output.sum() for each in alone) * (1 + 1e-9) + 1e-9
            assert all(whole.output.sum() >= each.output.sum() * (1 - 1e-9) - 1e-9 for each in alone)
        assert (whole.output >= -1e-7).all()
        assert (whole.output <= table.output * (1 + 1e-7) + 1e-7).all()


@given(economies(), st.data())
def test_extraction_is_what_a_smaller_economy_makes(table: InputOutputTable, data: st.DataObject) -> None:
    block = data.draw(st.lists(st.sampled_from(table.sectors), min_size=1, max_size=table.size - 1, unique=True))
    at = table.positions(block)
    rest = np.setdiff1d(np.arange(table.size), at)
    system = Leontief.of(table)
    demand = np.sum(list(table.final_demand.values()), axis=0)
    a = system.coefficients
    without = np.zeros(table.size)
    without[rest] = np.linalg.solve(np.eye(len(rest)) - a[np.ix_(rest, rest)], demand[rest])
    assert table.output - extract(table, block, Extraction.COMPLETE).output == pytest.approx(without, **CLOSE)
    apart = without.copy()
    apart[at] = np.linalg.solve(np.eye(len(at)) - a[np.ix_(at, at)], demand[at])
    assert table.output - extract(table, block, Extraction.TIES).output == pytest.approx(apart, **CLOSE)
    idle = a.copy()
    idle[:, at] = 0
    buying = np.linalg.solve(np.eye(table.size) - idle, demand)
    assert table.output - extract(table, block, Extraction.PURCHASES).output == pytest.approx(buying, **CLOSE)
    b = Ghosh(table).coefficients.copy()
    b[at] = 0
    primary = table.output - table.flows.sum(axis=0)
    selling = np.linalg.solve(np.eye(table.size) - b.T, primary)
    assert table.output - extract(table, block, Extraction.SALES).output == pytest.approx(selling, **CLOSE)


@given(economies(), st.data())
def test_a_chain_of_whole_sectors_is_their_extraction(table: InputOutputTable, data: st.DataObject) -> None:
    block = data.draw(st.lists(st.sampled_from(table.sectors), min_size=1, unique=True))
    system = Leontief.of(table)
    chain = chain_output(table, system.coefficients, dict.fromkeys(block, 1.0))
    lost = extract(table, block, Extraction.COMPLETE)
    assert chain.direct.sum() == pytest.approx(lost.of_block, **CLOSE)
    assert chain.indirect.sum() == pytest.approx(lost.of_others, **CLOSE)
    assert chain.direct + chain.indirect == pytest.approx(lost.output, **CLOSE)
    assert not chain.induced.any()


@given(economies(), st.data())
def test_a_chain_and_what_is_made_for_it_never_exceed_the_economy(table: InputOutputTable, data: st.DataObject) -> None:
    shares = {sector: data.draw(st.floats(0.0, 1.0)) for sector in table.sectors}
    system = Leontief.of(table)
    closure = closure_of(table, Households("compensation", "households", Divisor.CONSUMPTION), system)
    opened = chain_output(table, system.coefficients, shares)
    closed = chain_output(table, system.coefficients, shares, closure)
    assert (opened.direct + opened.indirect <= table.output * (1 + 1e-7) + 1e-7).all()
    assert (closed.induced >= -1e-7).all()
    assert closed.indirect == pytest.approx(opened.indirect, **CLOSE)
    everything = chain_output(table, system.coefficients, dict.fromkeys(table.sectors, 1.0))
    assert everything.direct == pytest.approx(table.output)
    assert everything.indirect == pytest.approx(np.zeros(table.size), abs=1e-9)
