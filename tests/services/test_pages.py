"""What pages ask: comparisons, operands, publications."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from filiera.evidence import Evidence
from filiera.services.figures import figure
from filiera.services.pages import CurrentEvidence, comparison, explained, publications, section_titles
from tests.built_homes import BuiltHomes


@pytest.fixture(scope="module")
def home(built_homes: BuiltHomes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_homes.copy("exemple", tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def evidence(home: Path) -> Iterator[Evidence]:
    with Evidence.open(home) as opened:
        yield opened


def test_a_figure_with_a_history_is_compared_over_time(evidence: Evidence) -> None:
    found = comparison(evidence, figure(evidence, "claim/beds"))
    assert found is not None
    assert found.over_time
    assert [f.period for f in found.figures] == ["2015", "2018", "2022"]


def test_a_part_is_compared_with_its_whole_and_its_neighbours(evidence: Evidence) -> None:
    found = comparison(evidence, figure(evidence, "claim/life-expectancy-men"))
    assert found is not None
    assert not found.over_time
    assert {f.address for f in found.figures} == {
        "claim/life-expectancy",
        "claim/life-expectancy-men",
        "claim/life-expectancy-women",
    }


def test_a_figure_that_stands_alone_is_compared_with_nothing(evidence: Evidence) -> None:
    assert comparison(evidence, figure(evidence, "claim/research-park-area")) is None


def test_a_sum_tells_its_parts_from_its_totals(evidence: Evidence) -> None:
    found = next(e for e in explained(evidence, figure(evidence, "claim/beds-public")) if e.sums)
    assert [f.address for f in found.totals] == ["claim/beds"]
    assert [f.address for f in found.parts] == ["claim/beds-concerted", "claim/beds-public"]
    assert [f.address for f in found.others] != [f.address for f in found.operands]


def test_publications_and_sections_in_the_order_of_the_text(evidence: Evidence) -> None:
    assert publications(evidence)["fullet"].producer == "Agència de Salut de Vallclara"
    assert publications(evidence)["fullet"].published == 2024
    assert list(section_titles(evidence)) == ["care", "research", "plan"]


def test_evidence_held_stays_while_a_build_moves_on(built_homes: BuiltHomes, tmp_path: Path) -> None:
    built_homes.copy("exemple", tmp_path)
    current = CurrentEvidence(tmp_path)
    held = current.get()
    assert current.get() is held
    (tmp_path / "current").touch()
    assert current.get() is held
