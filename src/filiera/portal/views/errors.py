"""Pages for what went wrong: what is missing, why, and the next useful step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from filiera.errors import EvidenceError


class BadFilter(BadRequest):
    """A question that a page does not understand."""

    def __init__(self, name: str, value: str, known: Sequence[str]) -> None:
        self.name = name
        self.value = value
        self.known = known
        super().__init__(f"{name}: {value}")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the address asks for something that is not understood."""
    asked = exception if isinstance(exception, BadFilter) else None
    return render(request, "filiera/400.html", {"asked": asked}, status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: this page is for others."""
    return render(request, "filiera/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: nothing lies at this address."""
    return render(request, "filiera/404.html", {"path": request.path}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault."""
    return render(request, "filiera/500.html", status=500)


def no_evidence(request: HttpRequest, error: EvidenceError) -> HttpResponse:
    """503: nothing has been built yet, or what was built cannot be read."""
    return render(request, "filiera/503.html", {"error": error}, status=503)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form came back without the cookie that it was given.

    A page that can give back what was written says so by ``when_expired``: signing in in another window changes the
    cookie, and nobody is to lose their words for it.
    """
    match = request.resolver_match
    again = getattr(match.func, "when_expired", None) if match else None
    if match is not None and again is not None:
        return cast(HttpResponse, again(request, *match.args, **match.kwargs))
    return render(request, "filiera/form_expired.html", {"path": request.path}, status=403)
