"""The command line in the user's language: help, errors, plurals, decimal commas; nothing is cut."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from filiera.cli.checking import headline, plain
from filiera.cli.screen import decimal, flow, say_count
from tests.cli.test_commands import ROOT, commands

LIBRARY = re.compile(
    r"\b(?:Usage|Options|Arguments|Commands|Examples|required|default|Show this|Install|COMMAND|OPTIONS|Error|Try)\b"
)
"""English words of the library that prints help."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which nothing was built."""
    return tmp_path_factory.mktemp("home")


def filiera(home: Path, *arguments: str, language: str = "it", cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "FILIERA_HOME": str(home), "FILIERA_LANG": language, "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "filiera.cli", *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env=environment, cwd=cwd, timeout=120
    )


@pytest.fixture
def italian(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("FILIERA_LANG", "it")
    yield


@pytest.mark.parametrize("language", ["en", "it"])
@pytest.mark.parametrize("group", [[], ["pack"]], ids=["all", "pack"])
def test_the_list_of_commands_is_not_cut(home: Path, group: list[str], language: str) -> None:
    text = filiera(home, *group, "--help", language=language).stdout
    assert "..." not in text.replace("[ARGS]...", "").replace("[ARGOMENTI]...", "")
    assert "…" not in text


@pytest.mark.parametrize("command", [[], ["pack"], *commands()], ids=" ".join)
def test_help_is_italian_to_the_last_word(home: Path, command: list[str]) -> None:
    italian = filiera(home, *command, "--help").stdout
    assert italian.startswith("Uso: filiera")
    assert LIBRARY.findall(italian) == []
    assert "|" not in italian, "one example a line"


def test_help_in_a_language_without_a_catalogue_is_english(home: Path) -> None:
    assert filiera(home, "--help", language="ca").stdout == filiera(home, "--help", language="en").stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["check"], "filiera check: manca l'argomento 'document'"),
        (["check", "--langua", "it"], "filiera check: non c'è un'opzione --langua; intendevi --language?"),
        (["--nothing"], "filiera: non c'è un'opzione --nothing"),
        (["buld"], "filiera: non c'è un comando 'buld'; intendevi 'build'?"),
        (["pack", "xyz"], "filiera pack: non c'è un comando 'xyz'"),
        (["serve", "--port", "abc"], "filiera serve: il valore di '--port' non è un numero intero"),
        (["serve", "--port", "99999"], "filiera serve: il valore di '--port' supera il suo limite, 65535"),
        (["serve", "--port"], "filiera: l'opzione '--port' vuole un valore"),
        (["why", "a", "b"], "filiera why: c'è più di quanto serve: b"),
        (["why", "--json=1", "a"], "filiera: l'opzione '--json' non vuole un valore"),
    ],
    ids=lambda part: " ".join(part) if isinstance(part, list) else "",
)
def test_a_command_line_that_is_not_understood(home: Path, arguments: list[str], told: str) -> None:
    done = filiera(home, *arguments)
    assert done.returncode == 2
    assert done.stderr.splitlines()[0] == told
    assert done.stderr.splitlines()[1].startswith("  Che cosa fare: filiera")
    assert done.stdout == ""


def test_errors_are_italian(home: Path, tmp_path: Path) -> None:
    packs = tmp_path / "packs"
    assert filiera(home, "pack", "new", str(packs / "una"), "--languages", "en").returncode == 0
    again = filiera(home, "pack", "new", str(packs / "una"))
    assert "esiste già e non è vuota\n  Che cosa fare: indica una cartella nuova" in again.stderr
    assert "manca l'inglese" in filiera(home, "pack", "new", str(packs / "altra"), "--languages", "it").stderr
    manifest = packs / "una" / "pack.yml"
    manifest.write_text(manifest.read_text(encoding="utf-8") + "colour: red\n", encoding="utf-8")
    broken = filiera(home, "pack", "check", str(packs / "una")).stderr
    assert "pack.yml riga 8: " in broken
    assert "i campi di un record «manifest» sono: id, " in broken
    assert "non ci sono ancora evidenze" in filiera(home, "diff").stderr
    assert "non c'è un pacchetto con un pack.yml" in filiera(home, "build", "nessuno").stderr


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("vuoto.txt", b"", "il file è vuoto"),
        ("foglio.xlsx", b"PK", "i documenti .xlsx non si leggono; si leggono .txt, .md, .html, .pdf, .docx"),
        ("scansione.pdf", b"%PDF-1.7\nnothing", "il PDF è troncato: manca il segno di fine"),
        ("dati.txt", b"a\x00b", "il file contiene byte nulli: non è un testo"),
    ],
)
def test_bad_documents_are_told_in_italian(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    name: str,
    content: bytes,
    told: str,
) -> None:
    from filiera.claims.reading import read_document
    from filiera.cli.screen import complain
    from filiera.errors import DocumentError

    monkeypatch.setenv("FILIERA_LANG", "it")
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DocumentError) as refused:
        read_document(tmp_path / name)
    complain(refused.value)
    what, remedy = capsys.readouterr().err.splitlines()
    assert what == f"{tmp_path / name}: {told}"
    assert remedy.startswith("  Che cosa fare: ")


