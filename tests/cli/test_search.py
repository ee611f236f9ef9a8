"""``filiera search``: an answer in the first line, hits, the way on; the same as data."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Run a command in a home with the invented region."""
    home = tmp_path_factory.mktemp("home")

    def command(*arguments: str, language: str = "en") -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "FILIERA_HOME": str(home), "FILIERA_LANG": language, "PYTHONIOENCODING": "utf-8"}
        whole = [sys.executable, "-m", "filiera.cli", *arguments]
        return subprocess.run(whole, capture_output=True, text=True, env=environment, cwd=ROOT, timeout=120)

    built = command("build", "tests/packs/exemple")
    assert built.returncode == 0, built.stderr
    return command


def test_the_first_line_answers_and_hits_follow(run: Run) -> None:
    done = run("search", "hospital comarcal dalt", "--limit", "1")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].startswith("Found for «hospital comarcal dalt»: ")
    assert lines[1] == "Hospital de Dalt"
    assert "organisation/hospital-dalt · Dalt" in lines[2]


def test_slips_are_named_and_forgiven(run: Run) -> None:
    done = run("search", "hopsital dlat")
    assert "Hospital de Dalt" in done.stdout
    assert "«hospital dalt»" in done.stdout


def test_what_remains_is_told(run: Run) -> None:
    assert "More: add --offset 1." in run("search", "hospital", "--limit", "1").stdout
    further = run("search", "hospital", "--limit", "1", "--offset", "1").stdout
    assert further.splitlines()[1] != run("search", "hospital", "--limit", "1").stdout.splitlines()[1]


def test_nothing_found_is_an_answer(run: Run) -> None:
    done = run("search", "qqqqxxxx")
    assert done.returncode == 0
    assert done.stdout.strip() == "Nothing found for «qqqqxxxx»."
    assert "Nessun risultato per «qqqqxxxx»." in run("search", "qqqqxxxx", language="it").stdout
    assert "Did you mean" in run("search", "hozpizzal").stdout


def test_data_is_complete(run: Run) -> None:
    told = json.loads(run("search", "hospital", "--kind", "organisation", "--json").stdout)
    assert {hit["kind"] for hit in told["hits"]} == {"organisation"}
    assert told["total"] == len(told["hits"]) == told["counts"]["organisation"]
    assert set(told) == {"text", "read_as", "partial", "shortened", "total", "counts", "suggestions", "hits"}


def test_bad_input_is_refused_in_words(run: Run) -> None:
    done = run("search", "hospital", "--kind", "cat")
    assert done.returncode == 2
    assert "cat: no such kind" in done.stderr
    assert "organisation" in done.stderr
    assert run("search", "'; DROP TABLE entry; -- \" OR NEAR(").returncode == 0


def test_help_has_two_examples(run: Run) -> None:
    assert run("search", "--help").stdout.count("filiera search ") >= 2
