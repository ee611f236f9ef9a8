"""The region beside others in a real browser: accessible, whole on a telephone, and without scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewPage, Sites

Faults = Callable[[Any], list[str]]
PLACES = [
    (pack, language)
    for pack, languages in (("lombardia", ("it", "en")), ("exemple", ("ca", "en")))
    for language in languages
]


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(("pack", "language"), PLACES)
def test_it_is_accessible_and_fits(
    new_page: NewPage,
    sites: Sites,
    accessibility_faults: Faults,
    console_errors: list[str],
    pack: str,
    language: str,
    width: int,
) -> None:
    page = new_page(viewport={"width": width, "height": 900})
    page.goto(f"{sites[pack]}/{language}/benchmark/")
    for row in page.locator("main details").all():
        row.evaluate("element => element.open = true")
    assert accessibility_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert console_errors == []


def test_peers_are_chosen_without_scripts_and_the_address_can_be_shared(new_page: NewPage, sites: Sites) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{sites['lombardia']}/it/benchmark/")
    expect(page.locator("h1")).to_contain_text("tra il 3º e il 4º posto su 4")
    page.get_by_label("Regioni, con i loro codici NUTS").fill("FR10, ES51")
    for name in ("Medici ogni centomila abitanti", "Valore aggiunto per abitante, in euro"):
        page.get_by_label(name, exact=True).uncheck()
    with page.expect_navigation():
        page.get_by_role("button", name="Confronta").click()
    expect(page.locator(".benchmark__regions li")).to_have_count(3)
    expect(page.locator(".benchmark__table tbody tr")).to_have_count(5)
    shared = page.url
    again = new_page()
    again.goto(shared)
    expect(again.locator(".benchmark__regions code")).to_have_text(["ITC4", "FR10", "ES51"])
    with page.expect_navigation():
        page.get_by_role("link", name="Senza Catalogna").click()
    expect(page.locator(".benchmark__regions li")).to_have_count(2)


def test_a_value_leads_to_what_it_was_computed_from(new_page: NewPage, sites: Sites) -> None:
    page = new_page()
    page.goto(f"{sites['lombardia']}/en/benchmark/")
    page.get_by_role("link", name="5.60%").click()
    rests = page.locator("#cell-research-expenditure-gdp-DE1")
    expect(rests).to_be_in_viewport()
    expect(rests).to_contain_text("DE11")
    with page.expect_navigation():
        rests.get_by_role("link").first.click()
    expect(page.locator("h1")).to_be_visible()


def test_a_region_that_is_not_held_is_told_with_the_remedy(
    new_page: NewPage, sites: Sites, accessibility_faults: Faults
) -> None:
    page = new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{sites['lombardia']}/it/benchmark/?peers=XX99")
    expect(page.locator("h1")).to_have_text("Questo confronto non si può fare")
    assert accessibility_faults(page) == []
    with page.expect_navigation():
        page.get_by_role("link", name="Il confronto come lo ha il portale").click()
    expect(page.locator(".benchmark__table")).to_be_visible()
