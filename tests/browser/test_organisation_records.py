"""Where records name an organisation, in a real browser: at a desk and on a telephone, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.serving import Served, serve
from tests.built_homes import BuiltHomes

WIDTHS = {"desk": 1280, "telephone": 390}
WHOLE = ("irccs-ca-granda", "irccs-ospedale-san-raffaele", "universita-pavia")


@pytest.fixture(scope="module")
def invented(built_homes: BuiltHomes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serve(built_homes.linking(tmp_path_factory.mktemp("records"))) as served:
        yield served


@pytest.fixture(scope="module")
def region(real_site: Served) -> Served:
    pytest.importorskip("sparse_dot_topn", reason="the extra for matching is not installed")
    return real_site


def fits(page: Any) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
@pytest.mark.parametrize("language", ["en", "ca"])
@pytest.mark.parametrize("id", ["hospital-dalt", "hospital-pla"])
def test_the_page_is_readable_by_everybody(
    new_page: Callable[..., Any], invented: Served, accessibility_faults: Any, width: int, language: str, id: str
) -> None:
    page = new_page(viewport={"width": width, "height": 900})
    page.goto(f"{invented.url}/{language}/organisation/{id}/")
    expect(page.locator("#involvement-title")).to_be_visible()
    assert fits(page)
    assert accessibility_faults(page) == []


def test_a_reason_opens_without_scripts(new_page: Callable[..., Any], invented: Served) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{invented.url}/en/organisation/hospital-dalt/")
    reason = page.locator("#records-participations .how-sure").first
    expect(reason.locator("span")).to_be_hidden()
    reason.locator("summary").click()
    expect(reason.locator("span")).to_have_text("code asv:H01", use_inner_text=True)


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
@pytest.mark.parametrize("language", ["en", "it"])
@pytest.mark.parametrize("id", WHOLE)
def test_whole_pictures_of_the_region(
    new_page: Callable[..., Any], region: Served, accessibility_faults: Any, width: int, language: str, id: str
) -> None:
    page = new_page(viewport={"width": width, "height": 900})
    page.goto(f"{region.url}/{language}/organisation/{id}/")
    for topic in ("hosted", "sponsored", "participations", "notices"):
        expect(page.locator(f"#records-{topic}")).to_be_attached()
    assert fits(page)
    assert accessibility_faults(page) == []
