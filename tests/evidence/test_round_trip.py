"""What is written is what is read, and the same input gives the same evidence."""

from __future__ import annotations

import json
import random
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from filiera.errors import EvidenceError
from filiera.evidence import Evidence, write_evidence
from filiera.evidence.content import canonical_content
from filiera.evidence.layout import engine_layout
from tests.evidence.sample import Rows, sample


def everything(evidence: Evidence) -> dict[str, list[dict[str, object]]]:
    return {name: evidence.rows(name) for name in engine_layout()}


def test_rows_come_back_in_address_order_with_defaults_and_hash(home: Path) -> None:
    version = write_evidence(sample(), home, pack="exemple")
    with Evidence.open(home) as evidence:
        figures = evidence.rows("figure")
        assert evidence.version == version
        assert evidence.rows("meta", key="pack")[0]["value"] == "exemple"
        assert evidence.rows("work", id="survey")[0]["is_primary"] is False
        assert evidence.rows("work", id="register")[0]["is_primary"] is True
        assert evidence.rows("producer")[0]["name"] == "Oficina d'estadística"
    assert [row["address"] for row in figures] == sorted(row["address"] for row in sample()["figure"])
    first = figures[0]
    assert (first["value"], first["number"], first["line"]) == ("1000.1", 1000.1, 10)
    assert first["wording_json"] == '{"ca":"la regió té {value} llits","en":"the region has {value} beds"}'
    assert (first["via"], first["note_json"]) == ("", "{}")
    assert list(first)[-1] == "row_hash" and len(str(first["row_hash"])) == 16
    assert figures[-1]["line"] is None, "missing stays missing"
    assert version.counts["figure"] == len(figures) == 7


