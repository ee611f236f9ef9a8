"""A walk over the whole site: no link is dead, no anchor is missing, no page of one language lacks in the other."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import etree, html

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SAMPLE = 12
"""Of pages of one kind in the large pack: the test walks so many, spread over all of them."""
LANGUAGES = {"exemple": ("ca", "en"), "lombardia": ("it", "en")}


def listed(portal: Any) -> list[str]:
    """The paths of the sitemap."""
    sitemap = etree.fromstring(portal.get("/sitemap.xml").content)
    return [urlsplit(place.text).path for place in sitemap.iter(f"{NAMESPACE}loc")]


def spread(paths: list[str]) -> list[str]:
    """Some pages of each kind, evenly over all of them."""
    kinds: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for path in paths:
        kinds[tuple(path.strip("/").split("/")[:2])].append(path)
    return [path for each in kinds.values() for path in each[:: max(1, len(each) // SAMPLE)]]


def links(page: Any, path: str) -> set[str]:
    """Where the links of a page lead within this site."""
    found = {urljoin(path, href) for href in page.xpath("//a/@href")}
    return {href for href in found if href.startswith("/")}


def anchors(page: Any) -> set[str]:
    return set(page.xpath("//@id"))


@pytest.fixture
def portal(request: pytest.FixtureRequest) -> Any:
    return request.getfixturevalue(request.param)


@pytest.mark.parametrize("portal", list(LANGUAGES), indirect=True)
def test_no_link_is_dead_and_each_anchor_is_on_its_page(portal: Any) -> None:
    seen: dict[str, set[str]] = {}
    wanted: dict[str, str] = {}
    for path in spread(listed(portal)):
        response = portal.get(path)
        assert response.status_code == 200, path
        page = html.fromstring(response.content.decode())
        seen[path] = anchors(page)
        for link in links(page, path):
            wanted.setdefault(link, path)
    assert len(wanted) > 200
    dead = []
    for link, origin in sorted(wanted.items()):
        address, _, anchor = link.partition("#")
        if address not in seen:
            response = portal.get(address or origin, follow=True)
            if response.status_code != 200:
                dead.append(f"{origin} -> {link}: {response.status_code}")
                continue
            told = response.get("Content-Type", "").startswith("text/html")
            seen[address] = anchors(html.fromstring(response.content.decode())) if told else set()
        if anchor and anchor not in seen[address]:
            dead.append(f"{origin} -> {link}: no such anchor")
    assert dead == []


@pytest.mark.parametrize("portal", list(LANGUAGES), indirect=True)
def test_each_page_of_one_language_exists_in_the_other(portal: Any, request: pytest.FixtureRequest) -> None:
    languages = LANGUAGES[request.node.callspec.params["portal"]]
    paths = listed(portal)
    first, second = ({path[3:] for path in paths if path.startswith(f"/{language}/")} for language in languages)
    assert first == second
    assert len(first) > 30


@pytest.mark.parametrize("portal", list(LANGUAGES), indirect=True)
def test_the_switch_of_language_leads_to_the_same_page(portal: Any) -> None:
    for path in spread(listed(portal))[::5]:
        page = html.fromstring(portal.get(path).content.decode())
        switched = page.xpath("//nav[contains(@class, 'top__languages')]//a/@href")
        assert len(switched) == 2
        assert {address.split("/", 2)[2] for address in switched} == {path.split("/", 2)[2]}
        for address in switched:
            assert portal.get(address).status_code == 200
