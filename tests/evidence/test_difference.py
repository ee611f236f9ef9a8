"""What moved between two evidence files."""

from __future__ import annotations

from pathlib import Path

import duckdb

from filiera.evidence import Change, diff_evidence, write_evidence
from tests.evidence.sample import Rows, sample


def moved(tmp_path: Path, old: Rows, new: Rows) -> list[Change]:
    before = write_evidence(old, tmp_path / "old", pack="exemple")
    after = write_evidence(new, tmp_path / "new", pack="exemple")
    return diff_evidence(before.path, after.path)


def test_the_same_evidence_does_not_differ(tmp_path: Path) -> None:
    assert moved(tmp_path, sample(), sample()) == []


def test_each_kind_of_change_is_named(tmp_path: Path) -> None:
    new = sample()
    new["figure"][1] |= {"value": "1001.7", "number": 1001.7, "body_json": {"value": "1001.7"}}
    new["verdict"][2]["verdict"] = "stale"
    new["organisation"][0]["municipality"] = "Vila"
    new["organisation"].append({"address": "organisation/new", "name": "Nova", "kind": "clinic"})
    new["indicator"][0]["body_json"] = {"a": [2]}
    del new["work"][1]
    assert moved(tmp_path, sample(), new) == [
        Change("changed", "figure", "claim/beds-00001", "value", "1001.1", "1001.7"),
        Change("changed", "figure", "claim/beds-00001", "number", 1001.1, 1001.7),
        Change("changed", "verdict", "claim/beds-00002", "verdict", "consistent", "stale"),
        Change("changed", "organisation", "organisation/clinic-00000", "municipality", "", "Vila"),
        Change("added", "organisation", "organisation/new", "name", None, "Nova"),
        Change("changed", "indicator", "beds", "body_json", '{"a":[1.5]}', '{"a":[2]}'),
        Change("removed", "work", "survey", "title_json", "{}", None),
    ]


def test_the_way_back_is_the_mirror(tmp_path: Path) -> None:
    there = moved(tmp_path, sample(1), sample(2, figures=8))
    back = diff_evidence(*(next((tmp_path / name).glob("*.duckdb")) for name in ("new", "old")))
    mirror = {"added": "removed", "removed": "added", "changed": "changed"}
    expected = [(mirror[c.kind], c.table, c.address, c.column, c.after, c.before) for c in there]
    assert [(c.kind, c.table, c.address, c.column, c.before, c.after) for c in back] == expected
    assert len(there) > 12


def test_evidence_of_an_older_engine_is_compared_in_the_columns_that_both_have(tmp_path: Path) -> None:
    before = write_evidence(sample(1), tmp_path / "old", pack="exemple")
    after = write_evidence(sample(1), tmp_path / "new", pack="exemple")
    with duckdb.connect(str(before.path)) as connection:
        connection.execute("ALTER TABLE figure DROP COLUMN locator")
        connection.execute("DROP TABLE verdict")
        connection.execute("UPDATE work SET licence = 'CC0' WHERE id = 'survey'")
    assert diff_evidence(before.path, after.path) == [Change("changed", "work", "survey", "licence", "CC0", "")]
