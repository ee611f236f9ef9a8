"""How templates name a unit, where it stands by itself."""

from __future__ import annotations

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

register = template.Library()
_NAMES: dict[str, Promise] = {
    "percent": _("per cent"),
    "ratio": _("ratio"),
    "percent_change": _("change in per cent"),
    "EUR": _("euro"),
    "EUR_m": _("million euro"),
    "EUR_bn": _("billion euro"),
    "EUR_per_person": _("euro for each inhabitant"),
    "PPS_bn": _("billion purchasing power standards (PPS)"),
    "PPS_per_person": _("purchasing power standards (PPS) for each person"),
    "count": _("a count"),
    "count_m": _("a count, in millions"),
    "per_100000": _("for every hundred thousand inhabitants"),
    "per_100": _("for every hundred people"),
    "m2": _("square metres"),
    "years": _("years (duration)"),
    "months": _("months"),
    "days": _("days"),
    "rank": _("place in an order"),
    "calendar_year": _("year (date)"),
    "index": _("index"),
}


@register.filter
def unit_name(unit: str) -> str:
    """The unit in words; its code where it has none."""
    return str(_NAMES.get(unit, unit))
