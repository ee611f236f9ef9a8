"""``filiera benchmark``: the first line answers, the data hold every cell with its source, misuse names its remedy."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.command_line import ROOT, run, told


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    told(folder, "build", str(ROOT / "packs" / "lombardia"))
    return folder


def test_the_first_line_answers(home: Path) -> None:
    lines = told(home, "benchmark").splitlines()
    assert (
        lines[0] == "Lombardy: between ranks 3 and 4 of 4 in 90% of the ways tried to weigh and average 4 indicators."
    )
    italian = run(home, "benchmark", language="it").stdout.splitlines()
    assert (
        italian[0]
        == "Lombardia: tra il 3º e il 4º posto su 4 nel 90% dei modi provati di pesare e mediare 4 indicatori."
    )
    assert any("filiera build --snapshots" in line for line in lines)


def test_the_data_hold_each_cell_with_its_source(home: Path) -> None:
    found = json.loads(told(home, "benchmark", "--peers", "DE1,FR10", "--json"))
    assert found["peers"] == ["DE1", "FR10"]
    for row in found["indicators"]:
        for cell in row["cells"]:
            assert (cell["value"] is None) == (cell["sources"] == []) == (cell["alignment"] == "missing")
    assert [each["interval"] is not None for each in found["composite"]["regions"]] == [True, True, True]
    assert found["structures"][2]["shift_share"]["years"] == [2008, 2015]


def test_the_table_is_csv_too(home: Path) -> None:
    told_csv = told(home, "benchmark", "--csv", "--indicator", "gdp-per-person")
    rows = list(csv.DictReader(io.StringIO(told_csv.removeprefix("\ufeff"))))
    assert [row["region"] for row in rows] == ["ITC4", "DE1", "ES51", "FR10"]
    assert {row["value"] for row in rows} == {"40500", "48800", "29900", "61700"}


@pytest.mark.parametrize(
    ("arguments", "remedy"),
    [
        (("--peers", "XX99"), "codes of the nomenclature of regions"),
        (("--peers", "DE1", "--nearest", "2"), "give one of the two"),
        (("--json", "--csv"), "give one of the two"),
        (("--nearest", "40"), "ask for 1 to 12"),
    ],
)
def test_misuse_names_its_remedy(home: Path, arguments: tuple[str, ...], remedy: str) -> None:
    done = run(home, "benchmark", *arguments)
    assert done.returncode == 2
    assert remedy in done.stderr
    assert done.stdout == ""
