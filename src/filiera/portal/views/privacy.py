"""What is held about people, why, for how long, and what they can do."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from filiera.portal.purposes import PURPOSE_NAMES
from filiera.portal.requests import PageRequest
from filiera.services.old_words import messages_kept_for, profiles_kept_for
from filiera.services.report_limits import (
    accounts_kept_for,
    assessments_kept_for,
    retention_months,
    sessions_kept_for,
    unconfirmed_kept_for,
)


def months(count: int) -> str:
    """So many months, in words."""
    return ngettext("%(n)d month", "%(n)d months", count) % {"n": count}


def hours(count: int) -> str:
    """So many hours, in words."""
    return ngettext("%(n)d hour", "%(n)d hours", count) % {"n": count}


@require_safe
def privacy(request: PageRequest, language: str) -> HttpResponse:
    """The page, the same for everybody."""
    context = {
        "reports_time": months(retention_months(request.evidence)),
        "accounts_time": months(accounts_kept_for(request.evidence)),
        "readiness_time": months(assessments_kept_for(request.evidence)),
        "unconfirmed_time": months(unconfirmed_kept_for(request.evidence)),
        "purposes": [str(name) for name in PURPOSE_NAMES.values()],
        "profiles_time": months(profiles_kept_for(request.evidence)),
        "messages_time": months(messages_kept_for(request.evidence)),
        "sessions_time": hours(sessions_kept_for(request.evidence)),
    }
    return render(request, "filiera/privacy.html", context)
