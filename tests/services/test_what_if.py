"""What an investment would set off in the real region: identities, the band, what it rests on; and the packed table."""

from __future__ import annotations

import csv
import dataclasses
import time
from pathlib import Path

import msgspec
import pytest

pytest.importorskip("scipy", reason="the extra analysis is not installed")

from filiera.errors import FilieraError
from filiera.pack import Pack
from filiera.pack.read import read_pack
from filiera.pack.validate import problems_of
from filiera.services.impact_ground import ground_of_pack
from filiera.services.input_output_files import read_table
from filiera.services.regional_economy import RegionalEconomy, regional_economy
from filiera.services.what_if import MEASURES, PARTS, Investment, WhatIf, what_if

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "packs" / "italia" / "input_output" / "it-2022.csv"
SNAPSHOTS = ROOT.parent / "shared" / "snapshots" / "eurostat"


@pytest.fixture(scope="module")
def pack() -> Pack:
    return read_pack("lombardia")


@pytest.fixture(scope="module")
def economy(pack: Pack) -> RegionalEconomy:
    return regional_economy(ground_of_pack(pack))


@pytest.fixture(scope="module")
def plant(economy: RegionalEconomy) -> WhatIf:
    return what_if(economy, Investment("C21", 120e6, 250))


def test_the_packed_table_balances_and_has_its_published_totals() -> None:
    """Eurostat, naio_10_cp1750, Italy 2022: output, value added, domestic intermediate use (its README)."""
    table = read_table(TABLE).table
    assert table.size == 64
    assert table.output.sum() == pytest.approx(4_124_091.03, abs=0.5)
    assert table.primary("gva").sum() == pytest.approx(1_793_606.56, abs=0.5)
    assert table.flows.sum() == pytest.approx(1_786_379.93, abs=0.5)
    assert table.imports["imports"].sum() == pytest.approx(503_956.82, abs=0.5)
    spent = table.flows.sum(axis=0) + table.imports["imports"] + table.primary("taxes_on_products")
    assert spent + table.primary("gva") == pytest.approx(table.output, abs=0.1)


def test_the_packed_table_is_the_snapshot() -> None:
    path = SNAPSHOTS / "it_siot2022_dom.csv"
    if not path.is_file():
        pytest.skip("../shared/snapshots is absent")
    table = read_table(TABLE).table
    place = {code: at for at, code in enumerate(table.sectors)}
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["col_code"] in place]
    cells = table.flows.copy()
    for row in rows:
        cells[place[row["row_code"]], place[row["col_code"]]] -= float(row["value_meur"])
    assert not cells.any()


def test_all_that_operation_spends_is_accounted_for(economy: RegionalEconomy, plant: WhatIf) -> None:
    """What is left of output after value added, imports and the rest of the nation are the taxes on products."""
    operation = plant.phases[1]
    parts = operation.effects
    rate = economy.table.primary("taxes_on_products") / economy.table.output
    at = economy.table.position("C21")
    spent = sum(parts["gva"][part].value for part in ("direct", "indirect"))
    taxes = operation.spent - spent - operation.abroad.value - operation.rest_of_nation.value
    assert rate[at] * operation.spent < taxes < 0.02 * operation.spent


def test_direct_jobs_of_operation_are_those_asked_for(plant: WhatIf) -> None:
    jobs = plant.phases[1].effects["employment"]["direct"]
    assert (jobs.value, jobs.low, jobs.high) == pytest.approx((250, 250, 250))


def test_construction_spends_what_it_is_given(plant: WhatIf) -> None:
    construction = plant.phases[0]
    assert construction.spent == 120
    assert construction.effects["output"]["direct"].value < 120
    assert construction.abroad.value > 120 * 0.45 * 0.38


def test_every_result_lies_in_its_band(plant: WhatIf) -> None:
    for phase in plant.phases:
        banded = [phase.effects[measure][part] for measure in MEASURES for part in PARTS]
        for each in (*banded, phase.abroad, phase.rest_of_nation):
            assert each.low <= each.value <= each.high
        assert phase.effects["gva"]["induced"].low < phase.effects["gva"]["induced"].high
        by_sector = sum(parts["indirect"] for parts in phase.sectors.values())
        assert by_sector == pytest.approx(phase.effects["gva"]["indirect"].value)


def test_twice_the_investment_sets_off_twice_as_much(economy: RegionalEconomy, plant: WhatIf) -> None:
    double = what_if(economy, Investment("C21", 240e6, 500))
    for one, two in zip(plant.phases, double.phases, strict=True):
        for measure in MEASURES:
            for part in PARTS:
                assert two.effects[measure][part].value == pytest.approx(2 * one.effects[measure][part].value)


def test_every_sector_can_be_invested_in(economy: RegionalEconomy) -> None:
    for sector in economy.table.sectors:
        assert what_if(economy, Investment(sector, jobs=10)).phases[0].effects["employment"]["direct"].value > 0


def test_it_is_answered_within_20_milliseconds(economy: RegionalEconomy) -> None:
    taken = []
    for _ in range(5):
        started = time.perf_counter()
        what_if(economy, Investment("C21", 120e6, 250))
        taken.append(time.perf_counter() - started)
    assert min(taken) < 0.02


