"""What an economy is made of: one measure by sector."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan

import numpy as np

from filiera.analysis.benchmark.labelled import AT_LABEL, Vector, each_once, numbers
from filiera.errors import TableError


@dataclass(frozen=True, slots=True, eq=False)
class Structure:
    """Employment, value added or exports of one territory by sector, in one unit.

    Raises:
        TableError: labels do not fit, a cell is negative, or the sectors exceed the whole.
    """

    sectors: tuple[str, ...]
    values: Vector
    """One for each sector (n), 0 or more; ``nan`` where missing."""
    unit: str
    whole: float = nan
    """The whole as published, where sectors are missing; else their sum."""

    def __post_init__(self) -> None:
        sectors = each_once(self.sectors)
        values = numbers(self.values, (len(sectors),))
        if (values < 0).any():
            at = int(np.flatnonzero(values < 0)[0])
            raise TableError(
                "is negative: {value}",
                where=AT_LABEL.filled(row=sectors[at]),
                remedy="correct the cell, or leave it missing",
                words={"value": f"{values[at]:g}"},
            )
        whole = float(values.sum()) if np.isnan(self.whole) else self.whole
        # Published sums differ from their parts by rounding.
        if np.nansum(values) > whole * 1.01:
            raise TableError(
                "the sectors add up to {parts}, more than the whole {whole}",
                remedy="give the whole of the same year and unit",
                words={"parts": f"{np.nansum(values):g}", "whole": f"{whole:g}"},
            )
        object.__setattr__(self, "sectors", sectors)
        object.__setattr__(self, "values", values)
        object.__setattr__(self, "whole", whole)

    @property
    def shares(self) -> Vector:
        """Each sector over the whole (n); missing where either is, or the whole is 0."""
        return over(self.values, self.whole)


def over(numerator: Vector, denominator: Vector | float) -> Vector:
    """A ratio that is missing where its denominator is 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio: Vector = np.where(np.asarray(denominator) == 0, nan, numerator / np.asarray(denominator))
    return ratio


def comparable(*structures: Structure) -> None:
    """Structures of the same sectors, in the same order and unit.

    Raises:
        TableError: they are not.
    """
    first = structures[0]
    for other in structures[1:]:
        if other.sectors != first.sectors:
            differ = sorted(set(other.sectors) ^ set(first.sectors))
            raise TableError(
                "the sectors differ, or their order does: {sectors}",
                remedy="give the same sectors in the same order",
                words={"sectors": ", ".join(differ[:8]) or "–"},
            )
        if other.unit != first.unit:
            raise TableError(
                "the units differ: {one} and {other}",
                remedy="bring both to one unit",
                words={"one": first.unit, "other": other.unit},
            )
