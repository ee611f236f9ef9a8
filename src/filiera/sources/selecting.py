"""The observations of a snapshot that a pack asks for, each at one place and time."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from filiera.errors import SourceError
from filiera.pack.source_schema import Feed, scope

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
    breakdown: str = ""
    """What it is a part by, as figures write it; of feeds by parts."""


def selected(
    path: Path,
    dataset: str,
    feed: Feed,
    places: Mapping[str, str],
    codes: Mapping[str, Collection[str]] | None = None,
) -> list[Selected]:
    """The values that a feed asks for, by place and period.

    Cells without a value are left out: missing is missing.

    Args:
        path: the observations of a snapshot.
        dataset: for messages.
        feed: what is asked for.
        places: the publisher's code → the pack's.
        codes: of each dimension by whose parts the feed asks.

    Raises:
        SourceError: two values stand for one place and period, so that the feed says too little.
    """
    conditions: list[tuple[str, str, object]] = [("about", "in", sorted(places))]
    if feed.measure:
        conditions.append(("measure", "=", feed.measure))
    if unit := feed.where.get("unit"):
        conditions.append(("unit", "=", unit))
    table = pq.read_table(path, columns=[*_COLUMNS, "measure"], filters=conditions)
    found: dict[tuple[str, str, str], Selected] = {}
    for row, breakdown in _matching(table, feed, codes or {}):
        place = places[row["about"]]
        if feed.since and row["period"] < feed.since:
            continue
        key = (place, row["period"], breakdown)
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
        cell = (row["value"], row["flag"], row["file"], row["line"], row["column"])
        found[key] = Selected(place, row["period"], *cell, breakdown)
    return [found[key] for key in sorted(found)]


def places_in(path: Path) -> list[str]:
    """The publisher's codes of every place that the observations of a snapshot are of."""
    return sorted(filter(None, pc.unique(pq.read_table(path, columns=["about"])["about"]).to_pylist()))


def _matching(
    table: pa.Table, feed: Feed, codes: Mapping[str, Collection[str]]
) -> Iterator[tuple[dict[str, Any], str]]:
    """The rows that are asked for, each with the part that it is of."""
    wanted = {f"{name}={value}" for name, value in feed.where.items() if name != "unit"}
    kept = table.filter(pc.is_valid(table["value"]))
    for condition in wanted:
        # Whole conditions are looked at below: this leaves most rows out before they become Python's.
        kept = kept.filter(pc.match_substring(pc.cast(kept["dimensions"], pa.string()), condition))
    stated = pc.unique(kept["dimensions"]).to_pylist()
    of = {dimensions: _part(dimensions, wanted, feed, codes) for dimensions in stated}
    for row in kept.to_pylist():
        if (breakdown := of[row["dimensions"]]) is not None:
            yield row, breakdown


def _part(dimensions: str, wanted: set[str], feed: Feed, codes: Mapping[str, Collection[str]]) -> str | None:
    """The breakdown of rows with these dimensions; None where they are not asked for."""
    stated = dimensions.split(";") if dimensions else []
    if not wanted <= set(stated):
        return None
    known = dict(each.split("=", 1) for each in stated)
    parts = {ours: known.get(theirs, "") for ours, theirs in feed.parts.items()}
    if not all(code in codes.get(ours, ()) for ours, code in parts.items()):
        return None
    return scope(feed.breakdown | parts)
