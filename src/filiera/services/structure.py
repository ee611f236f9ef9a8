"""How sectors hang together: linkages, Ghosh, net multipliers, and what would be lost without some of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from filiera.analysis.input_output.extraction import Extraction, Loss, extract
from filiera.analysis.input_output.linkages import Linkages, linkages
from filiera.analysis.input_output.net_multipliers import net_output_multipliers
from filiera.analysis.input_output.table import InputOutputTable, Vector
from filiera.errors import TableError, UsageError
from filiera.pack.read import read_pack
from filiera.services.impact_ground import ground_of_pack
from filiera.services.input_output_files import read_table, told_of
from filiera.services.packs import default_pack
from filiera.services.regional_economy import DELTA, regional_economy, regional_table


@dataclass(frozen=True, slots=True, eq=False)
class Structure:
    """A table, and how its sectors hang together."""

    table: InputOutputTable
    linkages: Linkages
    net: Vector
    """Net output multiplier of each sector (n)."""


@dataclass(frozen=True, slots=True, eq=False)
class Lost:
    """What an economy would lose without some of its sectors."""

    table: InputOutputTable
    variant: Extraction
    loss: Loss
    primary: dict[str, Vector]
    """The loss of each primary input (n), in its unit."""


def table_of(path: Path | None, pack: str = "", delta: float | None = None) -> InputOutputTable:
    """A table from a csv; without one that of a pack's region.

    Args:
        path: a csv, as ``read_table`` reads it.
        pack: a pack, or empty for the only region within reach; counts without a path.
        delta: δ of FLQ; the pack's own by default.

    Raises:
        UsageError: the file cannot be read.
        PackError: the pack has no table, weights or δ.
        TableError: the table does not fit, or δ is out of range.
    """
    if path is not None:
        return read_table(path).table
    economy = regional_economy(ground_of_pack(read_pack(pack or default_pack())))
    try:
        return regional_table(economy, float(economy.ground.parameter(DELTA).value) if delta is None else delta)
    except TableError as error:
        raise error.at("--delta") from error


def structure(table: InputOutputTable, path: Path | None = None) -> Structure:
    """Linkages and net multipliers of every sector.

    Raises:
        TableError: the economy is singular or not productive.
    """
    with told_of(path or Path(table.unit)):
        return Structure(table, linkages(table), net_output_multipliers(table))


def lost_without(table: InputOutputTable, sectors: Sequence[str], variant: str) -> Lost:
    """What would be lost without a block of sectors, all of them at once.

    Raises:
        UsageError: there is no such variant, or no sector is named.
        TableError: an unknown sector, or one twice; the economy is singular or not productive.
    """
    known = {each.value: each for each in Extraction}
    if variant not in known:
        raise UsageError(
            "there is no such variant",
            where=f"--variant {variant}",
            remedy="one of: {names}",
            words={"names": ", ".join(known)},
        )
    if not sectors:
        raise UsageError(
            "no sector is named",
            where="--sectors",
            remedy="name those that are taken out together, as --sectors C21,Q86",
        )
    try:
        loss = extract(table, sectors, known[variant])
    except TableError as error:
        raise error.at("--sectors") from error
    return Lost(table, known[variant], loss, {name: loss.of(table, name) for name in table.primary_inputs})
