"""The files that are held of each data set: brought in a folder, or fetched. Bytes as they are, named by their hash."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from filiera.errors import SourceError
from filiera.pack.source_schema import Dataset
from filiera.sources.snapshots import Store

_CHUNK = 2**20
Origin = Literal["folder", "fetched"]


@dataclass(frozen=True, slots=True)
class HeldFile:
    """One file: its name within what was brought, where it lies, and the hash of its bytes."""

    name: str
    path: Path
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Holding:
    """What is held of one data set, in one vintage."""

    dataset: Dataset
    files: tuple[HeldFile, ...]
    origin: Origin
    vintage: str = ""
    """What the fetcher was told; the bytes or the pack may know better."""
    fetched: str = ""
    """When it was fetched (ISO 8601); empty for files that somebody brought."""
    superseded: bool = False
    """A newer vintage of it is held: this one is compared with it, and feeds nothing."""

    @property
    def past(self) -> bool:
        """It is an earlier vintage, of its own data set or of another: it is compared, and feeds nothing."""
        return self.superseded or bool(self.dataset.older_of)

    @property
    def digest(self) -> str:
        """The hash that names the bytes: the file's own, or of all names and hashes where it is several files."""
        if len(self.files) == 1:
            return self.files[0].sha256
        named = "".join(f"{file.sha256}  {file.name}\n" for file in self.files)
        return hashlib.sha256(named.encode()).hexdigest()

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files)


def brought(datasets: Iterable[Dataset], folder: Path) -> list[Holding]:
    """What a folder holds of the data sets, by the paths that they name.

    Raises:
        SourceError: the folder is not there, or a file may not be read.
    """
    if not folder.is_dir():
        raise SourceError(
            "there is no such folder of snapshots", where=str(folder), remedy="name the folder they lie in"
        )
    found = []
    for dataset in datasets:
        paths = sorted(path for path in folder.glob(dataset.files) if path.is_file() and not path.is_symlink())
        if paths:
            files = tuple(_held(path, path.relative_to(folder).as_posix()) for path in paths)
            found.append(Holding(dataset, files, "folder"))
    return found


def fetched(datasets: Iterable[Dataset], store: Store) -> list[Holding]:
    """What was fetched of the data sets: of each every vintage whose bytes are whole, the newest last."""
    found = []
    for dataset in datasets:
        newest, _ = store.sound(dataset.id)
        if newest is None:
            continue
        for snapshot in store.vintages(dataset.id):
            if snapshot.sha256 != newest.sha256 and not store.verified(snapshot):
                continue
            name = dataset.id + snapshot.file.removeprefix(snapshot.sha256)
            file = HeldFile(name, store.path(snapshot), snapshot.sha256, snapshot.size)
            old = snapshot.sha256 != newest.sha256
            found.append(Holding(dataset, (file,), "fetched", snapshot.vintage, snapshot.fetched_at, superseded=old))
    return found


def unread(folder: Path, holdings: Iterable[Holding]) -> list[str]:
    """Names of the files of a folder that no data set names."""
    read = {file.path for holding in holdings for file in holding.files}
    return [p.relative_to(folder).as_posix() for p in sorted(folder.rglob("*")) if p.is_file() and p not in read]


def read_files(files: Iterable[HeldFile]) -> Mapping[str, bytes]:
    """The bytes of files, by name.

    Raises:
        SourceError: a file is gone, may not be read, or is no longer the one that was hashed.
    """
    return {file.name: _bytes(file) for file in files}


def _bytes(file: HeldFile) -> bytes:
    try:
        data = file.path.read_bytes()
    except OSError as error:
        raise _unreadable(file.path, error) from error
    if hashlib.sha256(data).hexdigest() != file.sha256:
        raise SourceError(
            "was changed while it was read", where=file.name, remedy="build again when nobody writes to it"
        )
    return data


def _held(path: Path, name: str) -> HeldFile:
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
    except OSError as error:
        raise _unreadable(path, error) from error
    return HeldFile(name, path, digest.hexdigest(), size)


def _unreadable(path: Path, error: OSError) -> SourceError:
    return SourceError(
        "cannot be read: {reason}",
        where=str(path),
        remedy="check the file and its permissions",
        words={"reason": error.strerror or ""},
    )
