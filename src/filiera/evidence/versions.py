"""Which evidence there is: the pointer ``current``, the versions kept behind it, and the home they lie in."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import platformdirs

from filiera.durable import replace_file
from filiera.errors import EvidenceError, Phrase
from filiera.vocabulary.learned import learned

POINTER = "current"
KEPT = 3
PARTS = "parts"
FILE_NAME = re.compile(r"evidence-([0-9a-f]{16})\.duckdb")


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What the pointer records of one evidence file."""

    file: str
    hash: str
    built_at: datetime
    pack: str
    size: int
    """Bytes of the file: a file of another size was cut off or replaced."""
    counts: dict[str, int] = {}


@learned
class Pointer(Entry, frozen=True, kw_only=True):
    """The file ``current``: the evidence in use, then the versions kept, newest first."""

    previous: list[Entry] = []


class EvidenceVersion(msgspec.Struct, frozen=True):
    """One build's evidence: where it lies, the hash of its content, when it was made, rows per table."""

    path: Path
    hash: str
    built_at: datetime
    reused: bool
    """The build found that this evidence was there already."""
    counts: dict[str, int]
    pack: str = ""

    @property
    def parquet(self) -> Path:
        """The folder that holds the same tables as Parquet."""
        return self.path.with_suffix("")

    @property
    def parts(self) -> Path:
        """The folder that holds the rows of the snapshots that were read."""
        return self.parquet / PARTS


def filiera_home() -> Path:
    """The folder of all that Filiera builds: ``FILIERA_HOME``, or the platform's user data folder."""
    named = os.environ.get("FILIERA_HOME", "")
    if named:
        return Path(named).expanduser()
    return platformdirs.user_data_path("filiera", appauthor=False)


def file_name(content_hash: str) -> str:
    """The name of the file that holds the content with this hash."""
    return f"evidence-{content_hash}.duckdb"


def current_version(home: Path) -> EvidenceVersion | None:
    """The evidence in use, or None where nothing was built yet."""
    pointer = read_pointer(home)
    return None if pointer is None else version_of(home, pointer)


def kept_versions(home: Path) -> list[EvidenceVersion]:
    """The evidence in use and the versions kept behind it, newest first."""
    pointer = read_pointer(home)
    entries = [] if pointer is None else [pointer, *pointer.previous]
    return [version_of(home, entry) for entry in entries if (home / entry.file).exists()]


def read_pointer(home: Path) -> Pointer | None:
    """The pointer, or None where there is none."""
    path = home / POINTER
    try:
        pointer = msgspec.json.decode(path.read_bytes(), type=Pointer)
    except FileNotFoundError:
        return None
    except PermissionError as error:
        raise EvidenceError(
            "the pointer to the evidence may not be read by you",
            where=str(path),
            remedy="give your user the right to read it, or set FILIERA_HOME to a folder of your own",
        ) from error
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise _damaged_pointer(path, str(error)) from error
    # A name that leads out of the home is no name that a build has written.
    for entry in (pointer, *pointer.previous):
        if not FILE_NAME.fullmatch(entry.file):
            raise _damaged_pointer(path, Phrase("'{file}' is no evidence file", {"file": entry.file}))
    return pointer


def write_pointer(home: Path, entry: Entry, previous: list[Entry], *, by_way_of: Path) -> None:
    """Moves the pointer to ``entry`` in one step."""
    pointer = Pointer(
        file=entry.file,
        hash=entry.hash,
        built_at=entry.built_at,
        pack=entry.pack,
        size=entry.size,
        counts=entry.counts,
        previous=previous,
    )
    text = msgspec.json.format(msgspec.json.encode(pointer)) + b"\n"
    replace_file(home / POINTER, text, by_way_of=by_way_of)


def entry_from_file(path: Path) -> Entry:
    """What can be said of an evidence file that no pointer records."""
    found = path.stat()
    return Entry(
        file=path.name,
        hash=path.stem.removeprefix("evidence-"),
        built_at=datetime.fromtimestamp(found.st_mtime, UTC),
        pack="",
        size=found.st_size,
    )


def version_of(home: Path, entry: Entry, *, reused: bool = False) -> EvidenceVersion:
    """The entry as readers know it, with its full path."""
    return EvidenceVersion(home / entry.file, entry.hash, entry.built_at, reused, dict(entry.counts), entry.pack)


def _damaged_pointer(path: Path, reason: str | Phrase) -> EvidenceError:
    return EvidenceError(
        "the pointer to the evidence is damaged ({reason})",
        where=str(path),
        remedy="run 'filiera build': it writes the pointer anew, and the evidence files stay",
        words={"reason": reason},
    )
