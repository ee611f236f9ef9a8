"""Putting a build's content in place: beside the evidence in use, verified, then the pointer moves."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import msgspec

from filiera.durable import flush, flush_tree, remove
from filiera.errors import EvidenceError
from filiera.evidence.content import Content, Tables, canonical_content
from filiera.evidence.lock import build_lock
from filiera.evidence.parts import add_parts, parts_whole
from filiera.evidence.verification import verify_evidence
from filiera.evidence.versions import (
    FILE_NAME,
    KEPT,
    PARTS,
    Entry,
    EvidenceVersion,
    entry_from_file,
    file_name,
    read_pointer,
    version_of,
    write_pointer,
)
from filiera.evidence.writing import export_tables, exported_whole, write_database

_STAGING = "building"
_log = logging.getLogger(__name__)


def write_evidence(
    tables: Tables, home: Path, *, pack: str, parts: Mapping[str, Path] | None = None
) -> EvidenceVersion:
    """Makes ``tables`` the evidence in use; until the last step all readers see the one before.

    ``parts`` are folders of Parquet files that the tables name: rows of snapshots. Content that is there
    already, and still whole, is used again.
    """
    content = canonical_content(tables, pack)
    with _refusing_disk_faults(home):
        home.mkdir(parents=True, exist_ok=True)
        with build_lock(home):
            staging = home / _STAGING
            # Whatever lies there is of a build that died: this one holds the lock.
            remove(staging)
            staging.mkdir()
            try:
                return _put_in_place(content, home, staging, pack, parts or {})
            finally:
                remove(staging)


def _put_in_place(content: Content, home: Path, staging: Path, pack: str, parts: Mapping[str, Path]) -> EvidenceVersion:
    history = _history(home)
    known = {entry.hash: entry for entry in history}
    path = home / file_name(content.hash)
    reused = _whole(path, known.get(content.hash))
    if not reused:
        _make(content, path, staging)
    folder = path.with_suffix("")
    if not reused or not exported_whole(folder, content.counts) or not parts_whole(folder / PARTS, parts):
        _make_parquet(path if reused else staging / path.name, folder, staging, parts)
    if not reused:
        (staging / path.name).replace(path)
    flush(home)

    fresh = Entry(
        file=path.name,
        hash=content.hash,
        built_at=datetime.now(UTC).replace(microsecond=0),
        pack=pack,
        size=path.stat().st_size,
        counts=content.counts,
    )
    before = known.get(content.hash)
    if reused:
        fresh = msgspec.structs.replace(fresh, built_at=(before or entry_from_file(path)).built_at)
    kept = [entry for entry in history if entry.hash != content.hash][: KEPT - 1]
    # A file made anew under the same name is announced too: readers may have the damaged one open.
    if not reused or history[:1] != [fresh]:
        write_pointer(home, fresh, kept, by_way_of=staging / "pointer")
    _retire(home, {fresh.file, *(entry.file for entry in kept)})
    return version_of(home, fresh, reused=reused)


def _make(content: Content, path: Path, staging: Path) -> None:
    """Writes and verifies the new file in the staging folder, under the name that it will have."""
    database = staging / path.name
    write_database(content, database)
    verify_evidence(database)
    flush(database)


def _make_parquet(database: Path, folder: Path, staging: Path, parts: Mapping[str, Path]) -> None:
    exported = staging / folder.name
    export_tables(database, exported)
    add_parts(parts, exported / PARTS)
    flush_tree(exported)
    if folder.exists():
        # A folder cannot be renamed onto a full one: what a dead build left is moved out first.
        folder.rename(staging / "replaced")
    exported.rename(folder)


def _whole(path: Path, recorded: Entry | None) -> bool:
    """True where the file is there and passes; a damaged one is made anew, not an obstacle."""
    if not path.exists() or (recorded is not None and recorded.size != path.stat().st_size):
        return False
    try:
        verify_evidence(path)
    except EvidenceError as error:
        _log.warning("%s", error)
        return False
    return True


def _history(home: Path) -> list[Entry]:
    """The versions kept, newest first; after damage to the pointer, as far as the files tell."""
    try:
        pointer = read_pointer(home)
    except EvidenceError as error:
        _log.warning("%s", error)
        found = [entry_from_file(path) for path in home.iterdir() if FILE_NAME.fullmatch(path.name)]
        return sorted(found, key=lambda entry: (entry.built_at, entry.hash), reverse=True)
    if pointer is None:
        return []
    current = Entry(**{name: getattr(pointer, name) for name in Entry.__struct_fields__})
    return [entry for entry in (current, *pointer.previous) if (home / entry.file).exists()]


def _retire(home: Path, kept: set[str]) -> None:
    """Removes evidence that is no longer kept, and folders of tables whose file is gone."""
    for path in sorted(home.iterdir()):
        name = path.name if path.suffix else f"{path.name}.duckdb"
        if FILE_NAME.fullmatch(name) and name not in kept:
            try:
                remove(path)
            except OSError as error:
                # The new evidence stands; what could not be removed is tried again at the next build.
                _log.warning("%s: could not be removed (%s)", path, error)


@contextmanager
def _refusing_disk_faults(home: Path) -> Iterator[None]:
    try:
        yield
    except PermissionError as error:
        raise EvidenceError(
            "evidence may not be written here ({reason})",
            where=str(error.filename or home),
            remedy="set FILIERA_HOME to a folder that you may write; the evidence in use is not touched",
            words={"reason": os.strerror(error.errno or 0)},
        ) from error
    except (OSError, duckdb.Error) as error:
        raise EvidenceError(
            "the evidence could not be written ({problem})",
            where=str(home),
            remedy="see that the disk has room and the folder can be written, then build again;"
            " the evidence in use is not touched",
            words={"problem": str(error).splitlines()[0]},
        ) from error
