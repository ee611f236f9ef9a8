"""Words of the editors' pages."""

from __future__ import annotations

from datetime import UTC, datetime

from babel.dates import format_timedelta
from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from filiera.portal.context import native_name

register = template.Library()


@register.filter
def status_of_report(status: str) -> str:
    """What has become of a report."""
    told = {"new": _("new"), "accepted": _("accepted"), "rejected": _("rejected"), "closed": _("closed")}
    return told.get(status, status)


@register.filter
def kind_of_report(kind: str) -> str:
    """What is thought to be wrong."""
    told = {
        "value": _("the value"),
        "source": _("the source"),
        "outdated": _("out of date"),
        "place": _("place or identity"),
        "words": _("wording or translation"),
        "other": _("something else"),
    }
    return told.get(kind, kind)


@register.filter
def pile_name(kind: str) -> str:
    """What a pile on the desk is called."""
    told = {
        "reports": _("Reports of errors"),
        "claims": _("Claims of organisations"),
        "identities": _("Doubtful identities"),
        "changes": _("Changes of content to approve"),
        "profiles": _("Profiles to look at"),
        "messages": _("Messages that were reported"),
    }
    return told.get(kind, kind)


@register.filter
def field_name(name: str) -> str:
    """What a field of a figure or an organisation is called."""
    told = {
        "about": _("What it is"),
        "codes": _("Codes"),
        "definition": _("Definition"),
        "kind": _("Kind"),
        "label": _("Label"),
        "name": _("Name"),
        "part": _("Part"),
        "period": _("Year"),
        "place": _("Place"),
        "source": _("Source"),
        "value": _("Value"),
        "verdict": _("Verdict"),
        "wording": _("In own words"),
    }
    return told.get(name, name)


@register.filter
def step_of_report(action: str) -> str:
    """A line of the audit log about a report."""
    told = {
        "sent": _("sent"),
        "accepted": _("accepted"),
        "rejected": _("rejected"),
        "closed": _("closed"),
        "erased": _("erased"),
        "e-mail erased": _("e-mail address erased"),
    }
    return told.get(action, action)


@register.filter
def who(by: str) -> str:
    """Who did something, as the audit log names it."""
    told = {"sender": _("the sender"), "retention": _("the end of its time"), "domain": _("the e-mail’s domain")}
    return told.get(by, by)


@register.filter
def age(since: datetime) -> str:
    """For how long something waits, in the largest unit that fits."""
    language = get_language() or "en"
    return str(format_timedelta(datetime.now(UTC) - since, granularity="hour", threshold=1.5, locale=language))


@register.filter
def family_of_reasons(family: str) -> str:
    """What the linker looked at."""
    told = {
        "name": _("the name"),
        "words around": _("the words around it"),
        "place": _("the place"),
        "usage": _("how the name is used elsewhere"),
        "family": _("parents and parts"),
        "kind": _("the kind of organisation"),
        "rivals": _("other candidates"),
    }
    return told.get(family, family)


@register.filter
def verdict_of_person(verdict: str) -> str:
    """What a person said of a name and an organisation."""
    told = {"positive": _("it means this one"), "negative": _("it does not mean this one"), "unsure": _("cannot tell")}
    return told.get(str(verdict), str(verdict))


@register.filter
def signed_number(value: float) -> str:
    """A number with its sign, as the language writes it."""
    from babel.numbers import format_decimal

    told = format_decimal(abs(value), format="0.0", locale=get_language() or "en")
    return f"{'+' if value >= 0 else '−'}{told}"


@register.filter
def state_of_change(state: str) -> str:
    """How a change of content stands."""
    told = {
        "proposed": _("waits for approval"),
        "approved": _("approved"),
        "exported": _("exported"),
        "refused": _("refused"),
        "withdrawn": _("withdrawn"),
    }
    return told.get(state, state)


@register.filter
def kind_of_record(kind: str) -> str:
    """What a kind of record of the pack is called."""
    told = {
        "claim": _("Claim"),
        "observation": _("Observation"),
        "organisation": _("Organisation"),
        "statement": _("Statement of a source"),
        "relation": _("Relation"),
        "indicator": _("Indicator"),
        "text": _("Text of a page"),
        "where-to-turn": _("Where to turn"),
    }
    return told.get(kind, kind)


@register.filter
def field_of_record(name: str) -> str:
    """What a field of the pack is called, with its language."""
    told = {
        "about": _("What it is"),
        "because": _("Why list and total differ"),
        "by": _("By whom"),
        "codes": _("Codes"),
        "definition": _("Definition"),
        "kind": _("Kind"),
        "kinds": _("Kinds of organisations"),
        "label": _("Label"),
        "lines_of_action": _("Lines of action"),
        "locator": _("Place in the source"),
        "municipality": _("Municipality"),
        "name": _("Name"),
        "note": _("Note"),
        "organisations": _("Organisations"),
        "page": _("The whole text"),
        "part_of": _("Part of"),
        "period": _("Year"),
        "qualifier": _("Qualifier"),
        "reason": _("Reason"),
        "site": _("Site"),
        "territory": _("Territory"),
        "until": _("Until"),
        "value": _("Value"),
        "via": _("Reported by"),
        "vintage": _("Vintage"),
        "wording": _("In own words"),
        "words": _("In words"),
        "work": _("Source"),
    }
    field, mark, language = name.partition(".")
    shown = told.get(field, field)
    return f"{shown} ({native_name(language)})" if mark else shown
