"""What the open data consists of: each data set with its title, what is in it, and the files that carry it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from filiera.services.figures import Text
from filiera.services.open_data import OpenData, OpenTable
from filiera.services.series import Cube
from filiera.vocabulary.translation import translate

FileFormat = Literal["csv", "parquet", "json-stat"]
COMPILATION = "CC-BY-4.0"
"""Licence of the collections: all licences whose rows are taken in allow passing on under it."""
TITLES = {
    "figures": ("Figures with verdict and source", "Every published figure that may be passed on, one a row."),
    "findings": ("What the rules found", "One finding a row: the rule, the outcome, the arithmetic."),
    "indicators": ("Indicators", "What is measured, with its definition and unit."),
    "organisations": ("Organisations", "Who is who: name, kind, place, codes, source of the row."),
    "statements": ("Statements about organisations", "What each source says of an organisation, one statement a row."),
    "links": (
        "Records that name organisations",
        "Which record names which organisation, how sure that is and why, one mention a row.",
    ),
    "sources": ("Sources", "Every publication and data set that is cited, with its licence."),
}
MEDIA_TYPES: dict[FileFormat, str] = {
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "json-stat": "application/json",
}


@dataclass(frozen=True, slots=True)
class OpenFile:
    """One file of a data set."""

    name: str
    format: FileFormat
    language: str = ""
    """Language of its words; empty where it holds all."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """A data set: what it holds, of which years, under which licences its rows came, and its files."""

    id: str
    title: Text
    description: Text
    rows: int
    years: tuple[str, ...]
    licences: tuple[str, ...]
    files: tuple[OpenFile, ...]
    indicator: bool = False
    """The figures of one indicator as a cube."""


def datasets(data: OpenData, cubes: Sequence[Cube]) -> list[Dataset]:
    """The tables, then a data set for each cube."""
    return [
        *(_table(table, data.languages) for table in data.tables),
        *(_cube(cube, data.languages) for cube in cubes),
    ]


def _table(table: OpenTable, languages: Sequence[str]) -> Dataset:
    title, description = TITLES[table.name]
    return Dataset(
        id=table.name,
        title={language: translate(title, language) for language in languages},
        description={language: translate(description, language) for language in languages},
        rows=len(table.rows),
        years=table.years,
        licences=_licences(table),
        files=(OpenFile(f"{table.name}.csv", "csv"), OpenFile(f"{table.name}.parquet", "parquet")),
    )


def _cube(cube: Cube, languages: Sequence[str]) -> Dataset:
    return Dataset(
        id=f"indicator-{cube.indicator}",
        title=cube.label,
        description=cube.definition,
        rows=len(cube.cells),
        years=tuple(dict.fromkeys((cube.years[0], cube.years[-1]))) if cube.years else (),
        licences=cube.licences,
        files=tuple(
            OpenFile(f"json-stat/{language}/{cube.indicator}.json", "json-stat", language) for language in languages
        ),
        indicator=True,
    )


def _licences(table: OpenTable) -> tuple[str, ...]:
    """The licences under which the rows came; a table of sources or definitions is our own."""
    names = [column.name for column in table.columns]
    if table.name == "sources" or "licence" not in names:
        return ()
    basis, licence = names.index("basis"), names.index("licence")
    return tuple(sorted({str(row[licence] or row[basis]) for row in table.rows}))
