"""Engines: whoever maps the linker over the batches, and however they are cut, the links are the same."""

from __future__ import annotations

import ast
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import hypothesis.strategies as st
import pyarrow as pa
import pytest
from hypothesis import given, settings

pytest.importorskip("rapidfuzz", reason="the extra match is not installed")

from filiera.errors import UnavailableError
from filiera.registry.engines import linked, linked_by_processes, linker_for
from filiera.registry.tables import LINKS
from tests.registry.contract import REGISTER, as_rows, in_parts, mentions

ROOT = Path(__file__).resolve().parents[2]
LINKER = linker_for(REGISTER)
WHOLE = mentions(300)


@pytest.mark.parametrize("explain", [False, True])
def test_something_is_linked_asked_and_left(explain: bool) -> None:
    rows = as_rows(linked(LINKER, [WHOLE], explain=explain))
    assert len({row[0] for row in rows}) > 100
    assert {row[3] for row in rows} >= {"link"}
    assert all(row[4] for row in rows)


@settings(max_examples=30)
@given(sizes=st.lists(st.integers(1, 120), max_size=20), explain=st.booleans())
def test_cutting_changes_nothing(sizes: list[int], explain: bool) -> None:
    whole = as_rows(linked(LINKER, [WHOLE], explain=explain))
    assert as_rows(linked(LINKER, in_parts(WHOLE, sizes), explain=explain)) == whole


@pytest.mark.parametrize("size", [1, 37, 150, 1000])
@pytest.mark.parametrize("processes", [1, 3])
def test_processes_give_the_same_in_the_same_order(size: int, processes: int) -> None:
    parts = in_parts(WHOLE, [size] * 300)
    found = linked_by_processes(LINKER, parts, explain=True, processes=processes)
    assert as_rows(found) == as_rows(linked(LINKER, [WHOLE], explain=True))


_LINKS_OF_A_FRESH_PROCESS = """
from filiera.registry.engines import linked, linker_for
from tests.registry.contract import REGISTER, as_rows, mentions
print(as_rows(linked(linker_for(REGISTER), [mentions(300)], explain=True)))
"""


@pytest.mark.parametrize("seed", ["0", "1", "2"])
def test_processes_that_hash_words_differently_give_the_same(seed: str) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(["src", "."])}
    command = [sys.executable, "-c", _LINKS_OF_A_FRESH_PROCESS]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=ROOT, check=True)
    assert ast.literal_eval(done.stdout) == as_rows(linked(LINKER, [WHOLE], explain=True))


def test_no_mention_gives_no_link() -> None:
    assert as_rows(linked_by_processes(LINKER, [])) == []
    assert as_rows(linked(LINKER, [WHOLE.slice(0, 0)])) == []


def test_batches_are_taken_as_they_are_needed() -> None:
    taken = 0

    def batches() -> Iterator[pa.RecordBatch]:
        nonlocal taken
        for part in in_parts(WHOLE, [5] * 60):
            taken += 1
            yield part

    links = linked_by_processes(LINKER, batches(), processes=2)
    next(links)
    assert taken <= 6
    links.close()  # type: ignore[attr-defined]


class Dying:
    """A linker whose process is ended from outside, as one that takes too much memory is."""

    def link(self, batch: pa.RecordBatch, *, explain: bool = False) -> pa.RecordBatch:
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError


@pytest.mark.skipif(sys.platform == "win32", reason="has no such signal")
def test_a_process_that_dies_is_told_with_a_remedy() -> None:
    with pytest.raises(UnavailableError, match="ended from outside") as caught:
        list(linked_by_processes(Dying(), in_parts(WHOLE, [100] * 3), processes=2))
    assert "memory" in caught.value.remedy


class Failing:
    """A linker with a fault."""

    def link(self, batch: pa.RecordBatch, *, explain: bool = False) -> pa.RecordBatch:
        raise ZeroDivisionError("the fault itself")


def test_a_fault_is_not_swallowed() -> None:
    with pytest.raises(ZeroDivisionError, match="the fault itself"):
        list(linked_by_processes(Failing(), [WHOLE], processes=1))


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "filiera.registry.linking", None)
    with pytest.raises(UnavailableError, match="linking is not installed") as caught:
        linker_for(REGISTER)
    assert "filiera[match]" in caught.value.remedy


def test_links_keep_their_schema_where_there_is_none() -> None:
    assert LINKER.link(WHOLE.slice(0, 0)).schema.equals(LINKS)