def test_weights_are_the_regional_accounts(economy: RegionalEconomy) -> None:
    """Persons employed in 2018: 4,826.6 thousand of 25,194.0 (Eurostat, nama_10r_3empers)."""
    assert economy.weights.region.sum() == pytest.approx(4_826_600)
    assert economy.weights.nation.sum() == pytest.approx(25_194_000)


@pytest.mark.parametrize(
    ("sector", "spend", "jobs", "says"),
    [
        ("C99", 1.0, 1.0, "--sector C99: the table has no 'C99'"),
        ("C21", 0.0, 0.0, "above zero"),
        ("C21", -1.0, 5.0, "above zero"),
        ("C21", float("inf"), 5.0, "above zero"),
        ("C21", float("nan"), 5.0, "above zero"),
        ("C21", 1e15, 5.0, "--spend: is more than a thousand billion, beyond any region's economy"),
        ("C21", 0.0, 1e9, "--jobs: is more than ten million, beyond"),
    ],
)
def test_what_is_no_investment_is_refused(
    economy: RegionalEconomy, sector: str, spend: float, jobs: float, says: str
) -> None:
    with pytest.raises(FilieraError, match=says):
        what_if(economy, Investment(sector, spend, jobs))


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (Investment("C21", 1e6, delta=1.0), "--delta: is 1, and must be 0 or more and below 1"),
        (Investment("C21", 1e6, delta=float("nan")), "--delta: is nan"),
        (Investment("C21", 1e6, spending=-1), "--spending: is -1, and must be between 0 and 100"),
        (
            Investment("C21", 1e6, split={"F": 50}),
            "--split: the parts of the amount are F=50; give parts of C28, F, M71",
        ),
        (Investment("C21", 1e6, split={"F": 50, "Q86": 50}), "--split: the parts of the amount are F=50,Q86=50"),
        (Investment("C21", 1e6, split={"F": 150, "C28": -50}), "--split"),
    ],
)
def test_assumptions_out_of_range_are_refused_by_name(economy: RegionalEconomy, asked: Investment, says: str) -> None:
    with pytest.raises(FilieraError, match=says):
        what_if(economy, asked)


def test_other_assumptions_move_the_result_and_are_told(economy: RegionalEconomy, plant: WhatIf) -> None:
    all_building = what_if(economy, Investment("C21", 120e6, split={"F": 100.0}))
    assert all_building.phases[0].abroad.value < plant.phases[0].abroad.value
    lower = what_if(economy, Investment("C21", 120e6, 250, delta=0.05, spending=80))
    assert lower.phases[1].effects["gva"]["indirect"].value > plant.phases[1].effects["gva"]["indirect"].value
    told = {parameter.id: parameter for parameter in lower.parameters}
    assert (told["impact-delta"].value, told["impact-delta"].low, told["impact-delta"].high) == ("0.05", "0.05", "0.4")
    assert told["impact-spending-of-compensation"].high == "80"


def economy_of(pack: Pack) -> RegionalEconomy:
    return regional_economy(ground_of_pack(pack))


def changed(pack: Pack, **fields: object) -> Pack:
    return dataclasses.replace(pack, **fields)  # type: ignore[arg-type]


def test_missing_assumptions_and_weights_are_told(pack: Pack) -> None:
    fewer = {key: value for key, value in pack.parameters.items() if key != "impact-delta"}
    with pytest.raises(FilieraError, match="the assumption 'impact-delta' is missing"):
        what_if(economy_of(changed(pack, parameters=fewer)), Investment("C21", jobs=1))
    fewer = {key: value for key, value in pack.parameters.items() if key != "impact-capital-F"}
    with pytest.raises(FilieraError, match="come to 55 percent"):
        what_if(economy_of(changed(pack, parameters=fewer)), Investment("C21", spend=1))
    weights = {key: row for key, row in pack.regional_weights.items() if row.group != "F"}
    with pytest.raises(FilieraError, match="no regional weight for the sectors F"):
        economy_of(changed(pack, regional_weights=weights))
    with pytest.raises(FilieraError, match="has no input-output table"):
        economy_of(changed(pack, input_output={}))


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("group", "ZZ", "group 'ZZ' is not known"),
        ("table", "it-1999", "table 'it-1999' is not known"),
        ("region", "many", "region or nation is no number"),
        ("region", "99999999", "99999999 is no part of"),
        ("work", "nobody", "work 'nobody' is not known"),
        ("unit", "heads", "unit 'heads' is not known"),
    ],
)
def test_faults_of_weights_are_found_by_pack_check(pack: Pack, field: str, value: str, says: str) -> None:
    key, row = next(iter(pack.regional_weights.items()))
    weights = {**pack.regional_weights, key: msgspec.structs.replace(row, **{field: value})}
    found = [problem.what for problem in problems_of(changed(pack, regional_weights=weights))]
    assert any(says in what for what in found), found


def test_faults_of_tables_are_found_by_pack_check(pack: Pack) -> None:
    ((key, table),) = pack.input_output.items()
    for field, value, says in (
        ("sectors", table.sectors[1:], "they are not the columns of it-2022.csv"),
        ("work", "nobody", "work 'nobody' is not known"),
        ("title", {"en": "only English"}, "it"),
    ):
        tables = {key: msgspec.structs.replace(table, **{field: value})}
        found = [problem.what for problem in problems_of(changed(pack, input_output=tables))]
        assert any(says in what for what in found), found
