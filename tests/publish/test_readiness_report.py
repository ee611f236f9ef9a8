"""The printed report of a measurement: its words in every language, and the PDF."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import yaml

from filiera.evidence import Evidence
from tests.services.conftest import exemple

__all__ = ["exemple"]
NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
WORDS = Path(__file__).resolve().parents[2] / "src" / "filiera" / "publish" / "readiness" / "languages"
LANGUAGES = sorted(path.stem for path in WORDS.glob("*.yml"))
pytest.importorskip("typst")


@pytest.fixture(autouse=True)
def _django(django_set_up: None) -> None:
    """The stored answers need the models."""


def leaves(words: Any, path: str = "") -> dict[str, str]:
    """Path → text."""
    if not isinstance(words, dict):
        return {path: str(words)}
    return {key: text for name, each in words.items() for key, text in leaves(each, f"{path}/{name}").items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_all_with_the_same_blanks_and_no_digit(language: str) -> None:
    english, told = (
        leaves(yaml.safe_load((WORDS / f"{name}.yml").read_text(encoding="utf-8"))) for name in ("en", language)
    )
    assert told.keys() == english.keys()
    for key, text in told.items():
        assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", english[key])), key
        assert not re.search(r"\d", text), key


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ["not finished yet", "1 of 3 questions answered", "Not enough peers yet", "Records", "Invented data"]),
        ("ca", ["encara no acabada", "Encara no hi ha prou semblants", "Registres", "Dades inventades"]),
    ],
)
def test_the_report_is_an_accessible_pdf_that_says_what_the_result_says(
    tmp_path: Path, exemple: Evidence, language: str, told: list[str]
) -> None:
    from pypdf import PdfReader

    from filiera.publish.readiness import report
    from filiera.services.readiness import save, start
    from filiera.services.readiness_findings import findings

    key = start(tmp_path, exemple, "organisation/hospital-dalt", "care-sites", {"size": "few"}, by="anna", now=NOW).key
    save(tmp_path, exemple, key, {"keeping": 1}, seen={}, form="form", by="anna", now=NOW)
    found = findings(tmp_path, exemple, key, by="anna")
    pdf = report.readiness_report(exemple, found, "Hospital #[evil] $x$ </b>", language)
    read = PdfReader(BytesIO(pdf))
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert read.trailer["/Root"]["/Lang"] == language  # type: ignore[index]
    assert b"pdfuaid" in pdf
    text = " ".join(" ".join(page.extract_text() for page in read.pages).split())
    for each in [*told, "Hospital #[evil] $x$ </b>"]:
        assert each in text, each


def test_change_and_peers_are_printed(tmp_path: Path, exemple: Evidence) -> None:
    from filiera.publish.readiness import report
    from filiera.services.readiness import finish, save, start
    from filiera.services.readiness_findings import findings
    from filiera.services.readiness_peers import make_blocks
    from tests.services.test_readiness_peers import measure

    address = "organisation/hospital-dalt"
    for level in (0, 2):
        key = start(tmp_path, exemple, address, "care-sites", {"size": "few"}, by="anna", now=NOW).key
        levels = {"keeping": level, "sharing": level, "courses": 2, "night-shift": 1}
        save(tmp_path, exemple, key, levels, seen={}, form=f"form {level}", by="anna", now=NOW)
        finish(tmp_path, exemple, key, by="anna", now=NOW)
    measure(tmp_path, [f"o{n}" for n in range(5)], 40, NOW)
    make_blocks(tmp_path, exemple, now=NOW)
    told = report.content(exemple, findings(tmp_path, exemple, key, by="anna"), "Hospital", "en")
    records = next(side for side in told["sides"] if side["name"] == "Records")
    assert told["since"] == "T0"
    assert any(fact.startswith("Since T0: +") for fact in records["facts"])
    assert "Mean of 5 peers: about 40. They are too few for a place among them." in records["facts"]
    assert records["before"] == 0
    assert report.readiness_report(exemple, findings(tmp_path, exemple, key, by="anna"), "Hospital", "en")
