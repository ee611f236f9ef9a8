"""Organisations, the directory, and published totals against the lists behind them."""

from __future__ import annotations

from pathlib import Path

import pytest

from filiera.errors import AddressError
from filiera.evidence import Evidence
from filiera.services.directory import PAGE, Search, facets, look_up
from filiera.services.figures import figure
from filiera.services.organisations import all_organisations, organisation
from filiera.services.reconciliations import reconciliation_of, reconciliations

ROOT = Path(__file__).resolve().parents[2]


def test_a_row_has_its_beds_its_position_and_its_source(exemple: Evidence) -> None:
    view = all_organisations(exemple)["organisation/hospital-dalt"]
    assert (view.beds, view.beds_year) == (150, "2022")
    assert (view.latitude, view.longitude) == (10.5, -30.25)
    assert view.schema_type == "Hospital"
    assert view.codes[0].url == "https://example.org/registre/H01"
    assert view.source.producer_name
    other = all_organisations(exemple)["organisation/hospital-pla"]
    assert other.beds is None, "missing is missing, never zero"
    assert other.latitude is None


def test_what_each_source_says_comes_in_blocks(exemple: Evidence) -> None:
    page = organisation(exemple, "organisation/hospital-dalt")
    ((source, statements),) = page.blocks
    assert source.work == "agencia-memoria-2023"
    assert [(s.property, s.site, s.value) for s in statements][:2] == [
        ("beds", "H01-1", "120"),
        ("beds", "H01-2", "30"),
    ]
    assert page.missing == ()
    assert organisation(exemple, "organisation/hospital-pla").missing == ("beds", "position")


def test_a_relation_shows_on_both_sides(exemple: Evidence) -> None:
    (up,) = organisation(exemple, "organisation/cap-font").relations
    (down,) = organisation(exemple, "organisation/hospital-dalt").relations
    assert (up.role, up.other.id, up.vintage) == ("run_by", "hospital-dalt", "2023")
    assert (down.role, down.other.id) == ("runs", "cap-font")


def test_an_unknown_address_says_where_to_look(exemple: Evidence) -> None:
    with pytest.raises(AddressError, match=r"no such organisation.*directory"):
        organisation(exemple, "organisation/nobody")


def test_facets_count_what_each_choice_would_leave(exemple: Evidence) -> None:
    found = look_up(exemple, Search())
    assert found.total == len(found.rows) == 6
    assert found.kinds == {"county-hospital": 4, "cap": 2}
    chosen = look_up(exemple, Search(kind="cap"))
    assert [view.id for view in chosen.rows] == ["cap-font", "cap-pont"]
    assert chosen.kinds == {"county-hospital": 4, "cap": 2}, "the other kinds stay to choose"
    assert chosen.municipalities == {"Dalt": 1, "Riu": 1}
    for facet, values in facets(exemple).values.items():
        assert all(look_up(exemple, Search(**{facet: value})).rows for value in values), "no facet is empty"


@pytest.mark.parametrize(
    ("text", "ids"),
    [("pont", ["cap-pont"]), ("h03", ["hospital-riu"]), ("HOSPITAL riu", ["hospital-riu"]), ("zzz", [])],
)
def test_a_row_is_found_by_name_place_and_code(exemple: Evidence, text: str, ids: list[str]) -> None:
    assert [view.id for view in look_up(exemple, Search(text=text)).rows] == ids


@pytest.mark.parametrize(
    ("text", "first"), [("hopsital riu", "hospital-riu"), ("hospitel de dalt", "hospital-dalt"), ("poont", "cap-pont")]
)
def test_slips_are_forgiven_where_nothing_is_written_so(exemple: Evidence, text: str, first: str) -> None:
    found = look_up(exemple, Search(text=text))
    assert found.close
    assert found.rows[0].id == first
    assert not look_up(exemple, Search(text="pont")).close
    assert not look_up(exemple, Search(text="zzz")).close


def test_pages_hold_every_row_once(lombardia: Evidence) -> None:
    first = look_up(lombardia, Search())
    assert first.pages == -(-first.total // PAGE)
    seen = [view.address for n in range(1, first.pages + 1) for view in look_up(lombardia, Search(page=n)).shown]
    assert len(seen) == len(set(seen)) == first.total
    assert look_up(lombardia, Search(page=10**8)).page == first.pages
    assert look_up(lombardia, Search(page=0)).page == 1


def test_a_published_total_stands_beside_its_list(lombardia: Evidence) -> None:
    found = {r.indicator: r for r in reconciliations(lombardia)}
    assert {name: (r.counts, r.listed, r.figure.value) for name, r in found.items()} == {
        "care-hospital-beds": ("beds", 37238, "40000"),
        "care-hospitals": ("codes", 174, "223"),
        "research-irccs": ("rows", 19, "19"),
        "care-case-di-comunita": ("rows", 197, "126"),
        "care-ospedali-di-comunita": ("rows", 65, "23"),
        "education-universities": ("rows", 15, "15"),
    }
    assert [r.indicator for r in found.values() if r.agrees] == ["research-irccs", "education-universities"]
    assert found["care-hospital-beds"].period == "2018"
    for each in found.values():
        assert sum(part.listed for part in each.parts) == each.listed
        assert set(each.because) >= {"it", "en"}
        assert set(each.organisations) <= set(all_organisations(lombardia))


def test_only_the_whole_total_has_a_list(lombardia: Evidence) -> None:
    assert reconciliation_of(lombardia, figure(lombardia, "claim/research-irccs")) is not None
    assert reconciliation_of(lombardia, figure(lombardia, "claim/research-irccs-public")) is None
    assert reconciliation_of(lombardia, figure(lombardia, "claim/chain-employees")) is None


def test_a_list_of_other_years_never_carries_a_verdict(lombardia: Evidence) -> None:
    """The beds are of 2018, the figure of 2023: too far apart to say that they agree."""
    beds = figure(lombardia, "claim/care-hospital-beds")
    (finding,) = [f for f in beds.findings if f.rule == "registry list"]
    assert finding.outcome == "noted"
    assert "37.238" in finding.arithmetic["it"]
    assert "37,238" in finding.arithmetic["en"]


def test_an_irccs_with_several_sites_is_one_organisation(lombardia: Evidence) -> None:
    page = organisation(lombardia, "organisation/irccs-maugeri")
    assert len({s.site for _, statements in page.blocks for s in statements}) == 6
    assert page.organisation.beds == 960
    assert page.organisation.latitude == pytest.approx(45.2035, abs=0.001), "that of the seat, Pavia"
    assert {r.indicator for r in page.reconciliations} == {"research-irccs", "care-hospitals", "care-hospital-beds"}


def test_an_owner_shows_its_hospitals_and_its_hospitals_show_it(lombardia: Evidence) -> None:
    owner = organisation(lombardia, "organisation/asst-lodi")
    run = [r.other for r in owner.relations if r.role == "runs"]
    assert len(run) == 4
    assert owner.organisation.beds is None, "its hospitals' beds are counted with them"
    for hospital in run:
        relations = organisation(lombardia, hospital.address).relations
        assert "organisation/asst-lodi" in [r.other.address for r in relations if r.role == "run_by"]


def test_figures_beside_its_name_in_the_text(lombardia: Evidence) -> None:
    page = organisation(lombardia, "organisation/irccs-galeazzi-sant-ambrogio")
    assert page.figures
    assert {f.line for f in page.figures} <= set(page.organisation.lines)
