"""Sessions: for the pages of members alone. Every other page is the same for everybody, and sets no cookie."""

from __future__ import annotations

from collections.abc import Callable

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


def member_pages(respond: Respond) -> Respond:
    """Middleware that knows who reads, on the pages of members, and lets no one keep these."""
    known = SessionMiddleware(AuthenticationMiddleware(ended_in_time(UserSessionsMiddleware(respond))))

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
