"""``filiera diff --source``: what a publisher revised between two vintages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from filiera.cli.screen import console, in_language, print_json, say, short, whole

if TYPE_CHECKING:
    from rich.console import Console

    from filiera.services.vintages import Comparison, SeriesRevisions, VintageView

SHOWN = 8
"""So many of the largest revisions are shown; --json gives all."""


def revisions_command(dataset: str, *, as_json: bool) -> None:
    """Print how large the revisions are, and the largest of them."""
    from filiera.services.store import open_evidence
    from filiera.services.vintages import compared_vintages

    with open_evidence() as evidence:
        comparisons = compared_vintages(evidence, dataset)
    if as_json:
        print_json({"source": dataset, "comparisons": [_as_data(comparison) for comparison in comparisons]})
        return
    out = console()
    for comparison in comparisons:
        _print(comparison, out)


def _print(comparison: Comparison, out: Console) -> None:
    revised = sum(series.found.revised for series in comparison.series)
    compared = sum(len(series.found.revisions) for series in comparison.series)
    out.print(
        say(
            "{revised} of {compared} figures were revised from {earlier} to {later}.",
            revised=whole(revised),
            compared=whole(compared),
            earlier=_named(comparison.earlier),
            later=_named(comparison.later),
        ),
        soft_wrap=True,
        markup=False,
    )
    for series in comparison.series:
        _print_series(series, out)


def _print_series(series: SeriesRevisions, out: Console) -> None:
    from rich.table import Table

    found = series.found
    share = found.relative_mean_absolute_revision
    out.print(
        say(
            "{label}: mean absolute revision {share}; {added} added, {removed} gone",
            label=in_language(series.label),
            share="–" if share is None else _percent(share),
            added=whole(len(found.added)),
            removed=whole(len(found.removed)),
        ),
        markup=False,
    )
    table = Table(box=None, pad_edge=False)
    for name, right in (
        (say("place"), False),
        (say("period"), False),
        (say("earlier"), True),
        (say("later"), True),
        (say("revision"), True),
    ):
        table.add_column(name, justify="right" if right else "left")
    for revision in [r for r in found.revisions if r.size][:SHOWN]:
        place, period = revision.key
        relative = "–" if revision.relative is None else _percent(revision.relative, signed=True)
        table.add_row(place, period, _number(revision.earlier), _number(revision.later), relative)
    if found.revised:
        out.print(table)


def _named(view: VintageView) -> str:
    """Data set, vintage and the beginning of the hash: two vintages of one day are told apart."""
    return f"{view.dataset} ({', '.join(filter(None, (view.vintage, f'sha256 {short(view.digest)}')))})"


def _number(value: float) -> str:
    from babel.numbers import format_decimal

    from filiera.cli.screen import locale

    return format_decimal(value, format="#,##0.###", locale=locale())


def _percent(share: float, *, signed: bool = False) -> str:
    from babel.numbers import format_percent

    from filiera.cli.screen import locale

    return format_percent(share, format="+0.00%;-0.00%" if signed else "0.00%", locale=locale())


def _vintage(view: VintageView) -> dict[str, str]:
    return {"dataset": view.dataset, "vintage": view.vintage, "sha256": view.digest}


def _as_data(comparison: Comparison) -> dict[str, Any]:
    return {
        "earlier": _vintage(comparison.earlier),
        "later": _vintage(comparison.later),
        "series": [
            {
                "indicator": series.indicator,
                "breakdown": series.breakdown,
                "unit": series.unit,
                "compared": len(series.found.revisions),
                "revised": series.found.revised,
                "mean_revision": series.found.mean_revision,
                "mean_absolute_revision": series.found.mean_absolute_revision,
                "relative_mean_absolute_revision": series.found.relative_mean_absolute_revision,
                "revisions": [
                    {"territory": r.key[0], "period": r.key[1], "earlier": r.earlier, "later": r.later}
                    for r in series.found.revisions
                ],
                "added": [list(key) for key in series.found.added],
                "removed": [list(key) for key in series.found.removed],
            }
            for series in comparison.series
        ],
    }
