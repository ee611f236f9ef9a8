"""The editor's note: what moved since an earlier edition."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from filiera.errors import EvidenceError
from filiera.publish.brochure.content import content
from filiera.publish.brochure.making import Brochure, make_brochure
from filiera.services.build import build
from filiera.services.pages import Evidence
from tests.publish.brochure.conftest import PACKS
from tests.publish.brochure.printed import bare, pages


@pytest.fixture
def two_editions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Evidence, str]:
    """A home in which one figure of the invented region moved, and the hash of the evidence before."""
    folder = tmp_path / "packs"
    for name in ("inventada", "exemple"):
        shutil.copytree(PACKS["exemple"].parent / name, folder / name)
    home = tmp_path / "home"
    monkeypatch.setenv("FILIERA_HOME", str(home))
    before = build(folder / "exemple", home).version.hash
    claims = folder / "exemple" / "claims" / "care.yml"
    told = claims.read_text(encoding="utf-8")
    assert told.count('value: "36"') == 1
    claims.write_text(told.replace('value: "36"', 'value: "38"').replace('text: "36"', 'text: "38"'), encoding="utf-8")
    build(folder / "exemple", home)
    return Evidence.open(home), before


def test_the_note_says_what_moved(two_editions: tuple[Evidence, str], tmp_path: Path) -> None:
    evidence, before = two_editions
    told = content(evidence, "en", tmp_path, before)["changes"]
    assert before in told["lead"]
    (row,) = [row for row in told["rows"] if row["before"] == "36"]
    assert (row["address"], row["after"]) == ("claim/caps", "38")
    text = bare(" ".join(pages(make_brochure(evidence, "en", tmp_path, before).pdf)))
    assert bare(told["lead"]) in text
    assert "claim/caps" in text


def test_without_an_earlier_edition_there_is_no_note(
    two_editions: tuple[Evidence, str], tmp_path: Path, brochure_of: Callable[..., Brochure]
) -> None:
    evidence, _ = two_editions
    assert content(evidence, "en", tmp_path)["changes"] is None


def test_evidence_that_is_not_there(two_editions: tuple[Evidence, str], tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match="no such evidence file"):
        content(two_editions[0], "en", tmp_path, "0000")
