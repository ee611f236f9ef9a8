"""``filiera brochure``: a file, where it lies, and clear words where it cannot be."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests import command_line
from tests.built_homes import BuiltHomes

pytest.importorskip("typst", reason="the extra for print is not installed")

ROOT = Path(__file__).resolve().parents[2]


def run(home: Path, *arguments: str, language: str = "en") -> subprocess.CompletedProcess[str]:
    """The command line in a home, with time to set type."""
    return command_line.run(home, *arguments, language=language, timeout=300)


@pytest.fixture(scope="module")
def home(built_homes: BuiltHomes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the invented region."""
    return built_homes.copy("exemple", tmp_path_factory.mktemp("home"))


def test_it_writes_a_pdf_and_says_where(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "edition.pdf"
    done = run(home, "brochure", "--lang", "ca", "--out", str(file))
    assert done.returncode == 0, done.stderr
    assert file.read_bytes().startswith(b"%PDF-")
    assert str(file) in done.stdout.replace("\n", "")
    told = json.loads(run(home, "brochure", "--lang", "ca", "--out", str(file), "--json").stdout)
    assert set(told) == {"file", "language", "evidence", "bytes", "seconds", "warnings"}
    assert told["language"] == "ca"
    assert told["bytes"] == file.stat().st_size
    assert told["warnings"] == []


def test_it_speaks_italian(home: Path, tmp_path: Path) -> None:
    done = run(home, "brochure", "--lang", "en", "--out", str(tmp_path / "edition.pdf"), language="it")
    assert done.stdout.startswith("Brochure scritta")
    refused = run(home, "brochure", "--lang", "it", "--out", str(tmp_path / "edition.pdf"), language="it")
    assert refused.returncode == 2
    assert "it" in refused.stderr
    assert "ca, en" in refused.stderr
    assert "the hub does not speak" not in refused.stderr


def test_a_folder_that_is_not_there(home: Path, tmp_path: Path) -> None:
    done = run(home, "brochure", "--lang", "en", "--out", str(tmp_path / "gone" / "edition.pdf"))
    assert done.returncode == 2
    assert "the brochure cannot be written" in done.stderr
    assert "--out" in done.stderr
    assert "Traceback" not in done.stderr


def test_help_has_two_examples(home: Path) -> None:
    told = " ".join(run(home, "brochure", "--help").stdout.split())
    assert told.count("filiera brochure --lang") == 2
