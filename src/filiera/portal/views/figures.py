"""All figures by theme, and the story of each theme."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from filiera.errors import AddressError
from filiera.portal.requests import PageRequest
from filiera.portal.told_texts import told
from filiera.portal.verdicts import MARKS
from filiera.services.benchmarks import benchmark_of
from filiera.services.figures import gravity
from filiera.services.pages import VERDICTS
from filiera.services.theme_datasets import theme_datasets
from filiera.services.themes import ThemeView, subjects, themes
from filiera.services.themes import theme as find_theme


@require_safe
def figures(request: PageRequest, language: str) -> HttpResponse:
    """Every indicator, by theme."""
    found = subjects(request.evidence)
    context = {"subjects": found, "indicators": sum(len(subject.indicators) for subject in found)}
    context["compared"] = benchmark_of(request.evidence) is not None
    return render(request, "filiera/figures.html", context)


@require_safe
def theme(request: PageRequest, language: str, id: str) -> HttpResponse:
    """A theme: its text with live figures, then all its indicators."""
    view = _found(request, id)
    text = told(request.evidence, view)
    verdicts = {figure.verdict for figure in text.figures if figure.origin == "claim"}
    every = themes(request.evidence)
    bearing = theme_datasets(request.evidence, view)
    context = {
        "theme": view,
        "told": text,
        "marks": [MARKS[verdict].verdict for verdict in sorted(verdicts & set(VERDICTS), key=gravity)],
        "subject": next(subject for subject in subjects(request.evidence) if subject.theme == view),
        "datasets": bearing,
        "nothing_held": not any(each.dataset.held for each in bearing),
        "others": [other for other in every if other != view],
    }
    return render(request, "filiera/theme.html", context)


@require_safe
def choose_language(request: PageRequest, address: str) -> HttpResponse:
    """From the address of a theme as it is cited to its page in the reader's language."""
    _found(request, address.partition("/")[2])
    return redirect(f"/{request.language}/{address}/")


def _found(request: PageRequest, name: str) -> ThemeView:
    try:
        return find_theme(request.evidence, name)
    except AddressError as error:
        raise Http404(str(error)) from error
