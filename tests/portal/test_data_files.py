"""The page of the data and its files: each is described, each is there, and nothing else is."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from rdflib import Graph, URIRef

from filiera.evidence import Evidence
from filiera.publish.open_data import LEFT_OUT
from filiera.services.open_data import open_data

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
PLACES = [("exemple", "ca"), ("exemple", "en"), ("lombardia", "it"), ("lombardia", "en")]


def page_of(response: Any) -> Any:
    return html.fromstring(response.content.decode())


@pytest.mark.parametrize(("pack", "language"), PLACES)
def test_every_file_on_the_page_is_there(
    open_portal: Callable[[Path], Any], homes: dict[str, Path], pack: str, language: str
) -> None:
    portal = open_portal(homes[pack])
    page = page_of(portal.get(f"/{language}/data/"))
    files = [link for link in page.xpath("//main//a/@href") if link.startswith("/data/")]
    assert len(files) > 15
    for link in files:
        response = portal.get(link)
        assert response.status_code == 200, link
        assert response["Access-Control-Allow-Origin"] == "*"
        if link.endswith(".csv"):
            assert "attachment" in response["Content-Disposition"]
            assert len(list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))) > 1
        elif link.endswith(".parquet"):
            assert response.content[:4] == b"PAR1"
        elif link.endswith(".json"):
            assert f"/{language}/" in link
            assert json.loads(response.content)["version"] == "2.0"


@pytest.mark.parametrize(("pack", "language"), PLACES)
def test_the_page_says_size_licence_vintage_and_what_is_left_out(
    open_portal: Callable[[Path], Any], homes: dict[str, Path], pack: str, language: str
) -> None:
    page = page_of(open_portal(homes[pack]).get(f"/{language}/data/"))
    words = " ".join(page.text_content().split())
    with Evidence.open(homes[pack]) as evidence:
        data = open_data(evidence)
    assert data.version[:16] in words
    assert page.xpath(f"//time[@datetime='{data.built_at:%Y-%m-%d}']")
    assert "CC-BY-4.0" in words
    for each in data.left_out:
        assert " ".join(each.title.get(language, each.title["en"]).split()) in words
    for table in data.tables:
        assert re.search(rf"\b{len(table.rows)} (file|files|fila|row|rows|riga|righe)\b", words), table.name
    assert page.xpath("//ul[@class='offer__files']//*[@class='offer__size']")


def test_the_catalogue_names_whole_addresses_of_this_site(exemple: Any) -> None:
    graph = Graph().parse(data=exemple.get("/data/catalogue.ttl").content, format="turtle")
    files = set(graph.objects(None, URIRef("http://www.w3.org/ns/dcat#accessURL")))
    assert files
    for file in files:
        assert str(file).startswith("http://testserver/data/")
        assert exemple.get(str(file).removeprefix("http://testserver")).status_code == 200
    for dataset in set(graph.objects(None, URIRef("http://www.w3.org/ns/dcat#dataset"))):
        told = exemple.get(str(dataset).removeprefix("http://testserver"))
        place = told["Location"].partition("#")
        assert place[2] in exemple.get(place[0]).content.decode()


def test_a_file_is_not_sent_again_where_nothing_moved(exemple: Any) -> None:
    first = exemple.get("/data/figures.csv")
    again = exemple.get("/data/figures.csv", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert int(exemple.head("/data/figures.csv")["Content-Length"]) == len(first.content)


def test_a_large_file_is_sent_in_parts(exemple: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from filiera.portal.views import data

    monkeypatch.setattr(data, "STREAMED", 100)
    response = exemple.get("/data/findings.parquet?as=a-stream")
    assert response.streaming
    assert b"".join(response.streaming_content)[:4] == b"PAR1"


@pytest.mark.parametrize(
    "name", ["nothing.csv", "../secret", "..%2fsecret", "%2e%2e/current", "json-stat/ca/", "/etc/passwd", "x%00.csv"]
)
def test_nothing_else_is_given(exemple: Any, name: str) -> None:
    response = exemple.get(f"/data/{name}")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"


def test_new_evidence_has_new_files(open_portal: Callable[[Path], Any], tmp_path: Path) -> None:
    from filiera.services.build import build
    from tests.portal.packs import copy_of_exemple

    pack, home = copy_of_exemple(tmp_path), tmp_path / "home"
    build(pack, home)
    portal = open_portal(home)
    assert b"1150" in portal.get("/data/figures.csv").content
    path = pack / "observations" / "editions.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",1150,", ",1153,"), encoding="utf-8")
    build(pack, home)
    assert b"1153" in portal.get("/data/figures.csv").content
    assert len(list(home.glob("open-data-*"))) == 2


def test_a_home_that_cannot_be_written_still_serves(
    open_portal: Callable[[Path], Any], homes: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    from filiera.publish.open_data import kept
    from filiera.services.series import cubes

    real = kept._written

    def refuse(data: Any, found: Any, folder: Path) -> Path:
        if folder.is_relative_to(homes["exemple"]):
            from filiera.errors import UsageError

            raise UsageError("read only")
        return real(data, found, folder)

    monkeypatch.setattr(kept, "_written", refuse)
    monkeypatch.setattr(kept, "FORM", "of this test")
    with Evidence.open(homes["exemple"]) as evidence:
        folder = kept.kept_open_data(open_data(evidence), cubes(evidence), homes["exemple"])
    assert not folder.is_relative_to(homes["exemple"])
    assert (folder / LEFT_OUT).is_file()
