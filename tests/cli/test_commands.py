"""The command line as people and programs use it: answers, exit status, errors with their remedy."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.command_line import run as run_in

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home with the first region built into it."""
    path = tmp_path_factory.mktemp("home")
    done = run_in(path, "build", "lombardia")
    assert done.returncode == 0, done.stderr
    yield path


def commands() -> list[list[str]]:
    """Every command, as it is typed."""
    from typer.main import get_command

    from filiera.cli.app import app

    found: list[list[str]] = []

    def below(command: Any, path: list[str]) -> None:
        if hasattr(command, "commands"):
            for name, child in command.commands.items():
                below(child, [*path, name])
        else:
            found.append(path)

    below(get_command(app), [])
    return found


@pytest.fixture
def run(home: Path) -> Run:
    """Run a command in that home."""
    return lambda *arguments, language="en": run_in(home, *arguments, language=language)


def test_build_says_what_was_built(home: Path, run: Run) -> None:
    done = run("build", "lombardia")
    assert "lombardia" in done.stdout
    assert "175 published figures" in done.stdout
    assert "≠ does not reconcile" in done.stdout
    assert str(home) in done.stdout
    told = json.loads(run("build", "lombardia", "--json").stdout)
    assert told["reused"] is True
    assert sum(told["verdicts"].values()) == told["counts"]["claims"]


def test_build_speaks_italian(run: Run) -> None:
    assert "non quadra" in run("build", "lombardia", language="it").stdout


def test_check_names_the_line_of_a_changed_digit(run: Run, tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(
        "# Draft\n\nIn Lombardy there are 1,401 medical-device companies.\n\n"
        "Lombardy's medical-device industry employs 51,747 people.\n\n"
        "Health spending per person in Germany is 5,361.9 euro.\n",
        encoding="utf-8",
    )
    done = run("check", str(draft), "--json")
    told = json.loads(done.stdout)
    assert done.returncode == 1
    assert set(told) >= {"document", "figures", "summary"}
    for figure in told["figures"]:
        assert set(figure) == {"text", "value", "unit", "line", "where", "claim", "verdict", "findings", "why"}
    (named,) = [figure for figure in told["figures"] if figure["verdict"] == "differs"]
    assert (named["line"], named["claim"]) == (7, "claim/spending-health-germany")
    assert "5,316.9" in named["why"]
    assert run("check", str(draft)).stdout.startswith("1 alarm of 3 figures in draft.md.")


def test_check_without_contradiction_ends_with_status_zero(run: Run, tmp_path: Path) -> None:
    draft = tmp_path / "bozza.txt"
    draft.write_text("In Lombardia le aziende di dispositivi medici sono 1.401.\n", encoding="utf-8")
    done = run("check", str(draft), language="it")
    assert done.returncode == 0, done.stdout
    assert "Nessuna contraddizione" in done.stdout


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("empty.txt", b"", "empty"),
        ("garbage.txt", bytes(range(256)) * 40, "text"),
        ("scan.pdf", b"%PDF-1.7\nnothing", "PDF"),
        ("archive.docx", b"PK\x03\x04 nothing", "docx"),
        ("sheet.xlsx", b"PK\x03\x04", ".txt, .md, .html, .pdf, .docx"),
    ],
)
def test_bad_documents_end_with_status_two_and_no_traceback(
    run: Run, tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    done = run("check", str(path))
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert name in done.stderr
    assert told.lower() in done.stderr.lower()
    assert "What to do:" in done.stderr


def test_a_missing_document_says_so(run: Run, tmp_path: Path) -> None:
    done = run("check", str(tmp_path / "nowhere.txt"))
    assert done.returncode == 2
    assert "nowhere.txt" in done.stderr
    assert "Traceback" not in done.stderr


def test_why_tells_the_path_of_a_figure(run: Run) -> None:
    told = json.loads(run("why", "chain-gdp-share", "--json").stdout)
    assert told["address"] == "claim/chain-gdp-share"
    assert told["verdict"] == "source disagrees"
    assert told["place"]["line"] == 26
    assert told["sources"][0]["footnote"] == 1
    text = run("why", "claim/chain-gdp-share").stdout
    assert "triangulation" not in text.splitlines()[0]
    assert "22.6%" in text
    assert "non quadra" in run("why", "claim/research-irccs", language="it").stdout


def test_why_names_the_place_and_the_section(run: Run) -> None:
    text = run("why", "chain-gdp-share", language="it").stdout
    assert "perimetro: Lombardia, 2022" in text
    assert "«Quanto pesa la filiera», riga 26" in text
    assert "ITC4" not in text
    assert "chain-value," not in text


def test_why_sets_a_published_total_against_the_list_behind_it(run: Run) -> None:
    told = json.loads(run("why", "research-irccs", "--json").stdout)["list"]
    assert told["listed"] == len(told["organisations"]) == 19
    assert told["agrees"] is True
    assert all(each["address"].startswith("organisation/") for each in told["organisations"])
    text = run("why", "research-irccs").stdout
    assert "The list behind it gives 19, as stated here." in text
    assert told["because"] in text
    assert told["organisations"][0]["name"] in text
    assert json.loads(run("why", "chain-gdp-share", "--json").stdout)["list"] is None


def test_why_of_an_unknown_address_offers_the_nearest(run: Run) -> None:
    done = run("why", "chain-gdp-shar")
    assert done.returncode == 2
    assert "nearest: claim/chain-gdp-share," in done.stderr


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("gdp-chain", "claim/chain-gdp-share"),
        ("irccs", "claim/research-irccs"),
        ("claim/irccs-plan", "claim/plan-irccs"),
    ],
)
def test_an_unknown_address_is_matched_by_its_words_in_any_order(run: Run, asked: str, near: str) -> None:
    assert near in run("why", asked).stderr


