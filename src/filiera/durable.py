"""Writing so that a power cut finds either the old or the new, never half."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def flush(path: Path) -> None:
    """Waits until a file's bytes, or a folder's list of names, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def flush_tree(folder: Path) -> None:
    """The same for a folder and all files in it."""
    for file in folder.iterdir():
        flush(file)
    flush(folder)


def replace_file(path: Path, content: bytes, *, by_way_of: Path) -> None:
    """Puts ``content`` at ``path`` in one step: a reader sees the file before or the file after."""
    by_way_of.write_bytes(content)
    flush(by_way_of)
    by_way_of.replace(path)
    flush(path.parent)


def remove(path: Path) -> None:
    """Removes a file or a folder with all in it; nothing where there is nothing."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
