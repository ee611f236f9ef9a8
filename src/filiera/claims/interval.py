"""Closed intervals of exact fractions: what a printed number can stand for.

A printed figure is a rounded one. ``12,6%`` stands for anything from 12.55% to 12.65%; ``over 33,000``
for anything above. Arithmetic on intervals keeps that honesty: a contradiction is claimed only where
no values inside the printed rounding agree (Moore, Interval Analysis, 1966).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Interval:
    """``low`` to ``high``; ``None`` is unbounded on that side. Values are non-negative figures."""

    low: Fraction | None
    high: Fraction | None

    def meets(self, other: Interval) -> bool:
        """Whether some value lies in both; two roundings that only touch (23.4 and 23.5) do not meet."""
        lows = [end for end in (self.low, other.low) if end is not None]
        highs = [end for end in (self.high, other.high) if end is not None]
        if not lows or not highs or max(lows) < min(highs):
            return True
        exact = self.low == self.high or other.low == other.high
        one_sided = None in (self.low, self.high, other.low, other.high)
        return max(lows) == min(highs) and (exact or one_sided)

    def holds(self, value: Fraction) -> bool:
        """Whether ``value`` lies inside."""
        return (self.low is None or self.low <= value) and (self.high is None or value <= self.high)

    def __add__(self, other: Interval) -> Interval:
        return Interval(
            None if self.low is None or other.low is None else self.low + other.low,
            None if self.high is None or other.high is None else self.high + other.high,
        )

    def times(self, other: Interval) -> Interval:
        """Product of two non-negative intervals."""
        return Interval(
            None if self.low is None or other.low is None else self.low * other.low,
            None if self.high is None or other.high is None else self.high * other.high,
        )

    def over(self, other: Interval) -> Interval:
        """Quotient of two non-negative intervals; unbounded where the divisor may be zero or is open."""
        low = None if self.low is None else (Fraction(0) if other.high is None else self.low / other.high)
        high = None if self.high is None or not other.low else self.high / other.low
        return Interval(low, high)

    def widened(self, share: Fraction) -> Interval:
        """Both ends moved outwards by ``share`` of themselves."""
        return Interval(
            None if self.low is None else self.low * (1 - share),
            None if self.high is None else self.high * (1 + share),
        )

    def integers(self) -> list[int]:
        """The whole numbers inside, the first three where there are more; empty where unbounded."""
        if self.low is None or self.high is None:
            return []
        first = -(-self.low.numerator // self.low.denominator)
        last = self.high.numerator // self.high.denominator
        return list(range(first, min(last, first + 2) + 1))


def printed_step(value: Decimal) -> Decimal:
    """Weight of the last printed digit: ``12.6`` → 0.1, ``11500`` → 1."""
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(min(int(exponent), 0))


def significant_step(value: Decimal) -> Decimal:
    """Weight of the last digit that is not a trailing zero: ``40000`` → 10000, ``178233`` → 1."""
    exponent = int(value.normalize().as_tuple().exponent)
    return Decimal(1).scaleb(exponent) if value else Decimal(1)


def significant_digits(value: Decimal) -> int:
    """How many digits carry meaning when trailing zeros of a whole number are taken as rounding."""
    return len(value.normalize().as_tuple().digits) if value else 1


def printed_interval(value: Decimal, qualifier: str, *, whole: bool, factor: Decimal) -> Interval:
    """All values that ``value`` printed with ``qualifier`` can stand for, in the base of its dimension.

    ``whole``: the figure counts things, so that an unqualified whole number is exact.
    """
    scale = Fraction(factor)
    centre = Fraction(value) * scale
    if qualifier in ("over", "at_least"):
        return Interval(centre, None)
    if qualifier in ("under", "up_to"):
        return Interval(None, centre)
    exact = qualifier in ("exact", "")
    step = printed_step(value) if exact else max(printed_step(value), significant_step(value))
    if whole and exact and step == 1:
        return Interval(centre, centre)
    half = Fraction(step) * scale / 2
    return Interval(centre - half, centre + half)