def test_an_address_like_no_other_gets_no_guess(run: Run) -> None:
    assert "the ledger lists all addresses" in run("why", "zzzz").stderr


def test_diff_says_what_moved(tmp_path: Path) -> None:
    import shutil

    home, packs = tmp_path / "home", tmp_path / "packs"
    for name in ("exemple", "inventada"):
        shutil.copytree(ROOT / "tests" / "packs" / name, packs / name)
    assert run_in(home, "build", str(packs / "exemple")).returncode == 0
    assert run_in(home, "diff").returncode == 2  # nothing to compare with yet
    claims = next((packs / "exemple" / "claims").glob("care.yml"))
    text = claims.read_text(encoding="utf-8")
    changed = text.replace('"810"', '"811"')
    assert changed != text
    claims.write_text(changed, encoding="utf-8")
    assert run_in(home, "build", str(packs / "exemple")).returncode == 0
    told = json.loads(run_in(home, "diff", "--json").stdout)
    values = [change for change in told["changes"] if change["column"] == "value"]
    assert len(values) == 1
    assert values[0]["address"].startswith("claim/")
    shown = run_in(home, "diff").stdout
    assert "→" in shown
    assert "value: " in shown
    assert "number" not in shown, "the number says again what the value says"
    italian = run_in(home, "diff", language="it").stdout
    assert "cambiato: cifra claim/" in italian
    assert "valore: " in italian


def test_pack_new_and_check(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    assert run("pack", "new", str(folder), "--territory", "XX1").returncode == 0
    assert "sound" in run("pack", "check", str(folder)).stdout
    again = run("pack", "new", str(folder))
    assert again.returncode == 2
    assert "not empty" in again.stderr
    claims = folder / "claims" / "report.yml"
    claims.write_text(
        claims.read_text(encoding="utf-8").replace("indicator: hospitals", "indicator: x"), encoding="utf-8"
    )
    bad = run("pack", "check", str(folder), "--json")
    assert bad.returncode == 2
    (problem,) = json.loads(bad.stdout)["problems"]
    assert problem["field"] == "indicator"


def test_every_command_has_help_with_two_examples(run: Run) -> None:
    for command in commands():
        examples = run(*command, "--help").stdout.partition("Examples:\n")[2]
        assert examples.count(f"  filiera {' '.join(command)}") >= 2, command
