"""A file that is still arriving. What came before a cut is used again only after its bytes were verified."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import BinaryIO

import msgspec

from filiera.errors import SourceError

_CHUNK = 2**20


class Noted(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of the bytes that have arrived."""

    url: str
    """A hash of the address: it may hold what is not to be written down."""
    etag: str = ""
    last_modified: str = ""
    encoding: str = ""
    content_type: str = ""
    total: int | None = None
    """Bytes that the whole has, where the publisher says so."""
    size: int = 0
    sha256: str = ""
    """Of the first ``size`` bytes."""

    @property
    def validator(self) -> str:
        """What a publisher can be asked by whether its bytes are still the same; empty where there is nothing."""
        if self.etag and not self.etag.startswith("W/"):
            return self.etag
        return self.last_modified


def naming(url: str) -> str:
    """The name under which an address is noted."""
    return hashlib.sha256(url.encode()).hexdigest()


class Partial:
    """The arriving file and the note beside it."""

    def __init__(self, path: Path, checkpoint: int) -> None:
        self.path = path
        self.note_path = path.with_name(f"{path.name}.json")
        self.checkpoint = checkpoint
        self.noted: Noted | None = None
        self.size = 0
        self._hash = hashlib.sha256()
        self._file: BinaryIO | None = None
        self._since = 0

    def take_up(self, url: str) -> Noted | None:
        """What has arrived of ``url``, once its bytes were verified; anything else is thrown away."""
        noted = self._read_note()
        if noted is None or noted.url != naming(url) or not noted.size or not noted.validator:
            self.drop()
            return None
        digest, left = hashlib.sha256(), noted.size
        try:
            with self.path.open("rb") as file:
                while left and (chunk := file.read(min(_CHUNK, left))):
                    digest.update(chunk)
                    left -= len(chunk)
        except OSError:
            left = noted.size
        if left or digest.hexdigest() != noted.sha256:
            self.drop()
            return None
        self.noted, self.size, self._hash = noted, noted.size, digest
        return noted

    def _read_note(self) -> Noted | None:
        try:
            return msgspec.json.decode(self.note_path.read_bytes(), type=Noted)
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
            return None

    def begin(self, noted: Noted) -> None:
        """Start anew."""
        self.drop()
        self.noted = noted
        self._open("wb")

    def go_on(self) -> None:
        """Continue behind the verified bytes."""
        self._open("r+b")
        assert self._file is not None
        self._file.truncate(self.size)
        self._file.seek(self.size)

    def _open(self, mode: str) -> None:
        try:
            self._file = self.path.open(mode)  # type: ignore[assignment]
        except OSError as error:
            raise unwritable(self.path, error) from error
        self._since = 0

    def add(self, chunk: bytes) -> None:
        """Put further bytes behind the others."""
        assert self._file is not None
        try:
            self._file.write(chunk)
            self._hash.update(chunk)
            self.size += len(chunk)
            self._since += len(chunk)
            if self._since >= self.checkpoint:
                self.note()
        except OSError as error:
            raise unwritable(self.path, error) from error

    def note(self) -> None:
        """Bring what has arrived to the disk, and then say how much that is."""
        if self.noted is None or self._file is None:
            return
        self._file.flush()
        os.fsync(self._file.fileno())
        self._since = 0
        noted = msgspec.structs.replace(self.noted, size=self.size, sha256=self._hash.hexdigest())
        beside = self.note_path.with_suffix(".new")
        beside.write_bytes(msgspec.json.encode(noted))
        beside.replace(self.note_path)

    def close(self) -> None:
        """End writing; what has arrived stays, and can be taken up."""
        if self._file is not None:
            try:
                self.note()
                self._file.close()
            except OSError as error:
                raise unwritable(self.path, error) from error
            finally:
                self._file = None

    @property
    def sha256(self) -> str:
        """Hash of all that has arrived."""
        return self._hash.hexdigest()

    def drop(self) -> None:
        """Throw away what has arrived."""
        if self._file is not None:
            self._file.close()
            self._file = None
        self.note_path.unlink(missing_ok=True)
        self.path.unlink(missing_ok=True)
        self.noted, self.size, self._hash = None, 0, hashlib.sha256()


def unwritable(path: Path, error: OSError) -> SourceError:
    """The disk is full, or the folder may not be written to."""
    return SourceError(
        "cannot be written: {reason}",
        where=str(path.parent),
        remedy="see to free space and permissions there (filiera doctor)",
        words={"reason": error.strerror or str(error)},
    )
