"""Figures, indicators, themes, embeds and downloads, of both packs in every language."""

from __future__ import annotations

import csv
import io
import json
import struct
from collections.abc import Callable
from math import prod
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html

from filiera.evidence import Evidence
from filiera.services.dependence import terms_of
from filiera.services.indicators import indicators
from filiera.services.themes import themes
from tests.portal.test_pages import PLACES, page_of, words_of


@pytest.fixture
def portals(open_portal: Callable[[Path], Any], homes: dict[str, Path]) -> Callable[[str], Any]:
    return lambda pack: open_portal(homes[pack])


def rows(response: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


@pytest.mark.parametrize(("pack", "language"), PLACES)
def test_each_indicator_has_its_page_and_its_embed(
    portals: Any, homes: dict[str, Path], pack: str, language: str
) -> None:
    portal = portals(pack)
    with Evidence.open(homes[pack]) as evidence:
        views = indicators(evidence)
    assert len(views) > 10
    for view in views:
        response = portal.get(f"/{language}/{view.address}/")
        assert response.status_code == 200, view.id
        page, words = page_of(response), words_of(response)
        assert len(page.findall(".//h1")) == 1
        assert page.findtext(".//title").startswith(view.label[language])
        assert view.version[:16] in words
        assert "None" not in words
        assert " ".join(view.definition[language].split()) in words
        for figure in view.figures:
            assert page.xpath(f"//table//a[@href='/{language}/{figure.address}/']"), figure.address
        assert portal.get(f"/{language}/embed/{view.address}/").status_code == 200, view.id


@pytest.mark.parametrize(("pack", "language"), PLACES)
def test_all_measures_are_listed_once_by_theme(portals: Any, homes: dict[str, Path], pack: str, language: str) -> None:
    with Evidence.open(homes[pack]) as evidence:
        known = {f"/{language}/{view.address}/" for view in indicators(evidence)}
    listed = page_of(portals(pack).get(f"/{language}/figures/")).xpath("//table[@class='index']//th/a/@href")
    assert sorted(listed) == sorted(known)


@pytest.mark.parametrize(("pack", "language"), PLACES)
def test_each_theme_is_told_with_live_figures(portals: Any, homes: dict[str, Path], pack: str, language: str) -> None:
    portal = portals(pack)
    with Evidence.open(homes[pack]) as evidence:
        told = themes(evidence)
    for theme in told:
        response = portal.get(f"/{language}/{theme.address}/")
        assert response.status_code == 200
        page = page_of(response)
        assert "{{" not in response.content.decode()
        live = page.xpath("//a[contains(concat(' ', @class, ' '), ' live ')]")
        assert live
        for link in live:
            assert portal.get(link.get("href")).status_code == 200
        for link in page.xpath("//div[@class='story__body']//a/@href"):
            assert portal.get(link).status_code == 200, link
        assert all(mark.get("title") for mark in page.xpath("//*[contains(@class, 'live__mark')]"))


def test_a_live_figure_has_value_year_and_mark(lombardia: Any) -> None:
    page = page_of(lombardia.get("/it/theme/chain/"))
    live = page.xpath("//div[@class='story__body']//a[@href='/it/claim/chain-value-added/']")[0]
    assert " ".join(live.text_content().split()) == "56,6 miliardi di euro (2022), la fonte discorda"


def test_a_text_follows_the_evidence(open_portal: Callable[[Path], Any], tmp_path: Path) -> None:
    from filiera.services.build import build
    from tests.portal.packs import copy_of_exemple

    pack, home = copy_of_exemple(tmp_path / "packs"), tmp_path / "home"
    care = pack / "claims" / "care.yml"
    changed = care.read_text(encoding="utf-8").replace('"1240"', '"1241"').replace('"1.240"', '"1.241"')
    care.write_text(changed, encoding="utf-8")
    build(pack, home)
    portal = open_portal(home)
    assert page_of(portal.get("/ca/theme/care/")).findtext(".//title").startswith("Vallclara té 1.241 llits")


def test_titles_are_findings_where_a_rule_or_a_course_gives_one(lombardia: Any) -> None:
    def title(name: str, language: str = "en") -> str:
        return str(page_of(lombardia.get(f"/{language}/figure/{name}/")).findtext(".//h1"))

    assert title("research-irccs").startswith("Research hospitals (IRCCS): the parts sum to 16")
    assert title("chain-gdp-share").endswith(": up from 11.3% (2014) to 12.6% (2022)")
    assert title("chain-gdp-share", "it").endswith(": in aumento da 11,3% (2014) a 12,6% (2022)")
    assert "over 7,000 researchers" in title("research-researchers")


def test_a_step_against_the_course_is_told(lombardia: Any) -> None:
    assert "The last step is down, from about 13.0% in 2021." in words_of(lombardia.get("/en/figure/chain-gdp-share/"))


def test_each_chart_has_its_table_and_its_pictures(lombardia: Any) -> None:
    page = page_of(lombardia.get("/it/figure/research-irccs/"))
    assert len(page.xpath("//figure[@class='chart']")) == 2
    for link in page.xpath("//p[@class='indicator__pictures']/a/@href"):
        assert lombardia.get(link).status_code == 200, link
    for drawing in page.xpath("//figure[@class='chart']/div"):
        assert drawing.get("role") == "img"
        assert drawing.get("aria-label")


def test_what_depends_is_linked(lombardia: Any) -> None:
    links = page_of(lombardia.get("/en/figure/chain-value-added/")).xpath("//dl[contains(@class, 'depends')]//a/@href")
    assert {"/en/figure/chain-gdp-share/", "/en/theme/chain/"} <= set(links)


def test_a_claim_leads_to_its_measure(lombardia: Any) -> None:
    links = page_of(lombardia.get("/en/claim/chain-gdp-share/")).xpath("//main//a/@href")
    assert "/en/figure/chain-gdp-share/" in links


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("/figure/hospital-beds", "/en/figure/hospital-beds/"),
        ("/indicator/hospital-beds/", "/en/figure/hospital-beds/"),
        ("/en/indicator/hospital-beds/", "/en/figure/hospital-beds/"),
        ("/theme/care", "/en/theme/care/"),
    ],
)
def test_an_address_as_cited_leads_to_its_page(exemple: Any, address: str, target: str) -> None:
    response = exemple.get(address, headers={"accept-language": "en"})
    assert response["Location"] == target
    assert exemple.get(target).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "figure/nothing/",
        "figure/nothing.csv",
        "figure/nothing.json",
        "figure/nothing.png",
        "figure/hospital-beds/nothing.svg",
        "figure/surgery-wait.svg",
        "theme/nothing/",
        "embed/figure/nothing/",
        "indicator/nothing/",
        "figure/hospital-beds.pdf/",
    ],
)
def test_what_is_not_there_is_told_as_such(exemple: Any, path: str) -> None:
    response = exemple.get(f"/en/{path}")
    assert response.status_code == 404
    assert "Nothing lies at this address" in response.content.decode()


