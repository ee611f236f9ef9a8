"""What was published of a chain's value, edition by edition, and what of it can be checked against other figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from filiera.evidence import Evidence
from filiera.services.chain_value import ChainValue
from filiera.services.figures import FigureView, Text, all_figures
from filiera.services.impact_ground import ground
from filiera.vocabulary.units import load_units

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Edition:
    """What one edition states for one year."""

    period: str
    direct: FigureView | None
    total: FigureView | None
    employment: FigureView | None
    share: FigureView | None

    @property
    def ratio(self) -> float | None:
        """The total over the direct part; none where one is missing."""
        if self.total is None or self.direct is None:
            return None
        return in_base(self.total) / in_base(self.direct)


@dataclass(frozen=True, slots=True)
class ProductCheck:
    """The product of the region that total and share imply, beside the newest that is held."""

    total: FigureView
    share: FigureView
    implied: float
    """In million."""
    held: FigureView
    growth_needed: float
    """From the held year to the published one, as a part of the held one."""
    share_of_held: float
    """The published total over the held product."""
    national_growth: tuple[tuple[FigureView, FigureView, float], ...]
    """The nation's product in the two years, and how much it grew, for each figure that is held of the later one."""


@dataclass(frozen=True, slots=True)
class PartCheck:
    """A published value of one part of the chain beside the one computed."""

    sector: str
    names: Text
    """Of the sector."""
    figure: FigureView
    published: float
    """In million."""
    computed: float


@dataclass(frozen=True, slots=True)
class Published:
    """All that stands beside a computed chain."""

    editions: tuple[Edition, ...]
    """Oldest first."""
    now: Edition | None
    """The one of the year of the table."""
    product: ProductCheck | None
    parts: tuple[PartCheck, ...]


def published(evidence: Evidence, value: ChainValue) -> Published:
    """What was published of a chain.

    Raises:
        PackError: a parameter that a check needs is missing.
    """
    told = value.chain.published
    figures = all_figures(evidence)
    names = (told.direct, told.total, told.employment, told.share)
    columns = [_by_period(figures, name, value.territory) for name in names]
    periods = sorted({period for column in columns for period in column})
    editions = tuple(Edition(period, *(column.get(period) for column in columns)) for period in periods)
    now = next((each for each in editions if each.period == value.period), None)
    return Published(editions, now, _product(figures, value, now), _parts(evidence, figures, value))


def in_base(figure: FigureView) -> float:
    """The value in the base of its unit's dimension: euro, persons, parts of one."""
    return float(Decimal(figure.value) * load_units()[figure.unit].factor)


def _by_period(figures: Iterable[FigureView], indicator: str, territory: str) -> dict[str, FigureView]:
    """One figure a year: the examined text's own before others, what was read at its source before reports of it."""
    found: dict[str, FigureView] = {}
    same = [each for each in figures if indicator and each.indicator == indicator and each.territory == territory]
    for each in sorted(same, key=lambda each: (each.origin != "claim", bool(each.via), each.address)):
        if not each.breakdown:
            found.setdefault(each.period, each)
    # What a text states without a year stands in the year of its other figures of the same subject.
    undated = found.pop("", None)
    if undated is not None and (year := _year_of_text(figures, undated)):
        found.setdefault(year, undated)
    return found


def _year_of_text(figures: Iterable[FigureView], undated: FigureView) -> str:
    """The year that the text gives to its other figures of the same subject."""
    years = [
        each.period
        for each in figures
        if each.publication == undated.publication and each.theme == undated.theme and each.period
    ]
    return max(set(years), key=years.count, default="")


def _product(figures: Iterable[FigureView], value: ChainValue, now: Edition | None) -> ProductCheck | None:
    if now is None or now.total is None or now.share is None:
        return None
    indicator = value.chain.published.product
    held = _by_period(figures, indicator, value.territory)
    if not held:
        return None
    newest = held[max(held)]
    implied, known = in_base(now.total) / in_base(now.share), in_base(newest)
    national = [
        each
        for each in figures
        if each.indicator == indicator and each.territory == value.nation and not each.breakdown
    ]
    before = [each for each in national if each.period == newest.period]
    after = [each for each in national if each.period == now.period]
    growth = tuple((one, two, in_base(two) / in_base(one) - 1) for one in before[:1] for two in after)
    return ProductCheck(
        now.total,
        now.share,
        implied / MILLION,
        newest,
        implied / known - 1,
        in_base(now.total) / known,
        growth,
    )


def _parts(evidence: Evidence, figures: Iterable[FigureView], value: ChainValue) -> tuple[PartCheck, ...]:
    computed = {each.sector: each for each in value.sectors}
    found = []
    for part in value.chain.published.parts:
        times = float(ground(evidence).parameter(part.times).value) if part.times else 1.0
        of_year = [
            each
            for each in figures
            if each.indicator == part.indicator and each.territory == value.territory and each.period == value.period
        ]
        found += [
            PartCheck(part.sector, counted.names, each, in_base(each) * times / MILLION, counted.value_added)
            for each in of_year[:1]
            if (counted := computed.get(part.sector))
        ]
    return tuple(found)
