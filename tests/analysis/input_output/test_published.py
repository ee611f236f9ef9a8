"""Published and hand-worked numbers, each to its stated tolerance."""

from __future__ import annotations

import numpy as np
import pytest

from filiera.analysis.input_output.accounts import refuse_unbalanced
from filiera.analysis.input_output.coefficients import domestic_coefficients, import_coefficients
from filiera.analysis.input_output.extraction import Extraction, extract
from filiera.analysis.input_output.ghosh import Ghosh
from filiera.analysis.input_output.households import Divisor, Households, type_two
from filiera.analysis.input_output.leontief import Leontief
from filiera.analysis.input_output.location_quotients import Method, RegionalWeights, quotients, simple_quotients
from filiera.analysis.input_output.multipliers import type_one
from filiera.analysis.input_output.regionalisation import regional_coefficients, specialised_coefficients
from filiera.analysis.input_output.table import InputOutputTable
from tests.analysis.input_output.golden import germany, netherlands, worked_quotients


def textbook(**more: object) -> InputOutputTable:
    """Miller & Blair (2009), ch. 2: two sectors."""
    flows = np.array([[150.0, 500.0], [200.0, 100.0]])
    return InputOutputTable(("1", "2"), flows, np.array([1000.0, 2000.0]), **more)  # type: ignore[arg-type]


def test_miller_and_blair_2009_chapter_2() -> None:
    table = textbook(final_demand={"f": np.array([350.0, 1700.0])})
    assert refuse_unbalanced(table) == []
    system = Leontief.of(table)
    published = [[1.25412541, 0.330033], [0.26402640, 1.12211221]]
    assert system.inverse() == pytest.approx(np.array(published), abs=5e-9)
    assert system.output_for(np.array([600.0, 1500.0])) == pytest.approx([1247.52, 1841.58], abs=5e-3)
    assert type_one(table).output == pytest.approx(np.array(published).sum(axis=0), abs=1e-8)


def test_miller_and_blair_2009_chapter_2_closed_with_respect_to_households() -> None:
    """The same table with labour inputs 300 and 500 and consumption 50 and 400 of 1000 (§ 2.5)."""
    table = textbook(
        final_demand={"c": np.array([50.0, 400.0]), "rest": np.array([300.0, 1300.0])},
        primary_inputs={"labour": np.array([300.0, 500.0])},
    )
    households = Households("labour", "c")
    found = type_two(table, households)
    # § 2.5 divides by households' whole outlay of 1,000, here labour of 800 and 200 of other income.
    assert found.closure.spent == pytest.approx([50 / 800, 400 / 800])
    closed = np.array([[0.15, 0.25, 0.0625], [0.2, 0.05, 0.5], [0.3, 0.25, 0.0]])
    inverse = np.linalg.inv(np.eye(3) - closed)
    assert found.output == pytest.approx(inverse.sum(axis=0)[:2])
    assert found.truncated == pytest.approx(inverse[:2].sum(axis=0)[:2])
    assert found.effects["labour"].total == pytest.approx(inverse[2, :2])


def test_eurostat_manual_2008_germany_1995() -> None:
    table = germany()
    assert refuse_unbalanced(table) == []
    found = type_one(table)
    assert found.output == pytest.approx([1.7048, 1.8413, 1.8136, 1.6035, 1.5951, 1.3782], abs=5e-5)
    gva, employment = found.effects["gva"].total, found.effects["employment"].total
    assert gva == pytest.approx([0.8450, 0.7647, 0.8615, 0.9019, 0.9393, 0.9199], abs=5e-5)
    assert employment == pytest.approx([0.0326, 0.0162, 0.0207, 0.0237, 0.0112, 0.0242], abs=5e-5)


def test_all_that_is_spent_on_germany_1995_is_value_added_imports_or_taxes() -> None:
    table = germany()
    system = Leontief.of(table)
    inputs = system.effects(np.array([table.primary("gva") / table.output, import_coefficients(table)]))
    taxes = 1 - domestic_coefficients(table).sum(axis=0) - import_coefficients(table)
    taxes -= table.primary("gva") / table.output
    assert inputs.sum(axis=0) + system.effects(taxes)[0] == pytest.approx(np.ones(6), abs=1e-12)


def test_netherlands_2000_type_one() -> None:
    table = netherlands()
    assert refuse_unbalanced(table) == []
    found = type_one(table).effects["compensation"]
    assert found.multiplier == pytest.approx([2.466, 2.333, 1.840, 2.372, 1.953, 1.417], abs=5e-4)


