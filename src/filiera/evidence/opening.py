"""Opening the evidence in use, or one file of it, as far as a quick look can tell that it is whole."""

from __future__ import annotations

from pathlib import Path

import duckdb
import msgspec

from filiera.errors import EvidenceError, Phrase
from filiera.evidence.content import COUNT_KEY
from filiera.evidence.layout import engine_layout, fingerprint
from filiera.evidence.readonly import REBUILD, open_readonly, refusing_damage
from filiera.evidence.versions import (
    EvidenceVersion,
    Pointer,
    entry_from_file,
    read_pointer,
    version_of,
)


def open_current(home: Path) -> tuple[EvidenceVersion, duckdb.DuckDBPyConnection]:
    """The evidence that the pointer names. Where it is damaged, the error says what else is there."""
    pointer = read_pointer(home)
    if pointer is None:
        raise EvidenceError("no evidence was built here yet", where=str(home), remedy="run 'filiera build'")
    try:
        _check_size(home / pointer.file, pointer.size)
        found, connection = open_file(home / pointer.file)
        if found.hash != pointer.hash:
            connection.close()
            raise EvidenceError(
                "the evidence file holds {hash}, not what the build wrote",
                where=str(found.path),
                remedy=REBUILD,
                words={"hash": found.hash},
            )
    except EvidenceError as error:
        raise EvidenceError(
            error.message, where=error.where, remedy=_with_the_one_before(error.advice, home, pointer)
        ) from error
    return version_of(home, pointer), connection


def open_file(path: Path) -> tuple[EvidenceVersion, duckdb.DuckDBPyConnection]:
    """The evidence in one file, whatever its name."""
    connection = open_readonly(path)
    try:
        with refusing_damage(path):
            hash_and_layout = connection.execute("SELECT hash, layout FROM seal").fetchone()
            meta = dict(connection.execute("SELECT key, value FROM meta").fetchall())
            entry = entry_from_file(path)
        if hash_and_layout is None or hash_and_layout[1] != fingerprint(engine_layout()):
            raise EvidenceError(
                "this evidence was written by another version of the engine", where=str(path), remedy=REBUILD
            )
        counts = {key.removeprefix(COUNT_KEY): int(meta[key]) for key in meta if key.startswith(COUNT_KEY)}
        entry = msgspec.structs.replace(
            entry, hash=hash_and_layout[0], pack=meta.get("pack", ""), counts=counts | {"meta": len(meta)}
        )
    except BaseException:
        connection.close()
        raise
    return version_of(path.parent, entry), connection


def _check_size(path: Path, expected: int) -> None:
    with refusing_damage(path):
        size = path.stat().st_size
    if size != expected:
        raise EvidenceError(
            "the evidence file is damaged (it has {size} bytes where the build wrote {expected})",
            where=str(path),
            remedy=REBUILD,
            words={"size": size, "expected": expected},
        )


def _with_the_one_before(remedy: Phrase, home: Path, pointer: Pointer) -> Phrase:
    older = next((entry for entry in pointer.previous if (home / entry.file).exists()), None)
    if older is None:
        return remedy
    words = {"remedy": remedy, "file": older.file, "date": f"{older.built_at:%Y-%m-%d %H:%M}"}
    return Phrase("{remedy} (the one before is {file} of {date})", words)
