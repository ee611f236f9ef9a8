"""The directory of organisations: filters, pages, download; beside it the published totals that it stands behind."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from filiera.portal.choices import Choice, choices_by_name
from filiera.portal.maps import list_map
from filiera.portal.requests import PageRequest
from filiera.portal.templatetags.filiera import words
from filiera.portal.views.errors import BadFilter
from filiera.publish.directory import directory_csv
from filiera.services.directory import Found, Search, facets, look_up
from filiera.services.reconciliations import reconciliations

LONGEST_SEARCH = 200
NEIGHBOURS = 2
ENTRANCES = 8


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page of the list; without an address the place of those left out."""

    number: int
    url: str
    current: bool


@require_safe
def organisations(request: PageRequest, language: str) -> HttpResponse:
    """The directory as a page."""
    asked = search_of(request)
    found = look_up(request.evidence, asked)
    held = facets(request.evidence)
    totals = reconciliations(request.evidence)
    kinds = {kind: words(names) for kind, names in held.kinds.items()}
    context = {
        "asked": asked,
        "found": found,
        "kinds": choices_by_name(found.kinds, kinds, asked.kind),
        "territories": choices_by_name(
            found.territories, {code: words(names) for code, names in held.territories.items()}, asked.territory
        ),
        "municipalities": choices_by_name(found.municipalities, {}, asked.municipality),
        "sources": choices_by_name(found.sources, held.sources, asked.source),
        "entrances": _entrances(found, kinds) if query(asked) == "" else [],
        "kind_name": kinds.get(asked.kind, ""),
        "filtered": query(replace(asked, page=1)) != "",
        "query": query(replace(asked, page=1)),
        "pages": pages(asked, found),
        "longest": LONGEST_SEARCH,
        "map": list_map(request.evidence, found.rows, _("Map: the organisations found")),
        "placed": sum(row.latitude is not None for row in found.rows),
        "of_kind": [t for t in totals if asked.kind and asked.kind in [part.kind for part in t.parts]],
        "totals": totals,
    }
    return render(request, "filiera/organisations.html", context)


@require_safe
def download(request: PageRequest, language: str) -> HttpResponse:
    """All rows that were asked for as CSV."""
    found = look_up(request.evidence, search_of(request))
    response = HttpResponse(directory_csv(found.rows, language), content_type="text/csv; charset=utf-8")
    name = f"{request.hub.pack}-organisations-{request.evidence.version.hash[:8]}-{language}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def search_of(request: PageRequest) -> Search:
    """What the address asks for.

    Raises:
        BadFilter: a value that the filter does not have.
    """
    given = request.GET
    text, page = given.get("text", "").strip(), given.get("page", "") or "1"
    if len(text) > LONGEST_SEARCH or "\0" in text:
        raise BadFilter(_("search"), f"{text[:40]}…", [])
    if not (page.isascii() and page.isdigit()) or len(page) > 9:
        raise BadFilter(_("page"), page[:40], ["1"])
    asked = Search(
        text=text,
        kind=given.get("kind", ""),
        territory=given.get("territory", ""),
        municipality=given.get("municipality", ""),
        source=given.get("source", ""),
        page=int(page),
    )
    _check(request, _("kind"), "kind", asked.kind)
    _check(request, _("territory"), "territory", asked.territory)
    _check(request, _("municipality"), "municipality", asked.municipality)
    _check(request, _("source"), "source", asked.source)
    return asked


def query(asked: Search) -> str:
    """The question as the end of an address; empty where it asks for nothing in particular."""
    names = ("text", "kind", "territory", "municipality", "source")
    given = {name: value for name in names if (value := getattr(asked, name))}
    if asked.page > 1:
        given["page"] = str(asked.page)
    return f"?{urlencode(given)}" if given else ""


def pages(asked: Search, found: Found) -> list[PageLink]:
    """First, last and neighbouring pages; a gap stands where some are left out. Empty for a single page."""
    if found.pages == 1:
        return []
    near = range(found.page - NEIGHBOURS, found.page + NEIGHBOURS + 1)
    shown = [n for n in range(1, found.pages + 1) if n in (1, found.pages) or n in near]
    links: list[PageLink] = []
    for number in shown:
        if links and number > links[-1].number + 1:
            links.append(PageLink(number - 1, "", False))
        url = query(replace(asked, page=number)) or "?page=1"
        links.append(PageLink(number, url, number == found.page))
    return links


def _entrances(found: Found, kinds: dict[str, str]) -> list[Choice]:
    """The kinds with the most rows, as a first step into a long list."""
    options = choices_by_name(found.kinds, kinds, "")
    return sorted(options, key=lambda option: -option.count)[:ENTRANCES] if len(options) > 1 else []


def _check(request: PageRequest, name: str, facet: str, value: str) -> None:
    if value and value not in (known := facets(request.evidence).values[facet]):
        raise BadFilter(name, value, known)
