"""Any file of names linked to any register: the tool behind ``filiera link``."""

from __future__ import annotations

import csv
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import pyarrow as pa

from filiera.errors import Translate, UsageError
from filiera.registry.engines import BATCH, linked, linked_by_processes, linker_for
from filiera.registry.link_files import in_its_place, links_file
from filiera.registry.reading_registers import read_register
from filiera.registry.register import Register
from filiera.registry.tables import Tier
from filiera.services.matching import hub_register
from filiera.services.mention_files import read_mentions
from filiera.services.mentions_checked import Problem, mention_batches
from filiera.services.store import open_evidence

PACK = "pack"
SHOWN = 10
"""Problems that are kept for showing; all of them go into the file of problems."""
_HEADER = ("row", "mention_id", "name", "refused", "problem", "remedy")


class Engine(StrEnum):
    """What does the work."""

    LOCAL = "local"
    SPARK = "spark"


@dataclass(slots=True)
class LinkReport:
    """What was linked: every row of the file is either a mention that was linked, to ask or left, or refused."""

    register: str
    version: str
    organisations: int
    out: Path
    rows: int = 0
    linked: int = 0
    """Mentions that mean an organisation, or several, surely enough."""
    ask: int = 0
    """Mentions of which a person decides."""
    links: int = 0
    """Rows written."""
    refused: int = 0
    doubtful: int = 0
    """Mentions that were linked without a cell that cannot be used."""
    problems: list[Problem] = field(default_factory=list)
    """The first of them."""
    problems_file: Path | None = None
    seconds: float = 0.0
    index_seconds: float = 0.0

    @property
    def left(self) -> int:
        """Mentions of no organisation that is known."""
        return self.rows - self.refused - self.linked - self.ask


def link_file(
    mentions: Path,
    against: str,
    out: Path,
    *,
    engine: Engine = Engine.LOCAL,
    explain: bool = False,
    translate: Translate = str,
    progress: Callable[[int], None] = lambda done: None,
) -> LinkReport:
    """Link the names in a file to the organisations of a register, and write the links to ``out``.

    Args:
        mentions: csv, jsonl or parquet with the columns mention_id and name, and any of city, country, codes.
        against: ``pack`` (the organisations of the evidence in use), or a file that ``read_register`` reads.
        out: csv, jsonl or parquet; replaced only when all is linked.
        engine: processes of this machine, or Spark.
        explain: also write the candidates that were left.
        translate: the reader's language, for the file of problems.
        progress: told how many mentions are done.

    Raises:
        UsageError: a file that is not there or cannot be read or written; a column that is missing.
        SourceError: the register cannot be read.
        UnavailableError: what linking, or Spark, needs is not installed.
    """
    started = time.perf_counter()
    _differ(mentions, against, out)
    register = _register(against)
    with ExitStack() as stack:
        write = stack.enter_context(links_file(out))
        problems = stack.enter_context(_ProblemsFile(out.with_name(f"{out.name}.problems.csv"), translate))
        report = LinkReport(register.name, register.version, len(register.entries), out)
        batches = mention_batches(read_mentions(mentions), problems.note, BATCH)
        answers = _answers(engine, register, _counted(batches, report), explain, report, stack)
        tally = _Tally()
        for links in answers:
            write(links)
            tally.add(links)
            progress(report.rows)
        report.linked, report.ask, report.links = tally.result()
        report.refused, report.doubtful = problems.refused, problems.doubtful
        report.problems = problems.first
        report.rows += report.refused
    report.problems_file = problems.path if problems.refused or problems.doubtful else None
    report.seconds = time.perf_counter() - started
    return report


def _differ(mentions: Path, against: str, out: Path) -> None:
    for other in (mentions, Path(against)):
        if out.exists() and other.exists() and out.samefile(other):
            raise UsageError("would be overwritten", where=str(out), remedy="choose another name for the links")


def _register(against: str) -> Register:
    if against != PACK:
        return read_register(Path(against))
    with open_evidence() as evidence:
        return hub_register(evidence)


def _counted(batches: Iterable[pa.RecordBatch], report: LinkReport) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        report.rows += batch.num_rows
        yield batch


def _answers(
    engine: Engine,
    register: Register,
    batches: Iterator[pa.RecordBatch],
    explain: bool,
    report: LinkReport,
    stack: ExitStack,
) -> Iterator[pa.RecordBatch]:
    if engine is Engine.SPARK:
        from filiera.registry.on_spark import linked_by_spark
        from filiera.registry.spark_session import spark_session

        session = stack.enter_context(spark_session())
        return linked_by_spark(session, register, batches, explain=explain)
    began = time.perf_counter()
    linker = linker_for(register)
    report.index_seconds = time.perf_counter() - began
    first = list(_first(batches, 2))
    if len(first) < 2:
        return linked(linker, first, explain=explain)
    return linked_by_processes(linker, _again(first, batches), explain=explain)


def _first(batches: Iterator[pa.RecordBatch], many: int) -> Iterator[pa.RecordBatch]:
    for _ in range(many):
        batch = next(batches, None)
        if batch is not None:
            yield batch


def _again(first: list[pa.RecordBatch], rest: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    yield from first
    yield from rest


class _Tally:
    """Counts mentions by the best tier of their rows, which stand together."""

    def __init__(self) -> None:
        self._best: Counter[str] = Counter()
        self._rows = 0

    def add(self, links: pa.RecordBatch) -> None:
        best: dict[str, str] = {}
        for id, tier in zip(links.column("mention_id").to_pylist(), links.column("tier").to_pylist(), strict=True):
            if best.get(id) != Tier.LINK and tier != Tier.LEAVE:
                best[id] = tier
        self._best.update(best.values())
        self._rows += links.num_rows

    def result(self) -> tuple[int, int, int]:
        return self._best[Tier.LINK], self._best[Tier.ASK], self._rows


class _ProblemsFile:
    """The rows that were refused or doubted, written as they come; no file where there is none."""

    def __init__(self, path: Path, translate: Translate) -> None:
        self.path = path
        self.refused = self.doubtful = 0
        self.first: list[Problem] = []
        self._translate = translate
        self._stack = ExitStack()
        self._write: Callable[[list[object]], object] | None = None

    def __enter__(self) -> _ProblemsFile:
        return self

    def __exit__(self, *problem: object) -> None:
        self._stack.__exit__(*problem)  # type: ignore[arg-type]
        if self._write is None and not any(problem):
            self.path.unlink(missing_ok=True)

    def note(self, problem: Problem) -> None:
        if self._write is None:
            beside = self._stack.enter_context(in_its_place(self.path))
            file = self._stack.enter_context(beside.open("w", encoding="utf-8", newline=""))
            self._write = csv.writer(file).writerow
            self._write(list(_HEADER))
        self.refused += problem.refused
        self.doubtful += not problem.refused
        if len(self.first) < SHOWN:
            self.first.append(problem)
        told = [problem.what.said(self._translate), problem.remedy.said(self._translate)]
        self._write([problem.row, problem.mention_id, problem.name, "yes" if problem.refused else "no", *told])
