"""Messages between organisations: written about a profile, answered, taken back, reported."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from filiera.errors import AddressError, UsageError
from filiera.portal.forms import FormName, PlainText
from filiera.portal.requests import MemberRequest
from filiera.portal.roles import member
from filiera.portal.told_errors import told
from filiera.services.blocks import block, blocked_by, unblock
from filiera.services.contacts import tell_receivers, tell_sender
from filiera.services.interests import (
    ACCEPTED,
    LONGEST_ANSWER,
    LONGEST_MESSAGE,
    SENT,
    InterestView,
    accept,
    decline,
    end,
    express,
    interest,
    interests_of,
    report,
)
from filiera.services.organisations import all_organisations
from filiera.services.partners import PublicProfile, public_profile
from filiera.services.profiles import organisations_of
from filiera.services.reports import new_form

_LONG = _("Please say it in %(limit_value)d characters; you have written %(show_value)d.")


class MessageForm(forms.Form):
    """A message to the organisation of a profile."""

    message = PlainText(
        label=_("Your message"),
        help_text=_(
            "Who you are, what interests you, what you propose. Your address is added only if the other side agrees."
        ),
        max_length=LONGEST_MESSAGE,
        min_length=20,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "required": _("Please write your message."),
            "min_length": _("Please say it in a few more words."),
            "max_length": _LONG,
        },
    )
    agrees = forms.BooleanField(
        label=_("If they agree, they see my e-mail address, and I see theirs."),
        error_messages={"required": _("Without your agreement nobody could answer you.")},
    )
    form = FormName()

    def __init__(self, *args: Any, organisations: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(organisations) > 1:
            self.fields["organisation"] = forms.ChoiceField(
                label=_("For which organisation do you write?"), choices=list(organisations.items())
            )
            self.order_fields(["organisation", "message"])


class AnswerForm(forms.Form):
    """A yes or a no to a message."""

    answer = PlainText(
        label=_("Your answer"),
        help_text=_("A sentence; with a no it is needed."),
        required=False,
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": _LONG},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@csrf_protect
@member
def messages(request: MemberRequest, language: str) -> HttpResponse:
    """What one's organisations have received and sent, and whom they have blocked."""
    home, account = settings.FILIERA_HOME, request.user.pk
    if request.method == "POST":
        try:
            unblock(home, account, request.POST.get("organisation", "")[:200], request.POST.get("blocked", "")[:200])
        except AddressError as error:
            raise Http404("block") from error
        return redirect(request.path)
    names = _names(request)
    found = interests_of(home, account)
    context = {
        "received": [(view, names(view.from_organisation)) for view in found if not view.mine],
        "sent": [(view, names(view.to_organisation)) for view in found if view.mine],
        "blocked": [(by, names(by), who, names(who)) for by, who in blocked_by(home, account)],
        "speaks": bool(organisations_of(home, account)),
    }
    return render(request, "account/messages.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@csrf_protect
@member
def message(request: MemberRequest, language: str, id: int) -> HttpResponse:
    """One message, and what can be done with it."""
    found, problem = _found(request, id), ""
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        try:
            if form.is_valid() and _done(request, id, form.cleaned_data["answer"]):
                return redirect(
                    reverse("messages", kwargs={"language": language}) if _gone(request, id) else request.path
                )
        except UsageError as error:
            problem, found = told(error, language), _found(request, id)
        except AddressError as error:
            raise Http404("message") from error
    names = _names(request)
    context = {
        "message": found,
        "other": names(found.to_organisation if found.mine else found.from_organisation),
        "own": names(found.from_organisation if found.mine else found.to_organisation),
        "address": found.addresses[1 if found.mine else 0] if found.addresses else "",
        "form": form,
        "problem": problem,
        "may_answer": found.status == SENT and not found.mine,
        "may_end": found.status == ACCEPTED or (found.status == SENT and found.mine),
        "may_report": not found.mine and not found.reported,
        "profile": _profile(request, found.profile),
    }
    return render(request, "account/message.html", context, status=422 if problem or form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@csrf_protect
@member
def write(request: MemberRequest, language: str, id: int) -> HttpResponse:
    """Write about a profile."""
    about = _profile(request, id)
    if about is None:
        raise Http404("profile")
    own = _own(request)
    form = MessageForm(
        request.POST if request.method == "POST" else None, organisations=own, initial={"form": new_form()}
    )
    if own and request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        home = settings.FILIERA_HOME
        try:
            sent = express(
                home,
                request.evidence,
                request.user.pk,
                given.get("organisation") or next(iter(own)),
                id,
                given["message"],
                agrees=given["agrees"],
                language=language,
                form=given["form"],
                now=datetime.now(UTC),
            )
            tell_receivers(home, sent.id, request.build_absolute_uri("/"))
            return redirect(reverse("message", kwargs={"language": language, "id": sent.id}))
        except UsageError as error:
            form.add_error(None, told(error, language))
        except AddressError as error:
            raise Http404("profile") from error
    context = {"form": form, "about": about, "organisations": own}
    return render(request, "account/write_message.html", context, status=422 if form.errors else 200)


def _done(request: MemberRequest, id: int, answer: str) -> bool:
    """Do what was pressed; False where the form has to be looked at again."""
    home, account, word = settings.FILIERA_HOME, request.user.pk, request.POST.get("word")
    if word == "accept":
        if request.POST.get("agrees") != "yes":
            raise UsageError("without your agreement no address can be shown", remedy="agree, or decline")
        accept(home, account, id, answer)
        tell_sender(home, id, request.build_absolute_uri("/"))
    elif word == "decline":
        decline(home, account, id, answer)
        tell_sender(home, id, request.build_absolute_uri("/"))
    elif word == "end":
        end(home, account, id)
    elif word == "report":
        report(home, account, id, answer)
    elif word == "block":
        block(home, account, id)
    else:
        raise BadRequest("word")
    return True


def _found(request: MemberRequest, id: int) -> InterestView:
    try:
        return interest(settings.FILIERA_HOME, request.user.pk, id)
    except AddressError as error:
        raise Http404("message") from error


def _gone(request: MemberRequest, id: int) -> bool:
    try:
        interest(settings.FILIERA_HOME, request.user.pk, id)
    except AddressError:
        return True
    return False


def _profile(request: MemberRequest, id: int) -> PublicProfile | None:
    try:
        return public_profile(settings.FILIERA_HOME, request.evidence, id)
    except AddressError:
        return None


def _own(request: MemberRequest) -> dict[str, str]:
    names = _names(request)
    return {address: names(address) for address in organisations_of(settings.FILIERA_HOME, request.user.pk)}


def _names(request: MemberRequest) -> Any:
    known = all_organisations(request.evidence)
    return lambda address: known[address].name if address in known else address
