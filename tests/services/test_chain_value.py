"""What the chain is worth: identities, the band, what moves it, and what was published beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("scipy", reason="the extra analysis is not installed")

from filiera.errors import PackError
from filiera.evidence import Evidence
from filiera.pack import Pack
from filiera.pack.read import read_pack
from filiera.pack.skeleton import write_skeleton
from filiera.services.build import build
from filiera.services.chain_published import Published, published
from filiera.services.chain_value import ChainValue, chain_value, chain_values
from filiera.services.impact_ground import ground, ground_of_pack
from filiera.services.regional_economy import RegionalEconomy, regional_economy


@pytest.fixture(scope="module")
def pack() -> Pack:
    return read_pack("lombardia")


@pytest.fixture(scope="module")
def economy(pack: Pack) -> RegionalEconomy:
    return regional_economy(ground_of_pack(pack))


@pytest.fixture(scope="module")
def value(economy: RegionalEconomy) -> ChainValue:
    return chain_value(economy, economy.ground.chains["life-sciences"])


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Evidence:
    home = tmp_path_factory.mktemp("home")
    return Evidence.at(build("lombardia", home).version.path)


@pytest.fixture(scope="module")
def told(evidence: Evidence) -> Published:
    return published(evidence, chain_values(evidence)[0])


def test_direct_is_the_nation_times_two_shares(economy: RegionalEconomy, value: ChainValue) -> None:
    pharma = next(each for each in value.sectors if each.sector == "C21")
    national = economy.table.primary("gva")[economy.table.position("C21")]
    assert pharma.value_added == pytest.approx(national * 0.369)
    assert pharma.employment == pytest.approx(25_830)
    assert sum(each.value_added for each in value.sectors) == pytest.approx(value.effects["gva"]["direct"].value)
    for part in ("indirect", "induced"):
        by_sector = sum(each[part] for each in value.suppliers.values())
        assert by_sector == pytest.approx(value.effects["gva"][part].value)


def test_shares_of_published_figures_are_those_figures(pack: Pack) -> None:
    """The shares that cite a claim first have its value: nothing was retyped otherwise."""
    for id in ("chain-here-C21", "chain-here-devices", "chain-here-Q86"):
        parameter = pack.parameters[id]
        assert parameter.value == pack.claims[parameter.figures[0].removeprefix("claim/")].value


def test_every_assumption_says_why_and_ranges_hold_their_value(value: ChainValue) -> None:
    for parameter in value.parameters:
        assert parameter.reference
        assert parameter.note.keys() >= {"it", "en"}
        if parameter.low:
            assert float(parameter.low) <= float(parameter.value) <= float(parameter.high)
        elif parameter.assumption:
            pytest.fail(f"{parameter.id} is an assumption without a range")


def test_the_band_holds_the_result_and_is_the_same_each_time(economy: RegionalEconomy, value: ChainValue) -> None:
    for parts in value.effects.values():
        for each in parts.values():
            assert each.low < each.value < each.high
    again = chain_value(economy, value.chain)
    assert again.effects == value.effects
    assert value.as_published.value == pytest.approx(sum(each.value for each in value.effects["gva"].values()))


def test_the_widest_assumption_comes_first_and_each_moves_something(value: ChainValue) -> None:
    widths = [abs(high - low) for low, high in (swing.ends for swing in value.swings)]
    assert widths == sorted(widths, reverse=True)
    assert min(widths) > 0
    moved = {swing.parameter.id for swing in value.swings}
    assert moved >= {"impact-delta", "impact-spending-of-compensation", "chain-of-C31_32"}
    delta = next(swing for swing in value.swings if swing.parameter.id == "impact-delta")
    assert delta.low["direct"] == delta.high["direct"]
    assert delta.low["indirect"] > delta.high["indirect"]


def test_the_nation_supplies_more_and_a_wider_chain_is_worth_more(value: ChainValue) -> None:
    here = {part: each.value for part, each in value.effects["gva"].items()}
    ways = {way.id: way.parts for way in value.ways}
    assert ways["nation"]["direct"] == pytest.approx(here["direct"])
    assert ways["nation"]["indirect"] > here["indirect"]
    assert ways["income"]["induced"] > here["induced"]
    perimeters = {each.id: each.parts for each in value.perimeters}
    assert perimeters["with-care"]["direct"] > here["direct"] > perimeters["industry"]["direct"]
    assert value.counted_twice > 0


def test_the_evidence_gives_what_the_pack_gives(evidence: Evidence, value: ChainValue) -> None:
    found = chain_values(evidence)[0]
    assert found.effects == value.effects
    assert ground(evidence).parameters["chain-here-C21"].figures == value.sectors[0].here.figures


def test_published_ratios_come_from_the_ledger(told: Published) -> None:
    """Total over direct: 1.93, 1.95, 1.91, 1.89; of 2018 no total is held."""
    ratios = {edition.period: edition.ratio for edition in told.editions}
    assert {year: ratio and round(ratio, 2) for year, ratio in ratios.items()} == {
        "2014": 1.93,
        "2016": 1.95,
        "2018": None,
        "2021": 1.91,
        "2022": 1.89,
    }
    assert told.now is not None
    assert told.now.total is not None
    assert told.now.total.address == "claim/chain-value-added"
    assert told.now.employment is not None
    assert told.now.employment.value == "346153"


def test_the_implied_product_stands_beside_the_one_held(told: Published) -> None:
    assert told.product is not None
    assert told.product.implied == pytest.approx(449_206, abs=1)
    assert told.product.held.period == "2021"
    assert told.product.growth_needed == pytest.approx(0.1143, abs=1e-4)
    assert [round(growth, 3) for _, _, growth in told.product.national_growth] == [0.092, 0.121]


def test_a_published_part_stands_beside_the_computed_one(told: Published) -> None:
    (pharma,) = told.parts
    assert pharma.published == pytest.approx(695 * 9_943_004 / 1e6)
    assert pharma.published > pharma.computed > 0


def test_a_region_without_a_table_has_no_chain(tmp_path: Path) -> None:
    write_skeleton(tmp_path / "pack", "XX1", ["en"])
    found = Evidence.at(build(tmp_path / "pack", tmp_path / "home").version.path)
    with pytest.raises(PackError, match="has no input-output table"):
        chain_values(found)


def test_the_engine_knows_no_region(tmp_path: Path) -> None:
    """The invented region: its two shares times the invented table, 400 of 1,000 in care and 4 of 100 in workshops."""
    found = chain_values(Evidence.at(build("tests/packs/exemple", tmp_path / "home").version.path))
    (value,) = found
    assert value.effects["gva"]["direct"].value == pytest.approx(23_000 * 0.4 + 28_000 * 0.2 * 0.2)
    assert value.period == "2021"
