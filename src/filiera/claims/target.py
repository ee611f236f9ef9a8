"""The figures that a text may state: what a passage must speak of, and which values agree with it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from filiera.claims.interval import printed_step, significant_step

FRACTION_TOLERANCE = Fraction(6, 100)
"""How far a spoken fraction ("about an eighth") may lie from the figure, as a share of it."""
FRACTION_BOUND = Fraction(20, 100)
"""How far beyond a spoken bound ("more than a third") the figure may lie: short of the next usual fraction."""
ROUGHEST_ROUNDING = Fraction(5, 100)
"""A rounding that moves a figure by more than this share of itself is no longer the same figure."""


@dataclass(frozen=True, slots=True)
class Target:
    """One figure of the ledger, as linking sees it."""

    address: str
    indicator: str
    territory: str
    breakdown: str
    years: tuple[int, ...]
    value: Decimal
    """In the base of its dimension."""
    step: Decimal
    """Weight of the last printed digit, in the same base."""
    dimension: str
    qualifier: str
    required: tuple[str, ...]
    allowed: frozenset[str]
    counts: str
    base: str
    vocabulary: frozenset[str]
    published: int = 0
    """Year in which it was published; an undated figure speaks of the years just before."""
    claimed: bool = True
    """Stated by the publication itself, and not only held as evidence."""
    dated_only: bool = False
    """Meant only where the text names its year: a newer figure of the same thing is held."""

    @property
    def measures(self) -> tuple[str, str, str, tuple[int, ...]]:
        """What is measured: indicator, territory, breakdown, years."""
        return (self.indicator, self.territory, self.breakdown, self.years)


def agrees(target: Target, value: Decimal, step: Decimal, qualifier: str, form: str) -> bool:
    """Whether a number as a text gives it can stand for the figure.

    ``value`` and ``step`` (weight of its last printed digit) are in the base of the target's dimension.
    A number may round the figure, never contradict it: 346,000 stands for 346,153, and so does "over 340,000";
    "about an eighth" stands for 12.6%.
    """
    if value == target.value:
        return True
    if not target.value <= 2 * value or not value <= 2 * target.value:
        return False
    given, held = Fraction(value), Fraction(target.value)
    if form == "fraction":
        return _fraction_agrees(given, held, qualifier)
    rough = Fraction(_readers_step(value, step, qualifier))
    if target.qualifier in ("over", "at_least", "under", "up_to") and qualifier not in ("about", "nearly"):
        # the ledger knows a bound only: another number is another statement
        return abs(given - held) <= Fraction(step) / 2 and step > target.step
    if qualifier in ("over", "at_least"):
        return given <= held < given + rough
    if qualifier in ("under", "up_to", "nearly"):
        return given - rough < held <= given
    rounding = rough / 2
    if rounding > held * ROUGHEST_ROUNDING and rounding > Fraction(step) / 2:
        rounding = Fraction(step) / 2
    return abs(given - held) <= rounding


def _readers_step(value: Decimal, step: Decimal, qualifier: str) -> Decimal:
    """The step at which readers take a number as rounded.

    Trailing zeros of a whole number are rounding where the text says so ("about 690"), or where there are
    at least two of them (346,000): a bare 690 is not 695.
    """
    if step < 1 or value != value.to_integral_value():
        return step
    rough = max(step, significant_step(value))
    return step if qualifier == "exact" and rough < 100 * step else rough


def _fraction_agrees(given: Fraction, held: Fraction, qualifier: str) -> bool:
    slack = given * FRACTION_TOLERANCE
    if qualifier in ("over", "at_least"):
        return given <= held <= given * (1 + FRACTION_BOUND)
    if qualifier in ("under", "up_to", "nearly"):
        return given * (1 - FRACTION_BOUND) <= held <= given
    return abs(given - held) <= slack


def value_step(printed: Decimal, factor: Decimal) -> Decimal:
    """Weight of the last printed digit of a figure, in the base of its dimension."""
    return printed_step(printed) * factor
