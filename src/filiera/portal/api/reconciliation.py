"""The Reconciliation Service API 0.2: what OpenRefine and others speak to match a column of names.

One service for each language of the hub, since kinds of organisations have a name in each. Parameters that the
protocol does not know are passed over: clients of the protocol add their own.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec
from django.http import HttpResponse
from django.utils.translation import gettext_noop
from ninja import Form, Query, Router, Schema
from pydantic import Field

from filiera import __version__
from filiera.errors import UsageError
from filiera.portal.api.answering import answer
from filiera.portal.api.gate import API
from filiera.portal.api.problems import Problem, problem
from filiera.portal.requests import PageRequest
from filiera.services import reconciling
from filiera.services.search import addresses

router = Router(tags=["Reconciliation"])
BATCH = 25
SUGGESTED = 20
FARTHEST = 1_000
CALLBACK = re.compile(r"[A-Za-z_$][\w$]{0,63}(?:\.[A-Za-z_$][\w$]{0,63}){0,3}")
REFUSED = {400: Problem, 404: Problem, 413: Problem, 422: Problem, 503: Problem}
Json = dict[str, Any]


class Asked(Schema):
    """A batch of queries, or a question for values; neither asks for the manifest."""

    queries: str = Field("", description=gettext_noop("Queries by key, as JSON."))
    extend: str = Field("", description=gettext_noop("Ids and properties whose values are wanted, as JSON."))


class Prefix(Schema):
    """What somebody has typed so far."""

    prefix: str = Field("", max_length=200, description=gettext_noop("How a word of the name begins, or the id."))
    cursor: int = Field(0, ge=0, le=FARTHEST, description=gettext_noop("How many to pass over."))


class Wanted(Schema):
    """For which kind properties are wanted."""

    type: str = Field("", max_length=200, description=gettext_noop("Id of a kind of organisation."))
    limit: int = Field(50, ge=1, le=200, description=gettext_noop("How many at most."))


@router.get(
    "/reconcile/{language}",
    response={200: Json, **REFUSED},
    summary=gettext_noop("Reconciliation Service API 0.2"),
    description=gettext_noop(
        "The service for OpenRefine: its manifest, candidates for names, values of organisations. callback makes JSONP."
    ),
)
def reconcile(request: PageRequest, language: str, asked: Query[Asked]) -> HttpResponse:
    """The manifest, or the answer to queries or to a question for values."""
    content = _answered(request, language, asked)
    if isinstance(content, HttpResponse):
        return content
    return _for_script(request, content if content is not None else _manifest(request, language))


@router.post(
    "/reconcile/{language}",
    response={200: Json, **REFUSED},
    summary=gettext_noop("Reconciliation Service API 0.2"),
    description=gettext_noop("The same, for long batches: a form with queries, or with extend."),
)
def reconcile_many(request: PageRequest, language: str, asked: Form[Asked]) -> HttpResponse:
    """The answer to queries or to a question for values."""
    content = _answered(request, language, asked)
    if content is None:
        raise UsageError("the form holds no queries", where="queries", remedy="send queries or extend, form-encoded")
    if isinstance(content, HttpResponse):
        return content
    response = answer(request, content)
    # The address does not tell what was asked.
    del response["ETag"]
    response["Cache-Control"] = "no-store"
    return response


@router.get(
    "/reconcile/{language}/suggest/entity",
    response={200: Json, **REFUSED},
    summary=gettext_noop("Suggest organisations"),
    description=gettext_noop("Organisations whose name begins so; slips are forgiven."),
)
def suggest_entity(request: PageRequest, language: str, asked: Query[Prefix]) -> HttpResponse:
    """Organisations for what somebody has typed so far."""
    typed = asked.prefix.replace("\0", "").strip()
    found = addresses(request.evidence, typed, kinds=("organisation",), most=FARTHEST) if typed else ()
    told = reconciling.entities(request.evidence, typed, found, language, most=asked.cursor + SUGGESTED)
    return _for_script(request, {"result": told[asked.cursor :]})


@router.get(
    "/reconcile/{language}/suggest/type",
    response={200: Json, **REFUSED},
    summary=gettext_noop("Suggest kinds"),
    description=gettext_noop("Kinds of organisations whose name begins so."),
)
def suggest_type(request: PageRequest, language: str, asked: Query[Prefix]) -> HttpResponse:
    """Kinds of organisations for what somebody has typed so far."""
    found = reconciling.begins(reconciling.types(request.evidence, language), asked.prefix)
    return _suggested(request, found, asked)


@router.get(
    "/reconcile/{language}/suggest/property",
    response={200: Json, **REFUSED},
    summary=gettext_noop("Suggest properties"),
    description=gettext_noop("What else, besides the name, helps to match: city, country, codes."),
)
def suggest_property(request: PageRequest, language: str, asked: Query[Prefix]) -> HttpResponse:
    """Properties for what somebody has typed so far."""
    names = reconciling.property_names()
    found = reconciling.begins([{"id": id, "name": names[id]} for id in reconciling.MATCHED_BY], asked.prefix)
    return _suggested(request, found, asked)


@router.get(
    "/reconcile/{language}/properties",
    response={200: Json, **REFUSED},
    summary=gettext_noop("Properties that can be fetched"),
    description=gettext_noop("The properties of organisations of a kind; the same for every kind."),
)
def propose_properties(request: PageRequest, language: str, asked: Query[Wanted]) -> HttpResponse:
    """What can be fetched of an organisation."""
    names = reconciling.property_names()
    told = [{"id": id, "name": names[id]} for id in reconciling.FETCHED]
    return _for_script(request, {"type": asked.type, "limit": asked.limit, "properties": told[: asked.limit]})


def _suggested(request: PageRequest, found: list[Json], asked: Prefix) -> HttpResponse:
    """The part of what begins so that is asked for."""
    return _for_script(request, {"result": found[asked.cursor : asked.cursor + SUGGESTED]})


def _answered(request: PageRequest, language: str, asked: Asked) -> Json | HttpResponse | None:
    if asked.queries:
        queries = reconciling.read_queries(asked.queries)
        if len(queries) > BATCH:
            remedy = f"send at most {BATCH} queries at a time, as the manifest says"
            return problem(413, title="The batch is too large", detail=f"{len(queries)} queries", remedy=remedy)
        return reconciling.reconcile(request.evidence, queries, language)
    if asked.extend:
        return reconciling.extend(request.evidence, reconciling.read_extension(asked.extend), language)
    return None


def _manifest(request: PageRequest, language: str) -> Json:
    site = request.build_absolute_uri("/").rstrip("/")
    here = f"{site}{API}/reconcile/{language}"
    region = request.hub.names.get(language) or next(iter(request.hub.names.values()))
    return {
        "versions": ["0.2"],
        "name": f"Filiera {region} ({language})",
        "identifierSpace": f"{site}/{reconciling.PREFIX}",
        "schemaSpace": "https://schema.org/Organization",
        "defaultTypes": reconciling.types(request.evidence, language),
        "documentation": f"{site}/{language}/api/",
        "serviceVersion": __version__,
        "view": {"url": f"{site}/{language}/organisation/{{{{id}}}}/"},
        "preview": {"url": f"{site}/{language}/embed/organisation/{{{{id}}}}/", "width": 420, "height": 220},
        "suggest": {
            name: {"service_url": here, "service_path": f"/suggest/{name}"} for name in ("entity", "type", "property")
        },
        "extend": {"propose_properties": {"service_url": here, "service_path": "/properties"}},
        "batchSize": BATCH,
    }


def _for_script(request: PageRequest, content: Json) -> HttpResponse:
    """The answer as JSON, or, where a callback is named, as a script that calls it."""
    callback = request.GET.get("callback", "")
    response = answer(request, content)
    if callback:
        if not CALLBACK.fullmatch(callback):
            raise UsageError("is no name of a function", where="callback", remedy="letters, digits, _, $ and . only")
        # What stands before keeps the answer from being taken for anything but a script.
        response.content = b"/**/" + callback.encode() + b"(" + msgspec.json.encode(content) + b");"
        response["Content-Type"] = "text/javascript; charset=utf-8"
    return response
