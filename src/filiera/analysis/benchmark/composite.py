"""A composite indicator after OECD/JRC (2008): normalisation, weights, aggregation, ranks."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import numpy as np

from filiera.analysis.benchmark.labelled import Matrix, Vector
from filiera.analysis.benchmark.panel import Panel
from filiera.errors import TableError

LOWEST, HIGHEST = 1.0, 100.0
"""Ends of min-max: above 0, so that a geometric mean does not fall to 0 with the last of one indicator."""


class Normalisation(StrEnum):
    """How indicators of several units become comparable (OECD/JRC 2008, step 5)."""

    MIN_MAX = "min-max"
    Z_SCORE = "z-score"


class Aggregation(StrEnum):
    """How scores become one (OECD/JRC 2008, step 6)."""

    ARITHMETIC = "arithmetic"
    """Full compensation: a weak indicator is made good by a strong one."""
    GEOMETRIC = "geometric"
    """Partial compensation; of scores above 0, and so of min-max only."""


def normalised(panel: Panel, method: Normalisation) -> Matrix:
    """Scores without unit (regions × indicators), more always better.

    Min-max: 1 + 99 (x − min)/(max − min). Z-score: (x − mean)/s, with s of the population of peers. Both over the
    regions of the panel: others that join change every score. Missing stays missing.

    Raises:
        TableError: an indicator does not vary over the regions, or has no value at all.
    """
    signs = np.where(panel.more_is_better, 1.0, -1.0)
    for indicator, column in zip(panel.indicators, panel.values.T, strict=True):
        known = column[~np.isnan(column)]
        if not known.size or np.ptp(known) == 0:
            raise TableError(
                "the indicator '{indicator}' does not vary over the regions",
                remedy="leave it out: it ranks nobody",
                words={"indicator": indicator},
            )
    oriented = panel.values * signs
    if method is Normalisation.MIN_MAX:
        least, most = np.nanmin(oriented, axis=0), np.nanmax(oriented, axis=0)
        scores: Matrix = LOWEST + (HIGHEST - LOWEST) * (oriented - least) / (most - least)
        return scores
    standard: Matrix = (oriented - np.nanmean(oriented, axis=0)) / np.nanstd(oriented, axis=0)
    return standard


def checked_weights(panel: Panel, weights: Mapping[str, float] | None) -> Vector:
    """One weight for each indicator, summing to 1; equal ones where none are given.

    Raises:
        TableError: indicators differ, a weight is negative or no number, or all are 0.
    """
    if weights is None:
        return np.full(len(panel.indicators), 1 / len(panel.indicators))
    if differ := sorted(set(weights) ^ set(panel.indicators)):
        raise TableError(
            "weights and indicators differ: {names}",
            remedy="give one weight for each indicator",
            words={"names": ", ".join(differ[:8])},
        )
    given = np.array([weights[name] for name in panel.indicators], dtype=np.float64)
    if not (np.isfinite(given).all() and (given >= 0).all() and given.sum() > 0):
        raise TableError("a weight is negative or no number, or all are 0", remedy="give weights of 0 or more")
    parts: Vector = given / given.sum()
    return parts


def aggregated(scores: Matrix, weights: Vector, method: Aggregation) -> Vector:
    """Σ wₖ sₖ or Π sₖ^wₖ (regions); missing where an indicator is.

    Raises:
        TableError: a geometric mean of scores that are not above 0.
    """
    if method is Aggregation.ARITHMETIC:
        mean: Vector = scores @ weights
        return mean
    if (scores <= 0).any():
        raise TableError("a geometric mean needs scores above 0", remedy="normalise by min-max")
    geometric: Vector = np.exp(np.log(scores) @ weights)
    return geometric


def ranks(values: Matrix | Vector) -> Matrix:
    """1 for the highest along the last axis, equals sharing the better rank; missing stays missing."""
    # A mean of the same scores in another order differs in its last digits: that is no difference of rank.
    limits = np.atleast_2d(values + 1e-9 * np.maximum(1.0, np.abs(values)))
    placed = np.full(limits.shape, np.nan)
    for row, above, found in zip(np.atleast_2d(values), limits, placed, strict=True):
        known = np.sort(row[~np.isnan(row)])
        found[:] = 1.0 + known.size - np.searchsorted(known, above, side="right")
    placed[np.isnan(limits)] = np.nan
    ranked: Matrix = placed.reshape(values.shape)
    return ranked


def composite(
    panel: Panel,
    weights: Mapping[str, float] | None = None,
    normalisation: Normalisation = Normalisation.MIN_MAX,
    aggregation: Aggregation = Aggregation.ARITHMETIC,
) -> Vector:
    """The composite of each region, missing where one of its indicators is.

    Raises:
        TableError: see ``normalised``, ``checked_weights`` and ``aggregated``.
    """
    return aggregated(normalised(panel, normalisation), checked_weights(panel, weights), aggregation)