PUBLISHED_TYPE_TWO = [3.6377, 3.4423, 2.7144, 3.4996, 2.8813, 2.0907]


def test_netherlands_2000_type_two_with_the_rounded_coefficients_of_the_tutorial() -> None:
    """Consumption over income, cut after two decimals: 0, 0, .08, .03, 0, .59."""
    table = netherlands()
    income = table.primary("compensation").sum()
    cut = np.floor(table.demand("households") / income * 100) / 100
    rounded = InputOutputTable(
        table.sectors, table.flows, table.output, {"households": cut * income}, dict(table.primary_inputs)
    )
    found = type_two(rounded, Households("compensation", "households"))
    assert found.effects["compensation"].multiplier == pytest.approx(PUBLISHED_TYPE_TWO, rel=4e-4)


def test_netherlands_2000_type_two_with_whole_coefficients() -> None:
    """Without rounding the multipliers are 1.1 per cent higher, all by the same factor."""
    found = type_two(netherlands(), Households("compensation", "households", Divisor.INCOME))
    ratio = found.effects["compensation"].multiplier / np.array(PUBLISHED_TYPE_TWO)
    assert ratio == pytest.approx(np.full(6, ratio[0]), rel=5e-5)
    assert ratio[0] == pytest.approx(1.0112, abs=1e-4)


def test_location_quotients_worked_by_hand() -> None:
    told = worked_quotients()
    simple = np.array(told["SLQ"])
    weights = weights_with(simple, share=0.2)
    assert simple_quotients(weights) == pytest.approx(simple)
    for method in (Method.CILQ, Method.FLQ, Method.AFLQ):
        assert quotients(weights, method, 0.3) == pytest.approx(np.array(told[method]), rel=1e-12), method
    national = np.array(told["A_SLQ"]) / np.minimum(simple, 1)[:, np.newaxis]
    for method, name in (("SLQ", "SLQ"), ("CILQ", "CILQ"), ("FLQ", "FLQ"), ("AFLQ", "AFLQ_cap1")):
        regional = regional_coefficients(national, weights, Method(method), 0.3)
        assert regional == pytest.approx(np.array(told[f"A_{name}"]), rel=1e-12), name
        multipliers = Leontief(regional, weights.sectors).output_multipliers
        assert multipliers == pytest.approx(told[f"mult_A_{name}"], rel=1e-12), name
    uncapped = specialised_coefficients(national, weights, 0.3)
    assert uncapped == pytest.approx(np.array(told["A_AFLQ_uncapped_when_gt1"]), rel=1e-12)
    assert Leontief(national, weights.sectors).output_multipliers == pytest.approx(told["mult_national"], rel=1e-12)


def weights_with(simple: np.ndarray, share: float) -> RegionalWeights:
    """Weights of three sectors that have these quotients, in a region of this share."""
    # The quotients weighed by the nation's shares come to one.
    first, second, third = simple
    part = 0.2
    rest = (1 - part * second - (1 - part) * third) / (first - third)
    nation = np.array([rest, part, 1 - part - rest])
    assert (nation > 0).all()
    return RegionalWeights(("1", "2", "3"), simple * nation * share, nation)


def test_two_sectors_extracted_by_hand() -> None:
    """Without sector 1 of the textbook table, sector 2 makes 1700/0.95 = 1789.47 for its own final demand."""
    lost = extract(textbook(), ["1"], Extraction.COMPLETE)
    assert (lost.of_block, lost.of_others) == pytest.approx((1000, 2000 - 1700 / 0.95))
    lost = extract(textbook(), ["1"], Extraction.PURCHASES)
    without = np.linalg.solve(np.array([[1, -0.25], [0, 0.95]]), [350, 1700])
    assert lost.output == pytest.approx(np.array([1000, 2000]) - without)
    lost = extract(textbook(), ["1"], Extraction.TIES)
    assert lost.output == pytest.approx([1000 - 350 / 0.85, 2000 - 1700 / 0.95])
    ghosh = Ghosh(textbook())
    kept = ghosh.coefficients.copy()
    kept[0] = 0
    primary = np.array([650.0, 1400.0])
    lost = extract(textbook(), ["1"], Extraction.SALES)
    assert lost.output == pytest.approx(np.array([1000, 2000]) - primary @ np.linalg.inv(np.eye(2) - kept))
