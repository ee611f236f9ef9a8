"""The pages of impact: what they tell in each language, what the address asks, files, and what is missing."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from filiera.pack.skeleton import write_skeleton
from filiera.publish.impact_files import FILES
from filiera.services.build import build

PLACES = [("lombardia", "it"), ("lombardia", "en"), ("exemple", "ca"), ("exemple", "en")]
ASKED = {"lombardia": "sector=C21&million=120&jobs=250", "exemple": "sector=cura&million=12&jobs=50"}


def page_of(response: Any) -> Any:
    return html.fromstring(response.content.decode())


def words_of(response: Any) -> str:
    return " ".join(page_of(response).xpath("//main")[0].text_content().split())


@pytest.fixture
def portal(request: pytest.FixtureRequest) -> Any:
    return request.getfixturevalue(request.param)


def test_the_value_stands_beside_what_was_published(lombardia: Any) -> None:
    english, italian = (words_of(lombardia.get(f"/{language}/impact/")) for language in ("en", "it"))
    assert "Life-science chain: 25.8 billion euro of value added of its own" in english
    assert "Published: 56.6 billion euro; the same sum computed here: 36.2" in english
    assert "Filiera delle scienze della vita: 25,8 miliardi di euro di valore aggiunto proprio" in italian
    for ratio in ("1.93", "1.95", "1.91", "1.89"):
        assert ratio in english
        assert ratio.replace(".", ",") in italian
    assert "imply a regional product of 449.2 billion" in english
    assert "The newest held is that of 2021, 403.136 billion euro" in english
    for reason in ("Perimeter", "Regionalisation", "Vintage", "One part is measured otherwise"):
        assert reason in english


@pytest.mark.parametrize(("portal", "language"), PLACES, indirect=["portal"])
def test_every_assumption_opens_to_its_reference(portal: Any, language: str, request: pytest.FixtureRequest) -> None:
    pack = request.node.callspec.params["portal"]
    method = page_of(portal.get(f"/{language}/impact/method/"))
    told = {each.get("id"): each for each in method.xpath("//article[contains(@class, 'assumption')]")}
    seen = 0
    for path in ("impact/", f"impact/what-if/?{ASKED[pack]}"):
        for link in page_of(portal.get(f"/{language}/{path}")).xpath("//main//a[contains(@href, '/impact/method/#')]"):
            anchor = link.get("href").partition("#")[2]
            if anchor == "assumptions":
                continue
            seen += 1
            reference = told[anchor].xpath(".//p[@class='assumption__reference']")[0].text_content()
            assert len(reference.split()) > 3, anchor
    assert seen > 8
    for address in method.xpath("//p[@class='assumption__reference']/a/@href"):
        assert portal.get(address).status_code == 200, address


@pytest.mark.parametrize(("portal", "language"), PLACES, indirect=["portal"])
def test_an_investment_is_answered_at_its_address(portal: Any, language: str, request: pytest.FixtureRequest) -> None:
    pack = request.node.callspec.params["portal"]
    response = portal.get(f"/{language}/impact/what-if/?{ASKED[pack]}")
    assert response.status_code == 200
    assert response["X-Robots-Tag"] == "noindex"
    page = page_of(response)
    phases = page.xpath("//section[@class='phase']")
    assert len(phases) == 2
    for phase in phases:
        assert len(phase.xpath(".//table")) == 2
        assert phase.xpath(".//svg")
        assert len(phase.xpath(".//dl/div")) == 2
    assert "&" in page.xpath("//p[@class='shared']/code")[0].text_content()
    plain = portal.get(f"/{language}/impact/what-if/")
    assert not page_of(plain).xpath("//section[@class='phase']")
    example = page_of(plain).xpath("//p[@class='ask__go']/a/@href")[0]
    assert portal.get(example).status_code == 200


def test_other_assumptions_change_the_answer(lombardia: Any) -> None:
    usual = words_of(lombardia.get("/en/impact/what-if/?sector=C21&million=120"))
    changed = "sector=C21&million=120&delta=0.1&spending=60&part-F=100&part-C28=0&part-M71=0"
    other = words_of(lombardia.get(f"/en/impact/what-if/?{changed}"))
    assert "71.6 (62.4–90.6)" in usual
    assert "71.6 (62.4–90.6)" not in other
    assert "0.1 (0.1–0.4)" in other


@pytest.mark.parametrize(
    ("query", "field", "english", "italian"),
    [
        ("sector=C99&jobs=1", "id_sector", "Choose one of the sectors", "Scegliere uno dei settori"),
        ("sector=C21&million=-3", "id_million", "between 0 and one million", "fra 0 e un milione"),
        ("sector=C21&million=1e300", "id_million", "between 0 and one million", "fra 0 e un milione"),
        ("sector=C21&million=nan", "id_million", "Write a number", "Scrivere un numero"),
        ("sector=C21&jobs=inf", "id_jobs", "Write a number", "Scrivere un numero"),
        ("sector=C21&jobs=many", "id_jobs", "Write a number", "Scrivere un numero"),
        ("sector=C21&jobs=1e9", "id_jobs", "between 0 and ten million", "fra 0 e dieci milioni"),
        ("sector=C21", "id_million", "Give an amount, or jobs", "Indicare un importo, o occupati"),
        ("sector=C21&jobs=5&delta=1", "id_delta", "from 0 to less than 1", "da 0 a meno di 1"),
        ("sector=C21&jobs=5&spending=101", "id_spending", "between 0 and 100", "fra 0 e 100"),
        ("sector=C21&million=5&part-F=50", "id_part-C28", "The parts come to 50", "Le parti sommano a 50"),
    ],
)
def test_what_does_not_fit_is_told_beside_its_field(
    lombardia: Any, query: str, field: str, english: str, italian: str
) -> None:
    for language, told in (("en", english), ("it", italian)):
        response = lombardia.get(f"/{language}/impact/what-if/?{query}")
        assert response.status_code == 422
        page = page_of(response)
        (error,) = page.xpath(f"//p[@id='{field}_error']")
        assert told in error.text_content()
        assert page.xpath(f"//div[@id='problem']//a[@href='#{field}']")
        (widget,) = page.xpath(f"//*[@id='{field}']")
        assert widget.get("aria-invalid") == "true"
    assert lombardia.get(f"/en/impact/what-if.csv?{query}").status_code == 404


def test_the_answer_is_a_csv_and_an_accessible_pdf(lombardia: Any) -> None:
    query = "sector=C21&million=120&jobs=250"
    response = lombardia.get(f"/it/impact/what-if.csv?{query}")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    direct = next(
        row for row in rows if (row["phase"], row["measure"], row["part"]) == ("operation", "employment", "direct")
    )
    assert float(direct["value"]) == pytest.approx(250)
    by_sector = [
        float(row["value"])
        for row in rows
        if row["sector"] and (row["phase"], row["measure"], row["part"]) == ("operation", "employment", "direct")
    ]
    assert sum(by_sector) == pytest.approx(250)
    assert {row["measure"] for row in rows if row["phase"] == "assumption"} >= {"impact-delta", "impact-capital-F"}
    pytest.importorskip("typst", reason="the extra print is not installed")
    printed = lombardia.get(f"/it/impact/what-if.pdf?{query}")
    assert printed["Content-Type"] == "application/pdf"
    assert b"pdfuaid:part" in printed.content or printed.content.startswith(b"%PDF-1.7")
    from pypdf import PdfReader

    read = PdfReader(io.BytesIO(printed.content))
    text = " ".join(page.extract_text() for page in read.pages)
    assert "Che cosa succede se" in text
    assert read.trailer["/Root"]["/Lang"] == "it"
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]


@pytest.mark.parametrize("name", list(FILES))
def test_files_are_csv_that_a_reader_can_repeat_from(lombardia: Any, name: str) -> None:
    response = lombardia.get(f"/en/impact/files/{name}.csv")
    assert response.status_code == 200
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert len(rows) > 10
    assert len({len(row) for row in rows}) == 1
    assert lombardia.get("/en/impact/files/nothing.csv").status_code == 404


def test_the_files_give_the_value_of_the_page(lombardia: Any) -> None:
    """From the files alone: the inverse, the quotients, and a cell of the region by hand."""
    import numpy as np

    def cells(name: str) -> tuple[list[str], np.ndarray]:
        text = lombardia.get(f"/en/impact/files/{name}.csv").content.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text)))
        return rows[0][1:], np.array([[float(cell) for cell in row[1:]] for row in rows[1:]])

    sectors, coefficients = cells("regional-coefficients")
    _, inverse = cells("regional-inverse")
    assert np.abs(np.linalg.inv(np.eye(len(sectors)) - coefficients) - inverse).max() < 1e-9
    _, national = cells("national-coefficients")
    _, weights = cells("weights")
    region, nation, quotients = weights.T
    assert quotients == pytest.approx(region / region.sum() / (nation / nation.sum()))
    size = np.log2(1 + region.sum() / nation.sum()) ** 0.3
    at, by = sectors.index("G46"), sectors.index("C21")
    quotient = min(1.0, size * quotients[at] / quotients[by])
    assert coefficients[at, by] == pytest.approx(national[at, by] * quotient)


def test_a_region_without_a_table_says_what_is_missing(open_portal: Callable[[Path], Any], tmp_path: Path) -> None:
    write_skeleton(tmp_path / "pack", "XX1", ["en", "ca"])
    build(tmp_path / "pack", tmp_path / "home")
    portal = open_portal(tmp_path / "home")
    for path in ("impact/", "impact/method/", "impact/what-if/"):
        response = portal.get(f"/en/{path}")
        assert response.status_code == 200
        assert "This hub has no input-output table yet" in words_of(response)
    assert portal.get("/en/impact/files/table.csv").status_code == 404
    assert portal.get("/en/impact/what-if.pdf?sector=C21&jobs=1").status_code == 404
    assert "/en/impact/" not in portal.get("/en/").content.decode()


def test_home_asks_the_question(lombardia: Any) -> None:
    links = page_of(lombardia.get("/en/")).xpath("//a/@href")
    assert "/en/impact/" in links
    assert "/en/impact/what-if/" in links
