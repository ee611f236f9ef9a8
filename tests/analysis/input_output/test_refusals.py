"""What is refused at the door, and how it is told: the place, the amount, the remedy."""

from __future__ import annotations

import doctest
from collections.abc import Callable
from importlib import import_module

import numpy as np
import pytest

from filiera.analysis.input_output.accounts import refuse_unbalanced
from filiera.analysis.input_output.coefficients import technical_coefficients
from filiera.analysis.input_output.extraction import Extraction, extract
from filiera.analysis.input_output.households import Households, type_two
from filiera.analysis.input_output.leontief import ITERATED_FROM, Leontief, spectral_radius
from filiera.analysis.input_output.location_quotients import Method, RegionalWeights, quotients
from filiera.analysis.input_output.multipliers import type_one
from filiera.analysis.input_output.satellite import chain_output
from filiera.analysis.input_output.table import InputOutputTable
from filiera.errors import TableError


def table(**changed: object) -> InputOutputTable:
    told: dict[str, object] = {
        "sectors": ("farm", "mill"),
        "flows": np.array([[150.0, 500.0], [200.0, 100.0]]),
        "output": np.array([1000.0, 2000.0]),
        "final_demand": {"households": np.array([200.0, 700.0]), "rest": np.array([150.0, 1000.0])},
        "primary_inputs": {"pay": np.array([300.0, 600.0]), "gva": np.array([650.0, 1400.0])},
    }
    return InputOutputTable(**{**told, **changed})  # type: ignore[arg-type]


def demand(*cells: float) -> dict[str, np.ndarray]:
    return {"all": np.array(cells)}


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: table(sectors=("farm", "farm")), "the code 'farm' stands 2 times"),
        (lambda: table(sectors=("farm", " ")), "has a sector without a code"),
        (lambda: table(sectors=()), "names no sector"),
        (lambda: table(flows=np.ones((2, 3))), "the flows are 2 × 3 for 2 sectors"),
        (lambda: table(flows=np.array([[1.0, -2], [3, 4]])), "row farm, column mill: is negative: -2; correct"),
        (lambda: table(flows=np.array([[1.0, 2], [np.nan, 4]])), "row mill, column farm: is no finite number; write"),
        (lambda: table(output=np.array([1.0])), "'output' has 1 values for 2 sectors"),
        (lambda: table(output=np.array([1.0, -1.0])), "row output, column mill: is negative"),
        (lambda: table(output=np.array([1000.0, 0.0])), "column mill: buys from others and has no output"),
        (lambda: table(imports={"abroad": np.array([1.0, -1.0])}), "row abroad, column mill: is negative"),
        (lambda: table(units={"nobody": "persons"}), "has no 'nobody'; one of: pay, gva"),
        (lambda: table().demand("nothing"), "has no 'nothing'; one of: households, rest"),
        (lambda: Leontief.of(table(output=np.array([300.0, 500.0]))), "not productive: the spectral radius .* 1.18"),
        (
            lambda: Leontief(np.array([[0.5, 0.5], [0.5, 0.5]]), ("a", "b")),
            "singular",
        ),
        (
            lambda: refuse_unbalanced(table(output=np.array([1100.0, 2000.0]))),
            r"row farm: sales come to 1000 and output to 1100: 100 \(9.1%\) too little; .* out of balance: farm",
        ),
        (
            lambda: refuse_unbalanced(table(final_demand=demand(350, 1900))),
            r"row mill: sales come to 2200 and output to 2000: 200 \(10.0%\) too much",
        ),
        (
            lambda: type_two(table(units={"pay": "persons"}), Households("pay", "households")),
            "pay: income is in persons, the flows are in currency",
        ),
        (
            lambda: type_two(table(primary_inputs={"pay": np.array([-1.0, 9.0])}), Households("pay", "households")),
            "row pay, column farm: income of households is negative: -1",
        ),
        (
            lambda: type_two(table(primary_inputs={"pay": np.zeros(2)}), Households("pay", "households")),
            "pay: is zero altogether",
        ),
        (
            lambda: type_two(table(primary_inputs={"pay": np.array([5.0, 5.0])}), Households("gva", "households")),
            "has no 'gva'",
        ),
        (
            lambda: type_two(
                table(
                    primary_inputs={"pay": np.array([100.0, 100.0])}, final_demand={"households": np.array([4e3, 1])}
                ),
                Households("pay", "households"),
            ),
            "one unit of income spent returns",
        ),
        (lambda: extract(table(), ["moon"], Extraction.COMPLETE), "has no 'moon'; one of: farm, mill"),
        (lambda: extract(table(), [], Extraction.COMPLETE), "names no sector"),
        (lambda: extract(table(), ["farm", "farm"], Extraction.COMPLETE), "stands 2 times"),
        (lambda: chain_output(table(), np.zeros((2, 2)), {"farm": 1.2}), "row farm: the chain's share is 1.2"),
        (lambda: chain_output(table(), np.zeros((2, 2)), {"moon": 0.2}), "has no 'moon'"),
        (lambda: technical_coefficients(table(), table(unit="euro")), "differ in sectors or unit"),
        (lambda: weights([1, 2], [0, 4]), "row farm: the region has 1, more than the nation's 0"),
        (lambda: weights([0, 2], [0, 4]), "row farm: the nation's weight is 0"),
        (lambda: weights([0, 0], [1, 4]), "the region has no weight at all"),
        (lambda: weights([1, -2], [1, 4]), "row region, column mill: is negative"),
        (lambda: quotients(weights([1, 2], [2, 4]), Method.FLQ, 1.0), "delta is 1, and must be 0 or more and below 1"),
        (lambda: quotients(weights([1, 2], [2, 4]), Method.FLQ, float("nan")), "delta is nan"),
    ],
)
def test_it_is_refused_with_place_and_remedy(make: Callable[[], object], says: str) -> None:
    with pytest.raises(TableError, match=says) as refused:
        make()
    assert refused.value.remedy


