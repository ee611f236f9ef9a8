"""The open data of the evidence in use, written once into the home and served from there."""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
from functools import cache
from pathlib import Path

from filiera import __version__
from filiera.errors import UsageError
from filiera.publish.open_data.datasets import Dataset, datasets
from filiera.publish.open_data.files import write_open_data
from filiera.services.open_data import OpenData
from filiera.services.series import Cube

FORM = "1"
"""Version of what the files look like: kept files of another one are not served."""
KEPT = 2
_writing = threading.Lock()


def kept_open_data(data: OpenData, cubes: list[Cube], home: Path) -> Path:
    """The folder that holds the files of ``data``; written where it is not there yet."""
    name = f"open-data-{data.version}-{__version__}-{FORM}"
    with _writing:
        for folder in (home / name, _elsewhere() / name):
            if folder.is_dir():
                return folder
            try:
                return _written(data, cubes, folder)
            except UsageError:
                # A home that cannot be written still serves its data.
                continue
    raise UsageError(
        "the open data cannot be kept", where=str(home), remedy="give your user the right to write in FILIERA_HOME"
    )


def datasets_of(data: OpenData, cubes: list[Cube], folder: Path) -> tuple[list[Dataset], dict[str, int]]:
    """The data sets, and the bytes of each of their files in ``folder``."""
    sets = datasets(data, cubes)
    return sets, {file.name: (folder / file.name).stat().st_size for each in sets for file in each.files}


def _written(data: OpenData, cubes: list[Cube], folder: Path) -> Path:
    beside = folder.with_name(f"{folder.name}.{os.getpid()}.tmp")
    try:
        write_open_data(data, cubes, beside)
        beside.replace(folder)
    except OSError:
        # Another process was faster.
        pass
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    if not folder.is_dir():
        raise UsageError("the open data cannot be kept", where=str(folder), remedy="see that the disk has room")
    for old in sorted(folder.parent.glob("open-data-*"), key=lambda path: path.stat().st_mtime)[:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)
    return folder


@cache
def _elsewhere() -> Path:
    return Path(tempfile.mkdtemp(prefix="filiera-"))
