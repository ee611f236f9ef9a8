"""The portal in a real browser: accessible, reachable by keyboard, whole on a telephone, with and without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Sites

pytest.importorskip("django", reason="the portal's extra is not installed")
axe_api = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")

KINDS = {
    "home": "",
    "ledger": "ledger/",
    "ledger filtered": "ledger/?verdict=does+not+reconcile&observations=yes",
    "ledger empty": "ledger/?text=nothing+of+the+kind",
    "figure": "claim/chain-gdp-share/",
    "figure of parts": "claim/research-irccs/",
    "plan": "plan/",
    "line of the plan": "plan/analysis-scenarios/",
    "organisations": "organisations/",
    "organisations of a kind": "organisations/?kind=hospital&territory=ITC46",
    "organisations empty": "organisations/?text=nothing+of+the+kind",
    "organisation of many sites": "organisation/irccs-maugeri/",
    "organisation of many relations": "organisation/ats-brescia/",
    "figure with a list": "claim/care-hospitals/",
    "map": "map/",
    "map of a kind": "map/?kind=irccs&territory=ITC4C",
    "map refused": "map/?kind=castle",
    "figure by province": "figure/population-over-65-share/",
    "sources": "sources/",
    "method": "method/",
    "about": "about/",
    "not found": "nothing/",
    "refused": "ledger/?verdict=wrong",
}
KINDS_OF_EXEMPLE = {
    "home": "",
    "ledger": "ledger/?observations=yes",
    "figure": "claim/beds/",
    "observation": "observation/remote-visits-2021/",
    "plan": "plan/",
    "line of the plan": "plan/care-close-to-home/",
    "organisations": "organisations/",
    "organisation": "organisation/hospital-dalt/",
    "map": "map/",
}
PLACES = [("lombardia", language, path) for language in ("it", "en") for path in KINDS.values()]
PLACES += [("exemple", language, path) for language in ("ca", "en") for path in KINDS_OF_EXEMPLE.values()]


def own_complaints(errors: list[str]) -> list[str]:
    """What the console says besides that a page meant to be missing is missing."""
    return [error for error in errors if "status of 404" not in error and "status of 400" not in error]


@pytest.mark.parametrize(("pack", "language", "path"), PLACES)
def test_axe_finds_nothing_and_a_telephone_shows_the_whole_width(
    page: Any,
    sites: Sites,
    console_errors: list[str],
    pack: str,
    language: str,
    path: str,
) -> None:
    page.goto(f"{sites[pack]}/{language}/{path}")
    for row in page.locator("details").all()[:2]:
        row.evaluate("element => element.open = true")
    violations = axe_api.Axe().run(page).response["violations"]
    assert [f"{rule['id']}: {rule['nodes'][0]['target']}" for rule in violations] == []
    assert own_complaints(console_errors) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("innerWidth") == 390
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize(
    "path",
    [
        "",
        "ledger/",
        "claim/chain-gdp-share/",
        "sources/",
        "plan/",
        "plan/research-innovation/",
        "organisations/",
        "organisation/irccs-maugeri/",
        "map/?kind=irccs",
        "figure/population-over-65-share/",
    ],
)
def test_zoomed_to_400_per_cent_nothing_is_cut(new_page: Callable[..., Any], sites: Sites, path: str) -> None:
    """1280 CSS pixels at 400% are 320 (WCAG 1.4.10)."""
    page = new_page(viewport={"width": 320, "height": 256})
    page.goto(f"{sites['lombardia']}/it/{path}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_wide_letters_and_lines_are_not_cut(page: Any, sites: Sites) -> None:
    """WCAG 1.4.12: a reader's own spacing must not hide words. The policy stops a page, not a reader."""
    page.goto(f"{sites['lombardia']}/it/")
    sheet = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }"
    page.evaluate(
        "text => { const s = new CSSStyleSheet(); s.replaceSync(text); document.adoptedStyleSheets = [s]; }", sheet
    )
    cut = page.evaluate(
        "[...document.querySelectorAll('main *')].filter(e => e.scrollWidth > e.clientWidth + 1"
        " && getComputedStyle(e).overflowX === 'hidden' && !e.classList.contains('visually-hidden')).length"
    )
    assert cut == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_first_stop_of_the_keyboard_skips_to_the_content(page: Any, sites: Sites) -> None:
    page.goto(f"{sites['lombardia']}/en/ledger/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    expect(page.locator(".skip")).to_be_visible()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_the_ledger_works_by_keyboard_alone(page: Any, sites: Sites) -> None:
    page.goto(f"{sites['lombardia']}/en/ledger/")
    page.focus("#text")
    page.keyboard.type("IRCCS")
    page.keyboard.press("Enter")
    page.wait_for_url("**text=IRCCS*")
    assert "verdict=" not in page.url, "empty filters stay out of the address"
    page.locator("main summary").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("details[open]")).to_have_count(1)
    expect(page.locator("details[open] .reasons")).to_be_visible()
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.locator(".ledger thead a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**sort=label*")


