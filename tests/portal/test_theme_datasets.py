"""Pages of themes: what the data sets held say of the region, as of when, and what they do not cover."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from filiera.evidence import Evidence
from filiera.services.theme_datasets import theme_datasets
from filiera.services.themes import themes
from tests.built_homes import BuiltHomes
from tests.portal.packs import exemple_with_trials
from tests.portal.test_pages import page_of, words_of


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory, filiera_home: None) -> Path:
    return exemple_with_trials(tmp_path_factory.mktemp("trials"))


def test_the_records_of_the_region_are_counted(open_portal: Callable[[Path], Any], held: Path) -> None:
    response = open_portal(held).get("/en/theme/care/")
    words = words_of(response)
    assert "Vallclara: 2 clinical trials, of 4 in all" in words
    assert "By the county of the site." in words
    assert "as of 2023-06" in words
    assert "Trials that have ended." in words
    cells = [
        [" ".join(cell.text_content().split()) for cell in row]
        for row in page_of(response).xpath("//table[@class='theme-count']//tbody/tr")
    ]
    assert cells == [["phase 2", "1", "2"], ["phase 1", "1", "1"], ["no phase stated", "0", "1"]]


def test_an_untold_region_and_a_data_set_that_is_not_held_are_said_and_are_not_zero(
    open_portal: Callable[[Path], Any], held: Path
) -> None:
    words = words_of(open_portal(held).get("/en/theme/care/"))
    assert "In all: 5 trials of any status Here the region is not counted." in words
    assert "Not held: this hub was built without it" in words
    assert "Vallclara: 0" not in words
    assert "filiera fetch" not in words


@pytest.mark.parametrize(
    ("pack", "language", "said"),
    [
        ("exemple", "en", "No data set is held"),
        ("exemple", "ca", "No s’ha recollit cap conjunt de dades"),
        ("lombardia", "it", "Qui non è stato raccolto alcun dato"),
    ],
)
def test_a_hub_without_snapshots_says_so_and_how_to_get_them(
    open_portal: Callable[[Path], Any], homes: dict[str, Path], pack: str, language: str, said: str
) -> None:
    with Evidence.open(homes[pack]) as evidence:
        every = themes(evidence)
    portal = open_portal(homes[pack])
    for theme in every:
        response = portal.get(f"/{language}/theme/{theme.id}/")
        words = words_of(response)
        assert said in words, theme.id
        assert f"filiera fetch filiera build {pack}" in words
        assert page_of(response).xpath("//*[@class='theme-datum']"), theme.id
        assert not page_of(response).xpath("//*[@class='theme-count']"), theme.id


def test_each_theme_of_a_real_region_shows_what_its_data_sets_hold(built_homes: BuiltHomes, tmp_path: Path) -> None:
    """The published row counts of the shared snapshots, and those of Lombardy by the publishers' own columns."""
    with Evidence.open(built_homes.region(tmp_path)) as evidence:
        shown = {theme.id: theme_datasets(evidence, theme) for theme in themes(evidence)}
    assert all(shown.values())
    found = {each.dataset.id: each for views in shown.values() for each in views}
    assert all(each.dataset.held and each.dataset.covers and each.dataset.lacks for each in found.values())
    counts = {
        name: [(count.in_region, count.in_all) for count in each.dataset.held.counts]
        for name, each in found.items()
        if each.dataset.held
    }
    assert counts["research-bodies-5x1000"] == [(96, 512)]
    assert counts["recovery-plan-sites"] == [(365, 365)]
    assert counts["trials-covid-ictrp"] == [(None, 6987)]
    assert counts["start-ups"] == [(468, 468)]
    # 189 and 250 notices, three and two of which are the invented samples of the eForms kit.
    assert [counts["ted-italy"][0][1], counts["ted-health"][0][1]] == [186, 248]
    assert sorted((read.indicator.id, read.figure.period) for read in found["eurostat-gdp"].figures) == [
        ("gdp", "2021"),
        ("gdp-per-person", "2021"),
        ("gdp-per-person-pps", "2021"),
        ("gdp-pps", "2021"),
    ]
    assert found["mur-students"].attested[0].period == "2021/2022"
