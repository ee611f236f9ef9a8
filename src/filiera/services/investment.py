"""*What would this investment set off here?*: the numbers, what they rest on, and how not to read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from filiera.errors import Phrase, UnavailableError
from filiera.pack.input_output_schema import RegionalWeight
from filiera.pack.read import read_pack
from filiera.services.packs import default_pack

if TYPE_CHECKING:
    from filiera.services.what_if import WhatIf

WARNINGS = (
    Phrase("building and running are of different years, and so no sum; neither are direct, indirect and induced"),
    Phrase("multipliers measure activity, not benefit: other uses of the money would set off something too"),
    Phrase("prices, spare capacity and persons to employ are taken as given; jobs are those of the regional accounts"),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What an investment would set off, with all that it rests on."""

    what_if: WhatIf
    title: Mapping[str, str]
    """The table's."""
    attribution: str
    note: Mapping[str, str]
    works: tuple[Mapping[str, str], ...]
    """Titles of the works that the region's weights come from."""
    weights: tuple[RegionalWeight, ...]
    warnings: tuple[Phrase, ...] = WARNINGS


def answer(pack_name: str, sector: str, *, spend: float = 0.0, jobs: float = 0.0) -> Answer:
    """What an investment in a sector of the pack's region would set off.

    Args:
        pack_name: a pack, or empty for the only region within reach.
        sector: code of a sector of the pack's table.
        spend: euro that building costs, once.
        jobs: persons who will work in it.

    Raises:
        UnavailableError: the extra ``analysis`` is not installed.
        PackError: the pack has no table, weights or assumptions.
        TableError: there is no such sector.
        UsageError: there is neither money nor jobs.
    """
    try:
        from filiera.services.regional_economy import regional_economy
        from filiera.services.what_if import what_if
    except ModuleNotFoundError as error:
        raise UnavailableError(
            "input-output analysis is not installed", where=str(error.name), remedy="pip install 'filiera[analysis]'"
        ) from error
    pack = read_pack(pack_name or default_pack())
    economy = regional_economy(pack)
    works = {row.work for row in economy.weighed}
    return Answer(
        what_if(pack, economy, sector, spend=spend, jobs=jobs),
        economy.told.title,
        economy.told.attribution,
        economy.told.note,
        tuple(pack.works[work].title for work in sorted(works) if work in pack.works),
        economy.weighed,
    )