def test_a_build_counts_and_measures_in_italian(home: Path) -> None:
    pack = ROOT / "tests" / "packs" / "exemple"
    built = filiera(home, "build", str(pack)).stdout
    assert re.search(r" in \d+,\d s\.", built.splitlines()[0])
    assert re.search(r"\d+ cifre pubblicate", built)
    counts = json.loads(filiera(home, "build", str(pack), "--json").stdout)["counts"]
    assert f"{counts['sources']} font" in built


def test_serving_says_which_region_and_where_before_it_starts(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], italian: None
) -> None:
    from filiera.cli.building import serve_command
    from filiera.portal import server

    filiera(home, "build", str(ROOT / "tests" / "packs" / "exemple"))
    monkeypatch.setenv("FILIERA_HOME", str(home))
    monkeypatch.setattr(server, "check_port", lambda host, port: None)
    monkeypatch.setattr(server, "serve", lambda host, port, home, announce: announce())
    serve_command("127.0.0.1", 8765)
    said = capsys.readouterr().out
    assert said.endswith(": il portale è su http://127.0.0.1:8765 — Ctrl-C lo ferma\n")
    monkeypatch.setenv("FILIERA_LANG", "en")
    serve_command("::1", 8765)
    assert "on http://[::1]:8765 — Ctrl-C ends it" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("alarms", "doubts", "figures", "english", "italian"),
    [
        (
            3,
            3,
            170,
            "3 alarms, 3 more to look at, of 170 figures in d.",
            "3 allarmi, altre 3 da guardare, su 170 cifre in d.",
        ),
        (
            1,
            1,
            2,
            "1 alarm, 1 more to look at, of 2 figures in d.",
            "1 allarme, un'altra da guardare, su 2 cifre in d.",
        ),
        (1, 0, 1, "1 alarm of 1 figure in d.", "1 allarme su 1 cifra in d."),
        (
            0,
            2,
            5,
            "No contradiction in d: 5 figures, 2 to look at.",
            "Nessuna contraddizione in d: 5 cifre, 2 da guardare.",
        ),
        (0, 0, 1, "No contradiction in d: 1 figure.", "Nessuna contraddizione in d: 1 cifra."),
        (0, 0, 0, "No figure found in d.", "Nessuna cifra trovata in d."),
    ],
)
def test_the_answer_of_a_check_counts_as_people_do(
    monkeypatch: pytest.MonkeyPatch, alarms: int, doubts: int, figures: int, english: str, italian: str
) -> None:
    for language, told in (("en", english), ("it", italian)):
        monkeypatch.setenv("FILIERA_LANG", language)
        assert headline(alarms, doubts, figures, "d") == told


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**1,401**", "1,401"),
        ("**56.6\nbillion**", "56.6 billion"),
        ("_12,6%_", "12,6%"),
        ("`5`", "5"),
        ("over *33,000", "over 33,000"),
        ("snake_case 3", "snake_case 3"),
        ("+770", "+770"),
    ],
)
def test_a_number_is_shown_without_the_marks_of_emphasis(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_lines_end_between_items_only() -> None:
    items = ["14 ≠ does not reconcile", "6 ⇄ source disagrees", "13 ⊄ scope differs"]
    for width in range(24, 80):
        lines = flow(items, width).splitlines()
        assert [part for line in lines for part in line.removesuffix(" ·").split(" · ")] == items
        assert all(len(line) <= max(width, 25) for line in lines)
    assert flow([], 80) == ""


def test_decimals_and_plurals_follow_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FILIERA_LANG", "it")
    assert decimal(0.94) == "0,9"
    assert [say_count("{n} figure", "{n} figures", n) for n in (0, 1, 2)] == ["0 cifre", "1 cifra", "2 cifre"]
    monkeypatch.setenv("FILIERA_LANG", "xx")
    assert decimal(0.94) == "0.9"
    assert [say_count("{n} figure", "{n} figures", n) for n in (0, 1, 2)] == ["0 figures", "1 figure", "2 figures"]
