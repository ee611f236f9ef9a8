"""Figures, themes and embeds in a real browser: accessible, whole on a telephone, framed where that is allowed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Sites
from tests.browser.test_pages import own_complaints

axe_api = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")

KINDS = (
    "figures/",
    "figure/chain-gdp-share/",
    "figure/research-irccs/",
    "figure/centres-car-t-share/",
    "figure/research-researchers/",
    "theme/chain/",
    "theme/outcomes/",
    "embed/figure/chain-gdp-share/",
    "",
)
KINDS_OF_EXEMPLE = ("figures/", "figure/hospital-beds/", "theme/care/", "embed/figure/hospital-beds/")
PLACES = [("lombardia", language, path) for language in ("it", "en") for path in KINDS]
PLACES += [("exemple", language, path) for language in ("ca", "en") for path in KINDS_OF_EXEMPLE]


@pytest.mark.parametrize(("pack", "language", "path"), PLACES)
def test_axe_finds_nothing_and_a_telephone_shows_the_whole_width(
    page: Any, sites: Sites, console_errors: list[str], pack: str, language: str, path: str
) -> None:
    page.goto(f"{sites[pack]}/{language}/{path}")
    for row in page.locator("details").all():
        row.evaluate("element => element.open = true")
    violations = axe_api.Axe().run(page).response["violations"]
    assert [f"{rule['id']}: {rule['nodes'][0]['target']}" for rule in violations] == []
    assert own_complaints(console_errors) == []
    # 320 CSS pixels are also 1280 at 400% (WCAG 1.4.10).
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("innerWidth") == width
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_chart_shows_its_narrow_drawing_on_a_telephone(new_page: Callable[..., Any], sites: Sites) -> None:
    for width, shown, hidden in ((390, "narrow", "wide"), (1280, "wide", "narrow")):
        page = new_page(viewport={"width": width, "height": 844})
        page.goto(f"{sites['lombardia']}/it/figure/chain-gdp-share/")
        expect(page.locator(f".chart__{shown}").first).to_be_visible()
        expect(page.locator(f".chart__{hidden}").first).to_be_hidden()


def test_from_home_to_why_the_chains_figure_is_marked(page: Any, sites: Sites) -> None:
    page.goto(f"{sites['lombardia']}/it/")
    page.get_by_role("link", name="Quanto vale la filiera?").click()
    expect(page.locator("main")).to_contain_text("Perché la cifra porta un segno", use_inner_text=True)
    page.get_by_role("link", name="Il calcolo").click()
    expect(page.locator("#findings .finding__arithmetic").first).to_be_visible()


def test_from_home_to_the_data_as_csv(page: Any, sites: Sites) -> None:
    page.goto(f"{sites['lombardia']}/en/")
    page.get_by_role("link", name="All figures").click()
    page.get_by_role("link", name="Value added of the chain with induced effects").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="CSV").click()
    assert waiting.value.suggested_filename == "lombardia-chain-value-added-en.csv"


def test_without_scripts_nothing_is_lost(new_page: Callable[..., Any], sites: Sites) -> None:
    page = new_page(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    page.goto(f"{sites['lombardia']}/en/figure/research-irccs/")
    expect(page.locator(".chart__wide svg").first).to_be_visible()
    page.locator("summary", has_text="findings that agree").click()
    expect(page.locator(".quiet .finding").first).to_be_visible()
    expect(page.locator("#embed-code")).to_be_visible()
    expect(page.locator("main button")).to_have_count(0)


def test_the_code_to_embed_can_be_copied(new_page: Callable[..., Any], sites: Sites) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{sites['exemple']}/en/figure/hospital-beds/")
    page.get_by_role("button", name="Copy the code").click()
    page.get_by_text("Copied", exact=True).first.wait_for()
    assert page.evaluate("navigator.clipboard.readText()").startswith("<iframe src=")


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder without a word on the terminal."""

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


@pytest.fixture
def elsewhere(tmp_path: Path, sites: Sites) -> Iterator[str]:
    """Another site, which frames two pages of the hub: one may be framed, one may not."""
    frames = "".join(
        f'<iframe title="{path}" src="{sites["exemple"]}/en/{path}" width="600" height="480"></iframe>'
        for path in ("embed/figure/hospital-beds/", "figure/hospital-beds/")
    )
    (tmp_path / "page.html").write_text(f"<!doctype html><title>Elsewhere</title>{frames}", encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/page.html"
    server.shutdown()
    server.server_close()
    thread.join()


def test_another_site_can_frame_the_embed_and_nothing_else(page: Any, elsewhere: str) -> None:
    page.goto(elsewhere)
    embed = page.frame_locator("iframe").first
    embed.locator("h1").wait_for()
    assert embed.locator("h1").inner_text().startswith("Hospital beds")
    expect(embed.locator(".chart svg").first).to_be_visible()
    assert page.frames[2].url.startswith("chrome-error:") or page.frames[2].evaluate("document.body.innerText") == ""
