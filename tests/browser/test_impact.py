"""Impact in a real browser: accessible, whole on a telephone, asked without scripts, taken away as files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewPage, Sites

ASKED = {"lombardia": "sector=C21&million=120&jobs=250", "exemple": "sector=cura&million=12&jobs=50"}
PLACES = [
    (pack, language, path)
    for pack, languages in (("lombardia", ("it", "en")), ("exemple", ("ca", "en")))
    for language in languages
    for path in ("", "method/", "what-if/", f"what-if/?{ASKED[pack]}", "what-if/?sector=none&million=-1&delta=7")
]
Faults = Callable[[Any], list[str]]


@pytest.mark.parametrize(("pack", "language", "path"), PLACES)
@pytest.mark.parametrize("width", [390, 1280])
def test_a_page_is_accessible_and_fits(
    new_page: NewPage,
    sites: Sites,
    accessibility_faults: Faults,
    console_errors: list[str],
    pack: str,
    language: str,
    path: str,
    width: int,
) -> None:
    page = new_page(viewport={"width": width, "height": 844})
    page.goto(f"{sites[pack]}/{language}/impact/{path}")
    expect(page.locator("h1")).to_be_visible()
    for folded in page.locator("main details").all():
        folded.evaluate("element => element.open = true")
    assert accessibility_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [error for error in console_errors if "422" not in error] == []


@pytest.mark.parametrize(("language", "button"), [("it", "Calcola"), ("en", "Compute")])
def test_the_form_is_asked_without_scripts_and_has_an_address(
    new_page: NewPage, sites: Sites, language: str, button: str
) -> None:
    page = new_page(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    page.goto(f"{sites['lombardia']}/{language}/impact/what-if/")
    page.locator("#id_sector").select_option("Q86")
    page.locator("#id_million").fill("40")
    page.locator("#id_jobs").fill("120")
    with page.expect_navigation():
        page.get_by_role("button", name=button).click()
    expect(page.locator(".phase")).to_have_count(2)
    assert "sector=Q86" in page.url
    assert "million=40" in page.url
    shared = page.url
    other = new_page(viewport={"width": 1280, "height": 800})
    other.goto(shared)
    expect(other.locator(".phase")).to_have_count(2)
    assert other.locator(".phase").first.inner_text() == page.locator(".phase").first.inner_text()
    expect(other.locator("#id_sector")).to_have_value("Q86")


def test_the_answer_is_taken_away_as_pdf_and_csv(new_page: NewPage, sites: Sites, tmp_path: Path) -> None:
    page = new_page(viewport={"width": 1280, "height": 800}, accept_downloads=True)
    page.goto(f"{sites['lombardia']}/it/impact/what-if/?{ASKED['lombardia']}")
    with page.expect_download() as started:
        page.get_by_role("link", name="Tutti i numeri (CSV)").click()
    started.value.save_as(tmp_path / "answer.csv")
    assert "operation,employment,direct" in (tmp_path / "answer.csv").read_text(encoding="utf-8-sig")
    address = page.get_by_role("link", name="Come documento (PDF)").get_attribute("href")
    response = page.request.get(f"{sites['lombardia']}{address}")
    assert response.status == 200
    assert response.body().startswith(b"%PDF")


def test_an_assumption_opens_to_its_reference(new_page: NewPage, sites: Sites) -> None:
    page = new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{sites['lombardia']}/it/impact/")
    link = page.locator("a[href*='#chain-here-C21']:visible").first
    with page.expect_navigation():
        link.click()
    told = page.locator("#chain-here-C21")
    expect(told).to_be_in_viewport()
    expect(told).to_contain_text("36,9% (34–46,5%)")
    expect(told.locator("a", has_text="claim/pharma-employees-share")).to_be_visible()


def test_home_leads_to_the_question(new_page: NewPage, sites: Sites) -> None:
    page = new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{sites['lombardia']}/en/")
    with page.expect_navigation():
        page.get_by_role("link", name="What an investment would do here").click()
    expect(page.locator("h1")).to_have_text("What if")
    with page.expect_navigation():
        page.get_by_role("link", name="Show me an example").click()
    expect(page.locator(".phase")).to_have_count(2)
