"""The directory in a real browser: by keyboard, without scripts, and a list that leads to an organisation."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.browser.conftest import Sites


def test_from_a_kind_to_its_organisations_in_two_clicks(page: Any, sites: Sites) -> None:
    page.goto(f"{sites['lombardia']}/en/organisations/")
    page.locator(".entrances a", has_text="research hospitals").click()
    expect(page.locator(".directory tbody tr")).to_have_count(19)
    page.locator(".directory tbody a", has_text="Humanitas").click()
    expect(page.locator("h1")).to_have_text("Istituto Clinico Humanitas IRCCS", use_inner_text=True)
    expect(page.locator("main")).to_contain_text("030943", use_inner_text=True)


def test_the_directory_is_filtered_by_keyboard_alone(page: Any, sites: Sites) -> None:
    page.goto(f"{sites['lombardia']}/it/organisations/")
    page.focus("#text")
    page.keyboard.type("Bergamo")
    page.keyboard.press("Tab")
    page.keyboard.type("ospedali (")
    page.keyboard.press("Enter")
    page.focus("#text")
    page.keyboard.press("Enter")
    page.wait_for_url("**text=Bergamo*")
    expect(page.locator(".directory tbody tr").nth(3)).to_be_attached()


def test_the_reason_opens_in_place_and_without_scripts(new_page: Callable[..., Any], sites: Sites) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{sites['lombardia']}/it/organisations/?kind=hospital")
    summary = page.locator(".kind-total summary", has_text="oltre 223")
    summary.click()
    expect(page.locator(".kind-total[open] .against__because")).to_be_visible()
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(re.compile(re.escape("kind=hospital")))


def test_a_wide_table_of_a_source_scrolls_by_itself_on_a_telephone(new_page: Callable[..., Any], sites: Sites) -> None:
    page = new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{sites['lombardia']}/it/organisation/irccs-maugeri/")
    region = page.locator(".says__table").first
    assert region.evaluate("e => e.scrollWidth > e.clientWidth")
    region.focus()
    assert page.evaluate("document.activeElement.getAttribute('role')") == "region"