def test_an_open_row_shows_its_arithmetic_in_the_full_width(page: Any, sites: Sites) -> None:
    page.goto(f"{sites['lombardia']}/it/ledger/?verdict=does+not+reconcile")
    page.locator("main summary").first.click()
    opened, table = page.locator("details[open]").bounding_box(), page.locator(".ledger").bounding_box()
    assert opened["width"] > 0.95 * table["width"]


def test_everything_works_without_scripts(new_page: Callable[..., Any], sites: Sites) -> None:
    page = new_page(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    page.goto(f"{sites['lombardia']}/it/")
    page.locator("main").get_by_role("searchbox").fill("PIL")
    page.locator("main").get_by_role("button", name="Cerca").click()
    expect(page.locator(".result__title")).not_to_have_count(0)
    page.get_by_role("link", name="Registro", exact=True).click()
    page.locator("#text").fill("PIL")
    page.keyboard.press("Enter")
    expect(page.locator(".ledger tbody tr")).not_to_have_count(0)
    page.locator("main summary").first.click()
    expect(page.locator("details[open] .reasons").first).to_be_visible()
    page.locator(".ledger tbody .ledger__label a").first.click()
    expect(page.locator("h1")).to_be_visible()
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(re.compile(re.escape(f"{sites['lombardia']}/en/claim/")))
    expect(page.locator("main").get_by_role("button")).to_have_count(0)


def test_the_citation_can_be_copied(new_page: Callable[..., Any], sites: Sites) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{sites['exemple']}/en/claim/beds/")
    page.get_by_role("button", name="Copy the citation").click()
    page.get_by_text("Copied", exact=True).wait_for()
    assert "claim/beds, version" in page.evaluate("navigator.clipboard.readText()")


def test_marks_and_icons_are_drawn(page: Any, sites: Sites) -> None:
    """A shape taken from a sprite that did not load has no size."""
    page.goto(f"{sites['lombardia']}/en/method/")
    sizes = page.evaluate("[...document.querySelectorAll('.verdicts .seal__sign use')].map(use => use.getBBox().width)")
    assert len(sizes) == 11
    assert min(sizes) > 0


def test_the_fonts_are_the_themes(page: Any, sites: Sites) -> None:
    page.goto(f"{sites['lombardia']}/it/")
    page.evaluate("document.fonts.ready")
    loaded = page.evaluate(
        "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family.replaceAll('\"', ''))"
    )
    assert {"Titillium Web", "Lora"} <= set(loaded)


def test_black_and_white_print_keeps_the_words_of_the_marks(page: Any, sites: Sites) -> None:
    page.goto(f"{sites['lombardia']}/it/claim/chain-gdp-share/")
    page.emulate_media(media="print")
    expect(page.locator(".figure-head .seal")).to_be_visible()
    expect(page.locator(".top__nav")).to_be_hidden()


def test_forced_colours_keep_the_marks(new_page: Callable[..., Any], sites: Sites) -> None:
    page = new_page(forced_colors="active")
    page.goto(f"{sites['lombardia']}/it/")
    expect(page.locator(".seal__sign").first).to_be_visible()
