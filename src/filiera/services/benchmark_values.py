"""What is held of regions for a comparison: figures, and rows of snapshots that are the same indicators elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from filiera.evidence import Evidence
from filiera.evidence.reading import Row
from filiera.pack.source_schema import Feed
from filiera.services.benchmarks import told_benchmark
from filiera.services.figures import Text, all_figures
from filiera.services.kept_answers import kept_per_version
from filiera.services.region_rows import indicators_of

_FLAGS = {"e": "estimate", "p": "provisional", "b": "break in series", "u": "low reliability", "d": "other definition"}


@dataclass(frozen=True, slots=True)
class Datum:
    """One value of one region in one year, in the base of its unit, and where it stands."""

    region: str
    year: int
    value: float
    qualifiers: tuple[str, ...]
    address: str
    """The figure that it is; empty where it is a row of a snapshot that no figure was made of."""
    dataset: str
    """The data set that it was read from; empty where the pack states it."""
    work: str
    locator: str


Values = Mapping[tuple[str, int], Datum]


@dataclass(frozen=True, slots=True)
class Work:
    """What values rest on."""

    id: str
    producer: str
    title: Text
    published: int | None
    licence: str


@dataclass(frozen=True, slots=True)
class HeldValues:
    """All values of the indicators that a comparison asks for."""

    values: Mapping[tuple[str, str], Values]
    """(indicator, breakdown) → (region, year) → value."""
    works: Mapping[str, Work]
    vintages: Mapping[str, str]
    """Data set → as of when its newest snapshot speaks."""
    absent: tuple[str, ...]
    """Data sets that feed these indicators and of which nothing is held."""
    regions: frozenset[str]
    """Every region of which something is held."""

    def of(self, indicator: str, breakdown: str = "") -> Values:
        """The values of one indicator, whole or a part."""
        return self.values.get((indicator, breakdown), {})


@kept_per_version
def held_values(evidence: Evidence) -> HeldValues:
    """The values of the hub's comparison: one work for an indicator, so that regions are measured alike.

    Raises:
        AddressError: the hub has no comparison.
    """
    asked = indicators_of(told_benchmark(evidence)[0])
    feeding = {row["id"]: row for row in evidence.rows("dataset") if not row["older_of"] and _fed(row) & asked}
    found: dict[tuple[str, str], dict[tuple[str, int], Datum]] = defaultdict(dict)
    for row in evidence.rows("region_value"):
        found[row["indicator"], row["breakdown"]][row["territory"], row["year"]] = Datum(
            row["territory"],
            row["year"],
            row["value"],
            tuple(_FLAGS[letter] for letter in row["flag"] if letter in _FLAGS),
            "",
            row["dataset"],
            feeding[row["dataset"]]["work"],
            f"{row['file']}, line {row['line']}" + (f", column {row['place']}" if row["place"] else ""),
        )
    works = {indicator: row["work"] for row in feeding.values() for indicator in _fed(row)}
    _figures(evidence, asked, works, found)
    newest = {row["dataset"]: row for row in sorted(evidence.rows("snapshot"), key=_age)}
    return HeldValues(
        values=found,
        works=_works(evidence, {datum.work for values in found.values() for datum in values.values()}),
        vintages={name: row["vintage"] or row["fetched"][:10] for name, row in newest.items()},
        absent=tuple(name for name in feeding if name not in newest),
        regions=frozenset(region for values in found.values() for region, _ in values),
    )


def _age(row: Row) -> tuple[str, str, str]:
    return (row["fetched"], row["vintage"], row["digest"])


def _fed(dataset: Row) -> set[str]:
    """The indicators that a data set feeds."""
    return {feed.indicator for feed in msgspec.json.decode(dataset["feeds_json"], type=list[Feed])}


def _figures(
    evidence: Evidence,
    asked: frozenset[str],
    works: Mapping[str, str],
    found: dict[tuple[str, str], dict[tuple[str, int], Datum]],
) -> None:
    """Figures stand before rows of snapshots: they have pages of their own."""
    for figure in all_figures(evidence):
        if figure.indicator not in asked or figure.origin != "observation" or not figure.period.isdigit():
            continue
        work = figure.citations[0].work if figure.citations else ""
        if work != works.get(figure.indicator, work):
            continue
        values = found[figure.indicator, figure.breakdown]
        key = (figure.territory, int(figure.period))
        before = values.get(key)
        qualifiers = before.qualifiers if before else tuple({figure.qualifier} - {"exact"})
        values[key] = Datum(
            figure.territory,
            int(figure.period),
            figure.number,
            qualifiers,
            figure.address,
            figure.dataset,
            work,
            figure.locator,
        )


def _works(evidence: Evidence, used: set[str]) -> dict[str, Work]:
    producers = {row["id"]: row["name"] for row in evidence.rows("producer")}
    return {
        row["id"]: Work(
            row["id"],
            producers[row["producer"]],
            msgspec.json.decode(row["title_json"]),
            row["published"],
            row["licence"],
        )
        for row in evidence.rows("work")
        if row["id"] in used
    }
