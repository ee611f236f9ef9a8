"""The store of decisions: ``FILIERA_HOME/decisions``, a file to which lines are only ever added.

Beside it ``head.json`` says how many lines there are and the chain of the last, so that lines cut off at the end are
noticed too. A line that a dying process left half written is set aside by the next writer; all before it stand.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from filiera.durable import flush, locked, replace_file
from filiera.errors import DecisionError, Phrase
from filiera.registry.decision_lines import BEGINNING, Decision, chained, unchained
from filiera.registry.judgements import METHOD
from filiera.vocabulary.learned import learned

FOLDER = "decisions"
FILE = "decisions.jsonl"
HEAD = "head.json"
TORN = "torn"
PATIENCE = 10.0
"""Seconds for which a writer waits for another."""


@learned
class Head(msgspec.Struct, frozen=True):
    """How many lines were written, and the chain of the last."""

    n: int
    chain: str


@dataclass(frozen=True, slots=True)
class Decisions:
    """All that was decided in one home, in order."""

    lines: tuple[Decision, ...]
    chain: str
    whole: int
    """Bytes of the lines that are whole: what follows was torn off by a process that died."""
    torn: bytes = b""

    @property
    def version(self) -> str:
        """Names the state of the decisions: another line, another version."""
        return self.chain if self.lines else ""


def file_of(home: Path) -> Path:
    """The file that holds the decisions of a home."""
    return home / FOLDER / FILE


def read_decisions(home: Path) -> Decisions:
    """The decisions of ``home``; none where nobody has decided anything.

    Raises:
        DecisionError: a line was altered or cut, or the file cannot be read; names file and line.
    """
    path = file_of(home)
    try:
        # The head before the lines: a line that is added meanwhile only makes the file longer than the head says.
        head = _head(path.with_name(HEAD))
        content = path.read_bytes() if path.exists() else b""
    except OSError as error:
        raise DecisionError(
            "cannot be read: {reason}",
            where=str(path),
            remedy="give yourself the right to read it (filiera doctor)",
            words={"reason": error.strerror or str(error)},
        ) from error
    found = _read(path, content)
    _reaches(path, found, head)
    return found


def append(
    home: Path,
    decisions: Sequence[Decision],
    *,
    by: str,
    now: datetime,
    unless: Callable[[Decisions], None] | None = None,
) -> tuple[Decision, ...]:
    """Adds decisions, all or none, signed and dated; they are on the disk when this returns.

    ``unless`` looks at what stands there while nobody else can write, and raises where nothing is to be added.

    Raises:
        DecisionError: the decisions are damaged, another process keeps them for too long, or nothing can be written.
        ValueError: nobody signs.
    """
    if not by.strip() or by.strip() == METHOD or not by.isprintable():
        raise ValueError("a decision is signed by who decided")
    if not decisions:
        return ()
    path = file_of(home)
    with held(path.parent):
        found = read_decisions(home)
        if unless is not None:
            unless(found)
        _mend_end(path, found)
        at = max(f"{now:%Y-%m-%dT%H:%M:%SZ}", *(line.at for line in found.lines[-1:]), "")
        chain, written, block = found.chain, list[Decision](), b""
        for n, decision in enumerate(decisions, start=len(found.lines) + 1):
            signed = msgspec.structs.replace(decision, n=n, at=at, by=by.strip())
            line, chain = chained(signed, chain)
            written.append(signed)
            block += line
        _add(path, block)
        write_head(path, Head(len(found.lines) + len(written), chain))
    return tuple(written)


def write_head(path: Path, head: Head) -> None:
    """Says how far the lines of the file at ``path`` go."""
    replace_file(path.with_name(HEAD), msgspec.json.encode(head), by_way_of=path.with_name(f".{HEAD}.part"))


def _read(path: Path, content: bytes) -> Decisions:
    lines: list[Decision] = []
    chain, whole = BEGINNING, 0
    for number, line in enumerate(content.splitlines(keepends=True), start=1):
        read = unchained(line.rstrip(b"\n"), chain)
        if read is None and not line.endswith(b"\n"):
            return Decisions(tuple(lines), chain, whole, torn=line)
        if read is None or read[0].n != number:
            raise DecisionError(
                "this line was altered, or lines before it were taken out",
                where=Phrase("{path} line {n}", {"path": path, "n": number}),
                remedy="put the folder back from a backup; without one: filiera registry mend keeps every line that"
                " can still be read, and sets the damaged file aside",
            )
        lines.append(read[0])
        chain = read[1]
        whole += len(line)
    return Decisions(tuple(lines), chain, whole)


def _reaches(path: Path, found: Decisions, head: Head | None) -> None:
    """The lines go at least as far as the head says that they once did."""
    if head is not None and head.n > len(found.lines):
        raise DecisionError(
            "the last lines were cut off: {held} of {n} are there",
            where=Phrase("{path} line {n}", {"path": path, "n": len(found.lines) + 1}),
            remedy="put the folder back from a backup; without one: filiera registry mend goes on from the lines that"
            " are there",
            words={"held": len(found.lines), "n": head.n},
        )


def _head(path: Path) -> Head | None:
    """What the head says; None where there is none, as in a backup of the lines alone, or none that can be read."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Head)
    except (FileNotFoundError, msgspec.MsgspecError):
        return None


def _mend_end(path: Path, found: Decisions) -> None:
    """Sets aside what a process that died has left of a line; ends the last line where only its break is missing."""
    if found.torn:
        name = f"{TORN}-{len(found.lines) + 1}-{hashlib.sha256(found.torn).hexdigest()[:8]}"
        aside = path.with_name(name)
        aside.write_bytes(found.torn)
        flush(aside)
        with path.open("r+b") as file:
            file.truncate(found.whole)
    elif found.whole and not path.read_bytes().endswith(b"\n"):
        with path.open("ab") as file:
            file.write(b"\n")


def _add(path: Path, block: bytes) -> None:
    """Writes the block at the end; where that fails, the file is as it was."""
    new = not path.exists()
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        before = os.fstat(descriptor).st_size
        try:
            left = memoryview(block)
            while left:
                left = left[os.write(descriptor, left) :]
            os.fsync(descriptor)
        except OSError:
            os.ftruncate(descriptor, before)
            raise
    finally:
        os.close(descriptor)
    if new:
        flush(path.parent)


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Holds the decisions for one writer.

    Raises:
        DecisionError: another holds them for too long, or nothing can be written there.
    """
    try:
        with locked(folder, PATIENCE):
            yield
    except BlockingIOError:
        raise DecisionError(
            "another process is writing decisions", where=str(folder), remedy="try again when it has ended"
        ) from None
    except OSError as error:
        raise DecisionError(
            "cannot be written: {reason}; nothing was decided",
            where=str(folder),
            remedy="see to free space and permissions there (filiera doctor)",
            words={"reason": error.strerror or str(error)},
        ) from error
