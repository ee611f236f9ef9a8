"""A member's own profiles: written, sent to the editors, withdrawn; beside each what may fit it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from filiera.errors import AddressError, UsageError
from filiera.portal.profile_form import ProfileForm, initial_of
from filiera.portal.requests import MemberRequest
from filiera.portal.roles import member
from filiera.portal.told_errors import told
from filiera.services.contacts import CONTACT
from filiera.services.fitting import fitting
from filiera.services.organisations import all_organisations
from filiera.services.personal_data import consents_of, set_consents
from filiera.services.profile_content import Limits, choices
from filiera.services.profiles import (
    DRAFT,
    PUBLISHED,
    RETURNED,
    WITHDRAWN,
    ProfileView,
    organisations_of,
    own_profile,
    own_profiles,
    save,
    send,
    withdraw,
)


@require_safe
@member
def profiles(request: MemberRequest, language: str) -> HttpResponse:
    """All profiles of the organisations that one speaks for."""
    known = all_organisations(request.evidence)
    found = [(view, known.get(view.organisation)) for view in own_profiles(settings.FILIERA_HOME, request.user.pk)]
    return render(request, "account/profiles.html", {"profiles": found, "organisations": _own(request)})


@require_http_methods(["GET", "HEAD", "POST"])
@csrf_protect
@member
def new(request: MemberRequest, language: str) -> HttpResponse:
    """Write a profile."""
    own = _own(request)
    if not own:
        return render(request, "account/profiles.html", {"profiles": [], "organisations": {}})
    form = _form(request, own, {"organisation": request.GET.get("organisation", "")})
    if request.method == "POST" and form.is_valid():
        organisation = form.cleaned_data.get("organisation") or next(iter(own))
        return _saved(request, form, organisation, None)
    return _asked(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@csrf_protect
@member
def edit(request: MemberRequest, language: str, id: int) -> HttpResponse:
    """Change a profile; what was public waits for an editor again."""
    found = _found(request, id)
    known = {found.organisation: _own(request)[found.organisation]}
    form = _form(request, known, initial_of(found.content, found.organisation))
    if request.method == "POST" and form.is_valid():
        return _saved(request, form, found.organisation, id)
    return _asked(request, form, found)


@require_http_methods(["GET", "HEAD", "POST"])
@csrf_protect
@member
def profile(request: MemberRequest, language: str, id: int) -> HttpResponse:
    """One's own profile: as others will see it, what becomes of it, and what may fit."""
    found, problem = _found(request, id), ""
    home, account = settings.FILIERA_HOME, request.user.pk
    agreed = consents_of(home, account)[CONTACT]
    if request.method == "POST":
        word = request.POST.get("word")
        try:
            if word == "send":
                if not agreed and request.POST.get("agrees") != "yes":
                    return _shown(request, found, agreed=False, unanswered=True)
                set_consents(home, account, {p for p, given in consents_of(home, account).items() if given} | {CONTACT})
                send(home, account, id)
            elif word == "withdraw":
                withdraw(home, account, id)
            else:
                raise BadRequest("word")
            return redirect(request.path)
        except UsageError as error:
            problem, found = told(error, language), _found(request, id)
    return _shown(request, found, agreed=agreed, problem=problem)


def _shown(request: MemberRequest, found: ProfileView, *, agreed: bool, **more: Any) -> HttpResponse:
    known = choices(request.evidence)
    context = {
        "profile": found,
        "content": found.content,
        "organisation": all_organisations(request.evidence).get(found.organisation),
        "partner_kinds": [known.partner_kinds.get(kind, {}) for kind in found.content.partner_kinds],
        "territory": known.territories.get(found.content.territory, {}),
        "may_send": found.status in (DRAFT, RETURNED),
        "is_public": found.status == PUBLISHED,
        "may_withdraw": found.status != WITHDRAWN,
        "agreed": agreed,
        "fits": fitting(settings.FILIERA_HOME, request.evidence, found),
        **more,
    }
    return render(
        request, "account/profile.html", context, status=422 if more.get("problem") or more.get("unanswered") else 200
    )


def _form(request: MemberRequest, organisations: dict[str, str], initial: dict[str, Any]) -> ProfileForm:
    return ProfileForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        known=choices(request.evidence),
        limits=Limits.of(request.evidence),
        today=datetime.now(UTC).date(),
        organisations=organisations,
    )


def _saved(request: MemberRequest, form: ProfileForm, organisation: str, id: int | None) -> HttpResponse:
    home, account, language = settings.FILIERA_HOME, request.user.pk, request.language
    try:
        view = save(home, request.evidence, account, organisation, form.content(), language=language, id=id)
    except UsageError as error:
        form.add_error(None, told(error, language))
        return _asked(request, form, None)
    except AddressError as error:
        raise Http404("profile") from error
    return redirect(reverse("own-profile", kwargs={"language": language, "id": view.id}))


def _asked(request: MemberRequest, form: ProfileForm, found: ProfileView | None) -> HttpResponse:
    context = {"form": form, "profile": found, "is_public": found is not None and found.status == PUBLISHED}
    return render(request, "account/profile_form.html", context, status=422 if form.errors else 200)


def _found(request: MemberRequest, id: int) -> ProfileView:
    try:
        return own_profile(settings.FILIERA_HOME, request.user.pk, id)
    except AddressError as error:
        raise Http404("profile") from error


def _own(request: MemberRequest) -> dict[str, str]:
    """Address → name of the organisations that one speaks for."""
    known = all_organisations(request.evidence)
    addresses = organisations_of(settings.FILIERA_HOME, request.user.pk)
    return {address: known[address].name if address in known else address for address in addresses}
