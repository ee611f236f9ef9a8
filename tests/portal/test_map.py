"""The map: the same organisations drawn and in a table, filters, bad questions, and its uses on other pages."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from filiera.evidence import Evidence
from filiera.services.build import build
from filiera.services.geography import places

ROOT = Path(__file__).resolve().parents[2]
PLACES = [("exemple", "ca"), ("exemple", "en"), ("lombardia", "it"), ("lombardia", "en")]


@pytest.fixture
def portals(open_portal: Callable[[Path], Any], homes: dict[str, Path]) -> Callable[[str], Any]:
    return lambda pack: open_portal(homes[pack])


def page_of(response: Any) -> Any:
    assert response.status_code == 200
    return html.fromstring(response.content.decode())


def told(page: Any) -> str:
    return " ".join(page.text_content().split())


def linked(page: Any) -> set[str]:
    """Organisations to which the map leads, by its marks or by the lists that marks of several lead to."""
    marks = page.xpath("//a[@class='map__mark']/@href")
    groups = [url[1:] for url in marks if url.startswith("#")]
    listed = [url for group in groups for url in page.xpath(f"//li[@id='{group}']/a/@href")]
    return {url for url in marks if not url.startswith("#")} | set(listed)


@pytest.mark.parametrize(("pack", "language"), PLACES)
def test_map_and_table_show_the_same(portals: Any, homes: dict[str, Path], pack: str, language: str) -> None:
    page = page_of(portals(pack).get(f"/{language}/map/"))
    with Evidence.open(homes[pack]) as evidence:
        found = places(evidence)
    placed = {f"/{language}/{view.address}/" for view in found.placed}
    others = {f"/{language}/{view.address}/" for view in found.unplaced}
    tables = page.xpath("//table[contains(@class,'map-rows')]")
    assert linked(page) == placed == set(tables[0].xpath(".//th/a/@href"))
    assert others == set(tables[1].xpath(".//th/a/@href"))
    assert all(link.get("aria-label") for link in page.xpath("//svg//a"))
    assert not re.search(r"\bNone\b|\{", told(page))


@pytest.mark.parametrize(
    ("language", "said"),
    [("it", "11 su 13 hanno una posizione"), ("en", "11 of 13 have a position")],
)
def test_a_kind_in_a_province(lombardia: Any, language: str, said: str) -> None:
    page = page_of(lombardia.get(f"/{language}/map/?kind=irccs&territory=ITC4C"))
    assert said in told(page)
    assert page.xpath("//select[@id='kind']/option[@selected]/@value") == ["irccs"]
    assert page.xpath("//select[@id='territory']/option[@selected]/@value") == ["ITC4C"]
    assert any("irccs-ca-granda" in url for url in linked(page))
    assert page.xpath("//a[@class='map__land'][contains(@href,'kind=irccs')]")


@pytest.mark.parametrize(("language", "words"), [("it", "fuori dal territorio"), ("en", "outside the territory")])
def test_positions_elsewhere_are_said_and_not_drawn(lombardia: Any, language: str, words: str) -> None:
    page = page_of(lombardia.get(f"/{language}/map/?kind=hospital"))
    (note,) = page.xpath("//p[@class='map__stray']")
    assert words in told(note)
    assert "Ospedale L. Sacco" in told(note)
    assert not any("sacco" in url for url in linked(page))
    own = page_of(lombardia.get(f"/{language}/organisation/ospedale-l-sacco-milano/"))
    assert own.xpath("//p[@class='map__stray']")
    assert not own.xpath("//figure[@class='map-note']")
    assert "44.27416 12.32596" in told(own)


def test_whose_borders_and_of_when_the_positions(lombardia: Any) -> None:
    page = page_of(lombardia.get("/en/map/"))
    (credit,) = page.xpath("//p[@class='map__credit']")
    assert "Openpolis" in told(credit)
    assert "CC-BY-4.0" in told(credit)
    assert "600 metres" in told(credit)
    assert re.search(r"Positions: Eurostat, .*2020", told(credit))


@pytest.mark.parametrize(
    ("query", "known"),
    [("kind=castle", "hospital"), ("territory=ZZ", "ITC41"), ("kind=%00", "hospital"), ("kind=<script>", "hospital")],
)
@pytest.mark.parametrize("language", ["it", "en"])
def test_what_is_not_known_is_refused_with_what_is(lombardia: Any, language: str, query: str, known: str) -> None:
    response = lombardia.get(f"/{language}/map/?{query}")
    assert response.status_code == 400
    assert known in response.content.decode()
    assert "<script>" not in response.content.decode()


def test_a_hub_without_outlines_says_what_is_missing(open_portal: Callable[[Path], Any], tmp_path: Path) -> None:
    for name in ("inventada", "exemple"):
        shutil.copytree(ROOT / "tests" / "packs" / name, tmp_path / name)
    shutil.rmtree(tmp_path / "exemple" / "boundaries")
    build(tmp_path / "exemple", tmp_path / "home")
    portal = open_portal(tmp_path / "home")
    page = page_of(portal.get("/en/map/"))
    assert "holds no outlines" in told(page)
    assert not page.xpath("//svg[@class='map__drawing']")
    assert page.xpath("//table[contains(@class,'map-rows')]//th/a")
    for path in ("", "organisations/", "organisation/hospital-dalt/"):
        assert not page_of(portal.get(f"/en/{path}")).xpath("//svg[@class='map__drawing']")


def test_an_organisation_is_seen_in_its_province(lombardia: Any) -> None:
    page = page_of(lombardia.get("/it/organisation/irccs-ca-granda/"))
    (drawing,) = page.xpath("//figure[@class='map-note']//svg[@class='map__drawing']")
    assert drawing.get("role") == "img"
    assert "Ca' Granda" in drawing.get("aria-label")
    assert len(drawing.xpath(".//path[contains(@class,'map__area--chosen')]")) == 1


def test_the_directory_maps_what_its_filter_finds(lombardia: Any) -> None:
    page = page_of(lombardia.get("/it/organisations/?kind=irccs&territory=ITC48"))
    assert len(page.xpath("//svg[@class='map__drawing']//a[@class='map__mark']")) >= 1
    assert "3 su 3 hanno una posizione" in told(page)
    nothing = page_of(lombardia.get("/it/organisations/?kind=university"))
    assert not nothing.xpath("//svg[@class='map__drawing']")


def test_the_home_page_leads_to_the_map(lombardia: Any) -> None:
    page = page_of(lombardia.get("/it/"))
    assert "142" in told(page.xpath("//section[@aria-labelledby='small-map-title']")[0])
    assert "/it/map/?kind=irccs" in page.xpath("//a/@href")


@pytest.mark.parametrize(("language", "limit"), [("it", "24,6%–24,9%"), ("en", "24.6%–24.9%")])
def test_a_figure_with_values_by_province_has_a_map(lombardia: Any, language: str, limit: str) -> None:
    page = page_of(lombardia.get(f"/{language}/figure/population-over-65-share/"))
    (section,) = page.xpath("//section[@aria-labelledby='chart-map']")
    assert limit in told(section)
    assert "Openpolis" in told(section)
    assert "22" in told(page.xpath("//table")[0])
    picture = lombardia.get(f"/{language}/figure/population-over-65-share/map.svg")
    assert picture.status_code == 200
    assert limit in picture.content.decode()


def test_a_territory_without_organisations_can_be_chosen(exemple: Any) -> None:
    page = page_of(exemple.get("/en/map/?territory=XV1B"))
    assert "County of Baix" in page.findtext(".//h1")
    assert "No organisation of this kind is listed there." in told(page)
    assert exemple.get("/en/map/?territory=XV2").status_code == 400
