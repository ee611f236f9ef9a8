"""What every answer carries and every page knows: security headers, the evidence in use, the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from filiera.errors import EvidenceError
from filiera.portal.api.gate import is_for_programs
from filiera.portal.evidence_in_use import evidence_in_use as find_evidence
from filiera.portal.requests import PageRequest
from filiera.services.hub import hub

Respond = Callable[[HttpRequest], HttpResponse]

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
EMBED_POLICY = POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")
"""For the pages that are made to stand in a frame of another site."""
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
LATER_TOO = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}
"""Where the hub is reached by https, it is for a year to come; a name below the hub's must be too."""
FALLBACK = "en"
OF_NO_LANGUAGE = ("/sitemap.xml", "/robots.txt")
"""Beside the API and the data files, the addresses whose answer is the same whatever the reader speaks."""


def security_headers(respond: Respond) -> Respond:
    """Every answer says what a page may load and do: nothing but what this server gives."""

    headers = HEADERS | (LATER_TOO if settings.HTTPS else {})

    def middleware(request: HttpRequest) -> HttpResponse:
        response = respond(request)
        for name, value in headers.items():
            response.setdefault(name, value)
        if response["Content-Security-Policy"] == EMBED_POLICY:
            del response["X-Frame-Options"]
        return response

    return middleware


def evidence_in_use(respond: Respond) -> Respond:
    """A request keeps the evidence that it began with, whatever a build does meanwhile."""

    def middleware(request: HttpRequest) -> HttpResponse:
        page = cast(PageRequest, request)
        try:
            if getattr(page, "evidence", None) is None:
                page.evidence = find_evidence()
            page.hub = hub(page.evidence)
        except EvidenceError as error:
            from filiera.portal.views.errors import no_evidence

            with translation.override(_wished(request, ())):
                return no_evidence(request, error)
        return respond(request)

    return middleware


class _ReadersLanguage:
    """The language in the path; without one there, the best of the pack's that the reader's browser asks for."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        page = cast(PageRequest, request)
        languages = page.hub.languages
        named = request.path_info.split("/", 2)[1]
        if is_for_programs(request.path_info) or request.path_info in OF_NO_LANGUAGE:
            page.language = FALLBACK
            with translation.override(FALLBACK):
                return self.respond(request)
        page.language = named if named in languages else _wished(request, languages)
        with translation.override(page.language):
            response = self.respond(request)
        response.setdefault("Content-Language", page.language)
        if named not in languages:
            patch_vary_headers(response, ["Accept-Language"])
        return response

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: dict[str, Any]) -> None:
        """A path in a language that the pack does not speak leads nowhere."""
        if kwargs.get("language", cast(PageRequest, request).language) not in cast(PageRequest, request).hub.languages:
            raise Http404("language")


readers_language = _ReadersLanguage


def _wished(request: HttpRequest, languages: Sequence[str]) -> str:
    """The language that the browser prefers among ``languages``, else the first of them."""
    for code, _ in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        plain = code.split("-")[0]
        if plain in languages or (not languages and translation.check_for_language(plain)):
            return plain
    return languages[0] if languages else FALLBACK
