"""The plan: what it sets out to do, and a page for each of its lines of action."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from filiera.errors import AddressError
from filiera.portal.requests import PageRequest
from filiera.portal.templatetags.filiera import words
from filiera.services.plan import line_of_action, programmes


@require_safe
def plan(request: PageRequest, language: str) -> HttpResponse:
    """The plan as a whole."""
    return render(request, "filiera/plan.html", {"programmes": programmes(request.evidence)})


@require_safe
def line(request: PageRequest, language: str, id: str) -> HttpResponse:
    """One line of action."""
    try:
        programme, view = line_of_action(request.evidence, id)
    except AddressError as error:
        raise Http404(str(error)) from error
    lines = (None, *programme.lines_of_action, None)
    place = lines.index(view)
    context = {
        "programme": programme,
        "line": view,
        "by_kind": list(
            dict.fromkeys(kind for each in view.activities for kind in words(each.others).split("; ") if kind)
        ),
        "previous": lines[place - 1],
        "next": lines[place + 1],
    }
    return render(request, "filiera/line_of_action.html", context)
