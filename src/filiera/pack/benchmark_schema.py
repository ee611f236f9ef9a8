"""The shape of ``benchmarks/*.yml``: what regions are compared by, with which weights, and why."""

from __future__ import annotations

from typing import Literal

import msgspec

from filiera.pack.schema import Record, Text
from filiera.vocabulary.learned import learned


class Compared(Record):
    """One thing by which regions are compared: an indicator as published, or one over another."""

    id: str
    indicator: str
    """What is measured; of several works that state it, the one whose data set feeds it."""
    direction: Literal["higher", "lower", ""]
    """Which of two values a composite takes as the better one; empty where neither is, and none takes it."""
    because: Text
    """Why it is here, and why so directed."""
    over: str = ""
    """The indicator that it is divided by: inhabitants, persons employed, GDP."""
    unit: str = ""
    """Of the quotient."""
    label: Text = msgspec.field(default_factory=dict)
    """Of the quotient."""
    price_level: bool = False
    """Whether the result, in euro, is brought to purchasing power standards by the region's GDP in both."""
    from_parts: str = ""
    """Where a region has no value but all regions within it have one: their mean, weighed by this indicator."""
    within: int = 0
    """So many years a value may be off the year that is compared."""
    weight: float = 0.0
    """In the composite; 0 where it is shown only."""


class Structure(Record):
    """A measure by industry: what a region's economy is made of."""

    id: str
    indicator: str
    dimension: str
    because: Text
    """What it is good for, and what it does not hold."""


class Distance(Record):
    """What makes two regions alike when peers are looked for."""

    indicators: list[str]
    """Of those compared."""
    structure: str
    """Shares of its industries count too."""
    because: Text
    least: int = 1
    """Fewer traits in common make no distance."""


class Composite(Record):
    """How the composite is drawn: assumptions, each open to another judgement."""

    because: Text
    """What it can mean, and what it cannot."""
    draws: int = 1000
    spread: float = 0.25
    """Each weight is drawn within so much of itself, either way."""
    level: float = 0.9
    """The part of the draws that an interval of ranks holds."""
    least_known: float = 0.0
    """An indicator that a smaller part of the regions has is left out, so that more of them are ranked."""


@learned
class Benchmark(Record):
    """``benchmarks/<id>.yml``: one comparison of regions."""

    id: str
    title: Text
    note: Text
    """What a reader has to know before reading: years, territories, revisions."""
    compared: list[Compared]
    composite: Composite
    gdp: str = ""
    gdp_pps: str = ""
    """The indicators that are GDP in euro and in purchasing power standards: they give the price level."""
    structures: list[Structure] = msgspec.field(default_factory=list)
    distance: Distance | None = None
