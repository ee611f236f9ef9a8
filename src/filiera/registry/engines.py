"""Linking as a pure function from batch to batch, mapped over a stream of batches by one process or by several."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Protocol

import pyarrow as pa

from filiera.errors import UnavailableError
from filiera.registry.register import Register

BATCH = 2_000
"""Mentions that are linked at a time: any number gives the same, this one keeps all processors busy."""
AHEAD = 2
"""Batches that wait for each process, so that none is idle and no more than these are in memory."""


class Linking(Protocol):
    """What links: mentions in (``MENTIONS``), links out (``LINKS``), nothing remembered from batch to batch."""

    def link(self, mentions: pa.RecordBatch, *, explain: bool = False) -> pa.RecordBatch:
        """None, one or several rows a mention, in the order of the mentions."""
        ...


def linker_for(register: Register) -> Linking:
    """The linker over a register's organisations.

    Raises:
        UnavailableError: what linking needs is not installed.
    """
    try:
        from filiera.registry.linking import Linker
    except ImportError as error:
        raise UnavailableError(
            "linking is not installed", where=str(error.name), remedy="pip install 'filiera[match]'"
        ) from error
    return Linker(register)


def linked(linker: Linking, batches: Iterable[pa.RecordBatch], *, explain: bool = False) -> Iterator[pa.RecordBatch]:
    """The links of each batch, in this process."""
    for batch in batches:
        yield linker.link(batch, explain=explain)


def linked_by_processes(
    linker: Linking, batches: Iterable[pa.RecordBatch], *, explain: bool = False, processes: int | None = None
) -> Iterator[pa.RecordBatch]:
    """The same, by a pool of processes: in the order of the batches, with few of them in memory.

    Where the system can fork, the index that ``linker`` holds is shared with the processes, not copied.

    Raises:
        UnavailableError: a process was ended from outside, most often for want of memory.
    """
    many = processes or processors()
    forks = "fork" in multiprocessing.get_all_start_methods()
    # Else the counting of references would copy the index, page by page, into each process.
    gc.freeze()
    pool = ProcessPoolExecutor(
        many, multiprocessing.get_context("fork" if forks else None), initializer=_keep, initargs=(linker,)
    )
    waiting: deque[Future[pa.RecordBatch]] = deque()
    try:
        for batch in batches:
            waiting.append(pool.submit(_link, batch, explain))
            if len(waiting) > AHEAD * many:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool as error:
        raise UnavailableError(
            "a process that links was ended from outside",
            remedy="give it more memory, or link against a smaller register; nothing was written",
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)
        gc.unfreeze()


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


_kept: list[Linking] = []


def _keep(linker: Linking) -> None:
    _kept[:] = [linker]


def _link(batch: pa.RecordBatch, explain: bool) -> pa.RecordBatch:
    return _kept[0].link(batch, explain=explain)
