"""Whose assessment it is: asked before every page of one. For everybody else there is none."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from typing import Any, cast

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from filiera.errors import UsageError
from filiera.portal.requests import MemberRequest, PageRequest
from filiera.services.readiness_sheets import may_answer
from filiera.vocabulary.translation import translate

View = Callable[..., HttpResponse]


def speaks_for_it(request: MemberRequest, key: str) -> bool:
    """Whether the reader speaks for the organisation whose assessment this is."""
    return may_answer(settings.FILIERA_HOME, key, request.user.pk)


def to_sign_in(request: PageRequest) -> HttpResponse:
    """To signing in, and back."""
    return redirect(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")


def own_assessment(otherwise: Callable[[PageRequest], HttpResponse] = to_sign_in) -> Callable[[View], View]:
    """The view for whoever speaks for the organisation; ``otherwise`` answers a form sent by who is not signed in."""

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: PageRequest, language: str, key: str, **kwargs: Any) -> HttpResponse:
            member = cast(MemberRequest, request)
            if not member.user.is_authenticated:
                return otherwise(request) if request.method == "POST" else to_sign_in(request)
            if not speaks_for_it(member, key):
                raise Http404("assessment")
            try:
                return view(request, language=language, key=key, **kwargs)
            except UsageError as error:
                # Above all: its questionnaire has had another version since.
                what, _, remedy = error.told(partial(translate, language=language))
                return render(request, "account/readiness_past.html", {"what": what, "remedy": remedy}, status=409)

        return guarded

    return wrap