def test_the_embed_alone_may_be_framed(exemple: Any) -> None:
    for _ in range(2):  # the second answer comes from memory
        response = exemple.get("/en/embed/figure/hospital-beds/")
        assert "frame-ancestors *" in response["Content-Security-Policy"].split("; ")
        assert "script-src 'self'" in response["Content-Security-Policy"]
        assert "X-Frame-Options" not in response
        assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    for path in (
        "figure/hospital-beds/",
        "figures/",
        "theme/care/",
        "embed/figure/nothing/",
        "figure/hospital-beds.svg",
    ):
        response = exemple.get(f"/en/{path}")
        assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
        assert response["X-Frame-Options"] == "DENY"


def test_the_embed_code_names_the_embed(exemple: Any) -> None:
    page = page_of(exemple.get("/en/figure/hospital-beds/"))
    frame = html.fromstring(page.xpath("//code[@id='embed-code']")[0].text_content())
    assert frame.tag == "iframe"
    assert frame.get("src") == "http://testserver/en/embed/figure/hospital-beds/"
    assert frame.get("title")


@pytest.mark.parametrize(
    "path", ["figures/", "figure/hospital-beds/", "theme/care/", "embed/figure/hospital-beds/", ""]
)
@pytest.mark.parametrize("language", ["ca", "en"])
def test_nothing_is_inline_and_nothing_from_elsewhere(exemple: Any, path: str, language: str) -> None:
    page = page_of(exemple.get(f"/{language}/{path}"))
    assert page.xpath("//style | //script[not(@src)] | //@style | //@onclick | //@onload") == []
    loaded = page.xpath("//link[@rel!='alternate']/@href | //script/@src | //img/@src | //use/@href")
    assert loaded
    assert [address for address in loaded if not address.startswith("/")] == []
    assert "Invented data." in words_of(exemple.get(f"/en/{path}"))


