"""``filiera registry`` as people and programs use it: at a terminal, and without one."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from filiera.evidence import Evidence
from filiera.registry.decision_lines import Judge
from filiera.registry.decisions import file_of, read_decisions
from tests.built_homes import BuiltHomes
from tests.command_line import ROOT, run, told
from tests.linked_home import LINKS, linked_home


@pytest.fixture
def home(built_homes: BuiltHomes, tmp_path: Path) -> Path:
    return built_homes.linked(tmp_path)


def at_terminal(home: Path, *arguments: str, answers: list[str], language: str = "en") -> str:
    """What a command shows at a terminal, where each prompt is answered in turn; the rest of the answers end it."""
    environment = {**os.environ, "FILIERA_HOME": str(home), "FILIERA_LANG": language, "TERM": "dumb", "COLUMNS": "120"}
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "filiera.cli", *arguments]
    process = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=environment, cwd=ROOT)
    os.close(slave)
    shown, waiting, deadline = b"", list(answers), time.monotonic() + 60
    try:
        while time.monotonic() < deadline:
            ready, _, _ = select.select([master], [], [], 0.2)
            if ready:
                try:
                    chunk = os.read(master, 4096)
                except OSError:
                    break
                if not chunk:
                    break
                shown += chunk
            elif process.poll() is not None:
                break
            elif waiting and shown.rstrip(b"\r\n").endswith((b": ", b"enough ", b"basta ")):
                os.write(master, f"{waiting.pop(0)}\n".encode())
                shown += b"\n"
    finally:
        if process.poll() is None and waiting == [] and time.monotonic() >= deadline:
            process.kill()
        status = process.wait(30)
        os.close(master)
    text = shown.decode("utf-8", "replace")
    assert status == 0, text
    return text


def judged(home: Path) -> list[tuple[str, str, str, str, str]]:
    lines = [line for line in read_decisions(home).lines if isinstance(line, Judge)]
    return [(line.left, line.right, line.verdict, line.by, line.reason) for line in lines]


def test_a_review_shows_both_sides_and_keeps_each_answer(home: Path) -> None:
    shown = at_terminal(home, "registry", "review", answers=["Anna Rossi", "y same street", "what", "n", "q"])
    assert "3 questions wait for a person." in shown
    for words in ("Hosp. Dalt", "Hospital de Dalt", "asv:H01", "name alike", "72.0% likely", "Trial 1", "may mean"):
        assert words in shown, words
    # What a record says is shown as it is, and obeyed by nothing.
    assert "Hospital Riu [bold]x[/]" in shown
    assert "\x1b[2J" not in shown
    assert "2 decisions are kept." in shown
    assert judged(home) == [
        ("hosp dalt|dalt|", "organisation/hospital-dalt", "positive", "Anna Rossi", "same street"),
        ("hosp dalt|dalt|", "organisation/hospital-baix", "negative", "Anna Rossi", ""),
    ]
    assert "1 question waits" in told(home, "registry", "review", "--list")


def test_a_review_in_italian_takes_italian_letters(home: Path) -> None:
    shown = at_terminal(home, "registry", "review", "--by", "Anna", answers=["s", "", "?", "q"], language="it")
    assert "La stessa?" in shown
    assert [(verdict, right) for _, right, verdict, _, _ in judged(home)] == [
        ("positive", "organisation/hospital-dalt"),
        ("unsure", "organisation/hospital-riu"),
    ]


def test_a_review_without_a_terminal_says_what_to_do_instead(home: Path) -> None:
    done = run(home, "registry", "review")
    assert done.returncode == 2
    assert "no terminal" in done.stderr
    assert "review --list --json" in done.stderr
    listed = json.loads(told(home, "registry", "review", "--list", "--json"))
    assert listed["waiting"] == 3
    assert listed["doubts"][0]["mention"] == "hosp dalt|dalt|"
    assert listed["doubts"][0]["others"][0]["organisation"] == "organisation/hospital-baix"


def test_one_decision_is_written_listed_and_proposed(home: Path) -> None:
    said = told(
        home, "registry", "judge", "Hosp. DALT|Dalt|", "organisation/hospital-dalt", "--same", "--by", "Anna",
        "--reason", "same street",
    )  # fmt: skip
    assert said.startswith("Decision 1 is kept, signed Anna")
    related = told(
        home, "registry", "relate", "organisation/cap-font", "site_of", "organisation/hospital-dalt", "--json"
    )
    assert json.loads(related)["line"] == 2
    found = json.loads(told(home, "registry", "status", "--json"))
    assert (found["lines"], found["waiting"], found["does"]) == (2, 2, {"judge": 1, "relate": 1})
    printed = told(home, "registry", "export")
    assert "# organisations/judgements.csv\nleft,right,verdict,by,at,reason,score\nhosp dalt|dalt|," in printed
    assert "# organisations/relations.csv" in printed
    assert "# organisations/minted.csv" not in printed


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["judge", "a|b|c", "organisation/hospital-dalt"], "--same, --different, --unsure"),
        (["judge", "a|b|c", "organisation/hospital-dalt", "--same", "--unsure"], "--same, --different, --unsure"),
        (["judge", "a|b|c", "organisation/hospital-dal", "--same"], "nearest: organisation/hospital-dalt"),
        (["judge", "a|b|c", "organisation/hospital-dalt", "--same", "--by", "method:x"], "signed by the person"),
        (["relate", "organisation/cap-font", "owns", "organisation/hospital-dalt"], "one of: site_of"),
        (["changes", "0000"], "no such evidence file"),
    ],
)
def test_what_cannot_be_done_is_told_with_what_to_do(home: Path, arguments: list[str], words: str) -> None:
    done = run(home, "registry", *arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert not file_of(home).exists()


def test_damaged_decisions_are_told_in_italian_and_mended(home: Path) -> None:
    for name in ("one", "two", "three"):
        told(home, "registry", "judge", f"{name}||", "organisation/hospital-dalt", "--same", "--by", "Anna")
    path = file_of(home)
    lines = path.read_text().splitlines(keepends=True)
    path.write_text(lines[0] + "{}\n" + lines[2])
    for command in (["registry", "status"], ["build", "tests/packs/exemple"], ["why", "organisation/hospital-dalt"]):
        done = run(home, *command, language="it")
        assert done.returncode == 2, command
        assert f"{path} riga 2: questa riga è stata alterata" in done.stderr
        assert "copia di sicurezza" in done.stderr
    mended = told(home, "registry", "mend")
    assert "2 decisions can be read and stand." in mended
    assert "Lost are the lines 2" in mended
    assert "2 decisions" in told(home, "registry", "status")


def test_every_name_that_moved_is_listed(home: Path) -> None:
    with Evidence.open(home) as evidence:
        old = evidence.version.hash
    linked_home(home, (LINKS[0], ("hospital-dalt", "Hosp. Dalt", "Dalt", 0.96, "link")))
    printed = told(home, "registry", "changes", old)
    assert printed.startswith("The tiers of 3 names out of 4 moved")
    assert "hosp dalt|dalt| → organisation/hospital-dalt: to be asked (72.0%) → linked (96.0%)" in printed
    assert len(json.loads(told(home, "registry", "changes", old, "--json"))["moves"]) == 5


def test_why_follows_an_address_that_was_given_up(home: Path) -> None:
    printed = told(home, "why", "organisation/hospital-comarcal-dalt")
    assert printed.startswith(
        "organisation/hospital-comarcal-dalt was given up and leads to organisation/hospital-dalt"
    )
    assert "The same hospital under its older name" in printed
    assert "different: clinica de dalt|dalt| (Editors of the invented region, 2024-03-01)" in printed
