"""The composite of a comparison: how far the order of regions hangs on choices that no datum imposes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan, nan

import numpy as np

from filiera.analysis.benchmark.composite import Aggregation, composite, ranks
from filiera.analysis.benchmark.labelled import Vector
from filiera.analysis.benchmark.panel import Panel
from filiera.analysis.benchmark.rank_intervals import rank_draws
from filiera.analysis.benchmark.sensitivity import one_at_a_time, when_others_join
from filiera.analysis.benchmark.treatment import winsorised
from filiera.errors import Phrase
from filiera.pack.benchmark_schema import Composite
from filiera.services.benchmark_cells import Row

SEED = 2008
"""The same question has the same answer."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One region in the composite; without numbers where it lacks an indicator."""

    region: str
    arithmetic: float | None
    """Of 1 to 100, over the regions compared."""
    geometric: float | None
    rank: int | None
    """Under the usual choice: equal or given weights, min-max, arithmetic."""
    low: int | None
    median: float | None
    high: int | None
    """Of the ranks drawn."""
    lacks: tuple[str, ...]
    """Indicators that it has no value of."""


@dataclass(frozen=True, slots=True)
class Change:
    """One choice made otherwise: the ranks that follow."""

    changed: str
    """``without``, ``z-score`` or ``geometric``."""
    indicator: str
    """The one left out."""
    ranks: tuple[int | None, ...]
    moved: tuple[int | None, ...]
    """Ranks lost (above 0) or gained."""


@dataclass(frozen=True, slots=True)
class Joined:
    """The regions compared, scored alone and with all others of which these indicators are held."""

    others: int
    alone: tuple[int | None, ...]
    together: tuple[int | None, ...]
    arithmetic: tuple[float | None, ...]
    """Scores with all others."""


@dataclass(frozen=True, slots=True)
class CompositeView:
    """The composite over the regions compared."""

    indicators: tuple[str, ...]
    weights: tuple[float, ...]
    """Brought to sum to 1."""
    left_out: tuple[str, ...]
    """Indicators that rank nobody here, for all regions are alike, or that too few of them have."""
    placed: tuple[Placed, ...]
    changes: tuple[Change, ...]
    joined: Joined | None
    drawn_in: tuple[tuple[str, str], ...]
    """Region and indicator of each outlying value that was drawn in."""
    ranked: int
    """Regions that have a rank."""


def composite_view(
    told: Composite, rows: Sequence[Row], regions: Sequence[str], others: Sequence[Row]
) -> CompositeView | Phrase:
    """The composite, or why there is none.

    Args:
        told: draws, spread, level.
        rows: those with a weight, over ``regions``.
        regions: the hub's own first.
        others: the same rows over all regions that might join.
    """
    telling = [row for row in rows if _tells(row, told.least_known)]
    left_out = tuple(row.compared.id for row in rows if row not in telling)
    if len(telling) < 2:
        return Phrase("fewer than two indicators tell these regions apart")
    panel = _panel(telling, regions)
    complete = ~np.isnan(panel.values).any(axis=1)
    if complete.sum() < 2:
        return Phrase("fewer than two of these regions have all indicators")
    treated = winsorised(panel)
    panel = treated.panel
    weights = {row.compared.id: row.compared.weight for row in telling}
    arithmetic = composite(panel, weights)
    geometric = composite(panel, weights, aggregation=Aggregation.GEOMETRIC)
    usual = ranks(arithmetic)
    drawn = rank_draws(panel, weights, draws=told.draws, generator=np.random.default_rng(SEED), spread=told.spread)
    low, median, high = drawn.interval(told.level)
    whole = sum(weights.values())
    return CompositeView(
        indicators=panel.indicators,
        weights=tuple(weight / whole for weight in weights.values()),
        left_out=left_out,
        placed=tuple(
            Placed(
                region,
                _number(arithmetic[at]),
                _number(geometric[at]),
                _rank(usual[at]),
                _rank(low[at]),
                _number(median[at]),
                _rank(high[at]),
                tuple(name for name, value in zip(panel.indicators, panel.values[at], strict=True) if isnan(value)),
            )
            for at, region in enumerate(regions)
        ),
        changes=tuple(
            Change(
                "without" if each.changed.startswith("without ") else each.changed,
                each.changed.removeprefix("without ") if each.changed.startswith("without ") else "",
                _ranks(each.ranks),
                _ranks(each.moved),
            )
            for each in one_at_a_time(panel, weights)
        ),
        joined=_joined(telling, others, regions, weights),
        drawn_in=treated.moved,
        ranked=int(complete.sum()),
    )


def _tells(row: Row, least: float) -> bool:
    values = [cell.value for cell in row.cells if cell.value is not None]
    return len(set(values)) > 1 and len(values) >= least * len(row.cells)


def _panel(rows: Sequence[Row], regions: Sequence[str]) -> Panel:
    values = [[nan if cell.value is None else cell.value for cell in row.cells] for row in rows]
    return Panel(
        tuple(regions),
        tuple(row.compared.id for row in rows),
        np.array(values).T,
        tuple(row.unit for row in rows),
        tuple(row.compared.direction == "higher" for row in rows),
    )


def _joined(
    rows: Sequence[Row], others: Sequence[Row], regions: Sequence[str], weights: dict[str, float]
) -> Joined | None:
    """Others widen the range of each indicator, whether or not they have all of them."""
    wanted = {row.compared.id for row in rows}
    wide = [row for row in others if row.compared.id in wanted]
    every = tuple(cell.region for cell in wide[0].cells) if wide else ()
    panel = _panel(wide, every) if wide else None
    if panel is None or len(every) <= len(regions):
        return None
    alone, together = when_others_join(panel, regions, weights)
    scores = composite(panel, weights)[[every.index(region) for region in regions]]
    return Joined(len(every) - len(regions), _ranks(alone), _ranks(together), tuple(_number(score) for score in scores))


def _number(value: float) -> float | None:
    return None if isnan(value) else float(value)


def _rank(value: float) -> int | None:
    return None if isnan(value) else round(float(value))


def _ranks(values: Vector) -> tuple[int | None, ...]:
    return tuple(_rank(value) for value in values)
