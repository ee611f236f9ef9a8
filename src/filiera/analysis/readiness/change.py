"""What has changed between two times of answering, and whether it is more than chance.

Only questions that count at both times are compared: an answer that was missing before is no progress. The smallest
change that is more than the error of measurement is that of Jacobson and Truax (1991), *Clinical significance: a
statistical approach to defining meaningful change in psychotherapy research*, Journal of Consulting and Clinical
Psychology 59, 14: 1.96 · s · sqrt(2 · (1 - reliability)).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

from filiera.analysis.readiness.scoring import DimensionScore, Item, score_dimension, values

FOR_95_PER_CENT = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Change:
    """The change of one dimension, in points."""

    points: float | None
    """Over the questions that count at both times; none where there are none."""
    low: float | None
    """What it may at least be once all questions of both times are answered."""
    high: float | None
    compared: int
    """Questions that count at both times."""
    reliable_from: float | None = None
    """The smallest change that is more than error of measurement; none where reliability is not known yet."""

    @property
    def reliable(self) -> bool | None:
        """Whether it is more than error of measurement; none where that cannot be said."""
        if self.points is None or self.reliable_from is None:
            return None
        return abs(self.points) >= self.reliable_from


def change(
    dimension: list[Item],
    items: Mapping[str, Item],
    before: Mapping[str, int],
    after: Mapping[str, int],
    *,
    alpha: float | None = None,
    deviation: float | None = None,
) -> Change:
    """The change of a dimension from one set of answers to another.

    ``alpha`` and ``deviation`` (in points) are those of the dimension among the organisations that answered.
    """
    earlier, later = values(dimension, items, before), values(dimension, items, after)
    both = earlier.keys() & later.keys()
    weight = sum(later[key][1] for key in both)
    moved = sum((later[key][0] - earlier[key][0]) * later[key][1] for key in both)
    ends = _ends(score_dimension(dimension, items, before), score_dimension(dimension, items, after))
    smallest = None
    if alpha is not None and deviation is not None:
        smallest = FOR_95_PER_CENT * deviation * sqrt(2 * (1 - min(max(alpha, 0.0), 1.0)))
    return Change(100 * moved / weight if weight else None, *ends, len(both), smallest)


def _ends(before: DimensionScore, after: DimensionScore) -> tuple[float | None, float | None]:
    if before.low is None or before.high is None or after.low is None or after.high is None:
        return None, None
    return after.low - before.high, after.high - before.low
