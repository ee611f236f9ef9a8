"""Comparisons in packs: they are sound, and every slip is named with its file, field and remedy."""

from __future__ import annotations

import csv
import gzip
import re
import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from filiera.pack import read_pack
from filiera.pack.benchmarks import problems_of_benchmarks

ROOT = Path(__file__).resolve().parents[2]
EUROSTAT = ROOT.parent / "shared" / "snapshots" / "eurostat"


@pytest.mark.parametrize("name", ["lombardia", str(ROOT / "tests" / "packs" / "exemple")])
def test_the_comparisons_of_the_project_are_sound(name: str) -> None:
    pack = read_pack(name)
    assert pack.benchmarks
    assert [str(problem) for problem in problems_of_benchmarks(pack)] == []


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("indicator: hospital-beds\n    over", "indicator: nurse\n    over", "did you mean 'nurses'"),
        ("over: nurses", "over: nurse", "did you mean 'nurses'"),
        ("    weight: 2\n", "    weight: -2\n", "weight or within is below 0"),
        ("    direction: lower\n", '    direction: ""\n', "say whether higher or lower is better"),
        ("    over: nurses\n", "", "name what it is divided by"),
        ("    weight: 2\n", "    weight: 2\n    price_level: true\n", "name the indicators gdp and gdp_pps"),
        ("- id: beds-per-nurse", "- id: life-expectancy", "stands 2 times"),
        ("  draws: 200\n", "  draws: 0\n", "write 1 to 100000"),
        ("  draws: 200\n", "  draws: 200\n  level: 2\n", "not above 0 and at most 1"),
        ("ca: Llits per infermera, ", "", "has no text in 'ca'"),
    ],
)
def test_a_slip_is_named_with_its_remedy(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    for name in ("exemple", "inventada"):
        shutil.copytree(ROOT / "tests" / "packs" / name, tmp_path / name)
    file = tmp_path / "exemple" / "benchmarks" / "regions.yml"
    text = file.read_text(encoding="utf-8")
    assert right in text
    file.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    told = [str(problem) for problem in problems_of_benchmarks(read_pack(str(tmp_path / "exemple")))]
    assert any(said in each and "benchmarks/regions.yml" in each for each in told), told


def cells(name: str) -> Iterator[list[str]]:
    path = EUROSTAT / name
    if not path.is_file():
        pytest.skip(f"{name} is not beside the project")
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from csv.reader(file, delimiter="," if ".csv" in name else "\t")


@pytest.mark.parametrize(
    ("name", "work", "factor"),
    [
        ("estat_nama_10r_3gdp.csv.gz", "eurostat-nama-10r-3gdp-2023", {"gdp": "0.001", "gdp-pps": "0.001"}),
        ("estat_demo_r_pjangrp3.tsv.gz", "eurostat-demo-r-pjangrp3-2024", {}),
        ("estat2017_lfst_r_lfe2en2.tsv.gz", "eurostat-lfst-r-lfe2en2-2017", {"employment-survey": "1000"}),
        ("estat_hlth_rs_physreg.tsv.gz", "eurostat-hlth-rs-physreg", {}),
    ],
)
def test_rows_of_peers_are_those_of_the_publishers_file(name: str, work: str, factor: dict[str, str]) -> None:
    pack = read_pack("lombardia")
    rows = [
        row
        for row in pack.observations.values()
        if row.work == work and re.search(r"peers\.csv|industries\.csv", pack.where("observation", row.id))
    ]
    assert rows
    lines = cells(name)
    head = [cell.strip() for cell in next(lines)]
    wanted = {row.locator for row in rows}
    key = head[0].count(",") + 1 if name.endswith(".tsv.gz") else 3
    found = {}
    for line in lines:
        place = line[0].strip() if name.endswith(".tsv.gz") else ",".join(line[:key])
        if place in wanted:
            found[place] = line
    for row in rows:
        cell = found[row.locator][head.index(row.period)].split()[0].rstrip("bdepu")
        assert Decimal(cell) * Decimal(factor.get(row.indicator, "1")) == Decimal(row.value), row.id
