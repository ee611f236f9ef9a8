"""What holds for every answer: languages, addresses, headers, errors, new evidence, memory."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from filiera.services.build import build
from tests.portal.packs import copy_of_exemple

DIRECTIVES = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
)


@pytest.mark.parametrize("path", ["/en/", "/en/ledger/?verdict=x", "/en/nothing/", "/", "/en/ledger.csv", "/en/ledger"])
def test_every_answer_carries_the_policy(exemple: Any, path: str) -> None:
    response = exemple.get(path)
    assert tuple(response["Content-Security-Policy"].split("; ")) == DIRECTIVES
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]


def test_static_files_carry_it_too(exemple: Any) -> None:
    page = html.fromstring(exemple.get("/en/").content.decode())
    for address in page.xpath("//link[@rel='stylesheet']/@href | //script/@src | //link[@rel='icon']/@href"):
        response = exemple.get(address)
        assert response.status_code == 200, address
        assert response["Content-Security-Policy"].startswith("default-src 'none'")
        assert "immutable" in response["Cache-Control"]


def test_stylesheets_load_nothing_from_elsewhere(exemple: Any) -> None:
    page = html.fromstring(exemple.get("/en/").content.decode())
    for address in page.xpath("//link[@rel='stylesheet']/@href"):
        sheet = b"".join(exemple.get(address)).decode()
        assert "url(http" not in sheet.replace('"', "").replace("'", "")
        assert "url(//" not in sheet.replace('"', "").replace("'", "")
        assert "data:" not in sheet
        assert "@import" not in sheet


@pytest.mark.parametrize(
    ("wished", "language"),
    [
        ("ca", "ca"),
        ("ca-ES,en;q=0.5", "ca"),
        ("en-GB", "en"),
        ("it,en;q=0.3", "en"),
        ("xx", "ca"),
        ("", "ca"),
        (";;,q=", "ca"),
    ],
)
def test_the_root_leads_to_the_language_that_the_browser_wishes(exemple: Any, wished: str, language: str) -> None:
    response = exemple.get("/", headers={"accept-language": wished})
    assert response.status_code == 302
    assert response["Location"] == f"/{language}/"
    assert "Accept-Language" in response["Vary"]


@pytest.mark.parametrize("path", ["", "ledger/?verdict=stale&sort=value", "claim/beds/", "sources/", "method/"])
def test_the_language_switch_stays_on_the_page(exemple: Any, path: str) -> None:
    page = html.fromstring(exemple.get(f"/ca/{path}").content.decode())
    links = page.xpath("//nav[@class='top__languages']//a/@href")
    assert links == [f"/ca/{path}", f"/en/{path}"]


def test_a_language_that_the_pack_does_not_speak_is_not_found(lombardia: Any) -> None:
    assert lombardia.get("/it/").status_code == 200
    assert lombardia.get("/ca/").status_code == 404
    assert lombardia.get("/de/ledger/").status_code == 404


def test_an_address_as_cited_leads_to_its_page(exemple: Any) -> None:
    response = exemple.get("/claim/beds", headers={"accept-language": "en"})
    assert (response.status_code, response["Location"]) == (302, "/en/claim/beds/")
    assert exemple.get("/claim/no-such-figure").status_code == 404


@pytest.mark.parametrize(
    "path", ["nothing/", "claim/no-such-figure/", "claim/../../etc/passwd", "observation/beds/", "claim/"]
)
@pytest.mark.parametrize(
    ("language", "told"), [("ca", "En aquesta adreça no hi ha res"), ("en", "Nothing lies at this address")]
)
def test_not_found_helps_in_the_readers_language(exemple: Any, language: str, told: str, path: str) -> None:
    response = exemple.get(f"/{language}/{path}")
    assert response.status_code == 404
    page = html.fromstring(response.content.decode())
    assert page.findtext(".//h1") == told
    assert f"/{language}/ledger/" in page.xpath("//main//a/@href")


def test_a_fault_of_ours_has_its_page(exemple: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from filiera.portal.views import method

    def fail(*_: object) -> None:
        raise RuntimeError("out of order")

    monkeypatch.setattr(method, "summary", fail)
    response = exemple.get("/en/method/?again")
    assert response.status_code == 500
    assert "The fault is ours." in response.content.decode()
    assert "out of order" not in response.content.decode()


def test_a_foreign_host_name_is_refused(exemple: Any) -> None:
    assert exemple.get("/en/", headers={"host": "elsewhere.example"}).status_code == 400


def test_pages_are_read_only(exemple: Any) -> None:
    for way in (exemple.post, exemple.put, exemple.delete):
        assert way("/en/ledger/").status_code == 405


def test_without_evidence_the_portal_says_what_to_do(open_portal: Callable[[Path], Any], tmp_path: Path) -> None:
    response = open_portal(tmp_path).get("/", headers={"accept-language": "it"})
    assert response.status_code == 503
    words = response.content.decode()
    assert "Non c’è ancora nulla da mostrare" in words
    assert "filiera build" in words
    build(copy_of_exemple(tmp_path / "packs"), tmp_path)
    assert open_portal(tmp_path).get("/en/").status_code == 200


def test_a_rebuild_is_followed_without_a_restart(open_portal: Callable[[Path], Any], tmp_path: Path) -> None:
    pack, home = copy_of_exemple(tmp_path / "packs"), tmp_path / "home"
    build(pack, home)
    portal = open_portal(home)
    assert "does not reconcile" in head_of(portal.get("/en/claim/beds/"))
    care = pack / "claims" / "care.yml"
    care.write_text(care.read_text(encoding="utf-8").replace('"810"', '"840"'), encoding="utf-8")
    build(pack, home)
    assert "does not reconcile" not in head_of(portal.get("/en/claim/beds/"))
    assert "840" in head_of(portal.get("/en/claim/beds-public/"))


def head_of(response: Any) -> str:
    return str(html.fromstring(response.content.decode()).xpath("//header[@class='figure-head']")[0].text_content())


def test_a_page_asked_for_again_comes_from_memory(exemple: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from filiera.portal.views import sources

    first = exemple.get("/en/sources/?memory")
    monkeypatch.setattr(sources, "producers", lambda _: pytest.fail("asked the service again"))
    again = exemple.get("/en/sources/?memory")
    assert again.content == first.content
    assert exemple.get("/en/sources/?memory", headers={"if-none-match": first["ETag"]}).status_code == 304


def test_pages_travel_compressed(exemple: Any) -> None:
    packed = exemple.get("/en/ledger/", headers={"accept-encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == exemple.get("/en/ledger/").content
    assert "Accept-Encoding" in packed["Vary"]
