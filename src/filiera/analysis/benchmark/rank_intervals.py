"""Monte Carlo over the choices that a composite rests on: the ranks that a region takes, not one medal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from filiera.analysis.benchmark.composite import Aggregation, Normalisation, aggregated, checked_weights, normalised
from filiera.analysis.benchmark.composite import ranks as ranks_of
from filiera.analysis.benchmark.labelled import Matrix, Vector
from filiera.analysis.benchmark.panel import Panel
from filiera.errors import TableError

CHOICES = (
    (Normalisation.MIN_MAX, Aggregation.ARITHMETIC),
    (Normalisation.Z_SCORE, Aggregation.ARITHMETIC),
    (Normalisation.MIN_MAX, Aggregation.GEOMETRIC),
)
"""Drawn evenly; z-scores have no geometric mean, for half of them are below 0."""


@dataclass(frozen=True, slots=True, eq=False)
class RankDraws:
    """Ranks of every draw (draws × regions); missing for a region that lacks an indicator."""

    regions: tuple[str, ...]
    ranks: Matrix

    def interval(self, level: float = 0.9) -> tuple[Vector, Vector, Vector]:
        """Lower end, median and upper end for each region, so that ``level`` of the draws lie within.

        Ends are ranks that were drawn, never between two.

        Raises:
            TableError: the level is not above 0 and at most 1.
        """
        if not 0 < level <= 1:
            raise TableError("the level is not above 0 and at most 1", remedy="give one such as 0.9")
        tail = (1 - level) / 2
        low = np.quantile(self.ranks, tail, axis=0, method="lower")
        high = np.quantile(self.ranks, 1 - tail, axis=0, method="higher")
        return low.astype(np.float64), np.median(self.ranks, axis=0).astype(np.float64), high.astype(np.float64)


def rank_draws(
    panel: Panel,
    weights: Mapping[str, float] | None = None,
    *,
    draws: int,
    generator: np.random.Generator,
    spread: float = 0.25,
) -> RankDraws:
    """Ranks with weights, normalisation and aggregation varied together (OECD/JRC 2008, step 7; Saisana et al. 2005).

    Args:
        panel: treated already.
        weights: in the middle of what is drawn; equal ones where none are given.
        draws: how many.
        generator: of random numbers; the same one gives the same draws.
        spread: each weight is drawn evenly within so much of itself, either way, and all are brought to sum to 1.

    Raises:
        TableError: no draw is asked for, the spread is not in [0, 1), or the panel has no composite.
    """
    if draws < 1:
        raise TableError("asks for no draw", remedy="ask for 100 draws or more")
    if not 0 <= spread < 1:
        raise TableError("the spread of weights is not 0 or more and below 1", remedy="give one such as 0.25")
    middle = checked_weights(panel, weights)
    drawn = middle * generator.uniform(1 - spread, 1 + spread, size=(draws, len(middle)))
    drawn /= drawn.sum(axis=1, keepdims=True)
    chosen = generator.integers(len(CHOICES), size=draws)
    found = np.empty((draws, len(panel.regions)))
    for at, (normalisation, aggregation) in enumerate(CHOICES):
        mine = chosen == at
        found[mine] = aggregated(normalised(panel, normalisation), drawn[mine].T, aggregation).T
    return RankDraws(panel.regions, ranks_of(found))
