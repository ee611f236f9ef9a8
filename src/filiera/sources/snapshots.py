"""The store of what was fetched: bytes as they came, named by their hash, each with a note of where they are from.

``<root>/<data set>/<sha256><suffix>`` and ``<sha256>.json`` beside it, neither ever changed; ``<sha256>.seen``
gets a line whenever the publisher gives, or confirms, the same bytes again. Other bytes are another vintage.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from filiera.durable import flush, replace_file
from filiera.errors import SourceError
from filiera.sources.arrived import Got
from filiera.sources.fetching import Known
from filiera.sources.locking import held_alone

FOLDER = "snapshots"
ARRIVING = ".arriving"
DAMAGED = "damaged"
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,120}")
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}(?:\.(?:gz|bz2|xz|zip))?$")
_OWN = (".json", ".seen")
"""Endings of the store's own files."""
_BYTES = re.compile(r"([0-9a-f]{64})(?:\..+)?")


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of the bytes of one vintage."""

    dataset: str
    url: str
    """Without user names, keys and tokens."""
    fetched_at: str
    sha256: str
    size: int
    file: str
    protocol: str
    etag: str = ""
    last_modified: str = ""
    content_type: str = ""
    vintage: str = ""
    """The date that the publisher states for the file; empty where it states none."""


class Seen(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The publisher gave or confirmed the same bytes again."""

    at: str
    etag: str = ""
    last_modified: str = ""


class Store:
    """The snapshots below one folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def folder(self, dataset: str) -> Path:
        """Where the snapshots of a data set lie.

        Raises:
            SourceError: its id is no name for a folder.
        """
        if not _NAME.fullmatch(dataset):
            raise SourceError(
                "is no name for a data set",
                where=dataset,
                remedy="use small letters, digits, '.', '-' and '_'",
            )
        return self.root / dataset

    def path(self, snapshot: Snapshot) -> Path:
        """Where its bytes lie."""
        return self.folder(snapshot.dataset) / snapshot.file

    def vintages(self, dataset: str) -> list[Snapshot]:
        """All that is held of a data set, in the order in which the publisher last gave them."""
        found = []
        for path in self.folder(dataset).glob("*.json"):
            with suppress(OSError, msgspec.MsgspecError, UnicodeDecodeError):
                snapshot = msgspec.json.decode(path.read_bytes(), type=Snapshot)
                if snapshot.sha256 == path.stem and self.path(snapshot).is_file():
                    found.append(snapshot)
        return sorted(found, key=lambda each: (self.last_seen(each).at, each.fetched_at, each.sha256))

    def newest(self, dataset: str) -> Snapshot | None:
        """What the publisher gave last, as far as it is held."""
        return next(reversed(self.vintages(dataset)), None)

    def last_seen(self, snapshot: Snapshot) -> Seen:
        """When, and with which marks, the publisher last gave these bytes."""
        last = Seen(at=snapshot.fetched_at, etag=snapshot.etag, last_modified=snapshot.last_modified)
        with suppress(OSError):
            for line in self._seen(snapshot).read_bytes().splitlines():
                with suppress(msgspec.MsgspecError, UnicodeDecodeError):
                    last = msgspec.json.decode(line, type=Seen)
        return last

    def known(self, snapshot: Snapshot | None) -> Known:
        """What the publisher can be asked by whether it has others."""
        if snapshot is None:
            return Known()
        last = self.last_seen(snapshot)
        return Known(last.etag, last.last_modified)

    def keep(self, got: Got, *, dataset: str, url: str, protocol: str, now: datetime) -> tuple[Snapshot, bool]:
        """Put a fetched file into the store; its snapshot, and whether these bytes are new."""
        folder = self.folder(dataset)
        for held in self.vintages(dataset):
            if held.sha256 == got.sha256:
                got.path.unlink(missing_ok=True)
                self.see_again(held, now, got.etag, got.last_modified)
                return held, False
        snapshot = Snapshot(
            dataset=dataset,
            url=url,
            fetched_at=_written(now),
            sha256=got.sha256,
            size=got.size,
            file=got.sha256 + _suffix(url),
            protocol=protocol,
            etag=got.etag,
            last_modified=got.last_modified,
            content_type=got.content_type,
            vintage=got.vintage or _day(got.last_modified),
        )
        flush(got.path)
        got.path.replace(folder / snapshot.file)
        # The note comes last: bytes without one are no snapshot yet.
        note = msgspec.json.format(msgspec.json.encode(snapshot), indent=1) + b"\n"
        replace_file(folder / f"{snapshot.sha256}.json", note, by_way_of=folder / ARRIVING / "note.new")
        return snapshot, True

    def see_again(self, snapshot: Snapshot, now: datetime, etag: str = "", last_modified: str = "") -> None:
        """Note that the publisher gave the same bytes again, or said that they are still those."""
        last = self.last_seen(snapshot)
        seen = Seen(at=_written(now), etag=etag or last.etag, last_modified=last_modified or last.last_modified)
        with self._seen(snapshot).open("ab") as file:
            file.write(msgspec.json.encode(seen) + b"\n")

    def verified(self, snapshot: Snapshot) -> bool:
        """Whether the bytes are those that were fetched."""
        try:
            with self.path(snapshot).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == snapshot.sha256
        except OSError:
            return False

    def _set_aside(self, dataset: str, sha256: str) -> None:
        """Put a damaged snapshot where nothing reads it."""
        aside = self.folder(dataset) / DAMAGED
        aside.mkdir(exist_ok=True)
        for path in self.folder(dataset).glob(f"{sha256}*"):
            path.replace(aside / path.name)

    def sound(self, dataset: str) -> tuple[Snapshot | None, list[str]]:
        """The newest snapshot whose bytes are whole; damaged ones are set aside, and named by their hash."""
        readable = {each.sha256 for each in self.vintages(dataset)}
        damaged = sorted(path.stem for path in self.folder(dataset).glob("*.json") if path.stem not in readable)
        for sha256 in damaged:
            self._set_aside(dataset, sha256)
        while (snapshot := self.newest(dataset)) is not None and not self.verified(snapshot):
            self._set_aside(dataset, snapshot.sha256)
            damaged.append(snapshot.sha256)
        return snapshot, damaged

    def _seen(self, snapshot: Snapshot) -> Path:
        return self.folder(snapshot.dataset) / f"{snapshot.sha256}.seen"

    @contextmanager
    def lock(self, dataset: str, patience: float, sleep: Callable[[float], None]) -> Iterator[Path]:
        """Holds a data set for one process; the folder in which its files arrive.

        Raises:
            SourceError: another process holds it for longer than ``patience`` seconds, or nothing can be written.
        """
        folder = self.folder(dataset)
        with held_alone(folder, dataset, patience, sleep):
            self._tidy(folder)
            yield folder / ARRIVING

    def _tidy(self, folder: Path) -> None:
        """Take away bytes that never became a snapshot: their process was ended before it had written the note."""
        (folder / ARRIVING).mkdir(exist_ok=True)
        for path in folder.iterdir():
            named = _BYTES.fullmatch(path.name)
            if named and path.suffix not in _OWN and not (folder / f"{named[1]}.json").exists():
                path.unlink()


def _suffix(url: str) -> str:
    found = _SUFFIX.search(urlsplit(url).path.lower().rpartition("/")[2])
    suffix = found.group() if found else ""
    return ".data" if suffix in _OWN else suffix


def _written(now: datetime) -> str:
    return now.isoformat(timespec="microseconds").replace("+00:00", "Z")


def _day(last_modified: str) -> str:
    try:
        return parsedate_to_datetime(last_modified).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
