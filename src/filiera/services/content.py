"""The pack's files as editors change them: the pack in use, its records, and whether a change is sound."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from filiera.errors import PackError
from filiera.pack import Pack, find_pack, read_pack
from filiera.pack.editable import KINDS, PAGE, Editable, Field, as_written, editable, file_text, with_field
from filiera.services.packs import problems_of_pack

__all__ = [
    "KINDS",
    "PAGE",
    "Editable",
    "Field",
    "Pack",
    "as_written",
    "check_texts",
    "editable",
    "file_text",
    "pack_in_use",
    "with_field",
]


def pack_in_use(name: str | Path) -> Pack:
    """The pack of that name or place, as its files are now.

    Raises:
        PackNotFoundError: it is not within reach of this process; the remedy says how to name it.
        PackError: a file of it does not say what it must.
    """
    folder = find_pack(name)
    kept = _read.get(folder)
    if kept is None or kept[0] != _stamp(kept[1].folders):
        pack = read_pack(folder)
        kept = _read[folder] = (_stamp(pack.folders), pack)
    return kept[1]


_read: dict[Path, tuple[frozenset[tuple[str, int, int]], Pack]] = {}
"""Folder → the pack as it was read last, and what its files were then."""


def _stamp(folders: Iterable[Path]) -> frozenset[tuple[str, int, int]]:
    """Changes whenever a file of these folders does."""
    files = [Path(place, name) for each in folders for place, _, names in os.walk(each) for name in names]
    return frozenset((str(file), file.stat().st_mtime_ns, file.stat().st_size) for file in files)


def check_texts(pack: Pack, texts: Mapping[str, str]) -> None:
    """Whether the pack would still be sound with these texts in the place of its files.

    Raises:
        PackError: it would not; lists what would be wrong and was not before.
    """
    with tempfile.TemporaryDirectory(prefix="filiera-change-") as place:
        copy = _copied(pack, Path(place), texts)
        found = list(problems_of_pack(read_pack(copy)))
    known = {(each.field, each.what) for each in problems_of_pack(pack)} if found else set()
    new = [each for each in found if (each.field, each.what) not in known]
    if new:
        listed = "\n".join(str(each) for each in new)
        raise PackError("the pack would not be sound:\n{listed}", remedy="mend what is named", words={"listed": listed})


def _copied(pack: Pack, place: Path, texts: Mapping[str, str]) -> Path:
    """The pack's folders in ``place``, each file leading to the one that it copies but for those of ``texts``."""
    for folder in pack.folders:
        for path in folder.rglob("*"):
            target = place / folder.name / path.relative_to(folder)
            if path.is_dir():
                target.mkdir(parents=True, exist_ok=True)
            elif PurePosixPath(folder.name, *path.relative_to(folder).parts).as_posix() not in texts:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.symlink_to(path)
    for name, text in texts.items():
        target = place / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode("utf-8"))
    return place / pack.folders[-1].name
