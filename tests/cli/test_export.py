"""``filiera export`` as people and programs use it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.built_homes import BuiltHomes
from tests.command_line import run

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def home(built_homes: BuiltHomes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_homes.copy("exemple", tmp_path_factory.mktemp("home"))


def test_it_writes_everything_and_says_what_is_left_out(home: Path, tmp_path: Path) -> None:
    done = run(home, "export", "--out", str(tmp_path / "data"))
    assert done.returncode == 0, done.stderr
    assert "files written to" in done.stdout
    assert "LEFT_OUT.csv names them" in done.stdout
    assert "its licence is not known" in done.stdout
    for name in ("figures.csv", "figures.parquet", "catalogue.ttl", "catalogue.jsonld", "LEFT_OUT.csv", "json-stat/ca"):
        assert (tmp_path / "data" / name).exists(), name


def test_it_speaks_italian(home: Path, tmp_path: Path) -> None:
    done = run(home, "export", "--out", str(tmp_path), "--format", "csv", language="it")
    assert "la licenza non è nota" in done.stdout


def test_without_a_folder_it_takes_one_named_after_the_pack(home: Path, tmp_path: Path) -> None:
    assert run(home, "export", "--format", "csv", cwd=tmp_path).returncode == 0
    assert (tmp_path / "open-data-exemple" / "figures.csv").exists()
    assert not (tmp_path / "open-data-exemple" / "catalogue.ttl").exists()


def test_programs_get_the_list_of_files(home: Path, tmp_path: Path) -> None:
    told = json.loads(run(home, "export", "--out", str(tmp_path), "--format", "dcat", "--json").stdout)
    assert set(told["files"]) == {"catalogue.ttl", "catalogue.jsonld", "LEFT_OUT.csv"}
    assert told["rows"]["figures"] > 20
    assert told["left_out"][0]["reason"]


def test_the_address_of_the_files_stands_in_the_catalogue(home: Path, tmp_path: Path) -> None:
    run(home, "export", "--out", str(tmp_path), "--format", "dcat", "--url", "https://hub.example/data")
    assert "<https://hub.example/data/figures.csv>" in (tmp_path / "catalogue.ttl").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--format", "xlsx"), "one of: all, csv, parquet, json-stat, dcat"),
        (("--url", "ftp://x"), "https://…/data/"),
    ],
)
def test_what_cannot_be_done_is_said_with_a_remedy(
    home: Path, tmp_path: Path, arguments: tuple[str], told: str
) -> None:
    done = run(home, "export", "--out", str(tmp_path / "new"), *arguments)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "new").exists()
