"""``filiera impact``: the answer in the first line, then the table; the whole as data."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filiera.cli.screen import console, decimal, print_json, say, say_count, whole

if TYPE_CHECKING:
    from filiera.services.impact import Multipliers, Regionalised


def multipliers_command(table: Path, income: str, households: str, divisor: str, *, as_json: bool) -> None:
    """Print the multipliers of a table, direct, indirect and induced apart."""
    from filiera.services.impact import multipliers_of

    found = multipliers_of(table, income=income, households=households, divisor=divisor)
    _tell_imbalances(found)
    if as_json:
        print_json(_multipliers_as_data(found))
    else:
        _print_multipliers(found)


def regionalise_command(table: Path, weights: Path, method: str, delta: float, *, as_json: bool) -> None:
    """Print what a region supplies of the inputs that the nation supplies."""
    from filiera.services.impact import regionalised

    found = regionalised(table, weights, method=method, delta=delta)
    _tell_imbalances(found)
    if as_json:
        print_json(
            {
                "sectors": list(found.sectors),
                "lq": _plain(found.quotients),
                "coefficients": [_plain(row) for row in found.coefficients],
            }
        )
    else:
        _print_regionalised(found)


def _tell_imbalances(found: Multipliers | Regionalised) -> None:
    for each in found.imbalances[:1]:
        told = say_count(
            "{n} row does not quite balance; most off is {sector}, by {difference} ({share} % of its output)",
            "{n} rows do not quite balance; most off is {sector}, by {difference} ({share} % of its output)",
            len(found.imbalances),
            sector=each.sector,
            difference=decimal(each.difference, 2),
            share=decimal(each.share * 100, 3),
        )
        console(stderr=True).print(told, markup=False, soft_wrap=True)


def _print_multipliers(found: Multipliers) -> None:
    output = (found.closed or found.open).output
    least, most = int(output.argmin()), int(output.argmax())
    first = say_count(
        "{n} sector: output multipliers of type {type} from {least} ({low}) to {most} ({high}).",
        "{n} sectors: output multipliers of type {type} from {least} ({low}) to {most} ({high}).",
        len(output),
        type="II" if found.closed else "I",
        least=decimal(float(output[least]), 4),
        low=found.open.sectors[least],
        most=decimal(float(output[most]), 4),
        high=found.open.sectors[most],
    )
    console().print(first, markup=False, soft_wrap=True)
    columns = [(say("type I"), found.open.output)]
    if found.closed:
        columns += [(say("type II"), found.closed.output), (say("truncated"), found.closed.truncated)]
    _table(say("Output of all sectors for one unit of final demand"), found.open.sectors, columns)
    for name, effect in found.open.effects.items():
        closed = found.closed.effects[name] if found.closed else None
        columns = [(say("direct"), effect.direct), (say("indirect"), effect.indirect)]
        columns += [(say("induced"), closed.induced)] if closed else []
        columns.append((say("multiplier, type I"), effect.multiplier))
        columns += [(say("multiplier, type II"), closed.multiplier)] if closed else []
        _table(say("{name} for one unit of final demand", name=name), found.open.sectors, columns)


def _print_regionalised(found: Regionalised) -> None:
    national, regional = found.national.sum(axis=0), found.coefficients.sum(axis=0)
    full = sum(bool((mine >= theirs).all()) for mine, theirs in zip(found.coefficients, found.national, strict=True))
    first = say_count(
        "{n} sector, {full} of which the region supplies as the nation does.",
        "{n} sectors, {full} of which the region supplies as the nation does.",
        len(found.sectors),
        full=whole(full),
    )
    console().print(first, markup=False, soft_wrap=True)
    columns = [
        (say("simple quotient"), found.quotients),
        (say("inputs, nation"), national),
        (say("inputs, region"), regional),
    ]
    if found.band:
        columns += [(say("at delta 0.4"), found.band[0]), (say("at delta 0.1"), found.band[1])]
    _table(say("Domestic and regional inputs for one unit of output"), found.sectors, columns)
    console().print(say("All coefficients: --json"), markup=False)


def _table(title: str, sectors: Sequence[str], columns: Sequence[tuple[str, Any]]) -> None:
    from rich.table import Table
    from rich.text import Text

    console().print(f"\n{title}", markup=False, soft_wrap=True)
    table = Table(box=None, pad_edge=False)
    table.add_column(say("sector"))
    for name, _ in columns:
        table.add_column(name, justify="right")
    for at, sector in enumerate(sectors):
        table.add_row(Text(sector), *(_number(float(values[at])) for _, values in columns))
    console().print(table)


def _number(value: float) -> str:
    if math.isnan(value):
        return "–"
    # Persons for a million are small numbers: four digits that say something, not four decimals.
    digits = 4 if value == 0 or abs(value) >= 0.1 else min(12, 3 - math.floor(math.log10(abs(value))))
    return decimal(value, digits)


def _multipliers_as_data(found: Multipliers) -> dict[str, object]:
    closed = found.closed
    return {
        "sectors": list(found.open.sectors),
        "output": _plain(found.open.output),
        "effects": {name: _plain(effect.total) for name, effect in found.open.effects.items()},
        "multipliers": {name: _plain(effect.multiplier) for name, effect in found.open.effects.items()},
        "type_ii": closed
        and {
            "output": _plain(closed.output),
            "effects": {name: _plain(effect.total) for name, effect in closed.effects.items()},
            "multipliers": {name: _plain(effect.multiplier) for name, effect in closed.effects.items()},
            "truncated": _plain(closed.truncated),
        },
    }


def _plain(values: Iterable[float]) -> list[float | None]:
    """Numbers for programs; what is not defined is null."""
    return [float(value) if math.isfinite(value) else None for value in values]
