"""What pages say of reports: that an address is under review, and where to report an error."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from babel.dates import format_date
from django import template
from django.conf import settings
from django.template import RequestContext
from django.urls import reverse
from django.utils.translation import get_language

from filiera.portal.requests import PageRequest
from filiera.services.reviews import review_notes

register = template.Library()


@register.inclusion_tag("filiera/review.html", takes_context=True)
def under_review(context: RequestContext, address: str) -> dict[str, Any]:
    """The editors' notes on an address, where reports about it were accepted."""
    return {"notes": review_notes(settings.FILIERA_HOME, cast(PageRequest, context.request).evidence, address)}


@register.inclusion_tag("filiera/report_link.html")
def report_link(address: str) -> dict[str, Any]:
    """The way to the form for an address."""
    return {"address": address, "language": get_language()}


@register.filter
def address_url(address: str) -> str:
    """The page of an address, in the reader's language."""
    kind, _, id = address.partition("/")
    return reverse("indicator" if kind == "figure" else kind, kwargs={"language": get_language(), "id": id})


@register.filter
def long_date(at: datetime) -> str:
    """A date as a newspaper of the reader's language writes it: Django's own writes all months with a capital."""
    language = get_language() or "en"
    # As on all pages the day comes first, which plain English would not have.
    return str(format_date(at.date(), "long", locale="en_GB" if language == "en" else language))
