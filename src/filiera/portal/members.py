"""Sessions: for the pages of members alone. Every other page is the same for everybody, and sets no cookie."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from allauth.usersessions.middleware import UserSessionsMiddleware
from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render

from filiera.errors import ContributionError
from filiera.portal.member_paths import is_for_members
from filiera.portal.session_time import ended_in_time
from filiera.services.write_side import opened

METHODS = ("GET", "HEAD", "POST")
Respond = Callable[[HttpRequest], HttpResponse]
NOTED_EVERY = 60.0
"""Seconds after which the list of sessions is told again that one is in use."""
MOST_NOTED = 10_000


def now_and_then_noted(respond: Respond) -> Respond:
    """Middleware that notes in the list of sessions which are in use: each once a minute, because it is a write."""
    noting = UserSessionsMiddleware(respond)
    noted: dict[str, float] = {}

    def middleware(request: HttpRequest) -> HttpResponse:
        key, now = request.session.session_key or "", monotonic()
        if key and now - noted.get(key, -NOTED_EVERY) < NOTED_EVERY:
            return respond(request)
        if len(noted) >= MOST_NOTED:
            noted.clear()
        noted[key] = now
        response: HttpResponse = noting(request)
        return response

    return middleware


def member_pages(respond: Respond) -> Respond:
    """Middleware that knows who reads, on the pages of members, and lets no one keep these."""
    known = SessionMiddleware(AuthenticationMiddleware(ended_in_time(now_and_then_noted(respond))))

    def middleware(request: HttpRequest) -> HttpResponse:
        if not is_for_members(request.path_info):
            return respond(request)
        if request.method not in METHODS:
            # The forms would take PUT for POST.
            return HttpResponseNotAllowed(METHODS)
        try:
            with opened(settings.FILIERA_HOME):
                response: HttpResponse = known(request)  # type: ignore[assignment]  # awaitable only where asynchronous
        except ContributionError:
            response = render(request, "filiera/reports_unavailable.html", status=503)
        response["Cache-Control"] = "no-store, private"
        response["X-Robots-Tag"] = "noindex"
        return response

    return middleware
