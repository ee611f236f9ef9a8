"""Values by province are those of the files that they were transcribed from, digit by digit."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from filiera.pack import read_pack
from filiera.pack.read import Pack

ROOT = Path(__file__).resolve().parents[2]
EUROSTAT = ROOT.parent / "shared" / "snapshots" / "eurostat"


@pytest.fixture(scope="module")
def lombardia() -> Pack:
    return read_pack("lombardia")


def lines_of(name: str, delimiter: str) -> Iterator[list[str]]:
    path = EUROSTAT / name
    if not path.is_file():
        pytest.skip(f"{name} is not beside the project")
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.reader(file, delimiter=delimiter)


def held(pack: Pack, work: str, indicator: str) -> dict[str, tuple[str, str]]:
    """Place in the source → year and value."""
    rows = [
        row
        for row in pack.observations.values()
        if row.work == work and row.indicator == indicator and "provinces.csv" in pack.where("observation", row.id)
    ]
    return {row.locator: (row.period, row.value) for row in rows}


def test_shares_of_people_over_65(lombardia: Pack) -> None:
    rows = held(lombardia, "eurostat-demo-r-pjanind3-2023", "population-over-65-share")
    assert len(rows) == 12
    lines = lines_of("estat_demo_r_pjanind3.tsv.gz", "\t")
    years = [cell.strip() for cell in next(lines)]
    found = {line[0]: line for line in lines if line[0] in rows}
    for place, (year, value) in rows.items():
        assert found[place][years.index(year)].strip() == value


def test_gdp_per_inhabitant_is_of_the_latest_year_that_all_provinces_have(lombardia: Pack) -> None:
    rows = held(lombardia, "eurostat-nama-10r-3gdp-2023", "gdp-per-person")
    assert len(rows) == 14
    lines = lines_of("estat_nama_10r_3gdp.csv.gz", ",")
    years = next(lines)
    found = {",".join(line[:3]): line for line in lines if ",".join(line[:3]) in rows}
    for place, (year, value) in rows.items():
        assert found[place][years.index(year)] == value
        if len(place.rpartition(",")[2]) == len("ITC41"):
            assert found[place][years.index(str(int(year) + 1))] == ":"
