"""How templates write what is known of an organisation: numbers, properties, relations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from babel.dates import format_date
from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from filiera.portal.choices import Choice
from filiera.services.identity_history import METHOD, DatedRelation, Moved
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
    "website": _("Website"),
}
ROLES = {
    "part_of": _("Belongs to"),
    "run_by": _("Run by"),
    "area": _("In the area of"),
    "has_part": _("What belongs to it"),
    "runs": _("What it runs"),
    "in_area": _("What lies in its area"),
}
DATED_ROLES = {
    "site_of": _("Site of"),
    "department_of": _("Department of"),
    "part_of": _("Part of"),
    "successor_of": _("Took the place of"),
    "member_of": _("Member of"),
    "split_into": _("Parted: some of what stood here is now"),
    "site_of:inverse": _("Has the site"),
    "department_of:inverse": _("Has the department"),
    "part_of:inverse": _("Has the part"),
    "successor_of:inverse": _("Its place was taken by"),
    "member_of:inverse": _("Has the member"),
    "split_into:inverse": _("Stood once together with"),
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
        # Of a moment the day is enough.
        return str(format_date(date.fromisoformat(vintage.partition("T")[0]), "long", locale=_language()))
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
def dated_role(relation: str) -> str:
    """What this organisation is to another, or was."""
    return str(DATED_ROLES.get(relation, relation))


@register.filter
def because(told: Moved | DatedRelation) -> str:
    """Why it is so, as whoever decided wrote it."""
    return told.because(_language())


@register.filter
def decider(by: str) -> str:
    """Who decided: a person's name, or that no person did."""
    return gettext("found by the program") if by.startswith(METHOD) else by


@register.filter
def counted_as(counts: str) -> str:
    """What a list counts."""
    return str(COUNTED.get(counts, counts))


@register.filter
def organisation_url(view: OrganisationView) -> str:
    """Where the page of an organisation lies."""
    return f"/{_language()}/{view.address}/"
