"""The page of one organisation: names, codes, place, relations, and what each source says of it."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from filiera.errors import AddressError
from filiera.portal.maps import map_of_one
from filiera.portal.middleware import EMBED_POLICY
from filiera.portal.requests import PageRequest
from filiera.portal.templatetags.organisations import PROPERTIES, property_name
from filiera.publish.linked_data import linked_data
from filiera.services.codes_found import codes_found
from filiera.services.datasets import datasets
from filiera.services.figures import Text
from filiera.services.identity_history import MintedView, identity_history, minted, moved
from filiera.services.involvement import involvement
from filiera.services.mending import MendedView
from filiera.services.organisations import OrganisationPage, Relation, StatementView
from filiera.services.organisations import organisation as find_organisation
from filiera.services.partners import profiles_of_organisation

VERSION_SHOWN = 16
RECORDS_SHOWN = 20
"""So many records of a data set stand on the page; the API lists them all."""


@dataclass(frozen=True, slots=True)
class SiteRow:
    """What a source says of one site, in the order of the columns."""

    site: str
    name: Text
    cells: tuple[tuple[StatementView, ...], ...]
    locators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceTable:
    """What a source says: a column for each property and year, a row for each site."""

    columns: tuple[tuple[str, str], ...]
    rows: tuple[SiteRow, ...]
    notes: tuple[Text, ...]
    mended: tuple[MendedView, ...]
    """Cells of the source that a correction changed, where what is said rests on them."""

    @property
    def by_site(self) -> bool:
        """Whether sites are told apart."""
        return any(row.site for row in self.rows)


@require_safe
def choose_language(request: PageRequest, address: str) -> HttpResponse:
    """From an address as it is cited to its page in the reader's language."""
    if moved(request.evidence, address) is None and minted(request.evidence, address) is None:
        _found(request, address)
    return redirect(f"/{request.language}/{address}/")


@require_safe
def organisation(request: PageRequest, language: str, id: str) -> HttpResponse:
    """One organisation as a page; from an address that was given up to the part of the page that says why."""
    if led := moved(request.evidence, f"organisation/{id}"):
        return HttpResponsePermanentRedirect(f"/{language}/{led.target}/#earlier")
    if new := minted(request.evidence, f"organisation/{id}"):
        return _of_records_only(request, new)
    found = _found(request, f"organisation/{id}")
    read = {view.work: view for view in datasets(request.evidence) if view.held}
    context = {
        "page": found,
        "organisation": found.organisation,
        "involvement": involvement(request.evidence, found.organisation.address),
        "codes_found": codes_found(request.evidence, found.organisation),
        "records_shown": RECORDS_SHOWN,
        "version": found.organisation.version[:VERSION_SHOWN],
        "roles": _by_role(found),
        "history": identity_history(request.evidence, found.organisation.address),
        "blocks": [(source, as_table(statements), read.get(source.work)) for source, statements in found.blocks],
        "map": map_of_one(request.evidence, found.organisation),
        "stray": any(s.stray for _source, block in found.blocks for s in block),
        "profiles": profiles_of_organisation(settings.FILIERA_HOME, request.evidence, found.organisation.address),
        "missing": ", ".join(property_name(name) for name in found.missing),
    }
    return render(request, "filiera/organisation.html", context)


@require_safe
def embed(request: PageRequest, language: str, id: str) -> HttpResponse:
    """The organisation in little, for a frame in another program: what somebody who matches names looks at."""
    context = {"organisation": _found(request, f"organisation/{id}").organisation, "id": id}
    response = render(request, "filiera/embed_organisation.html", context)
    response["Content-Security-Policy"] = EMBED_POLICY
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def as_linked_data(request: PageRequest, language: str, id: str) -> HttpResponse:
    """The same for programs, in the words of schema.org."""
    if led := moved(request.evidence, f"organisation/{id}"):
        return HttpResponsePermanentRedirect(f"/{language}/{led.target}.jsonld")
    found = _found(request, f"organisation/{id}")
    document = linked_data(found, language, request.build_absolute_uri("/").rstrip("/"))
    return HttpResponse(msgspec.json.format(msgspec.json.encode(document)), content_type="application/ld+json")


def as_table(statements: tuple[StatementView, ...]) -> SourceTable:
    """Statements of one source as a table; properties in the order in which they are written out."""
    order = list(PROPERTIES)
    columns = sorted({(s.property, s.period) for s in statements}, key=lambda c: (order.index(c[0]), c[1]))
    rows = []
    for site in dict.fromkeys(s.site for s in statements):
        own = [s for s in statements if s.site == site]
        name = next((s.words for s in own if s.words and s.property != "type"), {})
        cells = tuple(tuple(s for s in own if (s.property, s.period) == column) for column in columns)
        rows.append(SiteRow(site, name, cells, tuple(dict.fromkeys(s.locator for s in own if s.locator))))
    notes = {str(s.note): s.note for s in statements if s.note}
    mended = {(each.file, each.line, each.name): each for s in statements for each in s.mended}
    return SourceTable(tuple(columns), tuple(rows), tuple(notes.values()), tuple(mended.values()))


def _of_records_only(request: PageRequest, new: MintedView) -> HttpResponse:
    """An organisation that has an address and no row yet: its name, and the records that name it."""
    context = {
        "organisation": new,
        "involvement": involvement(request.evidence, new.address),
        "records_shown": RECORDS_SHOWN,
        "history": identity_history(request.evidence, new.address),
    }
    return render(request, "filiera/organisation_minted.html", context)


def _found(request: PageRequest, address: str) -> OrganisationPage:
    try:
        return find_organisation(request.evidence, address)
    except AddressError as error:
        raise Http404(str(error)) from error


def _by_role(found: OrganisationPage) -> list[tuple[str, list[Relation]]]:
    roles: dict[str, list[Relation]] = {}
    for relation in found.relations:
        roles.setdefault(relation.role, []).append(relation)
    return list(roles.items())
