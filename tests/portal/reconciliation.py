"""The shapes of the Reconciliation Service API 0.2, as its schemas have them, told as checks.

After: Delpeuch, Pohl, Steeg, Guidry, Suominen (eds.), Reconciliation Service API v0.2, W3C Entity Reconciliation
Community Group, final report of 10 April 2023.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

SUGGESTS = {"entity", "property", "type"}


def is_manifest(told: Any) -> bool:
    """A manifest: what must be there is, and what is offered is offered whole."""
    assert isinstance(told["versions"], list)
    assert "0.2" in told["versions"]
    for name in ("name", "identifierSpace", "schemaSpace"):
        assert isinstance(told[name], str), name
        assert told[name], name
    for name in ("identifierSpace", "schemaSpace", "documentation"):
        assert urlsplit(told[name]).scheme in ("http", "https"), name
    kinds = told["defaultTypes"]
    assert all(is_thing(kind) for kind in kinds)
    assert len({kind["id"] for kind in kinds}) == len(kinds)
    assert "{{id}}" in told["view"]["url"]
    assert "{{id}}" in told["preview"]["url"]
    assert isinstance(told["preview"]["width"], int)
    assert isinstance(told["preview"]["height"], int)
    assert set(told["suggest"]) <= SUGGESTS
    for service in (*told["suggest"].values(), told["extend"]["propose_properties"]):
        assert isinstance(service["service_url"], str)
        assert service["service_path"].startswith("/")
    assert isinstance(told["batchSize"], int)
    return True


def is_thing(told: Any) -> bool:
    """A type, a property or an entity: an id and a name, neither empty."""
    return all(isinstance(told[name], str) and told[name] for name in ("id", "name"))


def is_result_batch(told: Any, keys: set[str]) -> bool:
    """An answer to a batch: a list of candidates for each key, by falling score."""
    assert set(told) == keys
    for each in told.values():
        assert set(each) == {"result"}
        for candidate in each["result"]:
            assert is_thing(candidate)
            assert type(candidate["score"]) in (int, float)
            assert type(candidate["match"]) is bool
            assert isinstance(candidate["description"], str)
            assert all(is_thing(kind) for kind in candidate["type"])
            ids = [feature["id"] for feature in candidate["features"]]
            assert len(ids) == len(set(ids))
            assert all(type(feature["value"]) in (bool, int, float) for feature in candidate["features"])
        scores = [candidate["score"] for candidate in each["result"]]
        assert scores == sorted(scores, reverse=True)
        assert sum(candidate["match"] for candidate in each["result"]) <= 1
    return True


def is_extension(told: Any, ids: set[str], properties: list[str]) -> bool:
    """An answer to a question for values: every id, for each every property, for each a list of values."""
    assert [each["id"] for each in told["meta"]] == properties
    assert all(is_thing(each) for each in told["meta"])
    assert set(told["rows"]) == ids
    for row in told["rows"].values():
        assert set(row) == set(properties)
        for value in (value for values in row.values() for value in values):
            assert set(value) in ({"str"}, {"id", "name"})
            assert all(isinstance(part, str) for part in value.values())
    return True
