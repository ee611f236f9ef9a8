"""The audit log, for administrators."""

from __future__ import annotations

from datetime import date

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from filiera.portal.choices import choices_of
from filiera.portal.pages_of_lists import asked_page, pages_of
from filiera.portal.requests import MemberRequest
from filiera.portal.roles import at_least
from filiera.portal.views.errors import BadFilter
from filiera.services.accounts import ADMINISTRATOR
from filiera.services.audit_log import LogQuestion, audit_log

LINES = 100
LONGEST = 200


@require_safe
@at_least(ADMINISTRATOR)
@reauthentication_required  # type: ignore[untyped-decorator]
def log(request: MemberRequest, language: str) -> HttpResponse:
    """The lines of the audit log, filtered, newest first."""
    asked = {name: request.GET.get(name, "")[:LONGEST].strip() for name in ("by", "action", "on", "since", "until")}
    question = LogQuestion(
        by=asked["by"],
        action=asked["action"],
        on=asked["on"],
        since=_day("since", asked["since"]),
        until=_day("until", asked["until"]),
    )
    number = asked_page(request.GET)
    answer = audit_log(settings.FILIERA_HOME, question, offset=(number - 1) * LINES, limit=LINES)
    context = {
        "lines": answer.lines,
        "actions": choices_of(answer.actions, {}, asked["action"]),
        "asked": asked,
        "filtered": any(asked.values()),
        "pages": pages_of(answer.total, request.GET, LINES),
    }
    return render(request, "account/log.html", context)


def _day(name: str, text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise BadFilter(name, text, ["2026-11-27"]) from error
