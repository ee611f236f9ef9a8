"""Golden: worked examples that others have published, each with its source."""

from __future__ import annotations

import numpy as np
import pytest

from filiera.analysis.benchmark.panel import Panel
from filiera.analysis.benchmark.shift_share import shift_share
from filiera.analysis.benchmark.specialisation import krugman_index, location_quotients
from filiera.analysis.benchmark.structure import Structure
from filiera.analysis.benchmark.treatment import outlying, winsorised

SECTORS = ("I", "II", "III", "IV")


def structure(values: list[float], sectors: tuple[str, ...] = SECTORS) -> Structure:
    return Structure(sectors, np.array(values, dtype=float), "persons")


def test_shift_and_share_table_of_krumme() -> None:
    """G. Krumme, University of Washington, GEOG 350, "Shift & Share Table with Excel Explanations": 630 more persons,
    of which 290 by national growth, 420 differential and -80 by composition."""
    nation = structure([100, 200, 400, 300])
    later = structure([110, 240, 520, 420])
    region, after = structure([500, 100, 200, 200]), structure([1000, 100, 250, 280])
    assert location_quotients(region, nation) == pytest.approx([5, 0.5, 0.5, 2 / 3])
    found = shift_share((region, after), (nation, later))
    assert found.change.sum() == pytest.approx(630)
    assert found.national.sum() == pytest.approx(290)
    assert found.mix == pytest.approx([-95, -9, 2, 22])
    assert found.mix.sum() == pytest.approx(-80)
    assert found.competitive == pytest.approx([450, -20, -10, 0])
    assert found.competitive.sum() == pytest.approx(420)


def test_krugman_coefficient_of_two_regions_without_an_industry_in_common() -> None:
    """REAT (R package), krugman.spec, after Farhauer & Kroell (2013): 2 where no industry is in both."""
    names = tuple("abcde")
    assert krugman_index(structure([20, 10, 70, 0, 0], names), structure([0, 0, 0, 60, 40], names)) == 2


@pytest.mark.parametrize("last", [100.0])
def test_the_outlier_of_coinr_is_drawn_in_to_the_next_value(last: float) -> None:
    """COINr (R package), tests/testthat/test-treat.R: of 1 to 10 and 100, the 100 becomes 10, and all passes."""
    values = np.array([*range(1, 11), last], dtype=float)
    assert outlying(values)
    panel = Panel(tuple(map(str, range(11))), ("x",), values[:, np.newaxis], ("1",), (True,))
    treated = winsorised(panel)
    assert treated.panel.values[:, 0].tolist() == [*range(1, 11), 10]
    assert treated.moved == (("10", "x"),)
    assert not outlying(treated.panel.values[:, 0])
