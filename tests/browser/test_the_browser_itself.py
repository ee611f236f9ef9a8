"""The browser that the page tests rely on: it starts, it sees, it notices what leaves the machine."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

GOOD = """<!doctype html><html lang="en"><head><title>Beds</title></head>
<body><main><h1>Beds in hospitals</h1><p>All sources are named.</p></main></body></html>"""
FAULTY = """<!doctype html><html><head><title>Beds</title></head><body><main><h1>Beds</h1>
<img src="/chart.svg"><p style="color:#aaa;background:#fff">Pale words</p>
<script>console.error("no chart"); throw new Error("script stopped")</script></main></body></html>"""
CURIOUS = GOOD.replace("</main>", '<img alt="" src="http://elsewhere.example/pixel.png"></main>')


class Strict(SimpleHTTPRequestHandler):
    """Serves a folder under a content policy that allows no inline script, as the portal does."""

    def end_headers(self) -> None:
        if self.path == "/good.html":
            self.send_header("Content-Security-Policy", "default-src 'self'")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing on the terminal."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Three small pages on a free port of this machine."""
    folder: Path = tmp_path_factory.mktemp("site")
    for name, text in (("good", GOOD), ("faulty", FAULTY), ("curious", CURIOUS)):
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Strict, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_page_opens_and_passes_axe_under_a_strict_content_policy(
    page: Any, site: str, console_errors: list[str], accessibility_faults: Callable[[Any], list[str]]
) -> None:
    page.goto(f"{site}/good.html")
    assert page.title() == "Beds"
    assert accessibility_faults(page) == []
    assert [error for error in console_errors if "favicon" not in error and "404" not in error] == []


def test_axe_names_a_picture_without_words_and_pale_text(
    page: Any, site: str, accessibility_faults: Callable[[Any], list[str]]
) -> None:
    page.goto(f"{site}/faulty.html")
    found = {fault.split(": ")[1] for fault in accessibility_faults(page)}
    assert {"image-alt", "color-contrast", "html-has-lang"} <= found


def test_console_errors_and_exceptions_are_collected(page: Any, site: str, console_errors: list[str]) -> None:
    page.goto(f"{site}/faulty.html")
    page.wait_for_function("document.readyState === 'complete'")
    assert any("no chart" in error for error in console_errors)
    assert any("script stopped" in error for error in console_errors)


def test_a_request_to_another_host_is_noticed(page: Any, site: str, requests_elsewhere: list[str]) -> None:
    page.goto(f"{site}/curious.html")
    assert requests_elsewhere == ["http://elsewhere.example/pixel.png"]
    requests_elsewhere.clear()


def test_a_page_without_scripts_can_be_asked_for(new_page: Callable[..., Any], site: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{site}/faulty.html")
    expect(page.locator("h1")).to_have_text("Beds", use_inner_text=True)
