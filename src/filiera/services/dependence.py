"""What was found about an indicator's figures, and what rests on them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

import msgspec

from filiera.evidence import Evidence
from filiera.services.figures import FigureView, FindingView, Text, all_figures, gravity
from filiera.services.indicators import IndicatorView, indicators
from filiera.services.licensing import Terms, terms_of_figure, terms_of_works, works_of_publications
from filiera.services.themes import ThemeView, themes


@dataclass(frozen=True, slots=True)
class Found:
    """One outcome of one rule, with every figure of the indicator that it was found about."""

    finding: FindingView
    figures: tuple[FigureView, ...]


@dataclass(frozen=True, slots=True)
class ListBehind:
    """How many organisations the registry lists of what an indicator counts, and why that may differ."""

    kind: str
    kind_names: Text
    listed: int
    because: Text


@dataclass(frozen=True, slots=True)
class Dependents:
    """What depends on an indicator's figures."""

    made_from: tuple[IndicatorView, ...]
    """The indicators that this one is calculated from."""
    calculated: tuple[IndicatorView, ...]
    """The indicators that are calculated from this one."""
    checked: tuple[FigureView, ...]
    """Figures of other indicators that were checked with a figure of this one."""
    told_in: tuple[ThemeView, ...]


@dataclass(frozen=True, slots=True)
class _Index:
    """Who rests on whom, of one version of the evidence."""

    indicators: dict[str, IndicatorView]
    calculated: dict[str, list[IndicatorView]]
    checked: dict[str, dict[str, FigureView]]
    """Indicator → figures of others, by address, that were checked with one of its figures."""
    lists: dict[str, ListBehind]
    terms: dict[str, Terms]
    """Figure → on which terms it is given to others."""


def findings_about(view: IndicatorView) -> list[Found]:
    """The findings about all figures of an indicator, gravest first, each told once."""
    told: dict[tuple[str, str], tuple[FindingView, list[FigureView]]] = {}
    for figure in view.figures:
        for finding in figure.findings:
            key = (finding.rule, str(sorted(finding.arithmetic.items())))
            told.setdefault(key, (finding, []))[1].append(figure)
    found = [Found(finding, tuple(figures)) for finding, figures in told.values()]
    return sorted(found, key=lambda each: gravity(each.finding.outcome))


def dependents(evidence: Evidence, view: IndicatorView) -> Dependents:
    """What depends on an indicator: other indicators, checks of other figures, texts."""
    index = _index_of(evidence, evidence.version.hash)
    return Dependents(
        made_from=tuple(index.indicators[name] for name in _operands(view) if name in index.indicators),
        calculated=tuple(index.calculated.get(view.id, ())),
        checked=tuple(index.checked.get(view.id, {}).values()),
        told_in=tuple(theme for theme in themes(evidence) if view.id in theme.mentions),
    )


def list_behind(evidence: Evidence, view: IndicatorView) -> ListBehind | None:
    """The registry's list behind a count of organisations, where there is one."""
    return _index_of(evidence, evidence.version.hash).lists.get(view.id)


def terms_of(evidence: Evidence, view: IndicatorView) -> list[tuple[FigureView, Terms]]:
    """Each figure of an indicator with the terms on which it is given to others."""
    terms = _index_of(evidence, evidence.version.hash).terms
    return [(figure, terms[figure.address]) for figure in view.figures]


@lru_cache(maxsize=4)
def _index_of(evidence: Evidence, version: str) -> _Index:
    # cached per evidence version: the evidence never changes under its hash
    every = {view.id: view for view in indicators(evidence)}
    calculated: dict[str, list[IndicatorView]] = defaultdict(list)
    for view in every.values():
        for name in _operands(view):
            calculated[name].append(view)
    indicator_of = {figure.address: figure.indicator for figure in all_figures(evidence)}
    checked: dict[str, dict[str, FigureView]] = defaultdict(dict)
    for figure in all_figures(evidence):
        for operand in {operand for finding in figure.findings for operand in finding.operands}:
            if (name := indicator_of.get(operand, figure.indicator)) != figure.indicator:
                checked[name][figure.address] = figure
    works, publications = terms_of_works(evidence), works_of_publications(evidence)
    terms = {figure.address: terms_of_figure(figure, works, publications) for figure in all_figures(evidence)}
    return _Index(every, dict(calculated), dict(checked), _lists(evidence), terms)


def _lists(evidence: Evidence) -> dict[str, ListBehind]:
    kinds = {row["id"]: row["plural_json"] for row in evidence.rows("organisation_kind")}
    found: dict[str, ListBehind] = {}
    for row in evidence.rows("reconciliation"):
        names, because = _decoded(kinds[row["kind"]]), _decoded(row["because_json"])
        found.setdefault(row["indicator"], ListBehind(row["kind"], names, row["listed"], because))
    return found


def _operands(view: IndicatorView) -> list[str]:
    """Ids of the other indicators that one is calculated from."""
    derivation = view.derivation
    sides = [*(derivation.get("ratio") or ()), derivation.get("growth"), derivation.get("rank")]
    return [name for name in dict.fromkeys(side["indicator"] for side in sides if side) if name != view.id]


def _decoded(text: str) -> Text:
    return msgspec.json.decode(text, type=dict[str, str])
