"""The ledger: every published figure with its verdict, filtered, sorted, searched, counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from filiera.claims.finding import VERDICTS
from filiera.errors import UsageError
from filiera.evidence import Evidence
from filiera.services.figures import FigureView, all_figures, gravity
from filiera.vocabulary.folding import fold

SORTS = ("line", "verdict", "value", "label", "period")


@dataclass(frozen=True, slots=True)
class Question:
    """What a reader asks the ledger for; empty fields do not restrict."""

    verdict: str = ""
    section: str = ""
    source: str = ""
    """Id of a producer."""
    text: str = ""
    sort: str = "line"
    descending: bool = False
    observations: bool = False
    """Include figures transcribed from other publications."""
    origin: str = ""
    """``claim`` or ``observation``."""
    indicator: str = ""
    theme: str = ""
    territory: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows asked for, with counts of what each filter would leave."""

    rows: list[FigureView]
    total: int
    verdicts: dict[str, int] = field(default_factory=dict)
    sections: dict[str, int] = field(default_factory=dict)
    sources: dict[str, int] = field(default_factory=dict)


def ask(evidence: Evidence, question: Question, language: str) -> Answer:
    """Rows of the ledger; counts of a facet are taken with the other filters applied.

    Raises:
        UsageError: an unknown verdict or sort order.
    """
    if question.verdict and question.verdict not in VERDICTS:
        raise UsageError(
            "no such verdict", where=question.verdict, remedy="one of: {known}", words={"known": ", ".join(VERDICTS)}
        )
    if question.sort not in SORTS:
        raise UsageError(
            "no such order", where=question.sort, remedy="one of: {known}", words={"known": ", ".join(SORTS)}
        )
    figures = [f for f in all_figures(evidence) if question.observations or f.origin == "claim"]
    words = fold(question.text).split()
    told = _told(evidence, language) if words else {}
    found = [f for f in figures if _measures(f, question) and all(word in told[f.address] for word in words)]
    by_verdict = [f for f in found if not question.verdict or f.verdict == question.verdict]
    rows = [f for f in by_verdict if _in_section(f, question) and _from_source(f, question)]
    rows.sort(key=lambda f: _order(f, question.sort, language), reverse=question.descending)
    return Answer(
        rows=rows,
        total=len(figures),
        verdicts=_in_order(Counter(f.verdict for f in found if _in_section(f, question) and _from_source(f, question))),
        sections=dict(Counter(f.section for f in by_verdict if _from_source(f, question))),
        sources=dict(Counter(p for f in by_verdict if _in_section(f, question) for p in _producers(f))),
    )


def summary(evidence: Evidence) -> dict[str, int]:
    """How many claims have each verdict, gravest first."""
    return _in_order(Counter(f.verdict for f in all_figures(evidence) if f.origin == "claim"))


def _in_order(counts: Counter[str]) -> dict[str, int]:
    return {verdict: counts[verdict] for verdict in VERDICTS if counts[verdict]}


@lru_cache(maxsize=8)
def _told(evidence: Evidence, language: str) -> dict[str, str]:
    """What is told of each figure, folded, so that words can be looked for in it."""
    return {view.address: _words_of(view, language) for view in all_figures(evidence)}


def _words_of(view: FigureView, language: str) -> str:
    place = view.territory_names.get(language, "")
    told = " ".join((view.label.get(language, ""), view.sentence(language), view.printed, place, view.address))
    sources = " ".join(citation.producer_name for citation in view.citations)
    return fold(f"{told} {sources}")


def _measures(view: FigureView, question: Question) -> bool:
    """Whether a figure is of the kind, the concept and the place asked for."""
    return (
        (not question.origin or view.origin == question.origin)
        and (not question.indicator or view.indicator == question.indicator)
        and (not question.theme or view.theme == question.theme)
        and (not question.territory or view.territory == question.territory)
    )


def _in_section(view: FigureView, question: Question) -> bool:
    return not question.section or view.section == question.section


def _from_source(view: FigureView, question: Question) -> bool:
    return not question.source or question.source in _producers(view)


def _producers(view: FigureView) -> set[str]:
    return {citation.producer for citation in view.citations}


def _order(view: FigureView, sort: str, language: str) -> tuple[object, ...]:
    line = view.line if view.line is not None else 10**9
    match sort:
        case "verdict":
            return (gravity(view.verdict), line, view.address)
        case "value":
            return (view.number, line, view.address)
        case "label":
            return (fold(view.label.get(language, "")), line, view.address)
        case "period":
            return (view.period, line, view.address)
        case _:
            return (line, view.address)
