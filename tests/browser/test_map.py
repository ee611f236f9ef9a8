"""The map in a real browser: by keyboard, on a telephone, without scripts, and found from the home page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Sites


@pytest.mark.parametrize(
    ("language", "way", "kind"), [("it", "Sulla mappa", "IRCCS"), ("en", "On the map", "research hospitals (IRCCS)")]
)
def test_the_research_hospitals_of_milan_are_found_on_the_map(
    page: Any, sites: Sites, language: str, way: str, kind: str
) -> None:
    page.goto(f"{sites['lombardia']}/{language}/")
    page.get_by_role("link", name=way, exact=True).first.click()
    page.select_option("#kind", "irccs")
    page.locator("form.filters--map button").click()
    page.locator("a.map__land[href*='ITC4C']").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**territory=ITC4C*")
    assert kind.casefold() in page.locator("h1").inner_text().casefold()
    mark = page.locator('a.map__mark[aria-label*="Ca\' Granda"]')
    mark.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/organisation/irccs-ca-granda/")
    expect(page.locator("figure.map-note svg[role='img']")).to_be_visible()


def test_the_map_is_skipped_by_keyboard(page: Any, sites: Sites) -> None:
    page.goto(f"{sites['lombardia']}/en/map/?kind=irccs")
    skip = page.locator(".map__skip a")
    skip.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#table') !== null")


def test_a_mark_in_focus_is_seen(page: Any, sites: Sites) -> None:
    page.goto(f"{sites['lombardia']}/en/map/?kind=irccs")
    mark = page.locator("a.map__mark").first
    before = mark.locator("circle").evaluate("e => getComputedStyle(e).fill")
    page.locator("a.map__land").last.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.classList.contains('map__mark')")
    assert mark.locator("circle").evaluate("e => getComputedStyle(e).fill") != before


def test_a_mark_of_several_opens_the_list_of_its_members(page: Any, sites: Sites) -> None:
    page.goto(f"{sites['lombardia']}/en/map/?kind=hospital")
    page.locator("a.map__mark[href^='#group-']").first.click()
    expect(page.locator(".map__groups li:target a").first).to_be_visible()


def test_a_row_lights_its_mark(page: Any, sites: Sites) -> None:
    page.goto(f"{sites['lombardia']}/en/map/?kind=irccs")
    row = page.locator("tr[data-mark]").first
    row.hover()
    key = row.get_attribute("data-mark")
    assert "map__mark--lit" in page.locator(f"#{key}").get_attribute("class")


@pytest.mark.parametrize("path", ["map/", "map/?kind=hospital&territory=ITC4C", "organisations/?kind=irccs", ""])
@pytest.mark.parametrize("language", ["it", "en"])
def test_the_map_fits_a_telephone(new_page: Callable[..., Any], sites: Sites, language: str, path: str) -> None:
    page = new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{sites['lombardia']}/{language}/{path}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    drawing = page.locator("svg.map__drawing").first
    assert drawing.bounding_box()["width"] > 300


def test_the_map_works_without_scripts(new_page: Callable[..., Any], sites: Sites) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{sites['exemple']}/ca/map/")
    page.select_option("#kind", "county-hospital")
    page.locator("form.filters--map button").click()
    page.wait_for_url("**kind=county-hospital*")
    expect(page.locator("a.map__mark")).to_have_count(2)
    page.locator("a.map__land").first.click()
    page.wait_for_url("**territory=XV1*")
    expect(page.locator("h1")).to_contain_text("Comarca", use_inner_text=True)
