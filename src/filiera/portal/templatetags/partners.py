"""How templates write profiles and messages: which way it goes, how far it has come, in which language it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from babel.dates import format_date
from django import template
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from filiera.portal.context import native_name
from filiera.services.profile_content import Content, Told

register = template.Library()
KINDS = {"offer": _("Offer"), "request": _("Request")}
STAGES = {
    "idea": _("an idea"),
    "development": _("in development"),
    "tried": _("tried in practice"),
    "in-use": _("in use"),
}
STATUSES = {
    "draft": _("draft"),
    "waiting": _("waits for an editor"),
    "returned": _("returned, with a reason"),
    "published": _("published"),
    "expired": _("expired"),
    "withdrawn": _("withdrawn"),
}
MESSAGE_STATUSES = {
    "sent": _("waits for an answer"),
    "accepted": _("agreed to"),
    "declined": _("declined"),
    "withdrawn": _("taken back"),
    "removed": _("removed by an editor"),
}
WISHES = {
    ("their territory", True): _("They look for a partner where you are."),
    ("their territory", False): _("They look for a partner elsewhere than where you are."),
    ("our territory", True): _("They are where you look for a partner."),
    ("our territory", False): _("They are elsewhere than where you look for a partner."),
    ("their kind", True): _("They look for your kind of organisation."),
    ("their kind", False): _("They look for other kinds of organisation than yours."),
    ("our kind", True): _("They are of a kind that you look for."),
    ("our kind", False): _("They are of another kind than you look for."),
}


@dataclass(frozen=True, slots=True)
class InLanguage:
    """A text with its language."""

    language: str
    name: str
    told: Told


@register.filter
def kind_of_profile(kind: str) -> str:
    """Offer or request."""
    return str(KINDS.get(kind, kind))


@register.filter
def stage_of_profile(stage: str) -> str:
    """How far it has come."""
    return str(STAGES.get(stage, stage))


@register.filter
def status_of_profile(status: str) -> str:
    """Where it stands."""
    return str(STATUSES.get(status, status))


@register.filter
def status_of_message(status: str) -> str:
    """What has become of it."""
    return str(MESSAGE_STATUSES.get(status, status))


@register.filter
def wish_met(wish: str) -> str:
    """A wish about where or what a partner is, that is met."""
    return str(WISHES[wish, True])


@register.filter
def wish_not_met(wish: str) -> str:
    """One that is not."""
    return str(WISHES[wish, False])


@register.filter
def in_languages(content: Content) -> list[InLanguage]:
    """The texts of a profile, the one in the reader's language first."""
    here = get_language()
    order = sorted(content.texts, key=lambda language: language != here)
    return [InLanguage(language, native_name(language), content.texts[language]) for language in order]


@register.filter
def best_text(content: Content) -> InLanguage:
    """The text in the reader's language, else in another one."""
    return in_languages(content)[0]


@register.filter
def language_name(code: str) -> str:
    """What speakers call their language."""
    return native_name(code)


@register.filter
def day_in_words(day: date) -> str:
    """A day as a newspaper of the reader's language writes it."""
    language = get_language() or "en"
    return str(format_date(day, "long", locale="en_GB" if language == "en" else language))


@register.filter
def start_of(text: str, length: int) -> str:
    """The first words of a text."""
    if len(text) <= length:
        return text
    return gettext("%(beginning)s …") % {"beginning": text[:length].rsplit(" ", 1)[0].rstrip(" ,;.")}
