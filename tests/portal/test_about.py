"""About: who runs the hub, what may be passed on by name, how accessible it is, how to cite it."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import html


def page_of(portal: Any, path: str) -> Any:
    return html.fromstring(portal.get(path).content.decode())


def words(page: Any) -> str:
    return " ".join(page.text_content().split())


PARTS = {"who", "method", "brochure", "data", "licences", "cite", "accessibility", "privacy"}


@pytest.mark.parametrize("path", ["/it/about/", "/en/about/"])
def test_it_has_all_its_parts_and_an_index_to_them(lombardia: Any, path: str) -> None:
    page = page_of(lombardia, path)
    index = page.xpath("//nav[contains(@class, 'about__index')]//a/@href")
    assert {href.removeprefix("#") for href in index} == PARTS
    assert set(page.xpath("//h2/@id")) == PARTS


def test_it_names_what_is_passed_on_and_what_is_not_and_what_is_only_assumed(lombardia: Any) -> None:
    page = page_of(lombardia, "/en/about/")
    folds = {" ".join(fold.find("summary").text_content().split()): words(fold) for fold in page.xpath("//details")}
    open_by_law = next(told for name, told in folds.items() if name.startswith("Open by law"))
    assert "assumed, to be confirmed" in open_by_law
    assert "Farmindustria" in next(told for name, told in folds.items() if name.startswith("By name"))


def test_the_brochure_has_a_button_for_each_language(exemple: Any) -> None:
    links = page_of(exemple, "/ca/about/").xpath("//main//a[@type='application/pdf']/@href")
    assert links == ["/ca/brochure.pdf", "/en/brochure.pdf"]


def test_it_says_who_runs_the_hub_where_the_pack_does(exemple: Any) -> None:
    assert "Run by nobody: it is an invented example" in words(page_of(exemple, "/en/about/"))


def test_it_says_so_where_the_pack_names_nobody(lombardia: Any) -> None:
    assert "names nobody who runs it" in words(page_of(lombardia, "/en/about/"))


def test_the_example_of_a_citation_has_address_and_version(lombardia: Any) -> None:
    cited = " ".join(page_of(lombardia, "/en/about/").xpath("//p[@id='citation']")[0].text_content().split())
    assert "/figure/chain-value-added, version " in cited


def test_navigation_leads_to_about_and_tells_where_one_is(lombardia: Any) -> None:
    for path, here in (("/it/about/", "page"), ("/it/method/", "true"), ("/it/sources/", "true")):
        (link,) = page_of(lombardia, path).xpath("//nav[@class='top__nav']//a[@aria-current]")
        assert link.get("href") == "/it/about/"
        assert link.get("aria-current") == here


def test_the_map_is_in_the_navigation_only_where_there_is_one(lombardia: Any) -> None:
    for link in page_of(lombardia, "/it/").xpath("//nav[@class='top__nav']//a/@href"):
        assert lombardia.get(link).status_code == 200
