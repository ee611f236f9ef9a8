"""The region beside others: missing stays missing, years are told, ranks are intervals, refusals name their remedy."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from filiera.analysis.benchmark.comparable_indicators import Alignment
from filiera.errors import UsageError
from filiera.evidence import Evidence
from filiera.services.benchmark_regions import RegionsCompared, compare_regions, headline
from filiera.services.benchmark_values import held_values
from filiera.services.build import build
from filiera.services.figures import all_figures
from filiera.services.similar_regions import candidates, similar_regions

ROOT = Path(__file__).resolve().parents[2]
SNAPSHOTS = ROOT.parent / "shared" / "snapshots"


@pytest.fixture
def compared(lombardia: Evidence) -> RegionsCompared:
    return compare_regions(lombardia)


def cell(found: RegionsCompared, row: str, region: str) -> object:
    table = next(each for each in found.rows if each.compared.id == row)
    return next(each for each in table.cells if each.region == region)


def test_the_packs_own_peers_are_compared_where_none_are_named(compared: RegionsCompared) -> None:
    assert [region.code for region in compared.regions] == ["ITC4", "DE1", "ES51", "FR10"]
    assert compared.chosen == "pack"


def test_every_value_has_a_year_a_work_and_a_place(compared: RegionsCompared, lombardia: Evidence) -> None:
    addresses = {figure.address for figure in all_figures(lombardia)}
    for row in compared.rows:
        for each in row.cells:
            if each.value is None:
                assert (each.year, each.sources, each.alignment) == (None, (), Alignment.MISSING)
                continue
            assert each.year is not None
            assert each.sources
            for datum in each.sources:
                assert datum.work in compared.held.works
                assert datum.address in addresses or (datum.dataset and datum.locator)


def test_what_is_not_held_is_missing_and_never_zero(compared: RegionsCompared) -> None:
    physicians = next(row for row in compared.rows if row.compared.id == "health-physicians")
    assert physicians.missing == ("DE1",)
    assert all(each.value != 0 for row in compared.rows for each in row.cells)


def test_a_quotient_is_its_parts_by_hand(compared: RegionsCompared, lombardia: Evidence) -> None:
    """356,402.7 million euro over 4,826.7 thousand persons, brought to PPS by GDP in both moneys of 2018."""
    held = held_values(lombardia)
    persons = held.of("employment-by-industry")["ITC4", 2018].value
    by_hand = 356_402.7e6 / persons / (393.5003 / 391.68289)
    assert cell(compared, "value-added-per-worker", "ITC4").value == pytest.approx(by_hand, rel=1e-9)  # type: ignore[attr-defined]


def test_a_region_without_a_value_takes_the_weighed_mean_of_its_parts(compared: RegionsCompared) -> None:
    """6.81, 5.38, 3.07, 5.47 per cent, weighed with 228.2, 132.3, 93.8, 88.3 billion euro."""
    shares, weights = (6.81, 5.38, 3.07, 5.47), (228.22168, 132.25223, 93.84755, 88.30126)
    by_hand = sum(s * w for s, w in zip(shares, weights, strict=True)) / sum(weights)
    found = cell(compared, "research-expenditure-gdp", "DE1")
    assert found.value == pytest.approx(by_hand, rel=1e-9)  # type: ignore[attr-defined]
    assert found.parts == ("DE11", "DE12", "DE13", "DE14")  # type: ignore[attr-defined]


def test_ranks_are_intervals_that_hold_the_usual_rank(compared: RegionsCompared) -> None:
    assert compared.composite is not None
    for placed in compared.composite.placed:
        assert placed.low is not None
        assert placed.rank is not None
        assert placed.high is not None
        assert 1 <= placed.low <= placed.rank <= placed.high <= compared.composite.ranked
    assert compared.composite.placed[0].low != compared.composite.placed[0].high
    assert "3 and 4 of 4" in str(headline(compared, "Lombardy"))


def test_the_same_question_has_the_same_answer(lombardia: Evidence) -> None:
    one, other = (compare_regions(lombardia, ["FR10", "ES51"]) for _ in range(2))
    assert one.composite == other.composite


def test_sensitivity_names_each_indicator_and_both_other_methods(compared: RegionsCompared) -> None:
    assert compared.composite is not None
    changed = [(change.changed, change.indicator) for change in compared.composite.changes]
    weighed = [row.compared.id for row in compared.rows if row.compared.weight]
    assert changed == [*(("without", each) for each in weighed), ("z-score", ""), ("geometric", "")]


def test_indicators_can_be_chosen(lombardia: Evidence) -> None:
    found = compare_regions(lombardia, indicators=["population-over-65-share", "gdp-per-person-pps"])
    assert {row.compared.id for row in found.rows} == {"population-over-65-share", "gdp-per-person-pps"}
    assert found.composite is not None
    assert set(found.composite.indicators) == {"population-over-65-share", "gdp-per-person-pps"}
    one = compare_regions(lombardia, indicators=["gdp-per-person"])
    assert one.composite is None
    assert str(one.why_none) == "fewer than two indicators tell these regions apart"


def test_structures_agree_with_the_published_tables(compared: RegionsCompared) -> None:
    """The Krugman indices that docs/benchmark.md states, from the regional accounts of 2018."""
    employment, value_added, survey = compared.structures
    assert [round(index, 3) for index in employment.krugman if index is not None] == [0, 0.242, 0.212, 0.409]
    assert [round(index, 3) for index in value_added.krugman if index is not None] == [0, 0.323, 0.242, 0.378]
    assert round(employment.krugman_nation[0] or 0, 3) == 0.170
    # The survey's whole holds persons who state no industry.
    for view, short in ((employment, 0.011), (value_added, 0.011), (survey, 0.03)):
        for n, region in enumerate(compared.regions):
            shares = [industry.shares[n] for industry in view.industries]
            whole = sum(share for share in shares if share is not None)
            assert 1 - short < whole < 1.011, (view.told.id, region.code)


def test_one_year_parts_no_change_and_two_do(compared: RegionsCompared) -> None:
    employment, _, survey = compared.structures
    assert (employment.years, employment.parted) == (None, ())
    assert survey.years == (2008, 2015)
    assert [each.region for each in survey.parted] == ["ITC4", "DE1", "ES51", "FR10"]
    for each in survey.parted:
        assert each.change is not None
        assert each.change == pytest.approx(
            sum(x for x in (each.national, each.mix, each.competitive) if x is not None)
        )
        assert each.competitive == pytest.approx((each.competitive_alike or 0) + (each.allocation or 0))


@pytest.mark.parametrize(
    ("peers", "options", "what", "remedy"),
    [
        (["XX99"], {}, "no region 'XX99' is held", "give codes of the nomenclature"),
        (["ITC1"], {}, "nothing is held of the region 'ITC1'", "filiera build --snapshots"),
        (["ITC4"], {}, "one region alone is no comparison", "name others, such as DE1,ES51,FR10"),
        ([], {"nearest": 13}, "more than 12 regions", "ask for 1 to 12"),
        ([], {"indicators": ["beds"]}, "has no indicator 'beds'", "one of: gdp-per-person-pps"),
    ],
)
def test_a_refusal_says_what_and_how_to_mend_it(
    lombardia: Evidence, peers: list[str], options: dict[str, object], what: str, remedy: str
) -> None:
    with pytest.raises(UsageError) as refused:
        compare_regions(lombardia, peers, **options)  # type: ignore[arg-type]
    assert what in refused.value.what
    assert remedy in refused.value.remedy


def test_the_invented_region_has_no_composite_and_says_why(exemple: Evidence) -> None:
    found = compare_regions(exemple)
    assert found.composite is None
    assert str(found.why_none) == "fewer than two indicators tell these regions apart"
    assert [row.missing for row in found.rows] == [("XV1",), (), ()]
    assert cell(found, "beds-per-nurse", "XV1").value == pytest.approx(1215 / 2810)  # type: ignore[attr-defined]
    assert found.similar == ()
    with pytest.raises(UsageError, match="no region is held that is like"):
        compare_regions(exemple, nearest=2)


@pytest.fixture(scope="module")
def europe(tmp_path_factory: pytest.TempPathFactory) -> Evidence:
    """The first region with the public files beside the project."""
    if not (SNAPSHOTS / "eurostat").is_dir():
        pytest.skip("no snapshots beside the project")
    folder = tmp_path_factory.mktemp("snapshots")
    (folder / "eurostat").symlink_to(SNAPSHOTS / "eurostat")
    home = tmp_path_factory.mktemp("europe")
    build(ROOT / "packs" / "lombardia", home, folder)
    return Evidence.open(home)


def test_with_snapshots_any_region_of_europe_can_be_compared(europe: Evidence) -> None:
    assert len(candidates(europe)) > 300
    found = compare_regions(europe, ["AT13", "SE11"])
    assert [region.code for region in found.regions] == ["ITC4", "AT13", "SE11"]
    assert found.regions[1].names == {}, "nobody whom we hold names it: the code stands for it"
    gdp = next(row for row in found.rows if row.compared.id == "gdp-per-person-pps")
    assert all(each.value is not None for each in gdp.cells)
    assert [each.sources[0].dataset for each in gdp.cells] == ["eurostat-gdp"] * 3


def test_the_packs_rows_and_the_snapshots_say_the_same(europe: Evidence, compared: RegionsCompared) -> None:
    with_files = compare_regions(europe)
    for mine, theirs in zip(compared.rows, with_files.rows, strict=True):
        for one, other in zip(mine.cells, theirs.cells, strict=True):
            if one.value is not None and one.year == other.year:
                assert one.value == pytest.approx(other.value, rel=1e-9), (mine.compared.id, one.region)


def test_similar_regions_are_ordered_by_distance(europe: Evidence) -> None:
    distances = [region.distance for region in similar_regions(europe)]
    assert distances == sorted(distances)  # type: ignore[type-var]
    assert all(distance is not None and math.isfinite(distance) for distance in distances)
    found = compare_regions(europe, nearest=5)
    assert found.codes == tuple(region.code for region in similar_regions(europe)[:5])
    assert found.chosen == "nearest"


def test_others_that_join_widen_the_range_and_are_counted(europe: Evidence) -> None:
    found = compare_regions(europe)
    assert found.composite is not None
    joined = found.composite.joined
    assert joined is not None
    assert joined.others > 300
    assert joined.arithmetic[0] != found.composite.placed[0].arithmetic
