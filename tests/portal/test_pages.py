"""Every page of both packs in every language: it is there, it is whole, it asks nothing of other machines."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from filiera.evidence import Evidence
from filiera.services.figures import all_figures

LANGUAGES = {"exemple": ("ca", "en"), "lombardia": ("it", "en")}
PAGES = ("", "ledger/", "ledger/?observations=yes&sort=verdict", "sources/", "method/", "about/")
PLACES = [(pack, language) for pack, languages in LANGUAGES.items() for language in languages]


def page_of(response: Any) -> Any:
    return html.fromstring(response.content.decode())


def words_of(response: Any) -> str:
    return " ".join(page_of(response).text_content().split())


@pytest.fixture
def portals(open_portal: Callable[[Path], Any], homes: dict[str, Path]) -> Callable[[str], Any]:
    return lambda pack: open_portal(homes[pack])


@pytest.mark.parametrize(("pack", "language"), PLACES)
@pytest.mark.parametrize("path", PAGES)
def test_each_page_is_there_in_each_language(portals: Any, pack: str, language: str, path: str) -> None:
    response = portals(pack).get(f"/{language}/{path}")
    assert response.status_code == 200
    page = page_of(response)
    assert page.get("lang") == language
    assert len(page.findall(".//h1")) == 1
    assert page.findall(".//main")
    assert response["Content-Language"] == language
    assert "None" not in words_of(response)


@pytest.mark.parametrize(("pack", "language"), PLACES)
def test_each_figure_has_its_page(portals: Any, homes: dict[str, Path], pack: str, language: str) -> None:
    portal = portals(pack)
    with Evidence.open(homes[pack]) as evidence:
        views = all_figures(evidence)
    assert len(views) > 20
    for view in views:
        response = portal.get(f"/{language}/{view.address}/")
        assert response.status_code == 200, view.address
        page = page_of(response)
        assert view.shown(language).split()[-1] in page.findtext(".//title")
        assert view.version[:16] in words_of(response)
        for finding in view.findings:
            assert " ".join(finding.arithmetic[language].split()) in words_of(response), view.address


@pytest.mark.parametrize(("pack", "language"), PLACES)
def test_links_within_the_portal_lead_somewhere(portals: Any, pack: str, language: str) -> None:
    portal = portals(pack)
    seen: set[str] = set()
    for path in ("", "ledger/", "sources/", "method/", "nothing/"):
        page = page_of(portal.get(f"/{language}/{path}"))
        seen |= {link.partition("#")[0] for link in page.xpath("//a/@href") if link.startswith("/")}
    assert len(seen) > 20
    for link in sorted(seen):
        response = portal.get(link)
        assert response.status_code == (404 if "nothing" in link else 200), link


@pytest.mark.parametrize(("pack", "language"), PLACES)
@pytest.mark.parametrize("path", [*PAGES, "nothing/", "ledger/?verdict=x"])
def test_nothing_is_loaded_from_elsewhere_and_nothing_is_inline(
    portals: Any, pack: str, language: str, path: str
) -> None:
    response = portals(pack).get(f"/{language}/{path}")
    page = page_of(response)
    loaded = page.xpath("//link[@rel!='alternate']/@href | //script/@src | //img/@src | //use/@href | //form/@action")
    assert loaded
    assert [address for address in loaded if not re.match(r"/(?!/)", address)] == []
    assert page.xpath("//style | //script[not(@src)] | //@style | //@onclick | //@onload | //@onerror") == []


def test_links_to_publishers_are_links_only_and_tell_them_nothing(lombardia: Any) -> None:
    outside = page_of(lombardia.get("/it/sources/")).xpath("//a[starts-with(@href, 'http')]")
    assert outside
    assert {link.get("rel") for link in outside} == {"external noreferrer"}


def test_numbers_are_written_as_the_language_writes_them(lombardia: Any) -> None:
    assert "56,6 miliardi di euro" in words_of(lombardia.get("/it/ledger/"))
    assert "56.6 billion euro" in words_of(lombardia.get("/en/ledger/"))


def test_an_invented_pack_says_so_on_every_page(exemple: Any) -> None:
    for path in (*PAGES, "claim/beds/", "observation/beds-2018/", "nothing/", "ledger/?verdict=x"):
        assert "Invented data." in words_of(exemple.get(f"/en/{path}"))
        assert "Dades inventades." in words_of(exemple.get(f"/ca/{path}"))


def test_a_real_pack_does_not(lombardia: Any) -> None:
    assert "Invented data" not in words_of(lombardia.get("/en/"))


def test_every_page_says_that_the_hub_is_independent(lombardia: Any) -> None:
    for path in (*PAGES, "nothing/"):
        assert "neither affiliated with nor endorsed by" in words_of(lombardia.get(f"/en/{path}"))
        assert "non è affiliato" in words_of(lombardia.get(f"/it/{path}"))


def test_home_shows_the_sum_that_does_not_reconcile(lombardia: Any) -> None:
    words = words_of(lombardia.get("/en/"))
    assert "The parts sum to 16" in words
    assert "the total stated is 19" in words


def test_home_shows_six_figures_with_value_mark_and_source(exemple: Any) -> None:
    cards = page_of(exemple.get("/en/")).xpath("//li[@class='card-figure']")
    assert len(cards) == 6
    first = " ".join(cards[0].text_content().split())
    assert (
        first == "1,240 Hospital beds Vallclara · 2022 2015–2022 Agència de Salut de Vallclara, 2023 does not reconcile"
    )
    assert cards[0].xpath(".//a[contains(@class, 'seal')]/@href") == ["/en/claim/beds/#findings"]


def test_counts_of_verdicts_lead_to_as_many_rows(lombardia: Any) -> None:
    counts = page_of(lombardia.get("/en/")).xpath("//ul[@class='marks__list']//a[not(contains(@class, 'seal'))]")
    assert sum(int(link.text) for link in counts) == 175
    for link in counts:
        rows = page_of(lombardia.get(link.get("href"))).xpath("//table[@class='ledger']/tbody/tr")
        assert len(rows) == int(link.text)


def test_a_figure_page_shows_scope_source_and_a_citation(exemple: Any) -> None:
    response = exemple.get("/en/claim/life-expectancy/")
    page, words = page_of(response), words_of(response)
    facts = {
        each.findtext("dt"): " ".join(each.find("dd").text_content().split()) for each in page.xpath("//main//dl/div")
    }
    assert page.findtext(".//h1") == "Life expectancy in Vallclara is 83.4 years."
    assert facts["Reference year"] == "2021"
    assert facts["Published in"].startswith("2024")
    assert facts["Place in the text"].startswith("The health system of Vallclara, line 13")
    assert facts["Address"] == "claim/life-expectancy"
    assert "primary source · CC0-1.0 · footnote 2" in words
    assert f"claim/life-expectancy, version {facts['Version']}." in words


def test_a_second_hand_figure_is_told_as_reported(exemple: Any) -> None:
    words = words_of(exemple.get("/en/observation/remote-visits-2021/"))
    assert "As reported by Diari de Vallclara; the publication itself was not seen." in words
    assert "second-hand source" in words


def test_a_chart_always_has_its_table(lombardia: Any) -> None:
    page = page_of(lombardia.get("/it/claim/chain-gdp-share/"))
    assert len(page.xpath("//figure[@class='chart']//svg")) == 2
    years = page.xpath("//table[@class='plain']/tbody/tr/th/text()")
    assert years == sorted(years)
    assert len(years) >= 4


def test_sources_tell_second_hand_from_primary_and_name_spellings(lombardia: Any) -> None:
    words = words_of(lombardia.get("/en/sources/"))
    assert "second-hand source" in words
    assert "spelled in 2 ways" in words
    page = page_of(lombardia.get("/en/sources/"))
    link = page.xpath("//section[@id='farmindustria']//div/p/a")[0]
    rows = page_of(lombardia.get(link.get("href"))).xpath("//table[@class='ledger']/tbody/tr")
    assert link.text == f"{len(rows)} figures"


def test_method_gives_all_verdicts_in_their_order(lombardia: Any) -> None:
    named = page_of(lombardia.get("/it/method/")).xpath("//ol[@class='verdicts']/li/@id")
    assert named[0] == "does-not-reconcile"
    assert named[-1] == "reproduced"
    assert len(named) == 11
