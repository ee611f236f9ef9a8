"""How long a session lasts, however busy it is: afterwards whoever reads shows again who it is."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, cast

from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest, HttpResponse

from filiera.portal.requests import MemberRequest
from filiera.services.report_limits import sessions_kept_for

BEGUN = "begun"
_SECONDS_IN_AN_HOUR = 3600
Respond = Callable[[HttpRequest], HttpResponse]


def listen() -> None:
    """Note when a session begins."""
    user_logged_in.connect(_begin, weak=False, dispatch_uid="session begins")


def ended_in_time(respond: Respond) -> Respond:
    """Middleware that ends a session whose hours are over."""

    def middleware(request: HttpRequest) -> HttpResponse:
        asked = cast(MemberRequest, request)
        if asked.user.is_authenticated:
            begun = request.session.get(BEGUN)
            hours = sessions_kept_for(asked.evidence)
            if not isinstance(begun, (int, float)) or time.time() - begun > hours * _SECONDS_IN_AN_HOUR:
                logout(request)
        return respond(request)

    return middleware


def _begin(sender: Any, request: HttpRequest, **told: Any) -> None:
    request.session[BEGUN] = int(time.time())
