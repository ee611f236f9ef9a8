"""``filiera benchmark``: the hub's region beside others."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from filiera.cli.building import ensure_evidence
from filiera.cli.screen import console, decimal, in_language, language, print_json, say
from filiera.errors import UsageError

if TYPE_CHECKING:
    from filiera.services.benchmark_cells import Cell, Row
    from filiera.services.benchmark_composite import CompositeView
    from filiera.services.benchmark_regions import RegionsCompared
    from filiera.services.benchmark_structures import StructureView
    from filiera.services.similar_regions import Region


def benchmark_command(peers: str, nearest: int, indicators: list[str], *, as_json: bool, as_csv: bool) -> None:
    """Print the comparison: how the hub's region stands, the table, what would change it."""
    if as_json and as_csv:
        raise UsageError("two forms are asked for at once", where="--json, --csv", remedy="give one of the two")
    if peers and nearest:
        raise UsageError(
            "peers are named and looked for at once", where="--peers, --nearest", remedy="give one of the two"
        )
    ensure_evidence()
    from filiera.publish.benchmark_data import benchmark_csv, benchmark_data
    from filiera.services.benchmark_regions import compare_regions
    from filiera.services.store import open_evidence

    with open_evidence() as evidence:
        found = compare_regions(evidence, peers.split(","), nearest=nearest, indicators=indicators)
        version = evidence.version.hash
    if as_json:
        print_json({"evidence": version, **benchmark_data(found)})
    elif as_csv:
        console().file.write(benchmark_csv(found, language()))
    else:
        _print(found)


def _print(found: RegionsCompared) -> None:
    from filiera.services.benchmark_regions import headline

    screen = console()
    screen.print(f"{headline(found, _name(found.own)).said(say)}.", soft_wrap=True, markup=False)
    screen.print(_table(found))
    if found.composite:
        screen.print(_composite(found, found.composite))
        _what_changes(found, found.composite, screen)
    elif found.why_none:
        screen.print(say("No composite: {why}.", why=found.why_none.said(say)), soft_wrap=True)
    for structure in found.structures:
        if told := _structure(found, structure):
            screen.print(told, soft_wrap=True, markup=False)
    _next(found, screen)


def _table(found: RegionsCompared) -> Any:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), caption_justify="left")
    table.add_column(say("Indicator"))
    table.add_column(say("Year"))
    for region in found.regions:
        table.add_column(_name(region), justify="right")
    for row in found.rows:
        label = in_language(row.label) + (f" ({say('weight')} {row.compared.weight:g})" if row.compared.weight else "")
        table.add_row(label, str(row.year or "–"), *(_cell(row, cell) for cell in row.cells))
    notes = [say("– nothing is held"), say("e estimate, p provisional"), say("* mean of the regions within it")]
    table.caption = " · ".join(notes)
    return table


def _cell(row: Row, cell: Cell) -> str:
    if cell.value is None:
        return "–"
    from filiera.publish.benchmark_text import written

    year = f" ({cell.year})" if cell.year != row.year else ""
    letters = "".join(letter for letter, word in (("e", "estimate"), ("p", "provisional")) if word in cell.qualifiers)
    mark = f"{'*' if cell.parts else ''}{letters}"
    return f"{written(cell.value, row.unit, language())}{' ' if mark else ''}{mark}{year}"


def _composite(found: RegionsCompared, view: CompositeView) -> Any:
    from rich.table import Table

    level = round(100 * found.told.composite.level)
    told = say("Composite of {n} indicators", n=len(view.indicators))
    table = Table(title=told, title_justify="left", title_style="", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(say("Region"))
    table.add_column(say("Ranks in {level}% of {draws} draws", level=level, draws=found.told.composite.draws))
    table.add_column(say("Usual rank"), justify="right")
    table.add_column(say("Score of 100"), justify="right")
    for region, placed in zip(found.regions, view.placed, strict=True):
        if placed.rank is None:
            table.add_row(_name(region), say("no rank: lacks {what}", what=", ".join(placed.lacks)), "–", "–")
            continue
        span = str(placed.low) if placed.low == placed.high else f"{placed.low}–{placed.high}"
        table.add_row(_name(region), span, str(placed.rank), decimal(placed.arithmetic or 0.0))
    return table


def _what_changes(found: RegionsCompared, view: CompositeView, screen: Any) -> None:
    moved = []
    for change in view.changes:
        names = [
            f"{_name(region)} {before}→{after}"
            for region, placed, after in zip(found.regions, view.placed, change.ranks, strict=True)
            if (before := placed.rank) is not None and after is not None and before != after
        ]
        if names:
            what = say("without {indicator}", indicator=change.indicator) if change.indicator else change.changed
            moved.append(f"{what}: {', '.join(names)}")
    told = "; ".join(moved) or say("no rank of these regions")
    screen.print(say("One choice made otherwise moves: {what}.", what=told), soft_wrap=True, markup=False)


def _structure(found: RegionsCompared, view: StructureView) -> str:
    if view.year is None:
        return ""
    near = [
        f"{_name(region)} {decimal(index, 2)}"
        for region, index in zip(found.regions[1:], view.krugman[1:], strict=True)
        if index is not None
    ]
    told = say(
        "{what}, {year}: Krugman index against {others}.",
        what=in_language(view.label),
        year=view.year,
        others=", ".join(near) or "–",
    )
    if not view.parted or view.parted[0].region != found.own.code or view.years is None:
        return told
    own = view.parted[0]
    parts = [
        f"{told_part} {_signed(value)}"
        for told_part, value in (
            (say("as its country"), own.national),
            (say("by its mix of industries"), own.mix),
            (say("competitive"), own.competitive),
        )
        if value is not None
    ]
    change = say(
        "Change {first} to {last}: {change}, of which {parts}.",
        first=view.years[0],
        last=view.years[1],
        change=_signed(own.change),
        parts=", ".join(parts),
    )
    return f"{told} {change}"


def _signed(value: float | None) -> str:
    if value is None:
        return "–"
    from filiera.publish.benchmark_text import plain

    return ("+" if value > 0 else "") + plain(Decimal(round(value)), language())


def _next(found: RegionsCompared, screen: Any) -> None:
    if found.similar:
        names = ", ".join(f"{_name(region)} ({decimal(region.distance or 0.0, 2)})" for region in found.similar[:5])
        screen.print(say("Most like it: {names}. To compare with these: --nearest 5.", names=names), soft_wrap=True)
    if found.held.absent:
        screen.print(
            say(
                "Not held: {datasets}. More regions and years: filiera build --snapshots FOLDER.",
                datasets=", ".join(found.held.absent),
            ),
            soft_wrap=True,
        )
    screen.print(say("Sources and years of every cell: --json, or the page /{lang}/benchmark/.", lang=language()))


def _name(region: Region) -> str:
    return in_language(region.names) or region.code
