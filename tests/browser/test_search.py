"""Searching in a real browser: accessible, whole on a telephone, by keyboard, without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Sites

KINDS = {
    "examples": "search/",
    "results": "search/?q=ospedale",
    "slips": "search/?q=policlinco+san+mateo",
    "some of the words": "search/?q=donne+occupate+farmaci",
    "one kind": "search/?q=milano&kind=organisation",
    "nothing": "search/?q=ghepatica",
    "long": f"search/?q={'supercalifragilistichespiralidoso' * 12}",
}
PLACES = [("lombardia", language, path) for language in ("it", "en") for path in KINDS.values()]
PLACES += [("exemple", language, path) for language in ("ca", "en") for path in ("search/", "search/?q=hospital")]


@pytest.mark.parametrize(("site", "language", "path"), PLACES)
def test_every_state_is_accessible_and_fits_a_telephone(
    new_page: Callable[..., Any],
    sites: Sites,
    accessibility_faults: Callable[[Any], list[str]],
    console_errors: list[str],
    site: str,
    language: str,
    path: str,
) -> None:
    page = new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{sites[site]}/{language}/{path}")
    assert accessibility_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert console_errors == []


def test_from_the_box_in_the_header_to_an_organisation_by_keyboard(page: Any, sites: Sites) -> None:
    page.goto(f"{sites['lombardia']}/it/method/")
    page.keyboard.press("Tab")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "site-search":
            break
    page.keyboard.type("policlinco san mateo")
    page.keyboard.press("Enter")
    page.wait_for_url("**/it/search/?q=policlinco*")
    expect(page.locator("#q")).to_have_value("policlinco san mateo")
    page.locator(".result__title a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/organisation/irccs-policlinico-san-matteo/")


def test_without_scripts_a_word_in_one_language_finds_the_other(new_page: Callable[..., Any], sites: Sites) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{sites['lombardia']}/it/")
    page.locator("main [type=search]").fill("nursing homes")
    page.locator("main [type=search]").press("Enter")
    expect(page.locator(".result__title").first).to_contain_text("RSA", use_inner_text=True)
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(re.compile(re.escape("/en/search/?q=nursing+homes") + "$"))


def test_the_field_has_the_focus_only_where_nothing_was_asked(page: Any, sites: Sites) -> None:
    page.goto(f"{sites['lombardia']}/en/search/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.goto(f"{sites['lombardia']}/en/search/?q=milano")
    assert page.evaluate("document.activeElement.tagName") == "BODY"
