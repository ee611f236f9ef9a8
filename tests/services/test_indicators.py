"""Indicators: which figure stands for one, how its figures are arranged, what rests on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from filiera.errors import AddressError
from filiera.evidence import Evidence
from filiera.services.build import build
from filiera.services.dependence import dependents, findings_about, list_behind, terms_of
from filiera.services.figures import all_figures
from filiera.services.indicators import indicator, indicators
from filiera.services.themes import subjects, theme, themes

ROOT = Path(__file__).resolve().parents[2]


def test_every_figure_belongs_to_exactly_one_indicator(lombardia: Evidence) -> None:
    held = [figure.address for view in indicators(lombardia) for figure in view.figures]
    assert sorted(held) == sorted(figure.address for figure in all_figures(lombardia))


def test_the_headline_is_the_texts_own_whole_of_the_hubs_place(lombardia: Evidence) -> None:
    assert indicator(lombardia, "chain-gdp-share").headline.address == "claim/chain-gdp-share"
    assert indicator(lombardia, "research-irccs").headline.address == "claim/research-irccs"


def test_without_a_figure_of_its_own_place_the_country_stands_for_it(lombardia: Evidence) -> None:
    assert indicator(lombardia, "spending-health-per-person").headline.territory == "IT"
    assert indicator(lombardia, "devices-exports").headline.territory == "IT"


def test_a_course_has_one_figure_a_year_and_invents_none_between(lombardia: Evidence) -> None:
    own, country = indicator(lombardia, "chain-gdp-share").courses
    assert [figure.period for figure in own.figures] == ["2014", "2016", "2018", "2021", "2022"]
    assert own.figures[-1].address == "claim/chain-gdp-share"
    assert country.territory == "IT"


def test_places_are_of_one_time(lombardia: Evidence) -> None:
    for view in indicators(lombardia):
        assert len({figure.period for figure in view.places}) <= 1
        assert len({figure.territory for figure in view.places}) == len(view.places)


def test_parts_stand_by_dimension_with_their_total(lombardia: Evidence) -> None:
    by_speciality, by_ownership = indicator(lombardia, "research-irccs").parts
    assert (by_speciality.dimension, len(by_speciality.parts)) == ("speciality", 8)
    assert (by_ownership.dimension, len(by_ownership.parts)) == ("ownership", 2)
    assert by_speciality.total is not None
    assert by_speciality.total.value == "19"


def test_a_version_changes_with_a_figure_and_with_nothing_else(tmp_path: Path, exemple: Evidence) -> None:
    from tests.portal.packs import copy_of_exemple

    pack = copy_of_exemple(tmp_path / "packs")
    care = pack / "claims" / "care.yml"
    care.write_text(care.read_text(encoding="utf-8").replace('"810"', '"840"'), encoding="utf-8")
    build(pack, tmp_path / "home")
    with Evidence.open(tmp_path / "home") as changed:
        assert indicator(changed, "hospital-beds").version != indicator(exemple, "hospital-beds").version
        assert indicator(changed, "surgery-wait").version == indicator(exemple, "surgery-wait").version


def test_an_unknown_indicator_is_told_as_such(exemple: Evidence) -> None:
    with pytest.raises(AddressError, match="no such indicator"):
        indicator(exemple, "nothing")
    with pytest.raises(AddressError, match="no such theme"):
        theme(exemple, "nothing")


def test_findings_are_told_once_gravest_first(lombardia: Evidence) -> None:
    found = findings_about(indicator(lombardia, "research-irccs"))
    told = [each.finding.arithmetic["en"] for each in found]
    assert found[0].finding.outcome == "does not reconcile"
    assert len(found[0].figures) == 11
    assert len(told) == len(set(told))


def test_what_depends_on_an_indicator(lombardia: Evidence) -> None:
    found = dependents(lombardia, indicator(lombardia, "gdp"))
    assert {view.id for view in found.calculated} == {"chain-gdp-share", "chain-national-gdp-share"}
    assert "claim/chain-gdp-share" in {figure.address for figure in found.checked}
    assert [told.id for told in found.told_in] == ["chain"]
    assert {view.id for view in dependents(lombardia, indicator(lombardia, "chain-gdp-share")).made_from} == {
        "gdp",
        "chain-value-added",
    }


def test_a_count_of_organisations_has_its_list(lombardia: Evidence) -> None:
    found = list_behind(lombardia, indicator(lombardia, "research-irccs"))
    assert found is not None
    assert found.listed == 19
    assert found.because["en"]
    assert list_behind(lombardia, indicator(lombardia, "chain-gdp-share")) is None


def test_what_the_text_states_may_be_given_on_and_the_rest_by_its_licence(lombardia: Evidence) -> None:
    for view in indicators(lombardia):
        for figure, terms in terms_of(lombardia, view):
            if figure.origin == "claim":
                assert terms.open, figure.address
            elif {citation.licence for citation in figure.citations} == {"unknown"}:
                assert not terms.open or terms.basis == "cited fact", figure.address


def test_themes_hold_all_indicators_once(lombardia: Evidence, exemple: Evidence) -> None:
    for evidence in (lombardia, exemple):
        held = [view.id for subject in subjects(evidence) for view in subject.indicators]
        assert sorted(held) == sorted(view.id for view in indicators(evidence))
    assert subjects(lombardia)[-1].theme is not None
    assert subjects(exemple)[-1].theme is None


def test_texts_are_carried_in_the_evidence(exemple: Evidence) -> None:
    (care,) = themes(exemple)
    assert set(care.bodies) == {"ca", "en"}
    assert care.mentions == {"hospital-beds", "hospital-beds-share"}
