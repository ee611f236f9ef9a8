"""``filiera sources``: the data sets of a pack, and what is held of each."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from filiera.cli.screen import console, in_language, print_json, say
from filiera.cli.sizes import days_told, size_told

if TYPE_CHECKING:
    from filiera.services.freshness import State
    from filiera.services.source_holdings import HeldSource


def sources_command(pack: str, *, as_json: bool) -> None:
    """Print the data sets, by publisher."""
    from filiera.services.packs import default_pack
    from filiera.services.source_holdings import source_holdings

    name = pack or default_pack()
    held = source_holdings(name)
    if as_json:
        print_json({"pack": name, "datasets": [_as_data(source) for source in held]})
        return
    out = console()
    out.print(_first_line(held), soft_wrap=True)
    if not held:
        return
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for title in (say("data set"), say("publisher and title"), say("vintage"), say("state")):
        table.add_column(title, overflow="fold")
    table.add_column(say("size"), justify="right", no_wrap=True)
    for title in (say("licence"), say("how it is had")):
        table.add_column(title, overflow="fold")
    for source in held:
        size = size_told(source.size) if source.size is not None else "–"
        title = f"{source.producer_name}: {in_language(source.title)}"
        cells = (source.id, title, source.vintage or "–", state_told(source), size)
        table.add_row(*cells, _licence(source), source.protocol or say("brought by hand"))
    out.print(table)
    asked = [source.id for source in held if source.protocol and source.freshness.state in ("due", "overdue")]
    if asked:
        out.print(say("Next: filiera fetch {names}", names=" ".join(asked)), soft_wrap=True, markup=False)
    elif any(source.protocol and source.freshness.state == "not held" for source in held):
        out.print(say("Next: filiera fetch brings those that are not held."))


def _first_line(held: list[HeldSource]) -> str:
    if not held:
        return say("The pack names no data set.")
    states = Counter(source.freshness.state for source in held)
    told: dict[State, str] = {
        "fresh": say("fresh: {n}", n=states["fresh"]),
        "due": say("due: {n}", n=states["due"]),
        "overdue": say("overdue: {n}", n=states["overdue"]),
        "no date": say("held, of unknown date: {n}", n=states["no date"]),
        "no cadence": say("held, without a cadence: {n}", n=states["no cadence"]),
        "not held": say("not held: {n}", n=states["not held"]),
    }
    counts = ", ".join(text for state, text in told.items() if states[state])
    return say("Data sets: {n} ({counts}).", n=len(held), counts=counts)


def state_told(source: HeldSource) -> str:
    """State and age of what is held."""
    state, days = source.freshness.state, source.freshness.days
    age = days_told(days) if days is not None else ""
    if days:
        age = say("{age} since {since}", age=age, since=source.since[:10])
    if state == "fresh":
        return say("✓ fresh ({age})", age=age)
    if state == "due":
        return say("⌛ due ({age})", age=age)
    if state == "overdue":
        return say("⌛ overdue ({age})", age=age)
    if state == "not held":
        return say("∅ not held")
    if state == "no date":
        return say("held, of unknown date")
    return say("held ({age})", age=age) if age else say("held")


def _licence(source: HeldSource) -> str:
    return say("unknown") if source.licence == "unknown" else source.licence


def _as_data(source: HeldSource) -> dict[str, Any]:
    return {
        "id": source.id,
        "work": source.work,
        "producer": source.producer,
        "title": source.title,
        "licence": source.licence,
        "cadence": source.cadence,
        "protocol": source.protocol,
        "url": source.url,
        "state": source.freshness.state,
        "days": source.freshness.days,
        "since": source.since,
        "origin": source.origin,
        "vintage": source.vintage,
        "checked": source.checked,
        "bytes": source.size,
        "sha256": source.sha256,
        "vintages": source.vintages,
    }
