"""How a region's economy differs from others: location quotients, Balassa and Krugman indices."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from filiera.analysis.benchmark.labelled import Matrix, Vector
from filiera.analysis.benchmark.structure import Structure, comparable, over


def location_quotients(region: Structure, reference: Structure) -> Vector:
    """LQᵢ = (rᵢ/r)/(nᵢ/n) (n), without unit: 1 where the region is as the reference (Isard 1960).

    Reference: Isard (1960), *Methods of Regional Analysis*.

    The reference need not hold the region: peers or a union of states serve as well. Missing where a share is, or
    where the reference has none of the sector.

    Raises:
        TableError: the two are of different sectors or units.
    """
    comparable(region, reference)
    return over(region.shares, reference.shares)


def balassa_indices(exports: Sequence[Structure]) -> Matrix:
    """RCAᵣᵢ = (xᵣᵢ/xᵣ)/(xᵢ/x) (territories × n), against all that are given together.

    Reference: Balassa (1965), Trade liberalisation and "revealed" comparative advantage, *The Manchester School* 33,
    99-123. A sector that one territory lacks a value for has no world total: it is missing for all.

    Raises:
        TableError: of different sectors or units.
    """
    comparable(*exports)
    together = np.sum([each.values for each in exports], axis=0)
    world = Structure(exports[0].sectors, together, exports[0].unit, float(sum(each.whole for each in exports)))
    return np.array([over(each.shares, world.shares) for each in exports])


def symmetric_balassa(indices: Matrix) -> Matrix:
    """(RCA − 1)/(RCA + 1), in [−1, 1): as far from 0 when specialised as when not (Laursen 2015, *Eurasian Business
    Review* 5, 99-115)."""
    symmetric: Matrix = (indices - 1) / (indices + 1)
    return symmetric


def krugman_index(one: Structure, other: Structure) -> float:
    """K = Σᵢ |sᵢ − sᵢ*|, from 0 (same structure) to 2 (no sector in common); missing if any share is.

    Reference: Krugman (1991), *Geography and Trade*, MIT Press.

    Raises:
        TableError: the two are of different sectors or units.
    """
    comparable(one, other)
    return float(np.abs(one.shares - other.shares).sum())
