"""What the data sets held say of a theme, in a real browser: accessible, whole on a telephone, near its origin."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.serving import Served, serve
from tests.portal.packs import exemple_with_trials

THEMES = ("chain", "care", "research", "education", "pharma", "devices", "outcomes", "territory")


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory, filiera_home: None) -> Iterator[str]:
    with serve(exemple_with_trials(tmp_path_factory.mktemp("trials"))) as served:
        yield served.url


@pytest.fixture(scope="module")
def real(real_site: Served) -> str:
    return real_site.url


def opened(page: Any, address: str) -> Any:
    page.goto(address)
    for row in page.locator("details").all():
        row.evaluate("element => element.open = true")
    return page


@pytest.mark.parametrize("language", ["ca", "en"])
def test_the_invented_region_is_accessible_and_fits(
    new_page: Callable[..., Any], invented: str, accessibility_faults: Callable[[Any], list[str]], language: str
) -> None:
    page = opened(new_page(viewport={"width": 390, "height": 844}), f"{invented}/{language}/theme/care/")
    assert accessibility_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_of_a_real_region_is_accessible_and_fits(
    new_page: Callable[..., Any], real: str, accessibility_faults: Callable[[Any], list[str]], theme: str, language: str
) -> None:
    page = opened(new_page(viewport={"width": 390, "height": 844}), f"{real}/{language}/theme/{theme}/")
    expect(page.locator(".theme-datum").first).to_be_visible()
    assert accessibility_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_from_a_count_to_the_account_of_its_rows(new_page: Callable[..., Any], invented: str) -> None:
    page = new_page(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    page.goto(f"{invented}/en/theme/care/")
    block = page.get_by_role("region", name="From the data sets held")
    expect(block).to_contain_text("Vallclara: 2 clinical trials, of 4 in all")
    block.get_by_role("link", name="agencia-assaigs").click()
    expect(page.get_by_role("heading", name="Every row accounted for")).to_be_visible()
