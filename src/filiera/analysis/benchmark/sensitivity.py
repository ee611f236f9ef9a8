"""One choice changed at a time, and other regions among the peers: whose rank moves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from filiera.analysis.benchmark.composite import Aggregation, Normalisation, composite, ranks
from filiera.analysis.benchmark.labelled import Vector
from filiera.analysis.benchmark.panel import Panel


@dataclass(frozen=True, slots=True, eq=False)
class Alternative:
    """Ranks under one other choice."""

    changed: str
    """``without <indicator>``, ``z-score`` or ``geometric``."""
    ranks: Vector
    moved: Vector
    """Ranks lost (above 0) or gained against the usual choice; missing where either rank is."""


def one_at_a_time(panel: Panel, weights: Mapping[str, float] | None = None) -> tuple[Alternative, ...]:
    """Each indicator left out, the other normalisation, the other aggregation (OECD/JRC 2008, step 7).

    Against equal or given weights, min-max, arithmetic. A region that lacked one indicator has a rank without it.

    Raises:
        TableError: the panel has no composite.
    """
    usual = ranks(composite(panel, weights))
    found: list[tuple[str, Vector]] = []
    if len(panel.indicators) > 1:
        for indicator in panel.indicators:
            kept = None if weights is None else {name: weights[name] for name in weights if name != indicator}
            found.append((f"without {indicator}", ranks(composite(panel.without(indicator), kept))))
    found.append((str(Normalisation.Z_SCORE), ranks(composite(panel, weights, Normalisation.Z_SCORE))))
    found.append((str(Aggregation.GEOMETRIC), ranks(composite(panel, weights, aggregation=Aggregation.GEOMETRIC))))
    return tuple(Alternative(changed, new, new - usual) for changed, new in found)


def when_others_join(
    panel: Panel, peers: Sequence[str], weights: Mapping[str, float] | None = None
) -> tuple[Vector, Vector]:
    """Ranks of the peers among themselves, scored alone, and scored with all regions of the panel.

    They differ where those who join widen an indicator's range: the order of two regions then hangs on a third.

    Raises:
        TableError: a peer is not in the panel, or there is no composite.
    """
    alone = ranks(composite(panel.of(peers), weights))
    together = composite(panel, weights)[[panel.regions.index(peer) for peer in peers]]
    return alone, ranks(together)
