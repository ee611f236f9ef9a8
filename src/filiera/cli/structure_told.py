"""``filiera impact linkages`` and ``extract``: how sectors hang together, and what would be lost without some."""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from filiera.cli.screen import console, decimal, print_json, say, say_count

if TYPE_CHECKING:
    from filiera.services.structure import Lost, Structure


def linkages_command(table: Path | None, pack: str, delta: float | None, *, as_json: bool) -> None:
    """Print linkages, Ghosh and net multipliers of a table, or of the region."""
    from filiera.services.investment import need_analysis

    need_analysis()
    from filiera.services.structure import structure, table_of

    found = structure(table_of(table, pack, delta), table)
    if as_json:
        print_json(_linkages_as_data(found))
    else:
        _print_linkages(found)


def extract_command(
    table: Path | None, sectors: str, variant: str, pack: str, delta: float | None, *, as_json: bool
) -> None:
    """Print what would be lost without a block of sectors."""
    from filiera.services.investment import need_analysis

    need_analysis()
    from filiera.services.structure import lost_without, table_of

    named = [each.strip() for each in sectors.split(",") if each.strip()]
    found = lost_without(table_of(table, pack, delta), named, variant)
    if as_json:
        print_json(_loss_as_data(found))
    else:
        _print_loss(found)


def _print_linkages(found: Structure) -> None:
    from rich.table import Table
    from rich.text import Text

    told = found.linkages
    first = say_count(
        "{n} key sector, above average backward and forward: {names}",
        "{n} key sectors, above average backward and forward: {names}",
        len(told.key_sectors),
        names=", ".join(told.key_sectors) or "–",
    )
    console().print(first, markup=False, soft_wrap=True)
    columns = (
        (say("direct backward"), told.direct_backward),
        (say("total backward"), told.total_backward),
        (say("power of dispersion"), told.power_of_dispersion),
        (say("direct forward"), told.direct_forward),
        (say("total forward (Ghosh)"), told.total_forward),
        (say("normalised forward"), told.normalised_forward),
        (say("net multiplier"), found.net),
    )
    table = Table(box=None, pad_edge=False)
    table.add_column(say("sector"))
    for name, _ in columns:
        table.add_column(name, justify="right")
    for at, sector in enumerate(told.sectors):
        table.add_row(Text(sector), *(_number(float(values[at])) for _, values in columns))
    console().print(table)


def _print_loss(found: Lost) -> None:
    from rich.table import Table
    from rich.text import Text

    loss = found.loss
    first = say(
        "Without {sectors} output would be lower by {block} in themselves and by {others} in all others ({variant}).",
        sectors=", ".join(sector for sector, inside in zip(loss.sectors, loss.block, strict=True) if inside),
        block=decimal(loss.of_block, 1),
        others=decimal(loss.of_others, 1),
        variant=found.variant.value,
    )
    console().print(first, markup=False, soft_wrap=True)
    table = Table(box=None, pad_edge=False)
    for name in (say("sector"), say("output"), *found.primary):
        table.add_column(name, justify="left" if name == say("sector") else "right")
    for at in sorted(range(len(loss.sectors)), key=lambda at: -loss.output[at]):
        cells = (float(loss.output[at]), *(float(values[at]) for values in found.primary.values()))
        table.add_row(Text(loss.sectors[at]), *(decimal(cell, 1) for cell in cells))
    console().print(table)


def _linkages_as_data(found: Structure) -> dict[str, object]:
    told = found.linkages
    return {
        "sectors": list(told.sectors),
        "direct_backward": _plain(told.direct_backward),
        "direct_forward": _plain(told.direct_forward),
        "total_backward": _plain(told.total_backward),
        "total_forward": _plain(told.total_forward),
        "power_of_dispersion": _plain(told.power_of_dispersion),
        "sensitivity_of_dispersion": _plain(told.sensitivity_of_dispersion),
        "normalised_forward": _plain(told.normalised_forward),
        "net_multipliers": _plain(found.net),
        "key_sectors": list(told.key_sectors),
    }


def _loss_as_data(found: Lost) -> dict[str, object]:
    loss = found.loss
    return {
        "sectors": list(loss.sectors),
        "block": [sector for sector, inside in zip(loss.sectors, loss.block, strict=True) if inside],
        "variant": found.variant.value,
        "output": _plain(loss.output),
        "of_block": loss.of_block,
        "of_others": loss.of_others,
        "primary": {name: _plain(values) for name, values in found.primary.items()},
    }


def _number(value: float) -> str:
    return decimal(value, 4) if math.isfinite(value) else "–"


def _plain(values: Iterable[float]) -> list[float | None]:
    return [float(value) if math.isfinite(value) else None for value in values]