def weights(region: list[float], nation: list[float]) -> RegionalWeights:
    return RegionalWeights(("farm", "mill"), np.array(region, float), np.array(nation, float))


def test_a_small_imbalance_is_told_and_let_pass() -> None:
    told = refuse_unbalanced(table(output=np.array([1004.0, 2000.0])))
    assert [(each.sector, each.difference) for each in told] == [("farm", -4.0)]


def test_sales_may_fall_short_where_final_demand_is_a_part() -> None:
    part = table(final_demand=demand(200, 700))
    assert refuse_unbalanced(part, rest_of_demand=True) == []
    with pytest.raises(TableError, match="too much"):
        refuse_unbalanced(table(final_demand=demand(400, 700)), rest_of_demand=True)


def test_nobody_writes_to_a_table() -> None:
    given = np.array([[150.0, 500.0], [200.0, 100.0]])
    made = table(flows=given)
    with pytest.raises(ValueError, match="read-only"):
        made.flows[0, 0] = 1.0
    given[0, 0] = 1.0


def test_a_sector_that_makes_nothing_has_no_multiplier_of_its_own() -> None:
    idle = table(
        flows=np.array([[150.0, 0.0], [0.0, 0.0]]),
        output=np.array([1000.0, 0.0]),
        final_demand=demand(850, 0),
        primary_inputs={"pay": np.array([300.0, 0.0])},
    )
    found = type_one(idle)
    assert found.output[1] == 1.0
    assert np.isnan(found.effects["pay"].multiplier[1])


def test_a_large_table_is_iterated_to_what_the_factors_give() -> None:
    size = ITERATED_FROM
    flows = np.random.default_rng(7).random((size, size)) ** 8
    output = flows.sum(axis=0) * 1.9
    system = Leontief(flows / output, tuple(map(str, range(size))))
    rows = np.random.default_rng(8).random((2, size))
    found = system.effects(rows)
    assert "_factors" not in vars(system)
    expected = np.linalg.solve(np.eye(size) - (flows / output).T, rows.T).T
    assert found == pytest.approx(expected, rel=1e-10)


def test_a_large_table_whose_rounds_end_slowly_is_factored() -> None:
    size = ITERATED_FROM
    # A long chain of sectors, each supplying the next alone: GMRES needs as many rounds as there are sectors.
    coefficients = np.diag(np.full(size - 1, 0.999), 1)
    system = Leontief(coefficients, tuple(map(str, range(size))))
    assert system.output_multipliers[-1] == pytest.approx((1 - 0.999**size) / 0.001)
    assert "_factors" in vars(system)


def test_the_spectral_radius_of_a_circle_is_found() -> None:
    assert spectral_radius(np.array([[0.0, 2.0], [2.0, 0.0]])) == pytest.approx(2.0, rel=1e-3)


@pytest.mark.parametrize("name", ["multipliers", "extraction", "balancing"])
def test_the_examples_of_the_modules_run(name: str) -> None:
    found = doctest.testmod(import_module(f"filiera.analysis.input_output.{name}"))
    assert found.attempted
    assert not found.failed
