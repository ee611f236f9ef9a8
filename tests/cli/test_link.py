"""``filiera link``: the answer in the first line, problems with their remedy, the same as data; in both languages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.built_homes import BuiltHomes
from tests.command_line import run, told

pytest.importorskip("rapidfuzz", reason="the extra match is not installed")

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def home(built_homes: BuiltHomes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the invented region, a file of names, and a register."""
    folder = built_homes.copy("exemple", tmp_path_factory.mktemp("link"))
    (folder / "names.csv").write_text("mention_id,name,country\n1,Hospital de Dalt,\n2,qqqq zzzz,Atlantis\n2,twice,\n")
    (folder / "register.csv").write_text("id,name\no1,Hospital de Dalt\n")
    return folder


def test_the_first_line_answers(home: Path) -> None:
    out = home / "links.csv"
    lines = told(home, "link", str(home / "names.csv"), "--against", "pack", "--out", str(out)).splitlines()
    assert lines[0] == "3 rows: 1 linked, 0 to ask a person about, 1 left, 1 refused."
    assert "row 3: its country 'Atlantis' is not known: linked without it; write the two letters" in lines[2]
    assert "row 4: its mention_id is already that of row 3" in lines[3]
    assert lines[-1].endswith("links.csv.problems.csv")
    assert out.read_text(encoding="utf-8").splitlines()[0] == '"mention_id","organisation_id","score","tier","reason"'
    assert "organisation/hospital-dalt" in out.read_text(encoding="utf-8")


def test_it_speaks_italian(home: Path) -> None:
    arguments = ("link", str(home / "names.csv"), "--against", str(home / "register.csv"), "--out", str(home / "l.csv"))
    done = run(home, *arguments, language="it")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("3 righe: collegate 1, ")
    assert "riga 3" in done.stdout
    assert "non è noto" in (home / "l.csv.problems.csv").read_text(encoding="utf-8")
    help_told = run(home, "link", "--help", language="it").stdout
    assert "Collega" in help_told


def test_the_same_as_data(home: Path) -> None:
    arguments = (str(home / "names.csv"), "--against", str(home / "register.csv"), "--out", str(home / "l.parquet"))
    data = json.loads(told(home, "link", *arguments, "--json", "--explain"))
    assert (data["rows"], data["linked"], data["left"], data["refused"]) == (3, 1, 1, 1)
    assert data["first_problems"][1]["row"] == 4
    assert data["problems"].endswith(".problems.csv")


def test_no_progress_in_a_pipe(home: Path) -> None:
    done = run(home, "link", str(home / "names.csv"), "--against", "pack", "--out", str(home / "links.csv"))
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--against", "pack"), "option '--out' is missing"),
        (("--against", "nothing.csv", "--out", "l.csv"), "nothing.csv: cannot be read"),
        (("--against", "pack", "--out", "l.doc"), "l.doc: is of no format that links are written in"),
        (("--against", "pack", "--out", "l.csv", "--engine", "abacus"), "--engine"),
    ],
)
def test_misuse_is_told(home: Path, arguments: tuple[str, ...], says: str) -> None:
    done = run(home, "link", str(home / "names.csv"), *arguments)
    assert done.returncode == 2
    assert says in done.stderr
    assert "What to do:" in done.stderr


def test_spark_that_is_not_there_is_told(home: Path) -> None:
    try:
        import pyspark  # noqa: F401
    except ImportError:
        arguments = ("--against", "pack", "--out", str(home / "links.csv"), "--engine", "spark")
        done = run(home, "link", str(home / "names.csv"), *arguments)
        assert done.returncode == 2
        assert "Spark is not installed" in done.stderr
        assert "filiera[match,spark]" in done.stderr
    else:
        pytest.skip("Spark is installed here")
