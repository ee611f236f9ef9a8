"""Indicators × regions: the year that is compared, and each cell with its own year, its doubts and its sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

from filiera.analysis.benchmark.comparable_indicators import Alignment, Series, per
from filiera.pack.benchmark_schema import Benchmark, Compared
from filiera.services.benchmark_values import Datum, HeldValues
from filiera.services.figures import Text
from filiera.vocabulary.units import load_units

_ROUNDING = 0.01
"""Parts make a region where they come to it within so much: published sums are rounded."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One indicator of one region; without a value where nothing is held."""

    region: str
    value: float | None
    """In the unit of its row."""
    year: int | None
    alignment: Alignment
    qualifiers: tuple[str, ...]
    parts: tuple[str, ...]
    """The regions within it, where it is their mean."""
    sources: tuple[Datum, ...]
    """What it was computed from; one where it stands as published."""


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator over all regions that are compared."""

    compared: Compared
    label: Text
    unit: str
    year: int | None
    """The year that is compared: the latest that most of these regions have."""
    cells: tuple[Cell, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The regions of which nothing is held."""
        return tuple(cell.region for cell in self.cells if cell.value is None)

    @property
    def off_year(self) -> tuple[Cell, ...]:
        """Cells of another year than the one compared."""
        return tuple(cell for cell in self.cells if cell.alignment is Alignment.OTHER_YEAR)


@dataclass(frozen=True, slots=True)
class _Known:
    """A value of one region and year before a year is chosen, with what it rests on."""

    value: float
    sources: tuple[Datum, ...]
    parts: tuple[str, ...] = ()


_Knowns = dict[tuple[str, int], _Known]


def compared_row(
    told: Benchmark,
    compared: Compared,
    held: HeldValues,
    regions: Sequence[str],
    labels: Mapping[str, tuple[Text, str]],
) -> Row:
    """The row of one indicator.

    Args:
        told: the comparison.
        compared: the indicator.
        held: what is held.
        regions: the hub's own first.
        labels: indicator → its label and unit.
    """
    above = _numerator(told, compared, held, regions)
    unit = compared.unit or labels[compared.indicator][1]
    factor = float(load_units()[unit].factor)
    below: _Knowns
    if compared.over:
        below = {key: _Known(datum.value, (datum,)) for key, datum in held.of(compared.over).items()}
    else:
        # Over 1 in each year: a value as published is aligned by the same rule as a quotient.
        below = {key: _Known(1.0, ()) for key in above}
    year = compared_year(above, below, regions)
    label = compared.label or labels[compared.indicator][0]
    if year is None:
        return Row(compared, label, unit, None, tuple(_missing(region) for region in regions))
    ratios = per(_series(above), _series(below), regions, year, within=compared.within)
    cells = []
    for ratio in ratios:
        if ratio.years is None or not isfinite(ratio.value):
            cells.append(_missing(ratio.region))
            continue
        one, other = above[ratio.region, ratio.years[0]], below[ratio.region, ratio.years[1]]
        sources = (*one.sources, *other.sources)
        qualifiers = tuple(dict.fromkeys(q for source in sources for q in source.qualifiers))
        cells.append(
            Cell(ratio.region, ratio.value / factor, ratio.years[0], ratio.alignment, qualifiers, one.parts, sources)
        )
    return Row(compared, label, unit, year, tuple(cells))


def compared_year(above: _Knowns, below: _Knowns, regions: Sequence[str]) -> int | None:
    """The latest year of those that most of the regions have; one that the first has, if it has any."""
    having: dict[int, list[str]] = {}
    for region, year in above.keys() & below.keys():
        if region in regions:
            having.setdefault(year, []).append(region)
    if not having:
        return None
    own = [year for year, those in having.items() if regions[0] in those]
    return max(own or having, key=lambda year: (len(having[year]), year))


def _missing(region: str) -> Cell:
    return Cell(region, None, None, Alignment.MISSING, (), (), ())


def _series(knowns: _Knowns) -> Series:
    return Series("1", {key: known.value for key, known in knowns.items()})


def _numerator(told: Benchmark, compared: Compared, held: HeldValues, regions: Sequence[str]) -> _Knowns:
    values = held.of(compared.indicator)
    found = {key: _Known(datum.value, (datum,)) for key, datum in values.items() if key[0] in regions}
    if compared.from_parts:
        lacking = set(regions) - {region for region, _ in found}
        found |= dict(_from_parts(lacking, held, compared))
    return _in_purchasing_power(told, held, found) if compared.price_level else found


def _from_parts(
    regions: Collection[str], held: HeldValues, compared: Compared
) -> Iterator[tuple[tuple[str, int], _Known]]:
    """The mean of the regions within one, where all of them have a value and together they are the region."""
    values, weights = held.of(compared.indicator), held.of(compared.from_parts)
    within: dict[tuple[str, int], list[str]] = defaultdict(list)
    for code, year in weights:
        # The codes of the nomenclature say which region one lies in.
        within[code[:-1], year].append(code)
    for region, year in sorted((region, year) for region, year in within if region in regions):
        parts, whole = sorted(within[region, year]), weights.get((region, year))
        if len(parts) < 2 or whole is None or not all((part, year) in values for part in parts):
            continue
        weighed = sum(weights[part, year].value for part in parts)
        if abs(weighed - whole.value) > _ROUNDING * whole.value:
            continue
        mean = sum(values[part, year].value * weights[part, year].value for part in parts) / weighed
        sources = tuple(table[part, year] for part in parts for table in (values, weights))
        yield (region, year), _Known(mean, sources, tuple(parts))


def _in_purchasing_power(told: Benchmark, held: HeldValues, values: _Knowns) -> _Knowns:
    """Euro over the price level that the region's GDP implies in both moneys: its country's."""
    gdp, pps = held.of(told.gdp), held.of(told.gdp_pps)
    found: _Knowns = {}
    for key, known in values.items():
        if key in gdp and key in pps and gdp[key].value:
            level = (gdp[key], pps[key])
            found[key] = _Known(known.value * level[1].value / level[0].value, (*known.sources, *level), known.parts)
    return found
