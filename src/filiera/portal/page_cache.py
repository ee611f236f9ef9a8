"""Pages kept as they were written, for as long as the evidence stays the same."""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers

from filiera.portal.requests import PageRequest

Respond = Callable[[HttpRequest], HttpResponse]
KEPT = 256
LONGEST_PATH = 512


@dataclass(frozen=True, slots=True)
class Page:
    """One answer: its bytes, compressed, and its headers."""

    compressed: bytes
    headers: tuple[tuple[str, str], ...]
    etag: str


_pages: OrderedDict[tuple[str, str, str], Page] = OrderedDict()
_lock = threading.Lock()


def kept_pages(respond: Respond) -> Respond:
    """Answers from memory where the same page of the same evidence was asked before; a build begins anew."""

    def middleware(request: HttpRequest) -> HttpResponse:
        path = request.get_full_path()
        if request.method not in ("GET", "HEAD") or len(path) > LONGEST_PATH:
            return respond(request)
        known = cast(PageRequest, request)
        key = (str(known.evidence.version.path), request.get_host(), path)
        page = _recall(key)
        if page is None:
            response = respond(request)
            if response.status_code != 200 or response.streaming or request.method != "GET":
                return response
            page = _page(response)
            _keep(key, page)
        return _answer(request, page)

    return middleware


def _recall(key: tuple[str, str, str]) -> Page | None:
    with _lock:
        if key in _pages:
            _pages.move_to_end(key)
        return _pages.get(key)


def _keep(key: tuple[str, str, str], page: Page) -> None:
    with _lock:
        _pages[key] = page
        while len(_pages) > KEPT:
            _pages.popitem(last=False)


def _page(response: HttpResponse) -> Page:
    body = response.content
    return Page(
        gzip.compress(body, 6, mtime=0),
        tuple(response.items()),
        response.get("ETag") or f'"{hashlib.sha256(body).hexdigest()[:32]}"',
    )


def _answer(request: HttpRequest, page: Page) -> HttpResponse:
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(page.compressed if packed else gzip.decompress(page.compressed), headers=dict(page.headers))
    etag = f"W/{page.etag}" if packed else page.etag
    response["ETag"] = etag
    # Ask again each time: a build may have brought new evidence since.
    response.setdefault("Cache-Control", "no-cache")
    response["Content-Length"] = str(len(response.content))
    if packed:
        response["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ["Accept-Encoding"])
    return cast(HttpResponse, get_conditional_response(request, etag=etag, response=response))
