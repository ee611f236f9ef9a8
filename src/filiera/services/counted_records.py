"""Records of a snapshot, counted for a hub's own region and in all, as its data set says."""

from __future__ import annotations

import fnmatch
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import pyarrow.parquet as pq

from filiera.pack.counts import FIELD, OF_A_MENTION
from filiera.pack.source_schema import Count

Conditions = Mapping[str, re.Pattern[str]]
Record = tuple[str, str]
"""Register and id."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many records bear one word of their publisher; all of them where they are not told apart."""

    code: str
    in_region: int | None
    """None where the files do not tell the region: that is not zero."""
    in_all: int


def counted_records(folder: Path, count: Count) -> list[Counted]:
    """The records in ``folder``, counted; the most first, then by word.

    A record with several words (a trial of two phases) counts once, under all of them.
    """
    path = folder / "records.parquet"
    if not path.is_file():
        return []
    entries = [_conditions(entry) for entry in count.region]
    named = [_named(folder, entry) if any(_of_mention(name) for name in entry) else None for entry in entries]
    own = [{name: pattern for name, pattern in entry.items() if not _of_mention(name)} for entry in entries]
    here, everywhere = Counter[str](), Counter[str]()
    among = _conditions(count.among)
    asked = {count.by, *among, *(name for entry in own for name in entry)} - {""}
    for record, cells in _records(path, asked):
        if not _fits(cells, among):
            continue
        code = cells.get(count.by, "")
        code = code[: count.first] if count.first else code
        everywhere[code] += 1
        for conditions, naming in zip(own, named, strict=True):
            if (naming is None or record in naming) and _fits(cells, conditions):
                here[code] += 1
                break
    ordered = sorted(everywhere.items(), key=lambda each: (-each[1], each[0]))
    return [Counted(code, here[code] if entries else None, n) for code, n in ordered]


def _records(path: Path, asked: Iterable[str]) -> Iterator[tuple[Record, dict[str, str]]]:
    fields = [name for name in asked if name.startswith(FIELD)]
    columns = [name for name in asked if not name.startswith(FIELD)]
    read = dict.fromkeys(["register", "id", *columns, *(["body"] if fields else [])])
    table = pq.read_table(path, columns=list(read))
    for row in table.to_pylist():
        cells = {name: row[name] for name in columns}
        if fields:
            body = msgspec.json.decode(row["body"])
            cells |= {name: _word(body.get(name.removeprefix(FIELD))) for name in fields}
        yield (row["register"], row["id"]), cells


def _word(value: Any) -> str:
    """A field of a body as one word."""
    if isinstance(value, list):
        return ", ".join(_word(each) for each in value)
    return "" if value is None else str(value)


def _named(folder: Path, conditions: Conditions) -> set[Record]:
    """The records that name an organisation of which all conditions on mentions hold."""
    path = folder / "mentions.parquet"
    wanted = {name.removeprefix(OF_A_MENTION): each for name, each in conditions.items() if _of_mention(name)}
    if not path.is_file():
        return set()
    rows = pq.read_table(path, columns=list(dict.fromkeys(["register", "record", *wanted]))).to_pylist()
    return {(row["register"], row["record"]) for row in rows if _fits(row, wanted)}


def _of_mention(name: str) -> bool:
    return name.startswith(OF_A_MENTION)


def _conditions(entry: Mapping[str, Iterable[str]]) -> dict[str, re.Pattern[str]]:
    """Column → one expression that fits where any of its patterns does."""
    return {
        name: re.compile("|".join(f"(?:{fnmatch.translate(each)})" for each in patterns))
        for name, patterns in entry.items()
    }


def _fits(cells: Mapping[str, str], conditions: Conditions) -> bool:
    return all(pattern.match(cells.get(name) or "") for name, pattern in conditions.items())
