"""Spark and this machine give the same links, for the same reasons: two executors, each a process of its own.

Runs with ``make test-spark``: Spark is not among what ``make test`` installs.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

pytest.importorskip("pyspark", reason="runs with make test-spark")

from filiera.registry.engines import linked, linked_by_processes, linker_for
from filiera.registry.on_spark import linked_by_spark, linking_on_spark
from filiera.registry.spark_session import spark_session
from tests.registry.contract import REGISTER, as_rows, in_parts, mentions

WHOLE = mentions(400)
MASTER = "local-cluster[2,1,1024]"


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A cluster on this machine: a master, two workers, and an executor of one processor and 1 GB in each."""
    from pyspark.sql import SparkSession

    folder = tmp_path_factory.mktemp("spark")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        patch.setenv("SPARK_WORKER_DIR", str(folder))
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        built = (
            SparkSession.builder.master(MASTER)
            .config("spark.ui.enabled", "false")
            .config("spark.sql.execution.arrow.maxRecordsPerBatch", "61")
            .getOrCreate()
        )
        built.sparkContext.setLogLevel("ERROR")
        yield built
        built.stop()


def here(*, explain: bool) -> list[tuple[object, ...]]:
    return as_rows(linked(linker_for(REGISTER), [WHOLE], explain=explain))


@pytest.mark.parametrize("explain", [False, True])
def test_all_engines_give_the_same_rows_in_the_same_order(session: Any, explain: bool) -> None:
    parts = in_parts(WHOLE, [150, 1, 90])
    whole = here(explain=explain)
    assert len(whole) > 100
    assert as_rows(linked_by_processes(linker_for(REGISTER), parts, explain=explain, processes=2)) == whole
    assert as_rows(linked_by_spark(session, REGISTER, parts, explain=explain)) == whole


@pytest.mark.parametrize("partitions", [1, 2, 7])
def test_partitions_change_nothing(session: Any, partitions: int) -> None:
    frame = session.createDataFrame(pa.Table.from_batches([WHOLE])).repartition(partitions)
    found = linking_on_spark(session, REGISTER, explain=True)(frame).toArrow().to_batches()
    rows = [tuple(row.values()) for batch in found for row in batch.to_pylist()]
    assert sorted(rows, key=str) == sorted(here(explain=True), key=str)


def test_columns_that_are_not_there_are_empty(session: Any) -> None:
    narrow = WHOLE.select(["mention_id", "name"])
    frame = session.createDataFrame(pa.Table.from_batches([narrow]))
    found = linking_on_spark(session, REGISTER)(frame).toArrow()
    assert found.num_rows > 100


def test_the_work_is_done_by_executors(session: Any) -> None:
    def processes(batches: Any) -> Iterator[pa.RecordBatch]:
        for _ in batches:
            yield pa.RecordBatch.from_pydict({"pid": [os.getpid()]})

    frame = session.createDataFrame(pa.Table.from_batches([WHOLE])).repartition(2)
    pids = {row.pid for row in frame.mapInArrow(processes, "pid long").collect()}
    assert os.getpid() not in pids
    assert session.sparkContext.master == MASTER


def test_the_command_gives_the_same_file(session: Any, tmp_path: Path) -> None:
    import csv

    from filiera.services.link import Engine, link_file

    register, names = tmp_path / "register.csv", tmp_path / "names.csv"
    with register.open("w", encoding="utf-8", newline="") as file:
        rows = [(entry.id, entry.names[0], entry.names[1], entry.city, entry.country) for entry in REGISTER.entries]
        csv.writer(file).writerows([("id", "name", "aliases", "city", "country"), *rows])
    with names.open("w", encoding="utf-8", newline="") as file:
        told = WHOLE.to_pylist()
        csv.writer(file).writerows([told[0].keys(), *(row.values() for row in told)])
    outs = {engine: tmp_path / f"{engine}.csv" for engine in Engine}
    reports = {engine: link_file(names, str(register), out, engine=engine) for engine, out in outs.items()}
    assert outs[Engine.SPARK].read_bytes() == outs[Engine.LOCAL].read_bytes()
    assert reports[Engine.SPARK].linked == reports[Engine.LOCAL].linked > 50


def test_a_session_that_runs_is_used_and_stays(session: Any) -> None:
    with spark_session() as found:
        assert found.sparkContext.applicationId == session.sparkContext.applicationId
    assert session.range(3).count() == 3
