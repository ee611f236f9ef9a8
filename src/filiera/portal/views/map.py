"""The map: provinces and organisations, filtered by kind and place; beside it the same as a table."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from filiera.portal.choices import choices_by_name
from filiera.portal.maps import map_address, page_map
from filiera.portal.requests import PageRequest
from filiera.portal.templatetags.filiera import words
from filiera.portal.views.errors import BadFilter
from filiera.services.directory import facets
from filiera.services.geography import geography, mapped_indicators, places
from filiera.services.indicators import indicators


@require_safe
def map_page(request: PageRequest, language: str) -> HttpResponse:
    """The page."""
    held = facets(request.evidence)
    kind = _asked(request, _("kind"), "kind", held.values["kind"])
    # A territory that no organisation lies in is on the map all the same, and can be chosen.
    outlined = {area.territory: words(area.names) for area in geography(request.evidence).areas}
    listed = held.values["territory"]
    territory = _asked(request, _("territory"), "territory", sorted({*listed, *outlined}))
    found = places(request.evidence, kind, territory)
    drawn = page_map(request.evidence, found, kind, territory)
    names = outlined | {code: words(told) for code, told in held.territories.items()}
    kinds = {code: words(told) for code, told in held.kinds.items()}
    mapped = set(mapped_indicators(request.evidence))
    context = {
        "map": drawn,
        "found": found,
        "kind": kind,
        "kind_name": kinds.get(kind, ""),
        "territory": territory,
        "territory_name": names.get(territory, ""),
        "kinds": choices_by_name(found.kinds, kinds, kind),
        "territories": choices_by_name(found.territories, names, territory),
        "filtered": bool(kind or territory),
        "whole_url": map_address(language, kind),
        "listed_there": territory in ("", *listed),
        "indicators": [view for view in indicators(request.evidence) if view.id in mapped],
    }
    return render(request, "filiera/map.html", context)


def _asked(request: PageRequest, name: str, field: str, known: list[str]) -> str:
    value = request.GET.get(field, "")
    if value and value not in known:
        raise BadFilter(name, value, known)
    return value
