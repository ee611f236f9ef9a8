"""Profiles and messages of members in the hands of editors: published, returned with a sentence, taken down."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from filiera.errors import AddressError, UsageError
from filiera.portal.editor_forms import ProfileWordForm
from filiera.portal.requests import MemberRequest
from filiera.portal.roles import editor
from filiera.portal.told_errors import told
from filiera.services.interests import decide_report, reported_messages
from filiera.services.organisations import all_organisations
from filiera.services.profile_content import choices
from filiera.services.profiles import (
    DRAFT,
    PUBLISHED,
    WAITING,
    any_profile,
    publish,
    return_with_reason,
    take_down,
    waiting_profiles,
)

MESSAGE_WORDS = ("keep", "remove", "block")


@require_safe
@editor
def listed(request: MemberRequest, language: str) -> HttpResponse:
    """The profiles that wait, the oldest first."""
    known = all_organisations(request.evidence)
    rows = [(profile, known.get(profile.organisation)) for profile in waiting_profiles(settings.FILIERA_HOME)]
    return render(request, "editors/profiles.html", {"rows": rows, "done": request.GET.get("done", "")})


@require_http_methods(["GET", "HEAD", "POST"])
@csrf_protect
@editor
def one(request: MemberRequest, language: str, number: int) -> HttpResponse:
    """One profile as readers would see it, and the editor's word."""
    home, by = settings.FILIERA_HOME, request.user.pk
    try:
        profile = any_profile(home, number)
    except AddressError as error:
        raise Http404("profile") from error
    if profile.status == DRAFT:
        # What nobody has sent is nobody else's.
        raise Http404("profile")
    problem, status = "", 200
    form = ProfileWordForm(request.POST or None)
    if request.method == "POST":
        status = 422
        if form.is_valid():
            word, reason = form.cleaned_data["word"], form.cleaned_data["reason"]
            try:
                if word == "publish":
                    publish(home, number, by=by)
                elif word == "return":
                    return_with_reason(home, number, reason, by=by)
                else:
                    take_down(home, number, reason, by=by)
                return redirect(f"{reverse('editors-profiles', kwargs={'language': language})}?done={word}")
            except UsageError as error:
                problem, status = told(error, language), 409
                profile = any_profile(home, number)
    known = choices(request.evidence)
    context: dict[str, Any] = {
        "profile": profile,
        "content": profile.content,
        "organisation": all_organisations(request.evidence).get(profile.organisation),
        "partner_kinds": [known.partner_kinds.get(kind, {}) for kind in profile.content.partner_kinds],
        "territory": known.territories.get(profile.content.territory, {}),
        "waits": profile.status == WAITING,
        "is_public": profile.status == PUBLISHED,
        "form": form,
        "problem": problem,
    }
    return render(request, "editors/profile.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@csrf_protect
@editor
def messages(request: MemberRequest, language: str) -> HttpResponse:
    """Messages between members that their receivers called an abuse."""
    problem = ""
    if request.method == "POST":
        number, word = request.POST.get("message", ""), request.POST.get("word", "")
        if word not in MESSAGE_WORDS or not (number.isascii() and number.isdigit() and len(number) < 18):
            raise BadRequest("message")
        try:
            decide_report(
                settings.FILIERA_HOME,
                int(number),
                remove=word != "keep",
                by=request.user.pk,
                block_sender=word == "block",
            )
            return redirect(f"{request.path}?done={word}")
        except (AddressError, UsageError) as error:
            problem = told(error, language)
    known = all_organisations(request.evidence)
    rows = [
        (each, known.get(each.from_organisation), known.get(each.to_organisation))
        for each in reported_messages(settings.FILIERA_HOME)
    ]
    context = {"rows": rows, "problem": problem, "done": request.GET.get("done", "")}
    return render(request, "editors/messages.html", context, status=409 if problem else 200)
