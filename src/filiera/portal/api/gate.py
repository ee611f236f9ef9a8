"""The way in for programs: any site may read, only reading is possible, and every answer is JSON."""

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
OPEN_TO_ALL = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Content-Length",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": READING,
    "Access-Control-Allow-Headers": "Accept, Accept-Language, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


def open_to_programs(respond: Respond) -> Respond:
    """Middleware for the API and the data files; other addresses pass untouched."""

    def middleware(request: HttpRequest) -> HttpResponse:
        path = request.path_info
        if not is_for_programs(path):
            return respond(request)
        if request.method == "OPTIONS":
            response = HttpResponse(status=204, headers=PREFLIGHT | {"Allow": READING})
        elif request.method not in ("GET", "HEAD"):
            response = problem(405, detail=str(request.method), headers={"Allow": READING})
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


def _read(request: HttpRequest, respond: Respond) -> HttpResponse:
    head = request.method == "HEAD"
    # What answers GET answers HEAD too; only the body is left away.
    request.method = "GET"
    response = respond(request)
    if response.status_code >= 400 and "json" not in response.get("Content-Type", ""):
        response = problem(response.status_code, detail=request.path)
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
