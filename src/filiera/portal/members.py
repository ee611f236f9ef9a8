"""Sessions: for the pages of members alone. Every other page is the same for everybody, and sets no cookie."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import cast

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils import timezone

from filiera.errors import ContributionError
from filiera.portal.member_paths import is_for_members
from filiera.portal.requests import MemberRequest
from filiera.portal.session_time import ended_in_time
from filiera.services.write_side import opened

METHODS = ("GET", "HEAD", "POST")
Respond = Callable[[HttpRequest], HttpResponse]
NOTED_EVERY = timedelta(minutes=5)
"""When a session was last seen is told to so many minutes: to read a page costs no write."""


def member_pages(respond: Respond) -> Respond:
    """Middleware that knows who reads, on the pages of members, and lets no one keep these."""
    known = SessionMiddleware(AuthenticationMiddleware(ended_in_time(last_seen(respond))))

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


def last_seen(respond: Respond) -> Respond:
    """Middleware that notes for the list of sessions when and from where each was last used."""

    def middleware(request: HttpRequest) -> HttpResponse:
        person = cast(MemberRequest, request).user
        if person.is_authenticated and request.session.session_key and not _noted(request):
            UserSession.objects.create_from_request(request)
        return respond(request)

    return middleware


def _noted(request: HttpRequest) -> bool:
    longest = UserSession._meta.get_field("user_agent").max_length
    found = UserSession.objects.filter(
        session_key=request.session.session_key,
        user_id=cast(MemberRequest, request).user.pk,
        ip=get_adapter().get_client_ip(request),
        user_agent=request.META.get("HTTP_USER_AGENT", "")[:longest],
        last_seen_at__gt=timezone.now() - NOTED_EVERY,
    )
    return bool(found.exists())
