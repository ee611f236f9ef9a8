"""The directory and the pages of organisations, in both packs and all their languages."""

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

from filiera.evidence import Evidence
from filiera.services.organisations import all_organisations

LANGUAGES = {"exemple": ("ca", "en"), "lombardia": ("it", "en")}
PLACES = [(pack, language) for pack, languages in LANGUAGES.items() for language in languages]
EVERY = 9
"""Of the real pack's many pages, one in so many is asked for in each language."""


def page_of(response: Any) -> Any:
    return html.fromstring(response.content.decode())


def words_of(response: Any) -> str:
    return " ".join(page_of(response).text_content().split())


@pytest.fixture
def portals(open_portal: Callable[[Path], Any], homes: dict[str, Path]) -> Callable[[str], Any]:
    return lambda pack: open_portal(homes[pack])


@pytest.mark.parametrize(("pack", "language"), PLACES)
def test_each_organisation_has_its_page(portals: Any, homes: dict[str, Path], pack: str, language: str) -> None:
    portal = portals(pack)
    with Evidence.open(homes[pack]) as evidence:
        views = list(all_organisations(evidence).values())
    step = EVERY if len(views) > 100 else 1
    kinds = {view.kind: view for view in views}
    for view in [*views[::step], *kinds.values()]:
        response = portal.get(f"/{language}/{view.address}/")
        assert response.status_code == 200, view.address
        page = page_of(response)
        assert page.findtext(".//h1") == view.name
        told = words_of(response)
        assert " ".join(view.about[language].split()) in told
        assert view.version[:16] in told
        assert not re.search(r"\bNone\b(?! of)", told), view.address
        assert "{" not in told, view.address
        for code in view.codes:
            assert code.code in told
        linked = page.xpath("//link[@type='application/ld+json']/@href")
        assert linked == [f"/{language}/{view.address}.jsonld"]


@pytest.mark.parametrize(("pack", "language"), PLACES)
@pytest.mark.parametrize("path", ["organisations/", "organisations/?text=h", "organisations/?text=nothing+of+the+kind"])
def test_the_directory_is_whole_and_loads_nothing_from_elsewhere(
    portals: Any, pack: str, language: str, path: str
) -> None:
    response = portals(pack).get(f"/{language}/{path}")
    assert response.status_code == 200
    page = page_of(response)
    assert page.get("lang") == language
    assert len(page.findall(".//h1")) == 1
    loaded = page.xpath("//link[@rel!='alternate']/@href | //script/@src | //use/@href | //form/@action")
    assert [address for address in loaded if not re.match(r"/(?!/)", address)] == []
    assert page.xpath("//style | //script[not(@src)] | //@style | //@onclick") == []
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("pack", "language"), PLACES)
def test_links_of_the_directory_and_of_an_organisation_lead_somewhere(portals: Any, pack: str, language: str) -> None:
    portal = portals(pack)
    own = "irccs-maugeri" if pack == "lombardia" else "hospital-dalt"
    seen: set[str] = set()
    for path in ("organisations/", f"organisation/{own}/"):
        page = page_of(portal.get(f"/{language}/{path}"))
        base = f"/{language}/{path}"
        for link in page.xpath("//a/@href"):
            seen.add(base + link if link.startswith("?") else link.partition("#")[0])
    for link in sorted(link for link in seen if link.startswith("/")):
        assert portal.get(link, follow=True).status_code == 200, link


def test_a_facet_leaves_as_many_rows_as_it_says(lombardia: Any) -> None:
    page = page_of(lombardia.get("/it/organisations/"))
    options = page.xpath("//select[@id='kind']/option[@value!='']")
    assert len(options) >= 20
    for option in options:
        count = int(re.search(r"\((\d+)\)$", option.text)[1])  # type: ignore[index]
        assert count > 0, "no facet is empty"
        told = words_of(lombardia.get(f"/it/organisations/?kind={option.get('value')}"))
        assert f"{count} organizzazion" in told


def test_pages_of_the_list(lombardia: Any) -> None:
    first = page_of(lombardia.get("/en/organisations/"))
    second = page_of(lombardia.get("/en/organisations/?page=2"))
    names = [page.xpath("//table[@class='directory']/tbody//a/text()") for page in (first, second)]
    assert len(names[0]) == len(names[1]) == 50
    assert not set(names[0]) & set(names[1])
    assert second.xpath("//nav[@class='pages']//a[@aria-current='page']/text()") == ["2"]
    last = first.xpath("//nav[@class='pages']//a")[-1]
    assert lombardia.get(f"/en/organisations/{last.get('href')}").status_code == 200
    assert "page 12 of 12" in words_of(lombardia.get("/en/organisations/?page=99999"))


@pytest.mark.parametrize(
    "asked",
    [
        "kind=castle",
        "territory=XX",
        "municipality=Atlantis",
        "source=nobody",
        "page=two",
        "page=-1",
        "page=%D9%A3",
        "page=9999999999",
        "text=" + "a" * 201,
        "text=a%00b",
        "kind='%20OR%201=1",
    ],
)
def test_a_question_that_is_not_understood_is_refused_with_help(lombardia: Any, asked: str) -> None:
    for path in ("organisations/", "organisations.csv"):
        response = lombardia.get(f"/en/{path}?{asked}")
        assert response.status_code == 400
        assert "This question is not understood" in words_of(response)


