"""Location quotients: how much of its inputs a region is taken to supply itself, from weights of region and nation."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from filiera.analysis.input_output.table import IN_ROW, Matrix, Vector, checked_labels, checked_vector
from filiera.errors import TableError

DELTA = 0.3
"""δ of FLQ where nothing better is known (Flegg & Webber 1997).

Flegg & Tohmo (2013, *Regional Studies* 47(5), 703-721) choose it for twenty Finnish regions by a regression.
"""


class Method(StrEnum):
    """How national coefficients are made regional."""

    SLQ = "SLQ"
    """Simple location quotient."""
    CILQ = "CILQ"
    """Cross-industry location quotient."""
    RLQ = "RLQ"
    """Round's semilogarithmic quotient (Round 1978)."""
    FLQ = "FLQ"
    """Flegg's location quotient (Flegg, Webber & Elliott 1995, *Regional Studies* 29(6), 547-561; revised 1997)."""
    AFLQ = "AFLQ"
    """Augmented FLQ, for specialisation (Flegg & Webber 2000)."""


@dataclass(frozen=True, slots=True, eq=False)
class RegionalWeights:
    """Employment, output or value added by sector, of a region and of the nation that it is a part of.

    Raises:
        TableError: labels do not fit; a weight is negative or no number; a region's is above the nation's; a sector or
            the whole has none in the nation, or the region has none at all.
    """

    sectors: tuple[str, ...]
    region: Vector
    nation: Vector

    def __post_init__(self) -> None:
        sectors = checked_labels(self.sectors)
        object.__setattr__(self, "sectors", sectors)
        for name in ("region", "nation"):
            object.__setattr__(self, name, checked_vector(sectors, name, getattr(self, name), negative=False))
        for sector, mine, all_of_it in zip(sectors, self.region, self.nation, strict=True):
            if mine > all_of_it * (1 + 1e-9):
                raise TableError(
                    "the region has {region}, more than the nation's {nation}",
                    where=IN_ROW.filled(row=sector),
                    remedy="see that the columns are not exchanged, and that both are in one unit",
                    words={"region": f"{mine:g}", "nation": f"{all_of_it:g}"},
                )
            if all_of_it == 0:
                raise TableError(
                    "the nation's weight is 0: no quotient can be formed",
                    where=IN_ROW.filled(row=sector),
                    remedy="weigh by another measure that the sector has (output, value added), or join it to another",
                )
        if self.region.sum() == 0:
            raise TableError("the region has no weight at all", remedy="see that the column is filled in")

    @property
    def share(self) -> float:
        """The region's share of the nation."""
        return float(self.region.sum() / self.nation.sum())

    def along(self, sectors: Sequence[str]) -> RegionalWeights:
        """The same weights in the order of a table's sectors.

        Raises:
            TableError: the sectors are not the same ones.
        """
        missing = [sector for sector in sectors if sector not in set(self.sectors)]
        unknown = [sector for sector in self.sectors if sector not in set(sectors)]
        if missing or unknown:
            raise TableError(
                "the weights and the table differ in sectors: without a weight are {missing}; not in the table are "
                "{unknown}",
                remedy="write one row of weights for each sector of the table, by the same codes",
                words={"missing": _some(missing), "unknown": _some(unknown)},
            )
        place = {sector: at for at, sector in enumerate(self.sectors)}
        order = [place[sector] for sector in sectors]
        return RegionalWeights(tuple(sectors), self.region[order], self.nation[order])


def simple_quotients(weights: RegionalWeights) -> Vector:
    """SLQᵢ = (rᵢ/r)/(nᵢ/n) (n), without unit (Miller & Blair 2009, § 8.2)."""
    simple: Vector = (weights.region / weights.nation) / weights.share
    return simple


def quotients(weights: RegionalWeights, method: Method, delta: float = DELTA) -> Matrix:
    """The quotient of each supplier i and buyer j (n × n), uncapped, without unit.

    - SLQ: SLQᵢ in the whole row.
    - CILQ: SLQᵢ/SLQⱼ, and SLQᵢ on the diagonal (Smith & Morrison 1974; Miller & Blair 2009, § 8.2).
    - RLQ: SLQᵢ / log₂(1 + SLQⱼ) (Round 1978).
    - FLQ: CILQ λ, λ = [log₂(1 + r/n)]^δ (Flegg & Webber 1997, *Regional Studies* 31(8), 795-805).
    - AFLQ: FLQ log₂(1 + SLQⱼ) where SLQⱼ > 1, else FLQ (Flegg & Webber 2000, *Regional Studies* 34(6), 563-569, who
      answer McCann & Dewhurst 1998 and find for Scotland that it does not estimate better than FLQ).

    A buyer that the region does not have leaves the row's supply unbounded (∞); a supplier that it does not have
    supplies nothing (0), whoever buys.

    Raises:
        TableError: δ is not in [0, 1).
    """
    simple = simple_quotients(weights)
    delta = checked_delta(delta)
    if method is Method.SLQ:
        return np.repeat(simple[:, np.newaxis], len(simple), axis=1)
    if method is Method.RLQ:
        return _over(simple, np.log2(1 + simple))
    crossed = _over(simple, simple)
    np.fill_diagonal(crossed, simple)
    if method is Method.CILQ:
        return crossed
    crossed *= size_factor(weights, delta)
    if method is Method.AFLQ:
        crossed *= specialisation(weights)
    return crossed


def size_factor(weights: RegionalWeights, delta: float = DELTA) -> float:
    """λ = [log₂(1 + r/n)]^δ, in (0, 1]: the smaller the region, the more it buys elsewhere (Flegg & Webber 1997).

    Raises:
        TableError: δ is not in [0, 1).
    """
    factor: float = math.log2(1 + weights.share) ** checked_delta(delta)
    return factor


def checked_delta(delta: float) -> float:
    """δ of FLQ, 0 ≤ δ < 1 (Flegg & Webber 1997).

    Raises:
        TableError: it is not in that range.
    """
    if not 0 <= delta < 1:
        raise TableError(
            "delta is {delta}, and must be 0 or more and below 1",
            remedy="give one between 0.1 and 0.4, where surveys have found it",
            words={"delta": f"{delta:g}"},
        )
    return delta


def specialisation(weights: RegionalWeights) -> Vector:
    """log₂(1 + SLQⱼ) where SLQⱼ > 1, else 1 (n): the factor of each column of AFLQ."""
    simple = simple_quotients(weights)
    return np.where(simple > 1, np.log2(1 + simple), 1.0)


def _over(row: Vector, column: Vector) -> Matrix:
    with np.errstate(divide="ignore", invalid="ignore"):
        crossed: Matrix = row[:, np.newaxis] / column[np.newaxis, :]
    crossed[row == 0] = 0.0
    return crossed


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:8]) + (" …" if len(names) > 8 else "") or "–"
