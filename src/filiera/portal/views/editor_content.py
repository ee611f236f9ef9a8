"""What the pack says of one record, and proposing that a field of it says something else."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from filiera.errors import AddressError, PackError, PackNotFoundError, UsageError
from filiera.portal.editor_forms import ChangeForm
from filiera.portal.requests import MemberRequest
from filiera.portal.roles import editor
from filiera.portal.templatetags.filiera import words
from filiera.portal.templatetags.organisations import DATED_ROLES, PROPERTIES
from filiera.portal.told_errors import told
from filiera.services.content import Pack, editable, pack_in_use
from filiera.services.governance import Place, approvals_needed, list_changes, propose, values_of
from filiera.services.reports import new_form
from filiera.services.search import search

LONGEST_SEARCH = 200
FOUND = 20
KIND_OF = {"claim": "claim", "indicator": "indicator", "organisation": "organisation"}
"""Kind of what is found → kind of record."""


@require_safe
@editor
def content(request: MemberRequest, language: str) -> HttpResponse:
    """Look for what is to be changed."""
    asked = request.GET.get("q", "")[:LONGEST_SEARCH].strip()
    hits = []
    if asked:
        found = search(request.evidence, asked, language=language, kinds=tuple(KIND_OF), limit=FOUND)
        hits = [(hit, KIND_OF[hit.kind], hit.address.partition("/")[2]) for hit in found.hits]
    try:
        pack = pack_in_use(request.hub.pack)
    except (PackNotFoundError, PackError) as error:
        return _not_there(request, error)
    texts = [(name, text.title, text.language) for name, text in pack.texts.items()]
    context = {"asked": asked, "hits": hits, "texts": texts, "where_to_turn": list(pack.where_to_turn)}
    return render(request, "editors/content.html", context)


@require_safe
@editor
def record(request: MemberRequest, language: str, kind: str, key: str) -> HttpResponse:
    """One record with its fields, each with the way to change it."""
    try:
        pack = pack_in_use(request.hub.pack)
        found = editable(pack, kind, key)
    except AddressError as error:
        raise Http404("record") from error
    except (PackNotFoundError, PackError) as error:
        return _not_there(request, error)
    changes = list_changes(settings.FILIERA_HOME, approvals_needed(request.evidence))
    values = values_of(pack, changes, kind, key)
    here = [change for change in changes if (change.place.kind, change.place.key) == (kind, key)]
    waiting = {change.place.field: change for change in here if change.state == "proposed"}
    context = {
        "record": found,
        "title": title_of(pack, kind, key),
        "fields": [(each, values[each.name], waiting.get(each.name)) for each in found.fields],
        "changes": list(reversed(here)),
        "beside": _beside(pack, kind, key),
    }
    return render(request, "editors/record.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@csrf_protect
@editor
def change(request: MemberRequest, language: str, kind: str, key: str, field: str) -> HttpResponse:
    """The form of one field, and what is sent with it."""
    home = settings.FILIERA_HOME
    try:
        pack = pack_in_use(request.hub.pack)
        found = editable(pack, kind, key)
        known = found.field(field)
    except AddressError as error:
        raise Http404("field") from error
    except (PackNotFoundError, PackError) as error:
        return _not_there(request, error)
    value = values_of(pack, list_changes(home, approvals_needed(request.evidence)), kind, key)[field]
    problem, status = "", 200
    form = ChangeForm(request.POST or None, field=known, value=value, name=new_form())
    if request.method == "POST":
        status = 422
        if form.is_valid():
            asked = form.cleaned_data
            try:
                made = propose(
                    request.evidence,
                    home,
                    pack,
                    Place(kind, key, field),
                    form.new_value(),
                    old=form.seen_value(),
                    reason=asked["reason"],
                    source=asked["source"],
                    by=request.user.address,
                    form=asked["form"],
                )
                page = reverse("editors-change", kwargs={"language": language, "number": made.number})
                return redirect(f"{page}?done=proposed")
            except (UsageError, PackError) as error:
                problem, status = told(error, language), 409 if isinstance(error, UsageError) else 422
    context = {
        "record": found,
        "title": title_of(pack, kind, key),
        "field": known,
        "value": value,
        "form": form,
        "problem": problem,
        "about_wording": field.startswith("wording."),
    }
    return render(request, "editors/field.html", context, status=status)


def title_of(pack: Pack, kind: str, key: str) -> str:
    """What a record is about, in the reader's words as far as the pack has them."""
    if kind == "organisation":
        return pack.organisations[key].name
    if kind == "indicator":
        return words(pack.indicators[key].label)
    if kind in ("claim", "observation"):
        figure = pack.claims[key] if kind == "claim" else pack.observations[key]
        known, place = pack.indicators.get(figure.indicator), pack.territories.get(figure.territory)
        parts = (words(known.label) if known else "", words(place.names) if place else "", figure.period)
        return ", ".join(filter(None, parts)) or key
    return key


def _beside(pack: Pack, kind: str, key: str) -> list[tuple[str, str, str]]:
    """Further records that say something of an organisation: kind, key, and what they say."""
    if kind != "organisation":
        return []
    statements = [
        ("statement", name, f"{PROPERTIES.get(said.property, said.property)}: {said.value}")
        for name, said in pack.attestations.items()
        if said.organisation == key
    ]
    address = f"organisation/{key}"
    relations = [
        ("relation", name, f"{said.left} · {DATED_ROLES[said.relation]} · {said.right}")
        for name, said in pack.relations.items()
        if address in (said.left, said.right)
    ]
    return statements + relations


def _not_there(request: MemberRequest, error: PackNotFoundError | PackError) -> HttpResponse:
    """The pack's files are not within reach of the portal, or are being changed."""
    return render(request, "editors/no_pack.html", {"problem": told(error, request.language)}, status=503)
