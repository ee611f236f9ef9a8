"""``filiera check``: a document against the ledger."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from filiera.cli.building import ensure_evidence
from filiera.cli.screen import console, language, mark, print_json, say

if TYPE_CHECKING:
    from filiera.services.check import Check

ROWS = 200
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
    from rich.table import Table

    from filiera.services.check import why

    out = console()
    if result.alarms:
        words = {"n": result.alarms, "all": len(result.figures), "document": result.document}
        out.print(say("{n} of {all} figures in {document} need attention.", **words))
    else:
        out.print(
            say(
                "No contradiction among {all} figures in {document}.",
                all=len(result.figures),
                document=result.document,
            )
        )
    out.print(" · ".join(f"{n} {mark(verdict)}" for verdict, n in result.summary.items()))
    shown = [f for f in result.figures if every or f.verdict not in CALM]
    if shown:
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
        table.add_column(say("line"), justify="right")
        table.add_column(say("in the text"), no_wrap=True)
        table.add_column(say("verdict"), no_wrap=True)
        table.add_column(say("why"), overflow="fold")
        for figure in shown[:ROWS]:
            place = str(figure.line) + (f" ({figure.where})" if figure.where and len(figure.where) < 12 else "")
            table.add_row(place, " ".join(figure.text.split()), mark(figure.verdict), why(figure, language()))
        out.print(table)
    if len(shown) > ROWS:
        out.print(say("{n} more rows (--json lists them all).", n=len(shown) - ROWS))
    hidden = len(result.figures) - len(shown)
    if hidden:
        out.print(say("{n} further figures raise no question (--all lists them).", n=hidden))
    claims = [f.claim for f in result.figures if f.claim and f.verdict not in CALM]
    if claims:
        out.print(say("Next: filiera why {address}", address=claims[0]))
