"""The home page: what this is, ways in, one live proof, some figures, what is planned."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from filiera.portal.questions import questions
from filiera.portal.requests import PageRequest
from filiera.portal.small_map import small_map
from filiera.portal.views.search import example_searches
from filiera.services.benchmarks import benchmark_of
from filiera.services.hub import featured, proof
from filiera.services.indicators import indicator
from filiera.services.ledger import summary
from filiera.services.pages import explained
from filiera.services.plan import programmes

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
    context = {
        "examples": example_searches(evidence, language),
        "questions": questions(evidence, language),
        "featured": [(figure, indicator(evidence, figure.indicator)) for figure in featured(evidence)[:FEATURED]],
        "proof": wrong,
        "reason": next((e for e in reasons if e.sums), reasons[0] if reasons else None),
        "verdicts": list(verdicts.items()),
        "claims": sum(verdicts.values()),
        "programmes": programmes(evidence),
        "compared": benchmark_of(evidence) is not None,
        "small_map": small_map(evidence, language),
    }
    return render(request, "filiera/home.html", context)
