"""``filiera fetch``: progress for people, lines for logs, and what became of each data set."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import typer

from filiera.cli.screen import console, print_json, say, say_count
from filiera.cli.sizes import days_told, size_told

if TYPE_CHECKING:
    from rich.console import Console

    from filiera.services.fetching import Arriving, Begun, Fetched, Outcome

    Event = Begun | Arriving | Outcome


def fetch_command(wanted: list[str], pack: str, *, every: bool, as_json: bool) -> None:
    """Fetch, and print the summary; exit status 1 if something failed."""
    from filiera.services.fetching import fetch
    from filiera.services.packs import default_pack

    name = pack or default_pack()
    with _watching(console(stderr=True), quiet=as_json) as tell:
        fetched = fetch(name, wanted, every=every, tell=tell)
    if as_json:
        print_json(_as_data(fetched))
    else:
        _print(fetched, console())
    if fetched.with_status("failed"):
        raise typer.Exit(1)


@contextmanager
def _watching(out: Console, *, quiet: bool) -> Iterator[Callable[[Event], None]]:
    """Bars on a terminal; elsewhere a line for each data set that is through."""
    from filiera.services.fetching import Arriving, Begun, Outcome

    if quiet or not out.is_terminal:

        def line(event: Event) -> None:
            if isinstance(event, Outcome) and not quiet:
                out.print(_line(event), markup=False, soft_wrap=True)

        yield line
        return
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

    with Progress(TextColumn("{task.description}"), BarColumn(), DownloadColumn(), console=out, transient=True) as bars:
        tasks: dict[str, Any] = {}

        def bar(event: Event) -> None:
            if isinstance(event, Begun):
                tasks[event.dataset] = bars.add_task(event.dataset, total=None)
            elif isinstance(event, Arriving):
                bars.update(tasks[event.dataset], completed=event.size, total=event.total)
            else:
                bars.remove_task(tasks[event.dataset])
                out.print(_line(event), markup=False, soft_wrap=True)

        yield bar


def _line(outcome: Outcome) -> str:
    held = outcome.held
    if outcome.status == "new" and held is not None:
        words = {"dataset": outcome.dataset, "size": size_told(held.size), "hash": held.sha256[:12]}
        if held.vintage:
            return say("{dataset}: new, {size}, of {vintage} ({hash})", vintage=held.vintage, **words)
        return say("{dataset}: new, {size} ({hash})", **words)
    if outcome.status == "unchanged":
        return say("{dataset}: unchanged", dataset=outcome.dataset)
    return say("{dataset}: failed", dataset=outcome.dataset)


def _print(fetched: Fetched, out: Console) -> None:
    out.print(_first_line(fetched), soft_wrap=True)
    for outcome in fetched.outcomes:
        if outcome.damaged:
            told = say_count(
                "{dataset}: {n} damaged snapshot was set aside",
                "{dataset}: {n} damaged snapshots were set aside",
                len(outcome.damaged),
                dataset=outcome.dataset,
            )
            out.print(f"  {told}", markup=False, soft_wrap=True)
    for outcome in fetched.with_status("failed"):
        _print_failure(outcome, out)
    if fetched.with_status("new"):
        out.print(say("Next: filiera build"))


def _first_line(fetched: Fetched) -> str:
    counts = {status: len(fetched.with_status(status)) for status in ("new", "unchanged", "failed")}
    if not fetched.outcomes:
        if fetched.fresh:
            return say("Nothing is due: what is held is fresh (--all asks all the same).")
        return say("No data set of the pack is fetched from a publisher.")
    if fetched.offline:
        return say("Offline: no publisher can be reached. What was fetched before stays in use.")
    told = {
        "new": say("new: {n}", n=counts["new"]),
        "unchanged": say("unchanged: {n}", n=counts["unchanged"]),
        "failed": say("failed: {n}", n=counts["failed"]),
    }
    shown = ", ".join(told[status] for status, n in counts.items() if n)
    return say("Data sets asked for: {n} ({shown}).", n=sum(counts.values()), shown=shown)


def _print_failure(outcome: Outcome, out: Console) -> None:
    assert outcome.error is not None
    what, where, remedy = outcome.error.told(say)
    place = f"{outcome.dataset}, {where}" if where and where != outcome.dataset else outcome.dataset
    out.print(f"  {place}: {what}", markup=False, soft_wrap=True)
    if remedy:
        out.print(f"    {say('What to do:')} {remedy}", markup=False, soft_wrap=True)
    held = outcome.held
    if held is None:
        out.print(f"    {say('Nothing is held of it yet.')}", markup=False)
        return
    age = (datetime.now(UTC) - datetime.fromisoformat(held.fetched_at)).days
    told = say("In use: the one fetched on {day} ({age})", day=held.fetched_at[:10], age=days_told(max(0, age)))
    out.print(f"    {told}", markup=False)


def _as_data(fetched: Fetched) -> dict[str, Any]:
    return {
        "pack": fetched.pack,
        "offline": fetched.offline,
        "datasets": [_outcome(outcome) for outcome in fetched.outcomes],
        "fresh": list(fetched.fresh),
        "brought": list(fetched.brought),
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    held, error = outcome.held, outcome.error
    return {
        "dataset": outcome.dataset,
        "status": outcome.status,
        "seconds": round(outcome.seconds, 3),
        "sha256": held.sha256 if held else "",
        "bytes": held.size if held else None,
        "vintage": held.vintage if held else "",
        "fetched_at": held.fetched_at if held else "",
        "url": held.url if held else "",
        "error": {"what": error.what, "where": error.where, "remedy": error.remedy} if error else None,
        "set_aside": list(outcome.damaged),
    }
