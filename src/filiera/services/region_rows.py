"""What snapshots hold of regions anywhere: the rows that are the indicators of a comparison, read by the build."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from filiera.pack import Pack
from filiera.pack.benchmark_schema import Benchmark
from filiera.services.feeds import codes_of
from filiera.services.tables import Rows
from filiera.sources.holdings import Holding
from filiera.sources.remembered import Remembered
from filiera.sources.selecting import Selected, places_in, selected
from filiera.vocabulary.units import load_units

_REGION = re.compile(r"[A-Z]{2}[A-Z0-9]{0,2}", re.ASCII)
"""Countries and the two levels of regions below them; smaller ones are not compared."""
YEARS = 8
"""So many years of an indicator are kept, the latest: a comparison asks for one, and those beside it."""

_Found = dict[tuple[str, str, str, int], tuple[Selected, float, str]]


def region_rows(pack: Pack, read: Iterable[tuple[Holding, Remembered]]) -> Rows:
    """The rows of the evidence table ``region_value``."""
    rows: Rows = []
    held = list(read)
    for told in pack.benchmarks.values():
        found = _found(pack, told, held)
        kept = set(_recent(told, found)) | set(_first_and_last(pack, told, found))
        rows += [
            {
                "indicator": indicator,
                "breakdown": breakdown,
                "territory": territory,
                "year": year,
                "value": value,
                "flag": row.flag,
                "dataset": dataset,
                "file": row.file,
                "line": row.line,
                "place": row.column,
            }
            for (indicator, breakdown, territory, year), (row, value, dataset) in found.items()
            if (indicator, breakdown, territory, year) in kept
        ]
    # Two comparisons may ask for the same.
    return list({(r["indicator"], r["breakdown"], r["territory"], r["year"]): r for r in rows}.values())


def indicators_of(told: Benchmark) -> frozenset[str]:
    """Every indicator that a comparison rests on."""
    named = {told.gdp, told.gdp_pps, *(each.indicator for each in told.structures)}
    for each in told.compared:
        named |= {each.indicator, each.over, each.from_parts}
    return frozenset(named - {""})


def _found(pack: Pack, told: Benchmark, held: list[tuple[Holding, Remembered]]) -> _Found:
    found: _Found = {}
    asked = indicators_of(told)
    for holding, remembered in held:
        path = remembered.folder / "observations.parquet"
        feeds = [feed for feed in holding.dataset.feeds if feed.indicator in asked]
        if holding.past or holding.dataset.older_of or not feeds or not path.is_file():
            continue
        places = {code: code for code in places_in(path) if _REGION.fullmatch(code)}
        # A file may speak of no region by a code of the nomenclature.
        for feed in feeds if places else ():
            factor = float(feed.factor) * float(load_units()[pack.indicators[feed.indicator].unit].factor)
            for row in selected(path, holding.dataset.id, feed, places, codes_of(pack, feed)):
                if row.period.isdigit():
                    key = (feed.indicator, row.breakdown, row.place, int(row.period))
                    found[key] = (row, row.value * factor, holding.dataset.id)
    return found


def _recent(told: Benchmark, found: _Found) -> Iterator[tuple[str, str, str, int]]:
    """The latest years of what is compared; of an indicator that a structure breaks down, of the whole."""
    latest: dict[str, int] = {}
    for indicator, _, _, year in found:
        latest[indicator] = max(year, latest.get(indicator, year))
    parted = {each.indicator for each in told.structures}
    for key in found:
        if key[3] > latest[key[0]] - YEARS and not (key[1] and key[0] in parted):
            yield key


def _first_and_last(pack: Pack, told: Benchmark, found: _Found) -> Iterator[tuple[str, str, str, int]]:
    """Of a structure the ends of what is held of the hub's own region: its latest state, and the span of its change."""
    for indicator in {each.indicator for each in told.structures}:
        years = {
            year
            for name, breakdown, place, year in found
            if name == indicator and breakdown and place == pack.manifest.territory
        }
        if years:
            ends = {min(years), max(years)}
            yield from (key for key in found if key[0] == indicator and key[3] in ends)
