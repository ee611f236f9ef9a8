"""The brochure in the portal: one address a language, kept by evidence, offered on the home page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from filiera.errors import UsageError

pytest.importorskip("typst", reason="the extra for print is not installed")

Portal = Any


@pytest.fixture
def portal(open_portal: Callable[[Path], Portal], homes: dict[str, Path]) -> Portal:
    """The portal of the invented region."""
    return open_portal(homes["exemple"])


def test_the_brochure_is_a_pdf_that_is_kept(portal: Portal, homes: dict[str, Path]) -> None:
    for language in ("ca", "en"):
        answer = portal.get(f"/{language}/brochure.pdf")
        assert answer.status_code == 200
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Content-Disposition"].startswith('inline; filename="exemple-')
        assert answer["Content-Language"] == language
        assert answer.content.startswith(b"%PDF-")
        again = portal.get(f"/{language}/brochure.pdf", headers={"If-None-Match": answer["ETag"]})
        assert again.status_code == 304
    assert len(list((homes["exemple"] / "brochures").glob("*.pdf"))) == 2


def test_the_home_page_offers_it(portal: Portal) -> None:
    page = portal.get("/en/").content.decode()
    assert 'href="/en/brochure.pdf"' in page


def test_a_language_that_the_hub_does_not_speak_leads_nowhere(portal: Portal) -> None:
    assert portal.get("/it/brochure.pdf").status_code == 404


def test_where_it_cannot_be_printed_the_page_says_what_to_do(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    from filiera.portal.views import brochure

    def refuse(*asked: object) -> None:
        raise UsageError(
            "the document cannot be printed: a part is not installed",
            where="typst",
            remedy="pip install 'filiera[print]'",
        )

    monkeypatch.setattr(brochure, "kept_brochure", refuse)
    answer = portal.get("/en/brochure.pdf?anew")
    assert answer.status_code == 503
    assert "a part is not installed" in answer.content.decode()
    assert "filiera[print]" in answer.content.decode()
