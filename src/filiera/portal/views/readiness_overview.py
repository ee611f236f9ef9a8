"""How many organisations measure their readiness: counts for editors, none of which tells of a few."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from filiera.pack.questionnaire_schema import Questionnaire
from filiera.portal.requests import MemberRequest
from filiera.portal.roles import editor
from filiera.services.figures import Text
from filiera.services.questionnaires import questionnaires
from filiera.services.readiness_peers import Overview, peers_at_least
from filiera.services.readiness_peers import overview as counts


@dataclass(frozen=True, slots=True)
class Counted:
    """A questionnaire with its counts."""

    told: Questionnaire
    found: Overview

    @property
    def groups(self) -> list[tuple[Text, int | None]]:
        """By what the organisations say of themselves first."""
        asked = self.told.profile[0].choices if self.told.profile else ()
        return [(choice.names, self.found.by_group.get(choice.id)) for choice in asked]


@require_safe
@editor
def overview(request: MemberRequest, language: str) -> HttpResponse:
    """The counts."""
    told = questionnaires(request.evidence)
    found = counts(settings.FILIERA_HOME, request.evidence)
    context = {
        "counted": [Counted(told[each.questionnaire], each) for each in found],
        "least": peers_at_least(request.evidence),
    }
    return render(request, "account/readiness_overview.html", context)
