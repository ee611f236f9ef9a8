"""One's own account: what it holds, what one agreed to, its download and its end."""

from __future__ import annotations

import json
from typing import Any

from allauth.account.adapter import get_adapter as accounts
from allauth.mfa.adapter import get_adapter as factors
from django import forms
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filiera.portal.purposes import PURPOSE_NAMES
from filiera.portal.requests import MemberRequest
from filiera.portal.roles import member
from filiera.portal.views.privacy import months
from filiera.services.accounts import ADMINISTRATOR, EDITOR, may
from filiera.services.organisation_claims import claims_of
from filiera.services.organisations import all_organisations
from filiera.services.personal_data import (
    PURPOSES,
    all_that_is_held,
    consents_of,
    erase_account,
    set_consents,
)
from filiera.services.report_limits import accounts_kept_for


class PasswordForm(forms.Form):
    """The password once more, before something that cannot be undone."""

    password = forms.CharField(
        label=_("Password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Please fill this in.")},
    )


@require_safe
@member
def account(request: MemberRequest, language: str) -> HttpResponse:
    """What the account is, and where its parts are looked after."""
    known = all_organisations(request.evidence)
    given = consents_of(settings.FILIERA_HOME, request.user.pk)
    claims = claims_of(settings.FILIERA_HOME, request.user.pk)
    context: dict[str, Any] = {
        "person": request.user,
        "role": request.user.role,
        "is_editor": may(request.user.role, EDITOR),
        "is_administrator": may(request.user.role, ADMINISTRATOR),
        "second_factor": factors().is_mfa_enabled(request.user),
        "consents": [(purpose, PURPOSE_NAMES[purpose], given[purpose]) for purpose in PURPOSES],
        "claims": [(claim, known.get(claim.organisation)) for claim in claims],
        "time": months(accounts_kept_for(request.evidence)),
        "done": request.GET.get("done", ""),
    }
    return render(request, "account/account.html", context)


@require_POST
@csrf_protect
@member
def consents(request: MemberRequest, language: str) -> HttpResponse:
    """Agree to purposes, or take it back."""
    set_consents(settings.FILIERA_HOME, request.user.pk, set(request.POST.getlist("purpose")) & set(PURPOSES))
    return redirect(f"{reverse('account', kwargs={'language': language})}?done=consents")


@require_safe
@member
def data(request: MemberRequest, language: str) -> HttpResponse:
    """All that is held about the person, as a file."""
    held = all_that_is_held(settings.FILIERA_HOME, request.user.pk)
    text = json.dumps(held, ensure_ascii=False, indent=2)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="filiera-account.json"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@csrf_protect
@member
def erase(request: MemberRequest, language: str) -> HttpResponse:
    """End the account: asks for the password, and then nothing is left but the lines of the audit log."""
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        # Counted and limited as every other question for the password.
        if accounts().reauthenticate(request.user, form.cleaned_data["password"]):
            id = request.user.pk
            logout(request)
            erase_account(settings.FILIERA_HOME, id, by=f"account/{id}")
            return redirect(f"{reverse('account_login')}?done=erased")
        form.add_error("password", accounts().error_messages["incorrect_password"])
    return render(request, "account/erase.html", {"form": form}, status=422 if form.errors else 200)
