"""Pages kept as they were sent, and sent again before Django hears of the request.

Only whole answers that are the same for everybody are kept: no cookie is set, nothing but the encoding varies.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import lru_cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from filiera.errors import EvidenceError
from filiera.portal.encodings import IDENTITY, best_encoding, encoded
from filiera.portal.evidence_in_use import evidence_in_use
from filiera.portal.member_paths import is_for_members
from filiera.portal.page_store import Key, Made, Page, PageStore
from filiera.portal.requests import PageRequest
from filiera.services.pages import Evidence
from filiera.services.write_side import contributions_revision

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication

Respond = Callable[[HttpRequest], HttpResponse]
LONGEST_ADDRESS = 512
LARGEST = 2_000_000
FILES = ("/static/", "/data/")
"""Addresses of files: they lie on the disk as they are sent."""
kept = PageStore()


def made_of(evidence: Evidence) -> Made:
    """What every page is made of, as far as it can change: where a part of this changes, all pages begin anew.

    It is asked for with every request, in every process that serves: each part must cost one look.
    """
    day = datetime.now(UTC).date()  # What members publish has a last day.
    return (str(evidence.version.path), str(contributions_revision(settings.FILIERA_HOME)), str(day))


def key_of(environ: dict[str, Any]) -> Key | None:
    """Under which key the answer to a request is kept; none where it is not to be kept."""
    path, query = environ["PATH_INFO"], environ.get("QUERY_STRING", "")
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or len(path) + len(query) > LONGEST_ADDRESS:
        return None
    if path.startswith(FILES) or is_for_members(path):
        return None
    # Only names that the settings allow ever answer with a page: others come this far, but nothing is kept of them.
    host = environ.get("HTTP_HOST") or f"{environ['SERVER_NAME']}:{environ['SERVER_PORT']}"
    encoding = best_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
    return Key(environ["wsgi.url_scheme"], host, path, query, encoding)


def kept_first(application: WSGIApplication) -> WSGIApplication:
    """The application, asked only for what is not kept."""

    def serve(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        key = key_of(environ)
        page = _recall(key) if key is not None else None
        if page is None:
            return application(environ, start_response)
        status, headers, body = page.answer(environ["REQUEST_METHOD"], environ.get("HTTP_IF_NONE_MATCH", ""))
        start_response(_status_line(status), headers)
        return [body]

    return serve


def kept_pages(respond: Respond) -> Respond:
    """Middleware around all other: keeps what they answer, and answers with what is kept."""

    def middleware(request: HttpRequest) -> HttpResponse:
        key = key_of(request.META)
        if key is None:
            return respond(request)
        try:
            evidence = evidence_in_use()
        except EvidenceError:
            return respond(request)
        cast(PageRequest, request).evidence = evidence
        made = made_of(evidence)
        page = kept.recall(made, key)
        method = str(request.method)
        if page is None:
            # What answers GET answers HEAD; and whoever has a version of it already still makes it known to us.
            known = request.META.pop("HTTP_IF_NONE_MATCH", "")
            request.method = "GET"
            response = respond(request)
            if not _same_for_all(response):
                return response
            page = _page(response, key.encoding)
            kept.keep(made, key, page)
        else:
            known = request.META.get("HTTP_IF_NONE_MATCH", "")
        status, headers, body = page.answer(method, known)
        return HttpResponse(body, status=status, headers=dict(headers))

    return middleware


def _recall(key: Key) -> Page | None:
    try:
        evidence = evidence_in_use()
    except EvidenceError:
        return None
    return kept.recall(made_of(evidence), key)


def _same_for_all(response: HttpResponse) -> bool:
    varies = {name.strip().lower() for name in response.get("Vary", "").split(",")} - {"", "accept-encoding"}
    caching = response.get("Cache-Control", "")
    return (
        response.status_code == HTTPStatus.OK
        and not response.streaming
        and not response.cookies
        and not varies
        and "private" not in caching
        and "no-store" not in caching
        and len(response.content) <= LARGEST
    )


def _page(response: HttpResponse, encoding: str) -> Page:
    body, used = encoded(response.content, response.get("Content-Type", ""), encoding)
    etag = response.get("ETag") or f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    if used != IDENTITY:
        # The same page in other bytes.
        etag = f"W/{etag.removeprefix('W/')}"
        response["Content-Encoding"] = used
    response["ETag"] = etag
    # Ask again each time: a build may have brought new evidence since.
    response.setdefault("Cache-Control", "no-cache")
    response["Content-Length"] = str(len(body))
    patch_vary_headers(response, ["Accept-Encoding"])
    return Page(body, tuple(response.items()), etag)


@lru_cache
def _status_line(status: int) -> str:
    return f"{status} {HTTPStatus(status).phrase}"
