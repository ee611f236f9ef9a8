"""Answers for programs: JSON with a version, pages with links to the next, errors with a remedy."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop
from ninja import Schema
from pydantic import ConfigDict, Field

from filiera import __version__
from filiera.errors import UsageError
from filiera.portal.requests import PageRequest

MEDIA_TYPE = "application/json; charset=utf-8"
KEPT = "public, max-age=60"
"""For a minute an answer may be used without asking; then its ETag tells whether evidence has moved."""
LARGEST_PAGE = 200
FARTHEST = 1_000_000
LONGEST_TEXT = 200
Item = TypeVar("Item")


class Paging(Schema):
    """Which part of a list is asked for."""

    model_config = ConfigDict(extra="forbid")

    limit: int = Field(50, ge=1, le=LARGEST_PAGE, description=gettext_noop("How many at most."))
    offset: int = Field(0, ge=0, le=FARTHEST, description=gettext_noop("How many to pass over."))


def answer(request: PageRequest, content: Any, links: str = "") -> HttpResponse:
    """``content`` as JSON, named by the version of the evidence and by what was asked."""
    response = HttpResponse(msgspec.json.encode(content), content_type=MEDIA_TYPE)
    response["ETag"] = etag(request)
    response["Cache-Control"] = KEPT
    if links:
        response["Link"] = links
    return response


def etag(request: PageRequest) -> str:
    """The same evidence, engine and question have the same answer."""
    asked = hashlib.sha256(request.get_full_path().encode(errors="replace")).hexdigest()[:16]
    return f'"{request.evidence.version.hash[:16]}-{__version__}-{asked}"'


def page(request: PageRequest, found: Sequence[Item], paging: Paging, told: Callable[[Item], Any]) -> HttpResponse:
    """A part of a list, with the count of the whole and links to the parts around it."""
    return part(
        request, [told(each) for each in found[paging.offset : paging.offset + paging.limit]], len(found), paging
    )


def part(request: PageRequest, results: list[Any], count: int, paging: Paging) -> HttpResponse:
    """A part of a list that was cut out already."""
    content = {
        "version": request.evidence.version.hash,
        "count": count,
        "limit": paging.limit,
        "offset": paging.offset,
        "results": results,
    }
    return answer(request, content, _links(request, count, paging))


def _links(request: PageRequest, count: int, paging: Paging) -> str:
    last = max(0, (count - 1) // paging.limit * paging.limit)
    places = {"first": 0}
    if paging.offset:
        places["prev"] = max(0, min(paging.offset - paging.limit, last))
    if paging.offset + paging.limit < count:
        places["next"] = paging.offset + paging.limit
    places["last"] = last
    asked = [(name, value) for name, value in request.GET.items() if name not in ("limit", "offset")]
    return ", ".join(
        f'<{request.path}?{urlencode([*asked, ("limit", paging.limit), ("offset", offset)])}>; rel="{name}"'
        for name, offset in places.items()
    )


def refuse_unknown(request: HttpRequest, *models: type[Schema]) -> None:
    """A parameter that is not known is an error: a slip in its name would change the answer unseen.

    Raises:
        UsageError: names the parameter and those that there are.
    """
    known = sorted({name for model in models for name in model.model_fields})
    for name, values in request.GET.lists():
        if name not in known:
            raise UsageError(
                "there is no such parameter",
                where=name,
                remedy="one of: {names}" if known else "ask without parameters",
                words={"names": ", ".join(known)},
            )
        if len(values) > 1:
            raise UsageError("a parameter is given more than once", where=name, remedy="give it once")
        if "\0" in values[0]:
            raise UsageError("a parameter holds a character that no text has", where=name, remedy="leave it out")


def known_value(name: str, value: str, known: Sequence[str]) -> None:
    """See that a filter's value exists.

    Raises:
        UsageError: it does not; names those that do.
    """
    if value and value not in known:
        listed = ", ".join(known[:40]) + (" …" if len(known) > 40 else "")
        raise UsageError(
            "there is no such value", where=f"{name}={value[:80]}", remedy="one of: {names}", words={"names": listed}
        )
