"""What programs that follow the site read: the map, the rules, the feed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from lxml import etree

from filiera.services.build import build
from tests.portal.packs import copy_of_exemple

LANGUAGES = {"exemple": ("ca", "en"), "lombardia": ("it", "en")}
ATOM = {"a": "http://www.w3.org/2005/Atom"}
MAP = {"m": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
PLACES = [(pack, language) for pack, languages in LANGUAGES.items() for language in languages]


@pytest.mark.parametrize(
    ("pack", "one_in"),
    [("exemple", 1), ("lombardia", 25), pytest.param("lombardia", 1, marks=pytest.mark.long)],
)
def test_every_page_of_the_map_is_there_in_every_language(
    open_portal: Callable[[Path], Any], homes: dict[str, Path], pack: str, one_in: int
) -> None:
    """Of pages of one kind one in so many is asked for; of kinds with one page, that one."""
    portal = open_portal(homes[pack])
    response = portal.get("/sitemap.xml")
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    root = etree.fromstring(response.content)
    paths = [urlsplit(each.text).path for each in root.findall("m:url/m:loc", MAP)]
    assert len(set(paths)) == len(paths) > 60
    for language in LANGUAGES[pack]:
        own = {path.removeprefix(f"/{language}/") for path in paths if path.startswith(f"/{language}/")}
        assert len(own) == len(paths) / len(LANGUAGES[pack])
        assert own >= {"", "ledger/", "sources/", "method/", "data/", "api/", "figures/", "organisations/"}
    seen: Counter[str] = Counter()
    asked = 0
    for path in paths:
        kind = "/".join(path.split("/")[:3])
        seen[kind] += 1
        if seen[kind] % one_in == 1 % one_in:
            asked += 1
            assert portal.get(path).status_code == 200, path
    assert asked > 60


def test_each_page_of_the_map_names_its_other_languages(exemple: Any) -> None:
    root = etree.fromstring(exemple.get("/sitemap.xml").content)
    known = {each.text for each in root.findall("m:url/m:loc", MAP)}
    for url in root.findall("m:url", MAP):
        others = {link.get("hreflang"): link.get("href") for link in url.findall("x:link", MAP)}
        assert others.keys() == {"ca", "en"}
        assert set(others.values()) <= known
        datetime.strptime(url.findtext("m:lastmod", namespaces=MAP), "%Y-%m-%d")


def test_robots_are_told_where_the_map_is(exemple: Any) -> None:
    response = exemple.get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    assert "Sitemap: http://testserver/sitemap.xml" in response.content.decode().splitlines()
    assert "Disallow: /\n" not in response.content.decode()


@pytest.mark.parametrize(("pack", "language"), PLACES)
def test_the_feed_is_atom(open_portal: Callable[[Path], Any], homes: dict[str, Path], pack: str, language: str) -> None:
    portal = open_portal(homes[pack])
    response = portal.get(f"/{language}/feed.atom")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = etree.fromstring(response.content)
    assert root.tag == "{http://www.w3.org/2005/Atom}feed"
    for name in ("id", "title", "updated"):
        assert len(root.findall(f"a:{name}", ATOM)) == 1
    assert root.find("a:author/a:name", ATOM).text
    entries = root.findall("a:entry", ATOM)
    assert len(entries) > 20
    ids = [entry.findtext("a:id", namespaces=ATOM) for entry in entries]
    assert len(set(ids)) == len(ids)
    for entry in entries:
        assert entry.findtext("a:title", namespaces=ATOM)
        assert entry.findtext("a:summary", namespaces=ATOM)
        datetime.strptime(entry.findtext("a:updated", namespaces=ATOM), "%Y-%m-%dT%H:%M:%SZ")
    for entry in entries[::15]:
        assert portal.get(urlsplit(entry.find("a:link", ATOM).get("href")).path).status_code == 200


def test_after_a_change_the_feed_tells_of_it_alone(open_portal: Callable[[Path], Any], tmp_path: Path) -> None:
    pack, home = copy_of_exemple(tmp_path), tmp_path / "home"
    build(pack, home)
    portal = open_portal(home)
    before = etree.fromstring(portal.get("/en/feed.atom").content)
    path = pack / "observations" / "editions.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",1150,", ",1153,"), encoding="utf-8")
    build(pack, home)
    after = etree.fromstring(portal.get("/en/feed.atom").content)
    told = {
        urlsplit(entry.find("a:link", ATOM).get("href")).path: entry.findtext("a:summary", namespaces=ATOM)
        for entry in after.findall("a:entry", ATOM)
    }
    assert len(told) < len(before.findall("a:entry", ATOM))
    assert "Before: 1150; now: 1153." in told["/en/observation/beds-2015/"]
    old = {entry.findtext("a:id", namespaces=ATOM) for entry in before.findall("a:entry", ATOM)}
    changed = [e for e in after.findall("a:entry", ATOM) if "beds-2015" in e.findtext("a:id", namespaces=ATOM)]
    assert changed[0].findtext("a:id", namespaces=ATOM) not in old
