"""The brochure of the evidence in use, as a PDF that is set once for each version of it."""

from __future__ import annotations

from functools import partial

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from filiera.errors import PublishError, UsageError
from filiera.portal.requests import PageRequest
from filiera.publish.brochure.making import kept_brochure
from filiera.vocabulary.translation import translate


@require_safe
def brochure(request: PageRequest, language: str) -> HttpResponse:
    """The brochure in the language of the page; where it cannot be set, what is missing and what to do."""
    try:
        made = kept_brochure(request.evidence, language, settings.FILIERA_HOME)
    except (PublishError, UsageError) as error:
        what, where, remedy = error.told(partial(translate, language=language))
        told = {"what": what, "where": where, "remedy": remedy}
        return render(request, "filiera/brochure_unavailable.html", told, status=503)
    response = HttpResponse(made.pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{made.name}"'
    return response
