"""Who may see a page: asked once, before the page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from allauth.mfa.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from filiera.portal.requests import MemberRequest, PageRequest
from filiera.services.accounts import EDITOR, MEMBER, may

View = Callable[..., HttpResponse]


def at_least(role: str) -> Callable[[View], View]:
    """The view for whoever may do what ``role`` may; editors and administrators with a second factor only.

    Others are led to signing in, to setting up the second factor, or are refused (403).
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: PageRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            person = cast(MemberRequest, request).user
            if not person.is_authenticated:
                return redirect(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")
            if not may(person.role, role):
                raise PermissionDenied
            if may(role, EDITOR) and not get_adapter().is_mfa_enabled(person):
                return redirect(f"{reverse('mfa_index')}?needed=1")
            return view(request, *args, **kwargs)

        return guarded

    return wrap


member = at_least(MEMBER)
editor = at_least(EDITOR)
