"""Specialisation and shift-share: identities for structures at random, and cases worked by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from filiera.analysis.benchmark.shift_share import ShiftShare, homothetic_shift_share, shift_share
from filiera.analysis.benchmark.specialisation import (
    balassa_indices,
    krugman_index,
    location_quotients,
    symmetric_balassa,
)
from filiera.analysis.benchmark.structure import Structure
from filiera.errors import TableError

SECTORS = ("A", "B-E", "G-I")
MEASURED = arrays(np.float64, (4, 3), elements=st.floats(1, 1e6))


def persons(*values: float, whole: float = np.nan) -> Structure:
    return Structure(SECTORS, np.array(values), "persons", whole)


def parts(told: ShiftShare) -> np.ndarray:
    return told.national + told.mix + told.competitive + told.allocation


@given(MEASURED, st.floats(1e-3, 1e3))
def test_equal_structures_have_quotients_of_one_and_no_distance(values: np.ndarray, size: float) -> None:
    one, other = persons(*values[0]), persons(*(values[0] * size))
    np.testing.assert_allclose(location_quotients(one, other), 1)
    assert krugman_index(one, other) == pytest.approx(0, abs=1e-12)


@given(MEASURED)
def test_quotients_weighed_by_the_reference_are_one_on_average(values: np.ndarray) -> None:
    one, other = persons(*values[0]), persons(*values[1])
    assert location_quotients(one, other) @ other.shares == pytest.approx(1)


@given(arrays(np.float64, (2, 3), elements=st.sampled_from([0.0, 1.0, 7.0, 1e5])))
def test_krugman_lies_between_0_and_2_and_is_symmetric(values: np.ndarray) -> None:
    one, other = (persons(*row) for row in values)
    found = krugman_index(one, other)
    if not (values.sum(axis=1) > 0).all():
        assert np.isnan(found)
        return
    assert 0 <= found <= 2 + 1e-12
    assert found == krugman_index(other, one)


def test_krugman_is_2_without_a_sector_in_common() -> None:
    assert krugman_index(persons(5, 0, 0), persons(0, 1, 3)) == 2


def test_balassa_by_hand() -> None:
    """Of 200 exported, 60 are of the first sector: 30 %. The one has 50 % of its own, the other 10 %."""
    found = balassa_indices([persons(50, 30, 20), persons(10, 30, 60)])
    np.testing.assert_allclose(found, [[5 / 3, 1, 0.5], [1 / 3, 1, 1.5]])
    np.testing.assert_allclose(symmetric_balassa(found)[0], [0.25, 0, -1 / 3])


@given(MEASURED)
def test_shift_share_sums_to_the_change(values: np.ndarray) -> None:
    region, nation = (persons(*values[0]), persons(*values[1])), (persons(*values[2]), persons(*values[3]))
    for told in (shift_share(region, nation), homothetic_shift_share(region, nation)):
        np.testing.assert_allclose(parts(told), values[1] - values[0], rtol=1e-9, atol=1e-3)


@given(MEASURED)
def test_the_nation_has_no_shift_of_its_own(values: np.ndarray) -> None:
    nation = (persons(*values[2]), persons(*values[3]))
    told = shift_share(nation, nation)
    np.testing.assert_allclose(told.competitive, 0, atol=1e-6)
    assert told.mix.sum() == pytest.approx(0, abs=1e-3)


def test_shift_share_by_hand() -> None:
    """The nation grows from 1,000 to 1,100 (10 %): sectors by 0, 20 and 8 %; the region has 60, 30, 10 of 100."""
    nation = (persons(200, 300, 500), persons(200, 360, 540))
    region = (persons(60, 30, 10), persons(66, 33, 10))
    told = shift_share(region, nation)
    np.testing.assert_allclose(told.national, [6, 3, 1])
    np.testing.assert_allclose(told.mix, [-6, 3, -0.2])
    np.testing.assert_allclose(told.competitive, [6, -3, -0.8])
    np.testing.assert_allclose(told.allocation, 0)
    # With the nation's structure it would have 20, 30, 50; its leads are +10, -10 and -8 %.
    homothetic = homothetic_shift_share(region, nation)
    np.testing.assert_allclose(homothetic.competitive, [2, -3, -4])
    np.testing.assert_allclose(homothetic.allocation, [4, 0, 3.2], atol=1e-12)


def test_a_missing_sector_stays_missing_and_without_a_whole_so_do_all_shares() -> None:
    other = persons(1, 1, 2)
    found = location_quotients(persons(2, np.nan, 4, whole=8), other)
    np.testing.assert_allclose(found, [1, np.nan, 1])
    assert np.isnan(location_quotients(persons(2, np.nan, 4), other)).all()
    assert np.isnan(krugman_index(persons(2, np.nan, 4, whole=8), other))
    told = shift_share((persons(2, np.nan, 4, whole=8), persons(3, 4, 5)), (persons(9, 9, 9), persons(9, 9, 18)))
    np.testing.assert_array_equal(np.isnan(parts(told)), [False, True, False])
    assert np.isnan(balassa_indices([persons(2, np.nan, 4, whole=8), other])[1, 1])


def test_a_sector_that_the_reference_lacks_has_no_quotient() -> None:
    assert np.isnan(location_quotients(persons(1, 1, 1), persons(0, 1, 1))[0])


def test_a_sector_new_to_the_region_is_all_its_own() -> None:
    told = shift_share((persons(0, 1, 1), persons(5, 1, 1)), (persons(4, 4, 4), persons(8, 4, 4)))
    assert (told.national[0], told.mix[0], told.competitive[0]) == (0, 0, 5)


@pytest.mark.parametrize(
    ("made", "text"),
    [
        (lambda: persons(1, -2, 3), "row B-E: is negative: -2; correct the cell, or leave it missing"),
        (lambda: persons(1, 2), "has cells 2 for labels 3"),
        (lambda: persons(1, np.inf, 3), "has an infinite cell"),
        (lambda: persons(5, 5, 5, whole=10), "the sectors add up to 15, more than the whole 10"),
        (lambda: Structure(("A", "A"), np.ones(2), "persons"), "the label 'A' stands 2 times"),
        (lambda: Structure(("A", " "), np.ones(2), "persons"), "a row or column without a label"),
        (
            lambda: krugman_index(persons(1, 2, 3), Structure(SECTORS, np.ones(3), "EUR_mn")),
            "the units differ: persons and EUR_mn",
        ),
        (
            lambda: location_quotients(persons(1, 2, 3), Structure(("A", "C", "G-I"), np.ones(3), "persons")),
            "the sectors differ, or their order does: B-E, C",
        ),
    ],
)
def test_what_is_refused(made, text: str) -> None:
    with pytest.raises(TableError) as caught:
        made()
    assert text in str(caught.value)
