"""How templates write what is known of an organisation: numbers, properties, relations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from babel.dates import format_date
from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from filiera.portal.choices import Choice
from filiera.services.organisations import OrganisationView
from filiera.vocabulary.language import load_language
from filiera.vocabulary.render import format_number, render_value

register = template.Library()
SELECTED = mark_safe(" selected")


PROPERTIES = {
    "type": _("Type"),
    "run_by": _("Run by"),
    "area": _("In the area of"),
    "address": _("Address"),
    "beds": _("Beds"),
    "discharges": _("Discharges"),
    "students": _("Enrolled students"),
    "position": _("Position"),
    "funding": _("Funding planned"),
    "name": _("Name"),
    "former_name": _("Former name"),
    "acronym": _("Acronym"),
}
ROLES = {
    "part_of": _("Belongs to"),
    "run_by": _("Run by"),
    "area": _("In the area of"),
    "has_part": _("What belongs to it"),
    "runs": _("What it runs"),
    "in_area": _("What lies in its area"),
}
COUNTED = {
    "rows": _("organisations"),
    "codes": _("sites with a code"),
    "beds": _("beds"),
}


def _language() -> str:
    return get_language() or "en"


@register.simple_tag
def options(choices: Iterable[Choice]) -> SafeString:
    """The values of a filter with what each leaves: one tag, because a region has municipalities by the thousand."""
    return format_html_join(
        "\n",
        '<option value="{}"{}>{} ({})</option>',
        ((c.value, SELECTED if c.chosen else "", c.name, c.count) for c in choices),
    )


@register.filter
def counted_property(name: str) -> bool:
    """Whether a source says it in a number."""
    return name in ("beds", "discharges", "funding", "students")


@register.filter
def whole(number: int | float | str) -> str:
    """A whole number with the language's marks."""
    return format_number(Decimal(int(number)), load_language(_language()))


@register.filter
def euro(amount: str) -> str:
    """An amount of money in words."""
    return render_value(amount, "EUR", "exact", load_language(_language()))


@register.filter
def day(vintage: str) -> str:
    """A date as the language writes it; what is no full date stays as its source gives it."""
    try:
        return str(format_date(date.fromisoformat(vintage), "long", locale=_language()))
    except ValueError:
        return vintage


@register.filter
def property_name(name: str) -> str:
    """What a source says it of."""
    return str(PROPERTIES.get(name, name))


@register.filter
def role_name(role: str) -> str:
    """What another organisation is to this one."""
    return str(ROLES.get(role, role))


@register.filter
def counted_as(counts: str) -> str:
    """What a list counts."""
    return str(COUNTED.get(counts, counts))


@register.filter
def organisation_url(view: OrganisationView) -> str:
    """Where the page of an organisation lies."""
    return f"/{_language()}/{view.address}/"
