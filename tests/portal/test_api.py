"""The API as programs use it: answers, parts of lists, versions, other sites, errors with a remedy."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from syrupy.assertion import SnapshotAssertion

API = "/api/v1"
LISTS = ("figures", "indicators", "organisations", "sources", "programmes", "search?q=hospital")


def without_versions(told: Any) -> Any:
    """The answer without what changes with every build."""
    if isinstance(told, dict):
        return {name: "…" if name in ("built_at", "score") else without_versions(value) for name, value in told.items()}
    if isinstance(told, list):
        return [without_versions(each) for each in told]
    return re.sub(r"^[0-9a-f]{16}$", "VERSION", told) if isinstance(told, str) else told


@pytest.mark.parametrize(
    "path",
    [
        "meta",
        "figures?verdict=does%20not%20reconcile&limit=2",
        "figures/claim/beds",
        "figures/observation/remote-visits-2021",
        "indicators/hospital-beds",
        "organisations/hospital-dalt",
        "sources/diari-vallclara",
        "programmes",
    ],
)
def test_an_answer_stays_as_it_is(exemple: Any, snapshot: SnapshotAssertion, path: str) -> None:
    response = exemple.get(f"{API}/{path}")
    assert response.status_code == 200
    assert without_versions(response.json()) == snapshot


def test_the_specification_stays_as_it_is(exemple: Any, snapshot: SnapshotAssertion) -> None:
    told = exemple.get(f"{API}/openapi.json").json()
    for schema in told["components"]["schemas"].values():
        schema.pop("examples", None)
    assert told == snapshot


def test_every_example_of_the_specification_is_of_its_shape(exemple: Any) -> None:
    from filiera.portal.api import records
    from filiera.portal.api.service import examples

    assert len(examples()) > 8
    for name, example in examples().items():
        schema = getattr(records, name)
        assert schema.model_validate(example).model_dump() == example, name


def test_every_address_and_parameter_is_explained(exemple: Any) -> None:
    for path, operations in exemple.get(f"{API}/openapi.json").json()["paths"].items():
        for operation in operations.values():
            assert operation["summary"], path
            assert operation["description"], path
            for parameter in operation.get("parameters", []):
                if parameter["in"] == "query":
                    assert parameter["schema"].get("description") or parameter.get("description"), (path, parameter)


@pytest.mark.parametrize("path", LISTS)
def test_every_list_is_there_for_both_regions(exemple: Any, open_portal: Any, homes: Any, path: str) -> None:
    for home in homes.values():
        told = open_portal(home).get(f"{API}/{path}").json()
        assert set(told) >= {"version", "count", "limit", "offset", "results"}
        assert told["count"] >= len(told["results"]) > 0


def test_every_figure_answers_at_its_own_address(exemple: Any) -> None:
    told = exemple.get(f"{API}/figures?limit=200").json()
    assert told["count"] == len(told["results"]) > 20
    for figure in told["results"]:
        whole = exemple.get(figure["api"])
        assert whole.status_code == 200
        assert whole.json().items() >= figure.items()
        for page in figure["pages"].values():
            assert exemple.get(page).status_code == 200


@pytest.mark.parametrize("path", ["organisations", "sources", "indicators"])
def test_every_thing_answers_at_its_own_address(exemple: Any, path: str) -> None:
    for each in exemple.get(f"{API}/{path}?limit=200").json()["results"]:
        name = each.get("id") or each["address"].partition("/")[2]
        found = exemple.get(f"{API}/{path}/{name}")
        assert found.status_code == 200
        assert found.json().items() >= each.items()


def test_hits_of_a_search_lead_to_answers(exemple: Any) -> None:
    hits = exemple.get(f"{API}/search?q=hospital&language=ca").json()["results"]
    followed = [exemple.get(hit["api"]).status_code for hit in hits if hit["api"]]
    assert followed
    assert set(followed) == {200}


def addresses(portal: Any, query: str) -> list[str]:
    return [figure["address"] for figure in portal.get(f"{API}/figures?limit=200&{query}").json()["results"]]


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("origin", "origin"),
        ("verdict", "verdict"),
        ("indicator", "indicator"),
        ("theme", "theme"),
        ("territory", "territory"),
        ("section", "section"),
    ],
)
def test_filters_part_the_figures_without_loss(exemple: Any, name: str, field: str) -> None:
    every = exemple.get(f"{API}/figures?limit=200").json()["results"]
    values = {figure[field] for figure in every} - {""}
    assert len(values) > 1
    parts = [addresses(exemple, f"{name}={value}") for value in sorted(values)]
    assert sorted(address for part in parts for address in part) == sorted(
        figure["address"] for figure in every if figure[field]
    )


def test_a_source_and_words_restrict(exemple: Any) -> None:
    cited = exemple.get(f"{API}/figures?source=diari-vallclara&limit=200").json()["results"]
    assert cited
    assert all("diari-vallclara" in {c["producer"] for c in figure["citations"]} for figure in cited)
    assert "claim/beds" in addresses(exemple, "q=hospital+BEDS&language=en")
    assert addresses(exemple, "q=nothing+of+the+kind") == []


def links(response: Any) -> dict[str, str]:
    return {name: url for url, name in re.findall(r'<([^>]+)>; rel="(\w+)"', response.get("Link", ""))}


def test_following_the_links_gives_every_figure_once(exemple: Any) -> None:
    whole = addresses(exemple, "")
    response = exemple.get(f"{API}/figures?limit=7")
    found: list[str] = []
    while True:
        found += [figure["address"] for figure in response.json()["results"]]
        if "next" not in links(response):
            break
        response = exemple.get(links(response)["next"])
    assert found == whole
    assert links(response).keys() == {"first", "prev", "last"}
    assert exemple.get(links(response)["last"]).json() == response.json()


@pytest.mark.parametrize(
    ("query", "shown", "names"),
    [
        ("limit=1", 1, {"first", "next", "last"}),
        ("limit=200", None, {"first", "last"}),
        ("limit=5&offset=1000000", 0, {"first", "prev", "last"}),
        ("limit=5&offset=3", 5, {"first", "prev", "next", "last"}),
    ],
)
def test_the_edges_of_a_list(exemple: Any, query: str, shown: int | None, names: set[str]) -> None:
    response = exemple.get(f"{API}/figures?{query}")
    told = response.json()
    assert len(told["results"]) == (told["count"] if shown is None else shown)
    assert links(response).keys() == names
    for url in links(response).values():
        assert exemple.get(url).status_code == 200


def test_links_keep_the_filters(exemple: Any) -> None:
    url = links(exemple.get(f"{API}/figures?origin=claim&limit=2&q=beds"))["next"]
    assert "origin=claim" in url
    assert "q=beds" in url


def test_asking_again_costs_nothing_until_the_evidence_moves(
    open_portal: Callable[[Path], Any], homes: dict[str, Path]
) -> None:
    portal = open_portal(homes["exemple"])
    first = portal.get(f"{API}/figures?limit=3")
    again = portal.get(f"{API}/figures?limit=3", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert "max-age" in first["Cache-Control"]
    other = portal.get(f"{API}/figures?limit=4")
    assert other["ETag"] != first["ETag"]
    moved = open_portal(homes["lombardia"]).get(f"{API}/figures?limit=3", headers={"If-None-Match": first["ETag"]})
    assert moved.status_code == 200
    assert moved["ETag"] != first["ETag"]


def test_a_long_question_has_a_version_too(exemple: Any) -> None:
    path = f"{API}/figures?q={'%C3%A8' * 100}"
    first = exemple.get(path)
    assert len(path) > 512, "shorter ones are kept"
    assert first.status_code == 200
    assert exemple.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_what_is_not_there_never_matches(exemple: Any) -> None:
    for path in ("figures/claim/nothing", "figures?verdict=x"):
        assert exemple.get(f"{API}/{path}", headers={"If-None-Match": "*"}).status_code in (400, 404)


@pytest.mark.parametrize("path", ["figures", "figures/claim/nothing", "figures?limit=0", "nothing", "openapi.json"])
def test_any_site_may_read_any_answer(exemple: Any, path: str) -> None:
    response = exemple.get(f"{API}/{path}", headers={"Origin": "https://elsewhere.example"})
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Link" in response["Access-Control-Expose-Headers"]
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Set-Cookie" not in response.headers


def test_a_browser_may_ask_first(exemple: Any) -> None:
    response = exemple.options(f"{API}/figures", headers={"Access-Control-Request-Method": "GET"})
    assert (response.status_code, response.content) == (204, b"")
    assert "GET" in response["Access-Control-Allow-Methods"]
    assert "If-None-Match" in response["Access-Control-Allow-Headers"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(exemple: Any, method: str) -> None:
    response = getattr(exemple, method)(f"{API}/figures")
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    assert response.json()["remedy"].startswith("use GET")


def test_head_tells_what_get_would(exemple: Any) -> None:
    got, head = exemple.get(f"{API}/figures"), exemple.head(f"{API}/figures")
    assert (head.status_code, head.content) == (200, b"")
    assert head["ETag"] == got["ETag"]
    assert int(head["Content-Length"]) == len(got.content)


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("figures?verdict=wrong", 400, "does not reconcile"),
        ("figures?verdit=stale", 400, "verdict"),
        ("figures?limit=0", 422, "greater than or equal to 1"),
        ("figures?limit=201", 422, "less than or equal to 200"),
        ("figures?limit=many", 422, "integer"),
        ("figures?offset=-1", 422, "greater than or equal to 0"),
        ("figures?offset=99999999999999999999", 422, "less than or equal to 1000000"),
        ("figures?limit=1&limit=2", 400, "give it once"),
        ("figures?q=%00", 400, "leave it out"),
        ("figures?q=" + "x" * 10_000, 422, "200"),
        ("figures?language=xx", 400, "ca, en"),
        ("figures/claim/nothing", 404, "ledger"),
        ("figures/rumour/beds", 422, "'claim' or 'observation'"),
        ("figures/claim/beds?limit=3", 400, "without parameters"),
        ("figures/claim/%00", 404, ""),
        ("figures/claim/beds'%20OR%201=1--", 404, ""),
        ("organisations/nothing", 404, f"{API}/organisations"),
        ("indicators/nothing", 404, f"{API}/indicators"),
        ("sources/nothing", 404, "page of sources"),
        ("search", 422, "required"),
        ("search?q=a&kind=rumour", 400, "organisation"),
        ("search?q=a&offset=10001", 422, "less than or equal"),
        ("nothing/at/all", 404, "openapi.json"),
        ("figures?q=%FF%FE", 200, ""),
        ("figures?q=<script>alert(1)</script>", 200, ""),
        ("organisations?q='%20OR%20''='", 200, ""),
    ],
)
def test_bad_input_is_told_what_to_do(exemple: Any, path: str, status: int, told: str) -> None:
    response = exemple.get(f"{API}/{path}")
    assert response.status_code == status
    if status != 200:
        assert response["Content-Type"] == "application/problem+json"
        problem = response.json()
        assert set(problem) == {"type", "title", "status", "detail", "remedy"}
        assert problem["status"] == status
        assert problem["remedy"]
        assert told in problem["remedy"]
        assert len(response.content) < 2_000


def test_a_failure_is_told_without_its_inside(exemple: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from filiera.portal.api import figures

    def fail(*arguments: object) -> None:
        raise RuntimeError("the inside")

    monkeypatch.setattr(figures, "ask", fail)
    response = exemple.get(f"{API}/figures?limit=199")
    assert response.status_code == 500
    assert response["Content-Type"] == "application/problem+json"
    assert b"inside" not in response.content


def test_without_evidence_it_says_what_to_do(open_portal: Callable[[Path], Any], tmp_path: Path) -> None:
    response = open_portal(tmp_path).get(f"{API}/figures")
    assert response.status_code == 503
    assert "filiera build" in response.json()["remedy"]
    assert response["Access-Control-Allow-Origin"] == "*"


def test_a_host_that_is_not_ours_is_refused_in_json(exemple: Any) -> None:
    response = exemple.get(f"{API}/figures", headers={"Host": "evil.example"})
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"


def test_the_answer_does_not_depend_on_the_readers_language(exemple: Any) -> None:
    one = exemple.get(f"{API}/figures?limit=9", headers={"Accept-Language": "ca"})
    other = exemple.get(f"{API}/figures?limit=9", headers={"Accept-Language": "en"})
    assert one.content == other.content
    assert "Accept-Language" not in one.get("Vary", "")
    assert "Content-Language" not in one.headers


def test_the_root_leads_to_what_there_is(exemple: Any) -> None:
    told = exemple.get(f"{API}/", follow=True).json()
    for link in told["links"].values():
        assert exemple.get(f"{link}?q=a" if link.endswith("search") else link).status_code == 200, link


@pytest.mark.parametrize("language", ["ca", "en"])
def test_the_page_explains_every_address(exemple: Any, language: str) -> None:
    page = exemple.get(f"/{language}/api/").content.decode()
    for path, methods in exemple.get(f"{API}/openapi.json").json()["paths"].items():
        for method in methods:
            assert f"{method.upper()} {path}<" in page
    for example in re.findall(r'<a href="(/api/v1/[^"]+)"><code>', page):
        assert exemple.get(example.replace("&amp;", "&")).status_code in (200, 400), example
    assert "cdn" not in page
    assert exemple.get("/api/", headers={"Accept-Language": language})["Location"] == f"/{language}/api/"


def test_no_page_of_the_framework_is_open() -> None:
    from filiera.portal.api.service import api

    assert api.docs_url is None


def test_it_is_read_without_cookies_or_key(exemple: Client) -> None:
    exemple.get(f"{API}/figures")
    assert not exemple.cookies
