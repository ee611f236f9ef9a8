"""The same linking on Apache Spark: ``mapInArrow`` over the same function, the register broadcast to the executors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from filiera.registry.engines import Linking, linker_for
from filiera.registry.register import Register
from filiera.registry.tables import LINKS, MENTIONS

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

COLUMNS = "mention_id string, organisation_id string, score double, tier string, reason string"
"""``LINKS`` in Spark's words."""
WINDOW = 50_000
"""Mentions that the driver hands over at a time, where it reads them itself."""


def linking_on_spark(
    session: SparkSession, register: Register, *, explain: bool = False
) -> Callable[[DataFrame], DataFrame]:
    """A function from a frame of mentions (columns of ``MENTIONS``) to a frame of their links (``LINKS``).

    The register is broadcast once; each Python worker of an executor builds the index when it first needs it, and
    keeps it. ``filiera[match]`` must be installed where the executors run.
    """
    sent = session.sparkContext.broadcast(register)

    def link(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            yield linker_kept(sent.value).link(as_mentions(batch), explain=explain)

    def links(mentions: DataFrame) -> DataFrame:
        return mentions.mapInArrow(link, COLUMNS)

    return links


def linked_by_spark(
    session: SparkSession, register: Register, batches: Iterable[pa.RecordBatch], *, explain: bool = False
) -> Iterator[pa.RecordBatch]:
    """The links of batches that the driver reads, in their order, with one window of them in memory."""
    links = linking_on_spark(session, register, explain=explain)
    for window in _windows(batches):
        found = links(session.createDataFrame(window)).toArrow().cast(LINKS)
        yield from found.combine_chunks().to_batches()


def as_mentions(batch: pa.RecordBatch) -> pa.RecordBatch:
    """A batch with the columns of ``MENTIONS`` in their order; those that it lacks are empty."""
    columns: list[Any] = [
        batch.column(field.name).cast(field.type)
        if field.name in batch.schema.names
        else pa.nulls(batch.num_rows, field.type)
        for field in MENTIONS
    ]
    return pa.RecordBatch.from_arrays(columns, schema=MENTIONS)


_kept: dict[str, Linking] = {}


def linker_kept(register: Register) -> Linking:
    """The linker over a register, built once in this process; the one before it is let go."""
    if register.version not in _kept:
        _kept.clear()
        _kept[register.version] = linker_for(register)
    return _kept[register.version]


def _windows(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
    window: list[pa.RecordBatch] = []
    for batch in batches:
        window.append(batch)
        if sum(each.num_rows for each in window) >= WINDOW:
            yield pa.Table.from_batches(window)
            window = []
    if window:
        yield pa.Table.from_batches(window)
