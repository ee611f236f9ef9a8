"""Readiness in words: efforts, links of actions, names of dimensions."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from filiera.pack.questionnaire_schema import Effort, Questionnaire
from filiera.portal.templatetags.filiera import words
from filiera.portal.templatetags.reports import long_date
from filiera.services.questionnaires import Way

register = template.Library()


@register.filter
def effort(name: Effort) -> str:
    """How long an action takes."""
    return {"days": _("Days"), "weeks": _("Weeks"), "months": _("Months"), "years": _("A year or more")}[name]


@register.filter
def moment(at: datetime) -> str:
    """A day with its time, as the language writes it."""
    return _("%(day)s at %(time)s UTC") % {"day": long_date(at), "time": f"{at:%H:%M}"}


@register.filter
def signed(points: float | None) -> str:
    """A change in points, with its sign."""
    rounded = round(points or 0)
    return f"+{rounded}" if rounded > 0 else f"−{-rounded}" if rounded < 0 else "0"


@register.filter
def counted(count: int | None, least: int) -> str:
    """A count of organisations; of fewer than may be told, that alone."""
    if count is None:
        return _("fewer than %(n)d") % {"n": least}
    return _("%(n)d or more") % {"n": count} if count else "0"


@register.filter
def way_url(way: Way) -> str:
    """Where an action leads."""
    language = get_language() or "en"
    if way.what == "line":
        return reverse("line-of-action", kwargs={"language": language, "id": way.id})
    if way.what == "organisation":
        return f"/{language}/{way.address}/"
    if way.what == "calls":
        return reverse("dataset", kwargs={"language": language, "id": way.id})
    return f"{reverse('organisations', kwargs={'language': language})}?{urlencode({'kind': way.id})}"


@register.filter
def dimension_name(told: Questionnaire, id: str) -> str:
    """The name of a dimension."""
    return next((words(each.names) for each in told.dimensions if each.id == id), id)


@register.filter
def number_of_questions(told: Questionnaire) -> int:
    """How many questions it has, those included that not everybody is asked."""
    return sum(len(dimension.questions) for dimension in told.dimensions)