def test_the_csv_names_what_it_leaves_out_and_gives_no_value_of_it(lombardia: Any, homes: dict[str, Path]) -> None:
    with Evidence.open(homes["lombardia"]) as evidence:
        for view in indicators(evidence):
            given = {figure.address: (figure, terms) for figure, terms in terms_of(evidence, view)}
            for row in rows(lombardia.get(f"/en/{view.address}.csv")):
                figure, terms = given.pop(row["address"])
                assert row["value"] == (figure.value if terms.open else ""), row["address"]
                assert bool(row["left_out"]) is not terms.open
                assert row["source"] or not figure.citations
            assert not given


def test_the_page_names_what_the_files_leave_out(lombardia: Any) -> None:
    page = page_of(lombardia.get("/en/figure/pharma-exports/"))
    named = " ".join(page.xpath("//div[@class='left-out']")[0].text_content().split())
    assert "Farmindustria" in named
    assert "licence not stated" in named


def test_json_stat_is_whole_and_missing_is_missing(lombardia: Any, homes: dict[str, Path]) -> None:
    with Evidence.open(homes["lombardia"]) as evidence:
        views = [view for view in indicators(evidence) if any(terms.open for _, terms in terms_of(evidence, view))]
    assert len(views) > 100
    for view in views[:40]:
        response = lombardia.get(f"/it/{view.address}.json")
        assert response.status_code == 200, view.id
        told = json.loads(response.content)
        assert (told["version"], told["class"]) == ("2.0", "dataset")
        assert told["label"] == view.label["it"]
        assert len(told["id"]) == len(told["size"])
        for dimension, size in zip(told["id"], told["size"], strict=True):
            assert len(told["dimension"][dimension]["category"]["index"]) == size
        assert {role for roles in told["role"].values() for role in roles} <= set(told["id"])
        assert all(0 <= int(cell) < prod(told["size"]) for cell in told["value"])
        assert 0 < len(told["value"]) <= prod(told["size"])
        assert all(isinstance(value, (int, float)) for value in told["value"].values())


def test_pictures_are_pictures(lombardia: Any) -> None:
    svg = lombardia.get("/it/figure/chain-gdp-share.svg")
    assert svg["Content-Type"] == "image/svg+xml"
    root = etree.fromstring(svg.content)
    told = " ".join(text for node in root.iter("{*}text") for text in node.itertext())
    assert root.tag.endswith("svg")
    assert "Assolombarda" in told
    assert "figure/chain-gdp-share" in told
    png = lombardia.get("/it/figure/chain-gdp-share/places.png")
    assert png["Content-Type"] == "image/png"
    assert png.content.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png.content[16:24])
    assert min(width, height) > 300


def test_a_file_has_a_name_that_says_what_it_is(exemple: Any) -> None:
    assert exemple.get("/ca/figure/hospital-beds.csv")["Content-Disposition"] == (
        'attachment; filename="exemple-hospital-beds-ca.csv"'
    )


def test_the_page_is_a_dataset_to_search_engines(lombardia: Any) -> None:
    page = page_of(lombardia.get("/en/figure/chain-gdp-share/"))
    (dataset,) = page.xpath("//*[@itemtype='https://schema.org/Dataset']")
    told = {each.get("itemprop"): each.get("content") for each in dataset.xpath("./meta")}
    assert told["name"] == "Weight of the chain in the territory's GDP"
    assert len(told["description"]) > 50
    assert told["temporalCoverage"] == "2014/2022"
    files = dataset.xpath("./*[@itemprop='distribution']/meta[@itemprop='contentUrl']/@content")
    assert [lombardia.get(address.removeprefix("http://testserver")).status_code for address in files] == [200, 200]


def test_home_leads_on_by_question(lombardia: Any, exemple: Any) -> None:
    page = page_of(exemple.get("/en/"))
    asked = [heading.text for heading in page.xpath("//ul[@class='questions']//h3")]
    assert asked[:3] == ["Where is …?", "How much is it worth?", "Can I trust this figure?"]
    for link in page.xpath("//ul[@class='questions']//a/@href"):
        assert exemple.get(link).status_code == 200, link


def test_figures_stand_in_the_header(exemple: Any) -> None:
    for path, current in (("figures/", "page"), ("figure/hospital-beds/", "true"), ("theme/care/", "true")):
        link = page_of(exemple.get(f"/ca/{path}")).xpath("//nav[@class='top__nav']//a[@href='/ca/figures/']")[0]
        assert link.get("aria-current") == current
