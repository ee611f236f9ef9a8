"""Questions to the store."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from filiera.errors import EvidenceError
from filiera.evidence import Evidence, write_evidence
from tests.evidence.sample import sample


@pytest.fixture
def evidence(home: Path) -> Iterator[Evidence]:
    write_evidence(sample(), home, pack="exemple")
    with Evidence.open(home) as opened:
        yield opened


def test_tables_are_filtered_by_value_by_list_and_by_nothing(evidence: Evidence) -> None:
    assert [r["line"] for r in evidence.rows("figure", address="claim/beds-00004")] == [14]
    several = ["claim/beds-00004", "claim/beds-00001", "claim/none"]
    assert [r["line"] for r in evidence.rows("figure", address=several)] == [11, 14]
    assert [r["address"] for r in evidence.rows("figure", line=None)] == ["observation/beds-2014"]
    assert evidence.rows("figure", origin="claim", period="1900") == []


def test_the_ledger_is_in_reading_order_with_verdict_and_heading(evidence: Evidence) -> None:
    ledger = evidence.rows("ledger")
    assert [row["line"] for row in ledger] == [10, 11, 12, 13, 14, 15]
    assert {row["verdict"] for row in ledger} == {"consistent"}
    assert {row["findings"] for row in ledger} == {1}
    assert {row["publication_published"] for row in ledger} == {2023}


def test_citations_name_work_producer_and_footnote_once(evidence: Evidence) -> None:
    (cited,) = evidence.rows("citations_of_figure", figure="claim/beds-00000")
    assert (cited["id"], cited["producer_name"]) == ("register", "Oficina d'estadística")
    assert (cited["footnote_mark"], cited["footnote_printed"], cited["footnote_line"]) == (7, "Reg.", 90)


def test_figures_beside_state_the_same_thing(evidence: Evidence) -> None:
    beside = evidence.rows("figures_beside", figure="claim/beds-00000")
    assert len(beside) == 6
    assert beside[0]["address"] == "observation/beds-2014", "the earliest first"
    assert "claim/beds-00000" not in {row["address"] for row in beside}


def test_questions_that_make_no_sense_are_refused(evidence: Evidence) -> None:
    with pytest.raises(EvidenceError, match="neither a table nor a question 'ledgers'; use one of benchmark"):
        evidence.rows("ledgers")
    with pytest.raises(EvidenceError, match="table figure: there is no column place; use one of address"):
        evidence.rows("figure", place="EX1")
    with pytest.raises(EvidenceError, match="evidence, citations_of_figure: the question cannot be answered"):
        evidence.rows("citations_of_figure")
    with pytest.raises(EvidenceError, match="evidence, figure: the question cannot be answered"):
        evidence.rows("figure", line="ten")


def test_values_are_never_read_as_sql(evidence: Evidence) -> None:
    assert evidence.rows("figure", address="' OR ''='") == []


def test_a_closed_reader_says_so(evidence: Evidence) -> None:
    evidence.close()
    with pytest.raises(EvidenceError, match="was closed"):
        evidence.rows("figure")


def test_threads_read_whole_editions_while_the_pointer_moves(home: Path) -> None:
    write_evidence(sample(0), home, pack="exemple")
    faults: list[BaseException | set[object]] = []
    ended = threading.Event()

    with Evidence.open(home) as evidence:

        def read() -> None:
            try:
                while not ended.is_set():
                    evidence.follow()
                    editions = {str(row["value"])[-1] for row in evidence.rows("figure", origin="claim")}
                    if len(editions) != 1:
                        faults.append(set(editions))
            except BaseException as error:
                faults.append(error)

        readers = [threading.Thread(target=read) for _ in range(2)]
        for reader in readers:
            reader.start()
        for edition in range(1, 6):
            write_evidence(sample(edition), home, pack="exemple")
        ended.set()
        for reader in readers:
            reader.join()
        evidence.follow()
        assert evidence.rows("meta", key="edition")[0]["value"] == "5"
    assert faults == []
