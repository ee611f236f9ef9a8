"""Which figures a line may join: the text with its editions, and each other source by itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from filiera.evidence import Evidence
from filiera.services.continuity import by_source, like
from filiera.services.figures import all_figures, figure
from filiera.services.indicators import indicator
from filiera.services.pages import comparison
from tests.built_homes import BuiltHomes


@pytest.fixture(scope="module")
def evidence(built_homes: BuiltHomes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evidence]:
    with Evidence.open(built_homes.copy("exemple", tmp_path_factory.mktemp("home"))) as opened:
        yield opened


def test_the_text_and_its_editions_are_one_source_and_another_yearbook_is_not(evidence: Evidence) -> None:
    beds = [f for f in all_figures(evidence) if f.indicator == "hospital-beds" and f.territory == "XV1"]
    whole = [f for f in beds if not f.breakdown]
    joined = next(each for each in by_source(whole) if any(f.address == "claim/beds" for f in each))
    assert {"observation/beds-2015", "observation/beds-2018"} <= {f.address for f in joined}
    assert "observation/beds-2021" not in {f.address for f in joined}


def test_a_course_holds_one_source_and_the_other_stands_apart(evidence: Evidence) -> None:
    courses = indicator(evidence, "hospital-beds").courses
    assert [[f.period for f in course.figures] for course in courses] == [["2015", "2018", "2022"], ["2021"]]
    assert len({course.source for course in courses}) == 2


def test_the_page_of_one_figure_compares_it_with_its_own_source_only(evidence: Evidence) -> None:
    view = figure(evidence, "claim/beds")
    compared = comparison(evidence, view)
    assert compared is not None
    assert compared.over_time
    assert "observation/beds-2021" not in {f.address for f in compared.figures}


def test_a_figure_alone_continues_nothing(evidence: Evidence) -> None:
    view = figure(evidence, "claim/beds")
    assert like(view, []) == []
