"""What stands around a map: the same organisations as a table, the small map of the home page."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from filiera.portal.maps import PageMap
from filiera.portal.maps import mark_place as place_of_mark
from filiera.portal.templatetags.filiera import words
from filiera.portal.templatetags.organisations import organisation_url
from filiera.publish.map_marks import Mark
from filiera.services.geography import Places
from filiera.services.organisations import OrganisationView

register = template.Library()
ROW = '<tr role="row"{}><th role="rowheader" scope="row"><a href="{}">{}</a></th>{}<td role="cell">{}</td>{}</tr>'
CELL = '<td role="cell">{}</td>'


@register.simple_tag
def map_rows(found: Places, drawn: PageMap | None, kind: str) -> SafeString:
    """Those with a position as rows of a table, with their kind unless all are of one."""
    marks = {view.address: n for n, mark in enumerate(drawn.marks, start=1) for view in mark.members} if drawn else {}
    return format_html_join(
        "\n",
        ROW,
        (
            (
                format_html(' data-mark="mark-{}"', marks[view.address]) if view.address in marks else "",
                organisation_url(view),
                view.name,
                "" if kind else format_html(CELL, words(view.kind_names)),
                _where(view),
                format_html(CELL, _position(view)),
            )
            for view in found.placed
        ),
    )


@register.simple_tag
def unplaced_rows(found: Places, kind: str) -> SafeString:
    """Those that no map can show: one tag, because a region has them by the hundred."""
    stray = {view.address for view in found.stray}
    off = format_html(' <span class="missing">{}</span>', _("position outside the territory, not drawn"))
    return format_html_join(
        "\n",
        ROW,
        (
            (
                "",
                organisation_url(view),
                view.name,
                "" if kind else format_html(CELL, words(view.kind_names)),
                format_html("{}{}", _where(view), off if view.address in stray else ""),
                "",
            )
            for view in found.unplaced
        ),
    )


@register.filter
def mark_place(mark: Mark) -> str:
    """The municipalities that a mark stands for."""
    return place_of_mark(mark)


@register.filter
def title_case(text: str) -> str:
    """A name at the beginning of a sentence."""
    return str(capfirst(text))


@register.inclusion_tag("filiera/map_credit.html")
def map_credit(drawn: PageMap, found: Places | None = None) -> dict[str, Any]:
    """Whose outlines these are, and of when the positions."""
    return {"sources": drawn.geography.sources, "vintages": found.vintages if found else ()}


def _where(view: OrganisationView) -> str:
    territory = words(view.territory_names)
    if view.municipality and territory and view.municipality not in view.territory_names.values():
        return f"{view.municipality}, {territory}"
    return view.municipality or territory


def _position(view: OrganisationView) -> SafeString | str:
    if view.latitude is None or view.longitude is None:
        return ""
    return format_html("<code>{}, {}</code>", f"{view.latitude:.4f}", f"{view.longitude:.4f}")