def test_words_of_a_reader_are_never_markup(lombardia: Any) -> None:
    response = lombardia.get("/en/organisations/?text=<script>alert(1)</script>")
    assert response.status_code == 200
    assert b"<script>alert" not in response.content


@pytest.mark.parametrize("path", ["organisation/nobody/", "organisation/nobody.jsonld", "organisation/a'b/"])
def test_an_unknown_organisation_is_not_found(lombardia: Any, path: str) -> None:
    assert lombardia.get(f"/it/{path}").status_code == 404


def test_an_address_as_it_is_cited_leads_to_the_readers_language(lombardia: Any) -> None:
    response = lombardia.get("/organisation/asst-lodi", headers={"accept-language": "en"})
    assert response["Location"] == "/en/organisation/asst-lodi/"
    assert lombardia.get("/organisation/nobody").status_code == 404


@pytest.mark.parametrize(("pack", "language"), PLACES)
def test_the_download_holds_every_row(portals: Any, homes: dict[str, Path], pack: str, language: str) -> None:
    response = portals(pack).get(f"/{language}/organisations.csv")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    with Evidence.open(homes[pack]) as evidence:
        views = all_organisations(evidence)
    assert {row["address"] for row in rows} == set(views)
    assert all(row["vintage"] and row["source"] and row["producer"] for row in rows)
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "@"))]
    assert "attachment" in response["Content-Disposition"]


def test_a_filtered_download_holds_what_the_page_lists(lombardia: Any) -> None:
    text = lombardia.get("/it/organisations.csv?kind=ats").content.decode("utf-8-sig")
    assert len(list(csv.DictReader(io.StringIO(text)))) == 8


@pytest.mark.parametrize(("pack", "language"), PLACES)
def test_programs_read_the_same_in_the_words_of_schema_org(
    portals: Any, homes: dict[str, Path], pack: str, language: str
) -> None:
    portal = portals(pack)
    with Evidence.open(homes[pack]) as evidence:
        views = list(all_organisations(evidence).values())
    for view in {view.kind: view for view in views}.values():
        response = portal.get(f"/{language}/{view.address}.jsonld")
        assert response["Content-Type"] == "application/ld+json"
        document = json.loads(response.content)
        assert document["@context"] == "https://schema.org"
        assert document["@type"] == view.schema_type
        assert document["name"] == view.name
        assert document["@id"].endswith(view.address)
        assert all(value not in ("", None, [], {}) for value in document.values())


def test_a_hospital_tells_programs_its_codes_beds_and_owner(lombardia: Any) -> None:
    path = "/en/organisation/ospedale-papa-giovanni-xxiii-bergamo.jsonld"
    document = json.loads(lombardia.get(path).content)
    assert document["@type"] == "Hospital"
    assert document["identifier"][0]["value"] == "030905"
    assert document["additionalProperty"] == {
        "@type": "PropertyValue",
        "name": "beds",
        "value": 1024,
        "description": "2018",
    }
    assert [p["name"] for p in document["parentOrganization"]] == ["ASST Papa Giovanni XXIII"]
    assert document["address"]["addressLocality"] == "Bergamo"


def test_what_is_old_says_its_year(lombardia: Any) -> None:
    told = words_of(lombardia.get("/en/organisation/irccs-humanitas/"))
    assert "in 2018; no newer figure is held" in told
    assert "June 16, 2025" in told
    assert "16 giugno 2025" in words_of(lombardia.get("/it/organisation/irccs-humanitas/"))


def test_what_is_not_held_is_said(lombardia: Any) -> None:
    assert "Not held: Position." in words_of(
        lombardia.get("/en/organisation/casa-di-cura-villa-gemma-gardone-riviera/")
    )
    # A position that a source puts elsewhere is held, though no map shows it.
    quoted = words_of(lombardia.get("/en/organisation/ospedale-l-sacco-milano/"))
    assert "Not held" not in quoted
    assert "no map shows it" in quoted


def test_published_totals_stand_beside_their_lists(lombardia: Any) -> None:
    told = words_of(lombardia.get("/en/organisations/"))
    assert "the list gives 174 sites with a code the publication says over 223 2023" in told
    assert "the discharges of 2022 list 195" in told
    detto = words_of(lombardia.get("/it/organisations/"))
    assert "la lista dà 37.238 posti letto, 2018 la pubblicazione dice circa 40.000 2023" in detto


@pytest.mark.parametrize("claim", ["care-hospitals", "care-hospital-beds", "care-case-di-comunita", "research-irccs"])
def test_the_page_of_a_claim_shows_the_list_behind_it(lombardia: Any, claim: str) -> None:
    page = page_of(lombardia.get(f"/en/claim/{claim}/"))
    section = page.xpath("//section[@aria-labelledby='list-title']")[0]
    assert "the list gives" in section.text_content()
    for link in section.xpath(".//a/@href"):
        assert lombardia.get(link).status_code == 200


def test_a_claim_without_a_list_shows_none(lombardia: Any) -> None:
    page = page_of(lombardia.get("/en/claim/chain-employees/"))
    assert page.xpath("//section[@aria-labelledby='list-title']") == []


def test_the_invented_region_shows_its_own_words(exemple: Any) -> None:
    told = words_of(exemple.get("/ca/organisation/hospital-dalt/"))
    assert "codi de l'Agència de Salut" in told
    assert "Seu de dalt" in told
    assert "Posició inventada, al mig de l'oceà." in told
    assert "hospitals comarcals" in words_of(exemple.get("/ca/organisations/"))