def test_row_hash_is_that_of_the_canonical_json(home: Path) -> None:
    from hashlib import sha256

    write_evidence(sample(), home, pack="exemple")
    with Evidence.open(home) as evidence:
        for name, rows in everything(evidence).items():
            for row in rows:
                expected = row.pop("row_hash")
                text = json.dumps(row, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
                assert sha256(text.encode()).hexdigest()[:16] == expected, name


def test_two_builds_are_identical_row_for_row_and_byte_for_byte_in_parquet(tmp_path: Path) -> None:
    one = write_evidence(sample(), tmp_path / "one", pack="exemple")
    two = write_evidence(shuffled(sample(), seed=3), tmp_path / "two", pack="exemple")
    assert one.hash == two.hash and one.path.name == two.path.name
    with Evidence.at(one.path) as a, Evidence.at(two.path) as b:
        assert everything(a) == everything(b)
    names = sorted(file.name for file in one.parquet.iterdir())
    assert names == sorted(f"{name}.parquet" for name in engine_layout())
    for name in names:
        assert (one.parquet / name).read_bytes() == (two.parquet / name).read_bytes(), name


def test_parquet_holds_the_rows(home: Path) -> None:
    version = write_evidence(sample(), home, pack="exemple")
    file = str(version.parquet / "figure.parquet")
    found = duckdb.connect().execute("SELECT address, value FROM read_parquet(?)", [file]).fetchall()
    assert found == sorted((row["address"], row["value"]) for row in sample()["figure"])


def test_a_corrected_value_keeps_its_address_and_changes_its_hash(home: Path) -> None:
    before = write_evidence(sample(), home, pack="exemple")
    tables = sample()
    tables["figure"][2]["value"] = "1002.9"
    after = write_evidence(tables, home, pack="exemple")
    assert before.hash != after.hash
    with Evidence.at(before.path) as old, Evidence.at(after.path) as new:
        old_hashes = {row["address"]: row["row_hash"] for row in old.rows("figure")}
        new_hashes = {row["address"]: row["row_hash"] for row in new.rows("figure")}
    assert old_hashes.keys() == new_hashes.keys()
    assert [a for a in old_hashes if old_hashes[a] != new_hashes[a]] == ["claim/beds-00002"]


def test_the_pack_is_part_of_the_content() -> None:
    assert canonical_content(sample(), "one").hash != canonical_content(sample(), "two").hash


def test_empty_evidence_can_be_built(home: Path) -> None:
    assert write_evidence({}, home, pack="empty").counts["figure"] == 0
    with Evidence.open(home) as evidence:
        assert evidence.rows("figure") == []


@given(seed=st.integers(0, 10_000))
def test_order_of_rows_and_columns_never_matters(seed: int) -> None:
    assert canonical_content(shuffled(sample(), seed), "p") == canonical_content(sample(), "p")


HARD_TEXTS = ["null", "", " ", "2024-01-01", "1e5", "\x00", '"\\', "\n\r\t", "à😀\u2028", "{}", "x" * 100_000]


def test_hard_texts_survive(home: Path) -> None:
    rows = [{"id": f"c{n}", "broader": "", "pack": text} for n, text in enumerate(HARD_TEXTS)]
    write_evidence({"concept": rows}, home, pack="p")
    with Evidence.open(home) as evidence:
        found = {row["id"]: row["pack"] for row in evidence.rows("concept")}
    assert found == {row["id"]: row["pack"] for row in rows}


def test_a_row_longer_than_duckdb_usually_reads(home: Path) -> None:
    long = "x" * (17 * 2**20)
    write_evidence({"concept": [{"id": "c", "pack": long}]}, home, pack="p")
    with Evidence.open(home) as evidence:
        assert evidence.rows("concept")[0]["pack"] == long


@pytest.mark.parametrize(
    ("table", "row", "told"),
    [
        ("figures", {}, "figures: the store has no table 'figures'; use one of benchmark, chain, citation, concept"),
        (
            "work",
            {"id": "w", "titel": ""},
            "table work, row w: the table has no column titel; correct the row",
        ),
        ("work", {}, "table work, row ?: column id is missing, and has no default"),
        (
            "work",
            {"id": "w", "published": "2020"},
            "column published holds '2020', which is not a whole number",
        ),
        ("work", {"id": "w", "published": True}, "column published holds True, which is not a whole number"),
        ("work", {"id": "w", "published": 2**31}, "beyond what a 32-bit column can hold"),
        ("work", {"id": "w", "licence": None}, "column licence is empty, but must hold a value"),
        ("work", {"id": "w", "licence": 4}, "column licence holds 4, which is not text"),
        ("work", {"id": "w", "is_primary": 1}, "column is_primary holds 1, which is neither true nor false"),
        ("work", {"id": "w", "title_json": "{"}, "column title_json does not hold JSON"),
        ("work", {"id": "w", "title_json": object()}, "column title_json does not hold JSON"),
        ("work", {"id": "w", "url": "\ud800"}, "holds text that is not valid Unicode"),
        ("dimension", {"id": "d"}, "column exhaustive is missing, and has no default"),
        (
            "figure",
            {"address": "claim/a", "origin": "claim", "number": float("nan")},
            "what is missing is left",
        ),
    ],
)
def test_rows_that_do_not_fit_are_refused(home: Path, table: str, row: dict[str, object], told: str) -> None:
    with pytest.raises(EvidenceError) as refused:
        write_evidence({table: [row]}, home, pack="p")
    assert told in str(refused.value)
    assert not home.exists(), "nothing is written for rows that do not fit"


def test_two_rows_under_one_address_are_refused(home: Path) -> None:
    tables = sample()
    tables["verdict"].append({"figure": "claim/beds-00001", "verdict": "stale"})
    with pytest.raises(EvidenceError, match="table verdict, row claim/beds-00001: the table has two rows"):
        write_evidence(tables, home, pack="p")


def shuffled(tables: Rows, seed: int) -> Rows:
    chance = random.Random(seed)

    def anew(row: dict[str, object]) -> dict[str, object]:
        return dict(chance.sample(list(row.items()), len(row)))

    return {
        name: [anew(row) for row in chance.sample(tables[name], len(tables[name]))]
        for name in chance.sample(list(tables), len(tables))
    }
