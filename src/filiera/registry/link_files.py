"""Links written to a file as they come: csv, jsonl or parquet, put in its place only when it is whole."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq

from filiera.durable import flush
from filiera.errors import UsageError
from filiera.registry.tables import LINKS

Write = Callable[[pa.RecordBatch], None]
FORMATS = (".csv", ".jsonl", ".parquet")


@contextmanager
def links_file(path: Path) -> Iterator[Write]:
    """Writes batches of ``LINKS``; what lay at ``path`` is replaced at the end, and stays where the work fails.

    Raises:
        UsageError: the format is unknown, or the folder cannot be written to.
    """
    writers = {".csv": _csv, ".jsonl": _json_lines, ".parquet": _parquet}
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise UsageError(
            "is of no format that links are written in",
            where=str(path),
            remedy="one of: {names}",
            words={"names": ", ".join(FORMATS)},
        )
    with in_its_place(path) as beside, writer(beside) as write:
        yield write


@contextmanager
def in_its_place(path: Path) -> Iterator[Path]:
    """A file to write beside ``path``, which takes its place when nothing went wrong.

    Raises:
        UsageError: the folder is not there or cannot be written to.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        if path.is_dir():
            raise IsADirectoryError(21, "it is a folder")
        beside.touch()
        yield beside
        flush(beside)
        beside.replace(path)
        flush(path.parent)
    except OSError as error:
        raise UsageError(
            "cannot be written: {problem}",
            where=str(path),
            remedy="choose a file in a folder that exists and has room",
            words={"problem": error.strerror or str(error)},
        ) from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


@contextmanager
def _csv(path: Path) -> Iterator[Write]:
    with pc.CSVWriter(path, LINKS) as writer:
        yield writer.write


@contextmanager
def _parquet(path: Path) -> Iterator[Write]:
    with pq.ParquetWriter(path, LINKS, compression="zstd") as writer:
        yield lambda batch: writer.write_batch(batch) if batch.num_rows else None


@contextmanager
def _json_lines(path: Path) -> Iterator[Write]:
    encode = msgspec.json.Encoder().encode_lines
    with path.open("wb") as file:

        def write(batch: pa.RecordBatch) -> None:
            file.write(encode(batch.to_pylist()))

        yield write
