"""What the command line says of sources: what a folder lacks, plural forms, vintages apart, an indicator's address."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from filiera.services.fetching import fetch
from filiera.sources.manners import Manners
from tests.command_line import run
from tests.services.source_packs import data_set, pack_with
from tests.sources.publisher import answer, publisher, says

OPTIONS = "{observations: [{about: place, scheme: own, period: year, measures: {beds: beds}}]}"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    one = data_set("beds", "https://x.example/", options=OPTIONS, cadence="P1Y")
    gone = data_set("gone", "https://x.example/", options=OPTIONS, files="elsewhere/*.csv")
    return pack_with(tmp_path, one, gone)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "snapshots"
    made.mkdir()
    (made / "beds.csv").write_text("place,year,beds\nR1,2023,5\nR1,2022,many\n", encoding="utf-8")
    return made


def test_a_data_set_of_which_the_folder_holds_nothing_is_told(pack: Path, folder: Path, tmp_path: Path) -> None:
    told = run(tmp_path / "home", "build", str(pack), "--snapshots", str(folder), "--report").stdout
    assert "1 data set read (1 parsed now, 0 remembered): 0 figures, 0 records, 0 mentions of organisations" in told
    assert "1 data set of the pack has no file in the folder" in told
    assert "Not found: gone: no file is called elsewhere/*.csv" in told
    data = json.loads(run(tmp_path / "home", "build", str(pack), "--snapshots", str(folder), "--json").stdout)
    assert data["snapshots"]["missing"] == [{"dataset": "gone", "files": "elsewhere/*.csv"}]


def test_an_empty_folder_is_told_and_no_folder_is_no_fault(pack: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    told = run(tmp_path / "home", "build", str(pack), "--snapshots", str(tmp_path / "empty"), "--report").stdout
    assert "From the pack alone" in told and "Not found: beds: no file is called beds.csv" in told
    alone = run(tmp_path / "home", "build", str(pack), "--report")
    assert alone.returncode == 0 and "Not found" not in alone.stdout and "no file in the folder" not in alone.stdout


def test_a_held_data_set_with_a_cadence_and_no_date_is_of_unknown_date(
    pack: Path, folder: Path, tmp_path: Path
) -> None:
    run(tmp_path / "home", "build", str(pack), "--snapshots", str(folder))
    told = run(tmp_path / "home", "sources", str(pack)).stdout
    assert "held, of unknown date: 1" in told and "without a cadence" not in told


def test_the_address_of_an_indicator_is_answered_with_addresses_of_its_figures(pack: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    run(home, "build", str(pack))
    found = json.loads(run(home, "search", "hospital beds", "--json").stdout)
    address = next(each["address"] for each in found["hits"] if each["kind"] == "indicator")
    answered = run(home, "why", address)
    assert answered.returncode == 0, answered.stderr
    told = json.loads(run(home, "why", address, "--json").stdout)
    assert told["figures"] and all(each["address"] in answered.stdout for each in told["figures"])
    assert run(home, "why", told["figures"][0]["address"]).returncode == 0
    wrong = run(home, "why", "figure/hospital-bed")
    assert wrong.returncode != 0 and "nearest: figure/hospital-beds" in wrong.stderr


def test_two_vintages_of_one_file_name_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    home = tmp_path / "home"
    for year, value in ((2025, "many"), (2026, "few")):
        table = f"place,year,beds\nR1,2023,{year}\nR1,2022,{value}\n".encode()
        with publisher(says(answer(200, table, Last_Modified=f"Thu, 01 Jan {year} 10:00:00 GMT"))) as there:
            fed = "[{indicator: hospital-beds, measure: beds, places: {R1: XV1}}]"
            pack = pack_with(tmp_path, data_set("beds", f"{there.url}/beds.csv", options=OPTIONS, feeds=fed))
            (outcome,) = fetch(pack, ["beds"], home=home, manners=Manners(interval=0)).outcomes
            assert outcome.status == "new"
    told = run(home, "build", str(pack), "--report").stdout
    for vintage, value in (("2025-01-01", "many"), ("2026-01-01", "few")):
        assert re.search(rf"beds.csv \({vintage}, sha256 [0-9a-f]{{12}}…\) line 3: .*'{value}'", told), told
    compared = run(home, "diff", "--source", "beds").stdout
    assert re.search(
        r"beds \(2025-01-01, sha256 [0-9a-f]{12}…\) to beds \(2026-01-01, sha256 [0-9a-f]{12}…\)", compared
    )
