"""The observations of a snapshot that a pack asks for, each at one place and time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from filiera.errors import SourceError
from filiera.pack.source_schema import Feed

_COLUMNS = ["about", "period", "dimensions", "unit", "value", "flag", "file", "line", "column"]


@dataclass(frozen=True, slots=True)
class Selected:
    """One value that a feed finds: the publisher's place and period, and where it stands."""

    place: str
    period: str
    value: float
    flag: str
    file: str
    line: int
    column: int


def selected(path: Path, dataset: str, feed: Feed, places: Mapping[str, str]) -> list[Selected]:
    """The values that a feed asks for, by place and period; ``places``: the publisher's code → the pack's.

    Cells without a value are left out: missing is missing.

    Raises:
        SourceError: two values stand for one place and period, so that the feed says too little.
    """
    conditions: list[tuple[str, str, object]] = [("about", "in", sorted(places))]
    if feed.measure:
        conditions.append(("measure", "=", feed.measure))
    table = pq.read_table(path, columns=[*_COLUMNS, "measure"], filters=conditions)
    found: dict[tuple[str, str], Selected] = {}
    for row in _matching(table, feed):
        place = places[row["about"]]
        if feed.since and row["period"] < feed.since:
            continue
        key = (place, row["period"])
        if key in found:
            raise SourceError(
                "the feed of '{indicator}' finds two values for {place}, {period}: lines {one} and {other}",
                where=dataset,
                remedy="say more under 'where', so that one is left",
                words={
                    "indicator": feed.indicator,
                    "place": place,
                    "period": row["period"],
                    "one": found[key].line,
                    "other": row["line"],
                },
            )
        found[key] = Selected(place, row["period"], row["value"], row["flag"], row["file"], row["line"], row["column"])
    return [found[key] for key in sorted(found)]


def _matching(table: pa.Table, feed: Feed) -> Iterator[dict[str, Any]]:
    wanted = set(feed.where.items())
    unit = feed.where.get("unit")
    wanted.discard(("unit", unit or ""))
    for row in table.to_pylist():
        parts = {tuple(part.split("=", 1)) for part in row["dimensions"].split(";") if part}
        if row["value"] is not None and wanted <= parts and (unit is None or row["unit"] == unit):
            yield row
