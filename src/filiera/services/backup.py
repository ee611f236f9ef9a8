"""One file with all that no build can make again: contributions, decisions, and the key that seals second factors."""

from __future__ import annotations

import hashlib
import os
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import msgspec

from filiera.contributions.copying import private_part
from filiera.errors import ContributionError, FilieraError
from filiera.registry.decisions import FILE, FOLDER, HEAD, held, read_decisions
from filiera.services import moderation
from filiera.vocabulary.learned import learned

CONTRIBUTIONS = "contributions.sqlite3"
KEY = "secret"
MANIFEST = "manifest.json"
FORMAT = "filiera-backup-1"
PARTS = (CONTRIBUTIONS, f"{FOLDER}/{FILE}", f"{FOLDER}/{HEAD}", KEY)
LARGEST = 20_000_000_000


@learned
class Manifest(msgspec.Struct, frozen=True):
    """What a backup holds: the SHA-256 of each part."""

    format: str
    parts: dict[str, str]


@dataclass(frozen=True, slots=True)
class Kept:
    """How much was copied, or put back."""

    reports: int
    decisions: int


def back_up(home: Path, target: Path, *, by: str) -> Kept:
    """Write a backup while the hub is in use.

    Raises:
        ContributionError: a file of that name is there, or it cannot be written.
    """
    if target.exists():
        raise ContributionError(
            "a file of that name is there already", where=str(target), remedy="give the backup another name"
        )
    try:
        with tempfile.TemporaryDirectory(prefix="filiera-backup-") as folder, private_part(target) as beside:
            place = Path(folder)
            reports = moderation.back_up(home, place / CONTRIBUTIONS, by=by)
            decisions = _copy_decisions(home, place)
            if (home / KEY).is_file():
                (place / KEY).write_bytes((home / KEY).read_bytes())
            _pack(place, beside)
            # Never over another file, even one that appeared meanwhile.
            os.link(beside, target)
    except OSError as error:
        raise ContributionError(
            "the backup could not be written ({problem})",
            where=str(target),
            remedy="see that the disk has room and the folder may be written by you",
            words={"problem": str(error)},
        ) from error
    return Kept(reports, decisions)


def restore(home: Path, backup: Path, *, replace: bool, by: str) -> Kept:
    """Put a backup in place: checked whole before anything is touched.

    Raises:
        ContributionError: it is no whole backup, or something is there already and was not to be replaced.
    """
    with tempfile.TemporaryDirectory(prefix="filiera-restore-") as folder:
        place = Path(folder)
        _unpack(backup, place)
        try:
            decisions = len(read_decisions(place).lines)
        except FilieraError as error:
            raise _broken(backup, str(error)) from error
        own = home / FOLDER / FILE
        if own.is_file() and own.stat().st_size and not replace:
            raise ContributionError(
                "decisions are there already", where=str(own), remedy="back them up, then say --replace"
            )
        reports = moderation.restore(home, place / CONTRIBUTIONS, replace=replace, by=by)
        try:
            _put_back(home, place)
        except OSError as error:
            raise ContributionError(
                "the contributions are put back, the decisions are not ({problem})",
                where=str(own),
                remedy="see that the folder may be written by you, and restore again with --replace",
                words={"problem": str(error)},
            ) from error
    return Kept(reports, decisions)


def _copy_decisions(home: Path, place: Path) -> int:
    if not (home / FOLDER).is_dir():
        return 0
    with held(home / FOLDER):
        for name in (FILE, HEAD):
            if (home / FOLDER / name).is_file():
                (place / FOLDER).mkdir(exist_ok=True)
                (place / FOLDER / name).write_bytes((home / FOLDER / name).read_bytes())
    return len(read_decisions(place).lines)


def _pack(place: Path, target: Path) -> None:
    found = [name for name in PARTS if (place / name).is_file()]
    manifest = Manifest(FORMAT, {name: _hash(place / name) for name in found})
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr(MANIFEST, msgspec.json.encode(manifest))
        for name in found:
            out.write(place / name, name)


def _unpack(backup: Path, place: Path) -> None:
    try:
        with zipfile.ZipFile(backup) as packed:
            manifest = msgspec.json.decode(packed.read(MANIFEST), type=Manifest)
            names = set(packed.namelist()) - {MANIFEST}
            # Only names of ours are ever written, and only what the manifest vouches for.
            if manifest.format != FORMAT or names != set(manifest.parts) or not names <= set(PARTS):
                raise _broken(backup, MANIFEST)
            if CONTRIBUTIONS not in names or sum(part.file_size for part in packed.infolist()) > LARGEST:
                raise _broken(backup, CONTRIBUTIONS)
            for name in sorted(names):
                packed.extract(name, place)
                if _hash(place / name) != manifest.parts[name]:
                    raise _broken(backup, name)
    except FileNotFoundError as error:
        raise ContributionError("there is no such file", where=str(backup), remedy="name the backup") from error
    except (OSError, KeyError, zipfile.BadZipFile, msgspec.DecodeError, EOFError) as error:
        raise _broken(backup, str(error)) from error


def _put_back(home: Path, place: Path) -> None:
    if (place / FOLDER / FILE).is_file():
        (home / FOLDER).mkdir(parents=True, exist_ok=True)
        with held(home / FOLDER):
            for name in (FILE, HEAD):
                if (place / FOLDER / name).is_file():
                    _replace(place / FOLDER / name, home / FOLDER / name)
    if (place / KEY).is_file():
        _replace(place / KEY, home / KEY)
        (home / KEY).chmod(0o600)


def _replace(source: Path, target: Path) -> None:
    with private_part(target) as beside:
        beside.write_bytes(source.read_bytes())
        beside.replace(target)


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _broken(backup: Path, problem: str) -> ContributionError:
    return ContributionError(
        "is no whole backup ({problem})",
        where=str(backup),
        remedy="take another backup; nothing was changed",
        words={"problem": problem},
    )
