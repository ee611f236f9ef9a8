"""The region beside others as pages: each value leads to its source, refusals are pages, files hold the same."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from lxml import html

PATH = "/{language}/benchmark/{query}"


def page(portal: Any, language: str = "en", query: str = "", status: int = 200) -> Any:
    response = portal.get(PATH.format(language=language, query=query))
    assert response.status_code == status
    return html.fromstring(response.content.decode())


def text(node: Any) -> str:
    return " ".join(node.text_content().split())


@pytest.mark.parametrize(
    ("language", "said"), [("it", "tra il 3º e il 4º posto su 4"), ("en", "between ranks 3 and 4 of 4")]
)
def test_the_title_is_the_finding(lombardia: Any, language: str, said: str) -> None:
    assert said in text(page(lombardia, language).xpath("//h1")[0])


def test_every_value_of_the_table_is_a_link_and_what_is_missing_is_said(lombardia: Any) -> None:
    found = page(lombardia)
    cells = found.xpath("//table[contains(@class, 'benchmark__table')]//td[contains(@class, 'number')]")
    assert len(cells) == 7 * 4
    for cell in cells:
        links = cell.xpath(".//a/@href")
        if "gap" in cell.get("class"):
            assert (links, text(cell)) == ([], "not held")
        elif links[0].startswith("#"):
            assert found.xpath(f"//*[@id='{links[0][1:]}']"), links
        else:
            assert lombardia.get(links[0]).status_code == 200
    assert len([cell for cell in cells if "gap" in cell.get("class")]) == 1


def test_ranks_are_told_as_intervals_and_what_would_change_them(lombardia: Any) -> None:
    found = page(lombardia)
    composite = text(found.xpath("//section[@aria-labelledby='composite-title']")[0])
    assert "Ranks in 90% of 1000 draws" in composite
    assert "3–4" in composite
    assert "without: Share of people over 65" in composite
    assert "geometric instead of arithmetic mean" in composite


def test_peers_and_indicators_of_the_address_are_those_of_the_page(lombardia: Any) -> None:
    found = page(lombardia, query="?peers=FR10&add=ES51&indicator=gdp-per-person")
    assert [text(code) for code in found.xpath("//ul[contains(@class, 'benchmark__regions')]//code")] == [
        "ITC4",
        "FR10",
        "ES51",
    ]
    assert found.xpath("//input[@type='checkbox'][@checked]/@value") == ["gdp-per-person"]
    assert "There is no composite: fewer than two indicators tell these regions apart." in text(found)


@pytest.mark.parametrize(
    "query", ["?peers=XX99", "?peers=ITC4", "?nearest=99", "?nearest=x", "?indicator=beds", "?peers=%00"]
)
def test_what_cannot_be_compared_is_a_page_with_the_remedy(lombardia: Any, query: str) -> None:
    found = page(lombardia, "it", query, status=400)
    assert text(found.xpath("//h1")[0]) == "Questo confronto non si può fare"
    assert len(found.xpath("//main//p")) >= 2


def test_the_file_holds_a_line_for_each_cell(lombardia: Any) -> None:
    response = lombardia.get("/it/benchmark.csv?peers=DE1")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert len(rows) == 7 * 2
    missing = [row for row in rows if not row["value"]]
    assert [(row["indicator"], row["region"], row["alignment"]) for row in missing] == [
        ("health-physicians", "DE1", "missing")
    ]
    assert all(row["source"] and row["year"] for row in rows if row["value"])


def test_the_invented_region_says_that_it_is_and_what_is_missing(exemple: Any) -> None:
    found = page(exemple, "ca")
    assert "inventades" in text(found)
    assert "no es té" in text(found)
    assert page(exemple, "en").xpath("//p[contains(., 'There is no composite')]")


def test_home_and_figures_lead_to_it(lombardia: Any) -> None:
    for path in ("/it/", "/it/figures/", "/it/plan/analysis-scenarios/"):
        assert html.fromstring(lombardia.get(path).content.decode()).xpath("//main//a[@href='/it/benchmark/']"), path
