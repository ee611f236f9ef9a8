"""How templates write where records name an organisation: topics, roles, counts, and how sure a link is."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from filiera.services.involvement import Block, LookedThrough
from filiera.services.linked import Count, LinkView
from filiera.vocabulary.language import load_language
from filiera.vocabulary.render import format_number

register = template.Library()

TOPICS = {
    "hosted": _("Trials that name it as a site"),
    "sponsored": _("Trials that name it as sponsor or collaborator"),
    "participations": _("Participation in research programmes"),
    "notices": _("Procurement notices that name it"),
    "start_ups": _("Registers of start-ups"),
    "other_records": _("Other records that name it"),
    "registers": _("Registers and files that know it"),
}
ROLES = {
    "site": _("site"),
    "sponsor": _("sponsor"),
    "collaborator": _("collaborator"),
    "supporter": _("supporter"),
    "participant": _("registered participant"),
    "coordinator": _("coordinator"),
    "buyer": _("buyer"),
    "winner": _("winner"),
    "review": _("review body"),
    "review information": _("information on review"),
    "mediation": _("mediation"),
    "further information": _("further information"),
    "tenders received by": _("receives tenders"),
    "self": _("the record is of itself"),
    "implementing body": _("implementing body"),
    "site planned": _("planned site"),
    "marketing authorisation holder": _("marketing authorisation holder"),
}
MEASURES = {"projects": _("projects"), "euro": _("euro")}


def _number(number: float, digits: int) -> str:
    shown = round(Decimal(str(number)), digits)
    return format_number(shown, load_language(get_language() or "en"))


@register.filter
def topic_name(block: Block) -> str:
    """The heading of a block."""
    return str(TOPICS[block.topic])


@register.filter
def link_role(role: str) -> str:
    """What an organisation is to a record; a word that is not known stays the publisher's."""
    return str(ROLES.get(role, role))


@register.filter
def counted(count: Count) -> str:
    """What a data set counts under a record: '48 projects'."""
    return f"{_number(count.value, 0)} {MEASURES.get(count.measure, count.measure)}"


@register.filter
def probability(score: float) -> str:
    """A probability with two digits."""
    return _number(score, 2)


@register.simple_tag
def how_sure(link: LinkView) -> SafeString:
    """The score of a link, and its reason one click away."""
    return format_html(
        '<details class="how-sure"><summary>{}</summary><span lang="en">{}</span></details>',
        gettext("linked, %(score)s") % {"score": probability(link.score)}
        if link.sure
        else gettext("doubtful, %(score)s") % {"score": probability(link.score)},
        link.reason,
    )


@register.filter
def not_shown(block: Block) -> list[LookedThrough]:
    """Data sets that were looked through for a block, and that show nothing in it."""
    shown = {each.dataset.id for each in block.shown}
    return [each for each in block.looked_through if each.dataset.id not in shown]


@register.filter
def totals(block: Block) -> list[str]:
    """What data sets count under the records of a block, with the data set's own period: each stands apart."""
    return [
        f"{counted(count)} ({count.period})" if count.period else counted(count)
        for each in block.shown
        for record in each.records
        if record.record is not None
        for count in record.record.counts
    ]
