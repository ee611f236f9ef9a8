"""Peers by what they are like, instead of by hand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from filiera.analysis.benchmark.composite import Normalisation, normalised
from filiera.analysis.benchmark.labelled import place_of
from filiera.analysis.benchmark.panel import Panel


@dataclass(frozen=True, slots=True)
class Peer:
    """A region and how far it is, in standard deviations of an indicator on average."""

    region: str
    distance: float
    """``nan`` where no indicator is known of both."""
    shared: int
    """Indicators that are known of both."""


def nearest_peers(panel: Panel, region: str, least_shared: int = 1) -> tuple[Peer, ...]:
    """All other regions, the nearest first: d = √(mean over shared k of (zₖ − zₖ′)²).

    The standardised Euclidean distance over the indicators that both have; those with fewer than ``least_shared`` have
    no distance and stand last. Navarro et al. (2014), *Regional benchmarking in the smart specialisation process*,
    JRC S3 Working Paper 03/2014, on the choice of structural indicators.

    Raises:
        TableError: there is no such region, or an indicator does not vary.
    """
    at = place_of(region, panel.regions)
    scores = normalised(panel, Normalisation.Z_SCORE)
    found = []
    for other, row in zip(panel.regions, scores, strict=True):
        if other == region:
            continue
        squares = (row - scores[at]) ** 2
        shared = int((~np.isnan(squares)).sum())
        distance = float(np.sqrt(np.nanmean(squares))) if shared >= max(1, least_shared) else float("nan")
        found.append(Peer(other, distance, shared))
    return tuple(sorted(found, key=lambda peer: (np.isnan(peer.distance), peer.distance, peer.region)))
