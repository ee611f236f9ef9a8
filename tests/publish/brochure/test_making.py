"""Making the brochure: kept by evidence, honest about its type, clear about what is missing."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from filiera.errors import PublishError, UsageError
from filiera.publish.brochure import making, printing
from filiera.publish.brochure.making import kept_brochure, make_brochure
from filiera.publish.brochure.printing import need, typeset
from filiera.services.pages import Evidence

Content = dict[str, Any]


def test_it_is_set_once_and_kept(
    tmp_path: Path, evidence_of: Callable[..., Evidence], monkeypatch: pytest.MonkeyPatch
) -> None:
    evidence = evidence_of("exemple")
    first = kept_brochure(evidence, "ca", tmp_path)
    monkeypatch.setattr(making, "typeset", lambda told: pytest.fail("it was set again"))
    assert kept_brochure(evidence, "ca", tmp_path).pdf == first.pdf
    assert first.name == f"exemple-{evidence.version.hash[:8]}-ca.pdf"


def test_a_home_that_cannot_be_written_still_gives_it(tmp_path: Path, evidence_of: Callable[..., Evidence]) -> None:
    file = tmp_path / "no-folder"
    file.write_text("")
    assert kept_brochure(evidence_of("exemple"), "en", file).pdf.startswith(b"%PDF-")


def test_a_language_that_the_hub_does_not_speak(tmp_path: Path, evidence_of: Callable[..., Evidence]) -> None:
    with pytest.raises(UsageError) as caught:
        make_brochure(evidence_of("exemple"), "it", tmp_path)
    assert str(caught.value) == "it: the hub does not speak this language; one of: ca, en"


def test_a_missing_part_is_named() -> None:
    with pytest.raises(UsageError) as caught:
        need("no_such_module")
    assert "no_such_module" in str(caught.value)
    assert "filiera[print]" in str(caught.value)


def test_a_letter_that_the_type_lacks_is_set_in_another_and_said(content_of: Callable[..., Content]) -> None:
    told = copy.deepcopy(content_of("exemple", "en"))
    told["owner"] = "Ω Жизнь"
    pdf, warnings = typeset(told)
    assert pdf.startswith(b"%PDF-")
    assert any("could not be displayed" in warning for warning in warnings)


def test_a_refusal_says_where(content_of: Callable[..., Content], monkeypatch: pytest.MonkeyPatch) -> None:
    told = copy.deepcopy(content_of("exemple", "en"))
    told["chapters"][0]["sections"][0]["statements"][0]["verdict"] = "no such verdict"
    with pytest.raises(PublishError) as caught:
        typeset(told)
    assert ".typ:" in caught.value.where


def test_system_fonts_are_never_looked_for() -> None:
    families = printing._fonts(False).families()
    assert families == ["Lora", "Roboto Mono", "Titillium Web"]
