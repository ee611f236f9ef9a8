"""A file that was altered, or whose addresses lead nowhere, does not pass."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from filiera.errors import EvidenceError
from filiera.evidence import Evidence, verify_evidence, write_evidence
from filiera.evidence.layout import engine_layout
from filiera.evidence.references import REFERENCES
from tests.evidence.sample import sample


@pytest.mark.parametrize(
    ("table", "row", "column", "value", "told"),
    [
        (
            "citation",
            0,
            "work",
            "nowhere",
            "table citation, row claim/beds-00000 · 1: work 'nowhere' is not in table work",
        ),
        (
            "citation",
            1,
            "figure",
            "claim/gone",
            "row claim/gone · 1: figure 'claim/gone' is not in table figure",
        ),
        (
            "figure",
            3,
            "indicator",
            "beeds",
            "table figure, row claim/beds-00003: indicator 'beeds' is not in table indicator",
        ),
        ("figure", -1, "work", "nowhere", "row observation/beds-2014: work 'nowhere' is not in table work"),
        ("figure", 0, "section", "roof", "publication and section 'roof' is not in table section"),
        ("figure", 0, "territory", "XX", "territory 'XX' is not in table territory"),
        ("figure", 0, "origin", "rumour", "the address does not begin with the origin 'rumour'"),
        (
            "footnote",
            1,
            "work",
            "nowhere",
            "table footnote, row report · 2: work 'nowhere' is not in table work",
        ),
        ("finding", 2, "operands_json", ["claim/gone"], "the operand 'claim/gone' is no figure"),
        ("work", 0, "producer", "", "table work, row register: producer '' is not in table producer"),
        ("organisation", 0, "kind", "castle", "kind 'castle' is not in table organisation_kind"),
        ("reconciliation", 0, "figure", "claim/gone", "figure 'claim/gone' is not in table figure"),
    ],
)
def test_an_address_that_leads_nowhere_stops_the_build(
    home: Path, table: str, row: int, column: str, value: object, told: str
) -> None:
    tables = sample()
    tables[table][row][column] = value
    with pytest.raises(EvidenceError) as refused:
        write_evidence(tables, home, pack="exemple")
    assert told in str(refused.value)
    assert "correct the row where it is made" in refused.value.remedy
    assert "building" not in refused.value.where, "the reader is told the file's name, not where it was staged"


def test_references_name_tables_and_columns_that_exist() -> None:
    layout = engine_layout()
    for reference in REFERENCES:
        assert set(reference.columns) <= {column.name for column in layout[reference.table].columns}
        assert reference.target_key == layout[reference.target].key


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        (
            "UPDATE figure SET value = '7' WHERE address = 'claim/beds-00001'",
            "table figure, row claim/beds-00001: the row is not the one that was written",
        ),
        ("UPDATE figure SET number = number * 10", "table figure, row claim/beds-00000: the row is not"),
        (
            "DELETE FROM verdict WHERE figure = 'claim/beds-00001'",
            "rows were added or removed after the build",
        ),
        ("UPDATE seal SET hash = '0'", "rows were added or removed after the build"),
        ("DELETE FROM seal", "rows were added or removed after the build"),
        ("DROP TABLE parameter", "the tables are not those of this version of the engine"),
        ("ALTER TABLE parameter ADD COLUMN colour TEXT", "the tables are not those of this version"),
    ],
)
def test_an_altered_file_does_not_pass(home: Path, statement: str, told: str) -> None:
    version = write_evidence(sample(), home, pack="exemple")
    with duckdb.connect(str(version.path)) as connection:
        connection.execute(statement)
    with pytest.raises(EvidenceError) as refused:
        verify_evidence(version.path)
    assert told in str(refused.value)
    assert "run 'filiera build'" in str(refused.value)


def test_counts_are_checked_against_meta(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the build itself had not counted: all hashes fit, the counts do not."""
    monkeypatch.setattr("filiera.evidence.content.COUNT_KEY", "lines/")
    with pytest.raises(EvidenceError) as refused:
        write_evidence(sample(), home, pack="exemple")
    assert "table meta, row rows/benchmark: table benchmark holds 0 rows where meta says nothing" in str(refused.value)


def test_counts_cannot_be_given(home: Path) -> None:
    tables = sample()
    tables["meta"].append({"key": "rows/verdict", "value": "5"})
    with pytest.raises(EvidenceError, match="row rows/verdict: the table has two rows under one address"):
        write_evidence(tables, home, pack="exemple")


def test_a_file_under_another_evidence_name_does_not_pass(home: Path) -> None:
    version = write_evidence(sample(), home, pack="exemple")
    other = version.path.with_name("evidence-0123456789abcdef.duckdb")
    version.path.rename(other)
    with pytest.raises(EvidenceError, match=f"the content is that of evidence-{version.hash}"):
        verify_evidence(other)


def test_a_copy_under_a_free_name_passes_and_opens(home: Path, tmp_path: Path) -> None:
    version = write_evidence(sample(), home, pack="exemple")
    copy = tmp_path / "last year's.duckdb"
    copy.write_bytes(version.path.read_bytes())
    verify_evidence(copy)
    with Evidence.at(copy) as evidence:
        assert (evidence.version.hash, evidence.version.pack) == (version.hash, "exemple")
        assert evidence.version.counts == version.counts


def test_evidence_of_another_version_of_the_engine_is_refused(home: Path) -> None:
    version = write_evidence(sample(), home, pack="exemple")
    with duckdb.connect(str(version.path)) as connection:
        connection.execute("UPDATE seal SET layout = 'older'")
    with pytest.raises(EvidenceError, match=r"written by another version of the engine.*run 'filiera build'"):
        Evidence.at(version.path)
