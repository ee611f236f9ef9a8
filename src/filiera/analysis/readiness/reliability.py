"""How reliably the questions of a dimension measure one thing: Cronbach's alpha and corrected item-total correlations.

Alpha: Cronbach (1951), *Coefficient alpha and the internal structure of tests*, Psychometrika 16, 297-334. Its
interval: Feldt, Woodruff and Salih (1987), *Statistical inference for coefficient alpha*, Applied Psychological
Measurement 11, 95, formulas 6 and 7. Alpha is a lower bound of reliability where the parts measure one thing; it
rises with their number, and a high one does not show that they do.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import f as f_distribution

Scores = NDArray[np.float64]
FEWEST_PEOPLE, FEWEST_ITEMS = 3, 2


@dataclass(frozen=True, slots=True)
class Reliability:
    """Alpha of one dimension with its interval, and how each question goes along with the others."""

    alpha: float
    low: float
    high: float
    answered_by: int
    item_total: tuple[float | None, ...]
    """In the order of the columns: correlation of a question with the sum of the others; none where one is constant."""
    deviation: float
    """Standard deviation of the mean over the questions, in the unit of the scores."""


def reliability(scores: Scores, level: float = 0.95) -> Reliability | None:
    """Reliability from a table of complete answers, one row an organisation, one column a question.

    None where there are too few rows or columns, or all rows have the same sum: then nothing can be said.

    Raises:
        ValueError: a value is missing, or the level is no level of confidence.
    """
    if not np.isfinite(scores).all() or not 0 < level < 1:
        raise ValueError("complete answers and a level of confidence between 0 and 1 are needed")
    people, items = scores.shape
    if people < FEWEST_PEOPLE or items < FEWEST_ITEMS:
        return None
    of_items = scores.var(axis=0, ddof=1)
    totals = scores.sum(axis=1)
    of_totals = float(totals.var(ddof=1))
    if of_totals <= np.finfo(float).eps * people * float(np.abs(scores).max() + 1):
        return None
    alpha = items / (items - 1) * (1 - float(of_items.sum()) / of_totals)
    low, high = alpha_interval(alpha, people, items, level)
    return Reliability(alpha, low, high, people, _item_total(scores, totals), float(np.sqrt(of_totals)) / items)


def alpha_interval(alpha: float, people: int, items: int, level: float = 0.95) -> tuple[float, float]:
    """The interval of an alpha that ``people`` who answered ``items`` questions gave (Feldt et al. 1987)."""
    degrees = people - 1, (people - 1) * (items - 1)
    tail = (1 - level) / 2
    low, high = (1 - (1 - alpha) * float(f_distribution.ppf(p, *degrees)) for p in (1 - tail, tail))
    return low, high


def _item_total(scores: Scores, totals: Scores) -> tuple[float | None, ...]:
    found: list[float | None] = []
    for column in scores.T:
        rest = totals - column
        if column.std() < 1e-12 or rest.std() < 1e-12:
            found.append(None)
        else:
            found.append(float(np.corrcoef(column, rest)[0, 1]))
    return tuple(found)
