"""*What would this investment set off here?*: the numbers, what they rest on, and how not to read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from filiera.errors import Phrase, UnavailableError
from filiera.evidence import Evidence
from filiera.pack.input_output_schema import RegionalWeight
from filiera.pack.read import read_pack
from filiera.services.packs import default_pack

if TYPE_CHECKING:
    from filiera.services.regional_economy import RegionalEconomy
    from filiera.services.what_if import Investment, WhatIf

WARNINGS = (
    Phrase("building and running are of different years, and so no sum; neither are direct, indirect and induced"),
    Phrase("several projects are not added up either: what one sets off at suppliers may be what another does itself"),
    Phrase("multipliers measure activity, not benefit: other uses of the money would set off something too"),
    Phrase("prices, spare capacity and persons to employ are taken as given; jobs are those of the regional accounts"),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What an investment would set off, with all that it rests on."""

    what_if: WhatIf
    sector: Mapping[str, str]
    """The name of the sector that is invested in."""
    sectors: Mapping[str, Mapping[str, str]]
    """Names of all sectors of the table."""
    title: Mapping[str, str]
    """The table's."""
    attribution: str
    note: Mapping[str, str]
    works: tuple[Mapping[str, str], ...]
    """Titles of the works that the region's weights come from."""
    weights: tuple[RegionalWeight, ...]
    invented: bool = False
    """Whether the region is."""
    warnings: tuple[Phrase, ...] = WARNINGS


def answer(pack_name: str, asked: Investment) -> Answer:
    """What an investment in a sector of a pack's region would set off.

    Args:
        pack_name: a pack, or empty for the only region within reach.
        asked: the investment.

    Raises:
        UnavailableError: the extra ``analysis`` is not installed.
        PackError: the pack has no table, weights or assumptions.
        TableError: there is no such sector.
        UsageError: what is asked is no investment.
    """
    need_analysis()
    from filiera.services.impact_ground import ground_of_pack
    from filiera.services.regional_economy import regional_economy

    pack = read_pack(pack_name or default_pack())
    return replace(_answer(regional_economy(ground_of_pack(pack)), asked), invented=pack.manifest.invented)


def answer_here(evidence: Evidence, asked: Investment) -> Answer:
    """The same in the hub's region, from its evidence.

    Raises:
        PackError: the evidence holds no table, weights or assumptions.
        TableError, UsageError, UnavailableError: as ``answer``.
    """
    need_analysis()
    from filiera.services.regional_economy import economy_of

    return _answer(economy_of(evidence), asked)


def need_analysis() -> None:
    """Refuse where the libraries are missing.

    Raises:
        UnavailableError: the extra ``analysis`` is not installed.
    """
    try:
        import filiera.services.what_if  # noqa: F401  the look is the use
    except ModuleNotFoundError as error:
        raise UnavailableError(
            "input-output analysis is not installed", where=str(error.name), remedy="pip install 'filiera[analysis]'"
        ) from error


def _answer(economy: RegionalEconomy, asked: Investment) -> Answer:
    from filiera.services.what_if import what_if

    told = economy.told
    names = {sector.code: sector.names for sector in told.sectors}
    works = {row.work for row in economy.ground.weights}
    return Answer(
        what_if(economy, asked),
        names.get(asked.sector, {}),
        names,
        told.title,
        told.attribution,
        told.note,
        tuple(economy.ground.works[work] for work in sorted(works) if work in economy.ground.works),
        economy.ground.weights,
    )
