"""Digital readiness in a real browser: accessible, whole on a telephone, answered without scripts and by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewPage, Sites

PLACES = [
    (pack, language, f"readiness/{path}")
    for pack, languages, id in (("lombardia", ("it", "en"), "hospitals"), ("exemple", ("ca", "en"), "care-sites"))
    for language in languages
    for path in ("", "method/", f"{id}/", f"{id}/try/")
]
Faults = Callable[[Any], list[str]]


def walk(page: Any, faults: Faults) -> int:
    """Answer every page with the second answer, looking at each; how many pages there were."""
    pages = 0
    while page.locator(".trial form").count():
        assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
        for group in page.locator("fieldset").all():
            group.locator("input").nth(1).check()
        with page.expect_navigation():
            page.locator("button[value=on]").click()
        pages += 1
    return pages


@pytest.mark.parametrize(("pack", "language", "path"), PLACES)
def test_a_page_is_accessible_and_fits_a_telephone(
    new_page: NewPage,
    sites: Sites,
    accessibility_faults: Faults,
    console_errors: list[str],
    pack: str,
    language: str,
    path: str,
) -> None:
    page = new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{sites[pack]}/{language}/{path}")
    for row in page.locator("details").all()[:2]:
        row.evaluate("element => element.open = true")
    assert accessibility_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert console_errors == []


@pytest.mark.parametrize(
    ("pack", "language", "id", "pages"),
    [("lombardia", "it", "companies", 7), ("lombardia", "en", "trial-units", 5), ("exemple", "ca", "care-sites", 3)],
)
@pytest.mark.parametrize("width", [390, 1280])
def test_a_questionnaire_is_answered_to_its_result(
    new_page: NewPage,
    sites: Sites,
    accessibility_faults: Faults,
    pack: str,
    language: str,
    id: str,
    pages: int,
    width: int,
) -> None:
    page = new_page(viewport={"width": width, "height": 844})
    page.goto(f"{sites[pack]}/{language}/readiness/{id}/")
    with page.expect_navigation():
        page.locator("a.btn-accent").first.click()
    assert walk(page, accessibility_faults) == pages
    expect(page.locator(".sides > li")).to_have_count(pages - 1)
    expect(page.locator(".actions > li").first).to_be_visible()
    assert accessibility_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.context.cookies() == []


def test_it_works_without_scripts_and_by_keyboard_alone(new_page: NewPage, sites: Sites) -> None:
    page = new_page(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    page.goto(f"{sites['exemple']}/en/readiness/care-sites/try/")
    for _ in range(3):
        page.locator("fieldset input").first.focus()
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        with page.expect_navigation():
            page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Side by side")
    page.get_by_role("button", name="Back to the questions").click()
    expect(page.locator("#courses-1")).to_be_checked()
