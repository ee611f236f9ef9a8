"""The way in for programs: any site may ask, nothing can be changed, and every answer is JSON.

What is too long for an address is asked by POST, where a name is matched; it changes nothing either.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from filiera.portal.api.problems import problem

Respond = Callable[[HttpRequest], HttpResponse]
API = "/api/v1"
DATA = "/data/"
READING = "GET, HEAD, OPTIONS"
MATCH = f"{API}/match"
RECONCILE = f"{API}/reconcile/"
OPEN_TO_ALL = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Content-Length",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
PREFLIGHT = {
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


def open_to_programs(respond: Respond) -> Respond:
    """Middleware for the API and the data files; other addresses pass untouched."""

    def middleware(request: HttpRequest) -> HttpResponse:
        path = request.path_info
        if not is_for_programs(path):
            return respond(request)
        allowed = methods(path)
        if request.method == "OPTIONS":
            offered = {"Access-Control-Allow-Methods": allowed, "Allow": allowed}
            response = HttpResponse(status=204, headers=PREFLIGHT | offered)
        elif request.method not in allowed.split(", "):
            remedy = "use POST, with the names in the body" if path == MATCH else ""
            response = problem(405, detail=str(request.method), remedy=remedy, headers={"Allow": allowed})
        elif request.method == "POST":
            response = _as_json(respond(request), request)
        else:
            response = _read(request, respond)
        for name, value in OPEN_TO_ALL.items():
            response[name] = value
        return response

    return middleware


def is_for_programs(path: str) -> bool:
    """Whether an address belongs to the API or to the data files: the same in all languages."""
    # ``/data/`` itself leads to a page in the reader's language.
    return path == API or path.startswith(f"{API}/") or (path.startswith(DATA) and path != DATA)


def methods(path: str) -> str:
    """How an address may be asked."""
    if path == MATCH:
        return "POST, OPTIONS"
    # A batch of queries is asked at the service's own address, not below it.
    return f"POST, {READING}" if path.startswith(RECONCILE) and path.count("/") == RECONCILE.count("/") else READING


def _as_json(response: HttpResponse, request: HttpRequest) -> HttpResponse:
    if response.status_code >= 400 and "json" not in response.get("Content-Type", ""):
        return problem(response.status_code, detail=request.path)
    return response


def _read(request: HttpRequest, respond: Respond) -> HttpResponse:
    head = request.method == "HEAD"
    # What answers GET answers HEAD too; only the body is left away.
    request.method = "GET"
    response = _as_json(respond(request), request)
    etag = response.get("ETag")
    if response.status_code == 200 and etag:
        response = cast(HttpResponse, get_conditional_response(request, etag=etag, response=response))
    if head:
        length = response.get("Content-Length") or (None if response.streaming else str(len(response.content)))
        response.close()
        response = HttpResponse(status=response.status_code, headers=dict(response.items()))
        if length is not None:
            response["Content-Length"] = length
    return response
