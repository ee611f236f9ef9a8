"""Outliers that would decide an indicator alone: found by skewness and kurtosis, drawn in by winsorisation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import nan, sqrt

import numpy as np

from filiera.analysis.benchmark.labelled import Vector
from filiera.analysis.benchmark.panel import Panel

SKEWNESS, KURTOSIS = 2.0, 3.5
"""Above both, an indicator is treated (OECD/JRC 2008, step 3; the limits of the JRC's audits)."""
LEAST = 4
"""Fewer values have no kurtosis."""


@dataclass(frozen=True, slots=True)
class Treated:
    """A panel after treatment, and what was done to it."""

    panel: Panel
    moved: tuple[tuple[str, str], ...]
    """Region and indicator of each value that was drawn in."""
    still_skewed: tuple[str, ...]
    """Indicators that so many moves did not mend; they are left as they were."""


def winsorised(panel: Panel, most: int = 5) -> Treated:
    """Each outlying value set to the next one inward, one after another, until the indicator is no longer outlying.

    On the side to which the indicator is skewed, up to ``most`` values, as OECD/JRC (2008), § 3, and the JRC's audits.
    """
    values = panel.values.copy()
    moved: list[tuple[str, str]] = []
    skewed: list[str] = []
    for column, indicator in enumerate(panel.indicators):
        treated, regions = _drawn_in(panel.values[:, column], most)
        if outlying(treated):
            skewed.append(indicator)
            continue
        values[:, column] = treated
        moved.extend((panel.regions[at], indicator) for at in regions)
    return Treated(replace(panel, values=values), tuple(moved), tuple(skewed))


def outlying(values: Vector) -> bool:
    """Whether skewness and kurtosis are both beyond their limits."""
    skewness, kurtosis = moments(values)
    return abs(skewness) > SKEWNESS and kurtosis > KURTOSIS


def moments(values: Vector) -> tuple[float, float]:
    """Sample skewness G₁ and excess kurtosis G₂ of what is not missing (Joanes & Gill 1998, *The Statistician* 47).

    ``nan`` for fewer than four values or where all are the same.
    """
    known = values[~np.isnan(values)]
    n = len(known)
    if n < LEAST or np.ptp(known) == 0:
        return nan, nan
    # By the greatest, so that a unit of tiny or huge numbers neither vanishes nor overflows.
    away = known / np.abs(known).max()
    away = away - away.mean()
    second, third, fourth = (float(np.mean(away**power)) for power in (2, 3, 4))
    if second == 0:
        return nan, nan
    skewness = third / second**1.5 * sqrt(n * (n - 1)) / (n - 2)
    kurtosis = (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * (fourth / second**2 - 3) + 6)
    return skewness, kurtosis


def _drawn_in(values: Vector, most: int) -> tuple[Vector, list[int]]:
    now = values.copy()
    moved: set[int] = set()
    while outlying(now) and len(moved) < most:
        high = moments(now)[0] > 0
        end = np.nanmax(now) if high else np.nanmin(now)
        inward = now[now < end] if high else now[now > end]
        at = np.flatnonzero(now == end)
        now[at] = inward.max() if high else inward.min()
        moved.update(int(each) for each in at)
    return now, sorted(moved)
