"""The home page: what this is, some figures, one live proof, how to read the marks."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from filiera.portal.questions import questions
from filiera.portal.requests import PageRequest
from filiera.services.figures import all_figures
from filiera.services.hub import featured, proof
from filiera.services.indicators import indicator
from filiera.services.ledger import summary
from filiera.services.pages import explained
from filiera.services.sources import producers

FEATURED = 6


@require_safe
def choose_language(request: PageRequest) -> HttpResponse:
    """From ``/`` to the home page in the reader's language."""
    return redirect("home", language=request.language)


@require_safe
def home(request: PageRequest, language: str) -> HttpResponse:
    """The home page."""
    evidence = request.evidence
    wrong = proof(evidence)
    reasons = [e for e in explained(evidence, wrong) if e.finding.outcome == wrong.verdict] if wrong else []
    verdicts = summary(evidence)
    figures = all_figures(evidence)
    context = {
        "questions": questions(evidence, language),
        "featured": [(figure, indicator(evidence, figure.indicator)) for figure in featured(evidence)[:FEATURED]],
        "proof": wrong,
        "reason": next((e for e in reasons if e.sums), reasons[0] if reasons else None),
        "verdicts": [(name, count, _share(count, verdicts)) for name, count in verdicts.items()],
        "claims": sum(verdicts.values()),
        "observations": sum(figure.origin != "claim" for figure in figures),
        "producers": sum(bool(producer.figures) for producer in producers(evidence)),
    }
    return render(request, "filiera/home.html", context)


def _share(count: int, verdicts: dict[str, int]) -> str:
    """Length of a bar in a drawing that is 100 wide, from zero to the most frequent verdict."""
    return f"{100 * count / max(verdicts.values()):.1f}"
