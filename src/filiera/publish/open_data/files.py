"""Writing the open data into a folder: the same evidence gives the same bytes."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, get_args

from filiera.errors import UsageError
from filiera.publish.open_data.catalogue import catalogue
from filiera.publish.open_data.datasets import Dataset, datasets
from filiera.publish.open_data.delimited import csv_lines, csv_of
from filiera.publish.open_data.json_stat import json_stat
from filiera.publish.open_data.parquet import write_parquet
from filiera.publish.open_data.rdf import json_ld, turtle
from filiera.services.open_data import OpenData
from filiera.services.series import Cube

Format = Literal["csv", "parquet", "json-stat", "dcat"]
FORMATS: tuple[Format, ...] = get_args(Format)
LEFT_OUT = "LEFT_OUT.csv"
TURTLE = "catalogue.ttl"
JSON_LD = "catalogue.jsonld"
CUBES = "json-stat"
_LEFT_OUT_COLUMNS = ("work", "title", "producer", "licence", "reason", "figures", "organisations", "statements")


def write_open_data(
    data: OpenData, cubes: Sequence[Cube], folder: Path, formats: Sequence[Format] = FORMATS, *, base: str = ""
) -> list[Path]:
    """Write the formats asked for, and always what is left out and why; the files written, in order.

    ``base`` is where the files will be reached (ends with a slash); without it the catalogue names them
    as lying beside it.

    Raises:
        UsageError: the folder cannot be written.
    """
    try:
        return _write(data, cubes, folder, formats, base)
    except OSError as error:
        raise UsageError(
            "the open data cannot be written ({reason})",
            where=str(error.filename or folder),
            remedy="name a folder that you may write: filiera export --out FOLDER",
            words={"reason": error.strerror or error},
        ) from error


def _write(data: OpenData, cubes: Sequence[Cube], folder: Path, formats: Sequence[Format], base: str) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for table in data.tables:
        if "csv" in formats:
            written.append(_put(folder / f"{table.name}.csv", csv_of(table)))
        if "parquet" in formats:
            path = folder / f"{table.name}.parquet"
            write_parquet(table, _beside(path))
            written.append(_into_place(path))
    if "json-stat" in formats:
        told = _cubes(data, cubes, folder)
        _drop_old_cubes(folder / CUBES, set(told))
        written += told
    if "dcat" in formats:
        written += _catalogue(data, datasets(data, cubes), folder, base)
    rows = [
        (
            each.work,
            _words(each.title),
            each.producer,
            each.licence,
            each.reason,
            each.figures,
            each.organisations,
            each.statements,
        )
        for each in data.left_out
    ]
    return [*written, _put(folder / LEFT_OUT, csv_lines(_LEFT_OUT_COLUMNS, rows))]


def _cubes(data: OpenData, cubes: Sequence[Cube], folder: Path) -> list[Path]:
    return [
        _put(
            folder / CUBES / language / f"{cube.indicator}.json",
            json_stat(cube, language, version=data.version, updated=data.built_at),
        )
        for language in data.languages
        for cube in cubes
    ]


def _drop_old_cubes(folder: Path, current: set[Path]) -> None:
    """An earlier export into the same folder may have held an indicator that is no more."""
    for path in folder.glob("*/*.json"):
        if path not in current:
            path.unlink()


def _catalogue(data: OpenData, sets: Sequence[Dataset], folder: Path, base: str) -> list[Path]:
    paths = {file.name: folder / file.name for each in sets for file in each.files}
    sizes = {name: path.stat().st_size for name, path in paths.items() if path.is_file()}
    things = catalogue(data, sets, sizes, base)
    return [_put(folder / TURTLE, turtle(things)), _put(folder / JSON_LD, json_ld(things))]


def _put(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    _beside(path).write_bytes(content)
    return _into_place(path)


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.name}.{os.getpid()}.tmp")


def _into_place(path: Path) -> Path:
    _beside(path).replace(path)
    return path


def _words(text: dict[str, str]) -> str:
    return text.get("en") or next(iter(text.values()), "")
