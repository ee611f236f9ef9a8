"""``filiera check``: a document against the ledger."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from filiera.cli.building import ensure_evidence
from filiera.cli.screen import console, flow, language, mark, print_json, say, say_count

if TYPE_CHECKING:
    from filiera.services.check import Check

ROWS = 200
_EMPHASIS = re.compile(r"\*+|`+|(?<!\w)_+|_+(?!\w)")
CALM = ("unchecked", "derived", "consistent", "reproduced")


def check_command(document: Path, spoken: str, *, every: bool, as_json: bool) -> None:
    """Check, print, and exit with 1 where a figure must not pass."""
    from filiera.services.check import check, report
    from filiera.services.store import open_evidence

    ensure_evidence()
    with open_evidence() as evidence:
        result = check(document, evidence, language=spoken)
    if as_json:
        print_json(report(result, language()))
    else:
        _print(result, every=every)
    if result.alarms:
        raise typer.Exit(1)


def _print(result: Check, *, every: bool) -> None:
    from rich.markup import escape
    from rich.table import Table

    from filiera.services.check import why

    out = console()
    doubts = sum(f.verdict not in CALM for f in result.figures) - result.alarms
    out.print(headline(result.alarms, doubts, len(result.figures), result.document), markup=False, soft_wrap=True)
    out.print(flow([f"{n} {mark(verdict)}" for verdict, n in result.summary.items()], out.width))
    shown = [f for f in result.figures if every or f.verdict not in CALM]
    if shown:
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
        table.add_column(say("line"), justify="right")
        table.add_column(say("in the text"), no_wrap=True)
        table.add_column(say("verdict"), no_wrap=True)
        table.add_column(say("why"), overflow="fold")
        for figure in shown[:ROWS]:
            place = str(figure.line) + (f" ({figure.where})" if figure.where and len(figure.where) < 12 else "")
            row = (place, plain(figure.text), mark(figure.verdict), why(figure, language()))
            table.add_row(*map(escape, row))
        out.print(table)
    if len(shown) > ROWS:
        out.print(_more(len(shown) - ROWS))
    hidden = len(result.figures) - len(shown)
    if hidden:
        out.print(_calm(hidden))
    claims = [f.claim for f in result.figures if f.claim and f.verdict not in CALM]
    if claims:
        out.print(say("Next: filiera why {address}", address=claims[0]))


def headline(alarms: int, doubts: int, figures: int, document: str) -> str:
    """The answer in one line: how many figures must not pass, how many more deserve a look, of how many."""
    words = {"document": document, "figures": say_count("{n} figure", "{n} figures", figures)}
    if not figures:
        return say("No figure found in {document}.", document=document)
    if not alarms and not doubts:
        return say("No contradiction in {document}: {figures}.", **words)
    if not alarms:
        words["doubts"] = say_count("{n} to look at", "{n} to look at", doubts)
        return say("No contradiction in {document}: {figures}, {doubts}.", **words)
    words["alarms"] = say_count("{n} alarm", "{n} alarms", alarms)
    if not doubts:
        return say("{alarms} of {figures} in {document}.", **words)
    words["doubts"] = say_count("{n} more to look at", "{n} more to look at", doubts)
    return say("{alarms}, {doubts}, of {figures} in {document}.", **words)


def plain(text: str) -> str:
    """A number as a reader sees it: on one line, without the marks of emphasis of a markdown file."""
    return _EMPHASIS.sub("", " ".join(text.split()))


def _more(n: int) -> str:
    return say_count("{n} more row (--json lists them all).", "{n} more rows (--json lists them all).", n)


def _calm(n: int) -> str:
    return say_count(
        "{n} further figure raises no question (--all lists it).",
        "{n} further figures raise no question (--all lists them).",
        n,
    )
