"""One measure over another by region: per head, per GDP, in purchasing power standards; years aligned or flagged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite, nan

from filiera.errors import TableError


class Alignment(StrEnum):
    """How the years of a ratio stand to the year that was asked for."""

    ALIGNED = "aligned"
    """Both are of that year."""
    OTHER_YEAR = "other year"
    """Both are of one year, another one."""
    YEARS_DIFFER = "years differ"
    """Numerator and denominator are of two years."""
    MISSING = "missing"
    """One of the two is not known near that year."""


@dataclass(frozen=True, slots=True)
class Series:
    """A measure by region and year, in one unit.

    Raises:
        TableError: a value is no finite number.
    """

    unit: str
    values: Mapping[tuple[str, int], float]

    def __post_init__(self) -> None:
        for (region, year), value in self.values.items():
            if not isfinite(value):
                raise TableError("is no finite number", where=f"{region}, {year}", remedy="leave out what is not known")


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio of one region; ``nan`` and without years where missing."""

    region: str
    value: float
    unit: str
    years: tuple[int, int] | None
    """Of numerator and denominator."""
    alignment: Alignment


def per(
    numerator: Series, denominator: Series, regions: Sequence[str], year: int, *, within: int = 0
) -> tuple[Ratio, ...]:
    """The ratio for each region: per head over population, per GDP over GDP, in PPS over the price level.

    The year asked for is taken where both have it; else the nearest that both have, then the nearest of each; the
    earlier of two equally near; none further than ``within`` years. What is not of that year is flagged. A measure in
    EUR over a price level in ``EUR/PPS`` is in PPS; regional price levels are not published, so the nation's is given
    for each region (Eurostat & OECD 2012, *Methodological Manual on Purchasing Power Parities*). Two equal units leave
    a ``ratio``. A denominator of 0 leaves the ratio missing.

    Raises:
        TableError: ``within`` is negative; a price level is of another unit than the measure.
    """
    if within < 0:
        raise TableError("the years that may part are fewer than 0", remedy="give 0 or more")
    unit = _unit(numerator.unit, denominator.unit)
    return tuple(_ratio(numerator, denominator, region, year, within, unit) for region in regions)


def _unit(above: str, below: str) -> str:
    if above == below:
        return "ratio"
    head, slash, rest = below.partition("/")
    if slash and head != above:
        raise TableError(
            "a measure in {above} cannot be brought over one in {below}",
            remedy="bring both to one unit",
            words={"above": above, "below": below},
        )
    return rest if slash else f"{above}/{below}"


def _ratio(above: Series, below: Series, region: str, year: int, within: int, unit: str) -> Ratio:
    span = sorted(range(year - within, year + within + 1), key=lambda each: (abs(each - year), each))
    ours = [each for each in span if (region, each) in above.values]
    theirs = [each for each in span if below.values.get((region, each))]
    if not ours or not theirs:
        return Ratio(region, nan, unit, None, Alignment.MISSING)
    common = next((each for each in ours if each in theirs), None)
    first, second = (ours[0], theirs[0]) if common is None else (common, common)
    alignment = Alignment.YEARS_DIFFER if common is None else Alignment.OTHER_YEAR
    value = above.values[region, first] / below.values[region, second]
    return Ratio(region, value, unit, (first, second), Alignment.ALIGNED if common == year else alignment)
