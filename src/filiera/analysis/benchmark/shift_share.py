"""Change of a region taken apart: what the nation did, what its sectors did, and what is its own."""

from __future__ import annotations

from dataclasses import dataclass

from filiera.analysis.benchmark.labelled import Vector
from filiera.analysis.benchmark.structure import Structure, comparable, over


@dataclass(frozen=True, slots=True, eq=False)
class ShiftShare:
    """Parts of the change of each sector (n), in the unit of the structures; they sum to the change.

    A part is a description, no cause: the same change is parted otherwise by another nation or another detail.
    """

    sectors: tuple[str, ...]
    unit: str
    national: Vector
    """eᵢ g: as if all had grown as the nation."""
    mix: Vector
    """eᵢ (gᵢ − g): because of the sectors that it has."""
    competitive: Vector
    """What its sectors did differently from the nation's."""
    allocation: Vector
    """Specialised in what it is better at; 0 in the classical form."""
    change: Vector


def shift_share(region: tuple[Structure, Structure], nation: tuple[Structure, Structure]) -> ShiftShare:
    """National, mix and competitive effect eᵢ (rᵢ − gᵢ) (Dunn 1960).

    Reference: Dunn (1960), A statistical and analytical technique for regional analysis, *Papers and Proceedings of the
    Regional Science Association* 6.

    Args:
        region: at the start and at the end.
        nation: the same; a part is missing where a value is, or where the nation had none of the sector.

    Raises:
        TableError: the four are of different sectors or units.
    """
    (before, after), rates, growth = region, _rates(region, nation), _growth(nation)
    at_first = before.values
    change = after.values - at_first
    return ShiftShare(
        before.sectors,
        before.unit,
        at_first * growth,
        at_first * (rates - growth),
        change - at_first * rates,
        0.0 * change,
        change,
    )


def homothetic_shift_share(region: tuple[Structure, Structure], nation: tuple[Structure, Structure]) -> ShiftShare:
    """Esteban-Marquillas: the competitive effect without the region's own mix, and an allocation effect.

    With eᵢ* = e nᵢ/n, what the region would have with the nation's structure: competitive eᵢ*(rᵢ − gᵢ), allocation
    (eᵢ − eᵢ*)(rᵢ − gᵢ). Both are missing for a sector that the region did not have at the start.

    Reference: Esteban-Marquillas (1972), part I of Shift- and share analysis revisited, *Regional and Urban
    Economics* 2(3), 249-261.

    Raises:
        TableError: the four are of different sectors or units.
    """
    classical = shift_share(region, nation)
    before = region[0]
    alike = before.whole * nation[0].shares
    lead = over(classical.competitive, before.values)
    return ShiftShare(
        classical.sectors,
        classical.unit,
        classical.national,
        classical.mix,
        alike * lead,
        (before.values - alike) * lead,
        classical.change,
    )


def _rates(region: tuple[Structure, Structure], nation: tuple[Structure, Structure]) -> Vector:
    comparable(*region, *nation)
    return over(nation[1].values - nation[0].values, nation[0].values)


def _growth(nation: tuple[Structure, Structure]) -> float:
    before, after = nation[0].whole, nation[1].whole
    return after / before - 1 if before else float("nan")
