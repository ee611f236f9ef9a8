"""``/match``: names in, organisations out; limits, errors with a remedy, and a server without the linker."""

from __future__ import annotations

import json
import threading
from typing import Any

import pytest

MATCH = "/api/v1/match"


def ask(portal: Any, **body: Any) -> Any:
    return portal.post(MATCH, data=json.dumps(body), content_type="application/json")


def test_a_name_finds_its_organisation_with_score_tier_and_reason(exemple: Any) -> None:
    told = ask(
        exemple, mentions=[{"id": "a", "name": "Hospital de Dalt", "city": "Dalt"}, {"name": "qqqq zzzz"}]
    ).json()
    assert [each["id"] for each in told["results"]] == ["a", ""]
    best = told["results"][0]["candidates"][0]
    assert best["address"] == "organisation/hospital-dalt"
    assert best["tier"] == "link"
    assert 0.5 < best["score"] <= 1
    assert best["reason"]
    assert exemple.get(best["api"]).json()["name"] == best["name"]
    assert told["results"][1]["candidates"] == []


def test_what_was_left_is_told_where_it_is_asked_for(exemple: Any) -> None:
    asked = [{"name": "Hospital de Dalt"}]
    usual, more = (ask(exemple, mentions=asked, explain=explain).json()["results"][0] for explain in (False, True))
    tiers = [each["tier"] for each in more["candidates"]]
    assert "leave" not in [each["tier"] for each in usual["candidates"]]
    assert tiers == sorted(tiers, key=["link", "ask", "leave"].index)
    assert len(more["candidates"]) >= len(usual["candidates"])


def test_what_people_decided_of_a_name_in_its_place_wins(exemple: Any) -> None:
    told = ask(
        exemple,
        mentions=[
            {"name": "Hospital de Dalt i Universitari", "city": "Dalt"},
            {"name": "Clínica de Dalt", "city": "Dalt"},
        ],
        explain=True,
    ).json()["results"]
    affirmed, denied = (each["candidates"] for each in told)
    assert (affirmed[0]["address"], affirmed[0]["tier"]) == ("organisation/hospital-dalt", "link")
    assert "judged positive by Editors of the invented region, 2024-03-01" in affirmed[0]["reason"]
    assert "organisation/hospital-dalt" not in [each["address"] for each in denied]


@pytest.mark.parametrize(
    ("body", "status", "told"),
    [
        ({}, 422, "required"),
        ({"mentions": []}, 422, "at least 1"),
        ({"mentions": [{"name": ""}]}, 422, "at least 1"),
        ({"mentions": [{"name": "x" * 1001}]}, 422, "at most 1000"),
        ({"mentions": [{"name": "x"}] * 51}, 422, "at most 50"),
        ({"mentions": [{"name": "x", "town": "y"}]}, 422, "Extra"),
        ({"mentions": [{"name": "x", "city": 3}]}, 422, "string"),
    ],
)
def test_bad_input_is_told_what_to_do(exemple: Any, body: Any, status: int, told: str) -> None:
    response = ask(exemple, **body)
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    assert told in response.json()["remedy"]


@pytest.mark.parametrize(
    ("data", "status"), [(b"{", 400), (b"\xff", 400), (b"[]", 422), (b" " * 70_000, 413), (b"", 422)]
)
def test_what_is_no_question(exemple: Any, data: bytes, status: int) -> None:
    response = exemple.post(MATCH, data=data, content_type="application/json")
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["remedy"]


def test_it_is_asked_from_any_site_without_cookie_or_token(exemple: Any) -> None:
    exemple.handler.enforce_csrf_checks = True
    response = ask(exemple, mentions=[{"name": "Hospital de Dalt"}])
    assert response.status_code == 200
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies
    first = exemple.options(MATCH, headers={"Access-Control-Request-Method": "POST"})
    assert "POST" in first["Access-Control-Allow-Methods"]
    assert "Content-Type" in first["Access-Control-Allow-Headers"]
    assert exemple.get(MATCH).status_code == 405
    assert exemple.get(MATCH)["Allow"] == "POST, OPTIONS"
    assert "POST" in exemple.get(MATCH).json()["remedy"]


def test_without_the_linker_it_says_what_to_install(exemple: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    from filiera.services import matching

    matching._linker.cache_clear()
    monkeypatch.setitem(sys.modules, "filiera.registry.linking", None)
    response = ask(exemple, mentions=[{"name": "Hospital de Dalt"}])
    assert response.status_code == 503
    assert "filiera[match]" in response.json()["remedy"]
    assert exemple.get("/api/v1/organisations").status_code == 200


def test_who_asks_when_too_many_do_is_told_to_come_again(exemple: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from filiera.services import matching

    full = threading.BoundedSemaphore(1)
    full.acquire()
    monkeypatch.setattr(matching, "_places", full)
    response = ask(exemple, mentions=[{"name": "Hospital de Dalt"}])
    assert response.status_code == 503
    assert response["Retry-After"] == "10"
    assert "again" in response.json()["remedy"]


def test_one_linker_is_kept_and_follows_the_evidence(exemple: Any, open_portal: Any, homes: Any) -> None:
    from filiera.services import matching

    matching._linker.cache_clear()
    for _ in range(3):
        ask(exemple, mentions=[{"name": "Hospital de Dalt"}])
    assert matching._linker.cache_info().misses == 1
    other = ask(open_portal(homes["lombardia"]), mentions=[{"name": "Hospital de Dalt"}]).json()
    assert all(each["address"] != "organisation/hospital-dalt" for each in other["results"][0]["candidates"])
    assert matching._linker.cache_info().currsize == 1
