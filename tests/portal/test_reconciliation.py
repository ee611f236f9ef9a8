"""The Reconciliation Service API 0.2: asked as the specification's examples ask, answered as its schemas say."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote, urlsplit

import pytest

from tests.portal.reconciliation import is_extension, is_manifest, is_result_batch, is_thing

SERVICE = "/api/v1/reconcile/en"
EXAMPLES = {
    # As the example with several values of a property, of another data source altogether.
    "several values": {
        "q0": {
            "query": "Christel Hanewinckel",
            "type": "DifferentiatedPerson",
            "limit": 5,
            "properties": [
                {
                    "pid": "professionOrOccupation",
                    "v": ["Politik*", {"id": "wissenschaftler", "name": "Wissenschaftler(in)"}],
                }
            ],
            "type_strict": "should",
        }
    },
    "only what must be there": {"q0": {"query": "Hospital de Dalt"}, "q1": {"query": "Dalt"}},
    "no name": {"q0": {"properties": [{"pid": "city", "v": "Dalt"}]}},
    "values of each type": {
        "a": {"query": "Dalt", "properties": [{"pid": "x", "v": value} for value in (1, 2.5, True, {"id": "y"}, "z")]}
    },
    "types as a list": {"a": {"query": "Hospital de Dalt", "type": ["hospital", "other"], "type_strict": "any"}},
    "none": {},
}


def batch(portal: Any, queries: Any, **more: str) -> Any:
    return portal.post(SERVICE, {"queries": json.dumps(queries), **more})


@pytest.mark.parametrize("language", ["ca", "en"])
def test_without_a_question_it_says_what_it_offers(exemple: Any, language: str) -> None:
    response = exemple.get(f"/api/v1/reconcile/{language}")
    told = response.json()
    assert is_manifest(told)
    assert response["Access-Control-Allow-Origin"] == "*"
    kinds = {kind["id"]: kind["name"] for kind in told["defaultTypes"]}
    assert {"ca": "hospital comarcal", "en": "county hospital"}[language] == kinds["county-hospital"]


def test_all_that_the_manifest_offers_is_there(exemple: Any) -> None:
    told = exemple.get(SERVICE).json()
    for offered in ("view", "preview"):
        path = urlsplit(told[offered]["url"].replace("{{id}}", quote("hospital-dalt", safe=""))).path
        response = exemple.get(path)
        assert response.status_code == 200, path
        assert b"Hospital de Dalt" in response.content
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert "X-Frame-Options" not in response
    for service in told["suggest"].values():
        found = exemple.get(urlsplit(service["service_url"] + service["service_path"]).path, {"prefix": "c"})
        assert found.json()["result"], service
        assert all(is_thing(each) for each in found.json()["result"])
    proposal = told["extend"]["propose_properties"]
    found = exemple.get(
        urlsplit(proposal["service_url"] + proposal["service_path"]).path, {"type": "hospital", "limit": 3}
    )
    assert found.json()["type"] == "hospital"
    assert len(found.json()["properties"]) == 3
    assert told["identifierSpace"].endswith("/organisation/")
    # The space with the id is the address that stays.
    assert exemple.get(urlsplit(told["identifierSpace"] + "hospital-dalt").path, follow=True).status_code == 200


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_specifications_examples_are_answered(exemple: Any, name: str) -> None:
    queries = EXAMPLES[name]
    posted = batch(exemple, queries)
    assert posted.status_code == 200
    assert is_result_batch(posted.json(), set(queries))
    got = exemple.get(SERVICE, {"queries": json.dumps(queries)})
    assert got.json() == posted.json()


def test_the_name_or_the_id_of_an_entity_finds_it(exemple: Any) -> None:
    queries = {
        "name": {"query": "Hospital de Dalt"},
        "id": {"query": "hospital-dalt"},
        "address": {"query": "organisation/hospital-dalt"},
    }
    for key, each in batch(exemple, queries).json().items():
        assert each["result"][0]["id"] == "hospital-dalt", key
        assert each["result"][0]["score"] > 90, key
        assert each["result"][0]["match"], key


def test_a_query_is_answered_alike_alone_and_among_others(exemple: Any) -> None:
    queries = {str(n): {"query": name} for n, name in enumerate(("Hospital de Dalt", "Dalt", "Universitat", "qqq"))}
    together = batch(exemple, queries).json()
    for key, query in queries.items():
        assert batch(exemple, {key: query}).json()[key] == together[key]


def test_types_and_limits_restrict(exemple: Any) -> None:
    asked = {"query": "Hospital de Dalt"}
    queries = {
        "all": asked,
        "one": asked | {"limit": 1},
        "kind": asked | {"type": "county-hospital"},
        "other": asked | {"type": ["nothing-of-the-kind"]},
    }
    told = {key: each["result"] for key, each in batch(exemple, queries).json().items()}
    assert told["one"] == told["all"][:1]
    assert {kind["id"] for each in told["kind"] for kind in each["type"]} == {"county-hospital"}
    assert told["other"] == []


def test_a_code_alone_finds_who_bears_it(exemple: Any) -> None:
    rows = exemple.get("/api/v1/organisations?limit=200").json()["results"]
    bearer = next(row for row in rows if row["codes"])
    found = batch(exemple, {"q": {"properties": [{"pid": "codes", "v": bearer["codes"][0].partition("@")[0]}]}}).json()
    assert f"organisation/{found['q']['result'][0]['id']}" == bearer["address"]


def test_values_are_fetched(exemple: Any) -> None:
    asked = {"ids": ["hospital-dalt", "10662041X"], "properties": [{"id": "city"}, {"id": "codes"}, {"id": "kind"}]}
    for response in (
        exemple.post(SERVICE, {"extend": json.dumps(asked)}),
        exemple.get(SERVICE, {"extend": json.dumps(asked)}),
    ):
        told = response.json()
        assert is_extension(told, {"hospital-dalt", "10662041X"}, ["city", "codes", "kind"])
        assert told["rows"]["hospital-dalt"]["city"] == [{"str": "Dalt"}]
        assert told["rows"]["10662041X"] == {"city": [], "codes": [], "kind": []}


def test_what_is_typed_brings_suggestions_a_part_at_a_time(exemple: Any) -> None:
    suggest = f"{SERVICE}/suggest/entity"
    for typed in ("hospital d", "Hospital de Dalt", "hospital-dalt"):
        assert "hospital-dalt" in [each["id"] for each in exemple.get(suggest, {"prefix": typed}).json()["result"]], (
            typed
        )
    every = exemple.get(suggest, {"prefix": "hospital"}).json()["result"]
    assert exemple.get(suggest, {"prefix": "hospital", "cursor": 1}).json()["result"][: len(every) - 1] == every[1:]
    assert exemple.get(suggest).json() == {"result": []}


def test_a_script_of_another_site_may_be_called_back(exemple: Any) -> None:
    plain = exemple.get(SERVICE, {"queries": '{"q": {"query": "Dalt"}}'}).json()
    response = exemple.get(SERVICE, {"queries": '{"q": {"query": "Dalt"}}', "callback": "jQuery1_2.done", "_": "7"})
    assert response["Content-Type"].startswith("text/javascript")
    called = re.fullmatch(r"/\*\*/jQuery1_2\.done\((.*)\);", response.content.decode())
    assert called
    assert json.loads(called[1]) == plain
    for wrong in ("alert(1)", "a b", "<script>", "x" * 400, "a;b", "é"):
        assert exemple.get(SERVICE, {"callback": wrong}).status_code == 400, wrong


@pytest.mark.parametrize(
    ("form", "status", "told"),
    [
        ({"queries": '{"q0": {}}'}, 400, "fill in query"),
        ({"queries": '{"q0": {"query": "  "}}'}, 400, "fill in query"),
        ({"queries": "[]"}, 400, "specification"),
        ({"queries": "{"}, 400, "specification"),
        ({"queries": '{"q": {"query": "x", "limit": 0}}'}, 400, "specification"),
        ({"queries": '{"q": {"query": "x", "type_strict": "none"}}'}, 400, "specification"),
        ({"queries": json.dumps({"q": {"query": "x" * 1001}})}, 400, "cut it"),
        ({"queries": json.dumps({str(n): {"query": "x"} for n in range(26)})}, 413, "at most 25"),
        ({"queries": "x" * 70_000}, 413, "parts"),
        ({"queries": "[" * 5_000}, 400, "specification"),
        ({"extend": '{"ids": [], "properties": [{"id": "colour"}]}'}, 400, "city"),
        ({"extend": json.dumps({"ids": ["x"] * 201, "properties": []})}, 400, "in parts"),
        ({}, 400, "queries or extend"),
    ],
)
def test_bad_input_is_told_what_to_do(exemple: Any, form: Any, status: int, told: str) -> None:
    response = exemple.post(SERVICE, form)
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    assert told in response.json()["remedy"]
    assert response["Access-Control-Allow-Origin"] == "*"


def test_a_language_that_the_hub_does_not_speak(exemple: Any) -> None:
    response = exemple.get("/api/v1/reconcile/xx")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"


def test_a_form_needs_no_token_and_sets_no_cookie(exemple: Any) -> None:
    exemple.handler.enforce_csrf_checks = True
    response = batch(exemple, {"q": {"query": "Dalt"}})
    assert response.status_code == 200
    assert not response.cookies
    assert "POST" in exemple.options(SERVICE)["Access-Control-Allow-Methods"]
    assert exemple.post(f"{SERVICE}/suggest/entity").status_code == 405
    assert exemple.put(SERVICE).status_code == 405
