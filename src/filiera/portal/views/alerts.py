"""What a member follows: begun from a page, listed, renamed, ended; its feed, and the end of its e-mails."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe
from lxml import etree

from filiera.errors import AddressError, UsageError
from filiera.portal.atom import ATOM, XML_LANG, instant, put, spaces, xml
from filiera.portal.forms import PlainText
from filiera.portal.requests import MemberRequest, PageRequest
from filiera.portal.roles import member
from filiera.portal.templatetags.filiera import words
from filiera.portal.told_errors import told
from filiera.services.alerts import (
    LONGEST_NAME,
    PURPOSE,
    AlertView,
    account_leaving,
    alert,
    alert_of_feed,
    alerts_of,
    change_alert,
    changes_of,
    end_alert,
    feed_token,
    follow,
    leave,
    renew_feed,
)
from filiera.services.digest_text import line_of
from filiera.services.followed import FILTERS, Subject, subject_of_address, subject_of_question
from filiera.services.personal_data import consents_of, set_consents

PLACE_NAMES = {
    "figures": gettext_lazy("Figures"),
    "organisations": gettext_lazy("Organisations"),
    "records": gettext_lazy("Records of sources: trials, projects, notices"),
    "profiles": gettext_lazy("Offers and requests"),
}


class AlertForm(forms.Form):
    """What it is called, and whether e-mails tell of it."""

    name = PlainText(
        label=gettext_lazy("What do you call it?"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(),
        error_messages={
            "required": gettext_lazy("Please give it a name."),
            "max_length": gettext_lazy("Please say it in %(limit_value)d characters; you have written %(show_value)d."),
        },
    )
    by_mail = forms.BooleanField(label=gettext_lazy("Tell me of changes in the e-mail"), required=False)


@require_safe
@member
def alerts(request: MemberRequest, language: str) -> HttpResponse:
    """All that one follows, and a new question."""
    found = alerts_of(settings.FILIERA_HOME, request.user.pk)
    context = {"alerts": found, "mails": _mails(request), "places": PLACE_NAMES}
    return render(request, "account/alerts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@csrf_protect
@member
def follow_page(request: MemberRequest, language: str) -> HttpResponse:
    """Follow what the address names: something of the evidence, or a question."""
    try:
        subject, name = _subject(request, request.GET)
    except AddressError as error:
        raise Http404("address") from error
    except UsageError as error:
        context: dict[str, Any] = {
            "problem": told(error, language),
            "alerts": alerts_of(settings.FILIERA_HOME, request.user.pk),
        }
        context |= {"mails": _mails(request), "places": PLACE_NAMES, "asked": request.GET.get("text", "")[:200]}
        return render(request, "account/alerts.html", context, status=422)
    posted = request.POST if request.method == "POST" else None
    form = AlertForm(posted, initial={"name": name[:LONGEST_NAME], "by_mail": True})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        home, account = settings.FILIERA_HOME, request.user.pk
        try:
            view = follow(
                home,
                request.evidence,
                account,
                subject,
                name=given["name"],
                language=language,
                by_mail=given["by_mail"],
            )
        except UsageError as error:
            form.add_error(None, told(error, language))
        else:
            if given["by_mail"] and request.POST.get("agrees") == "yes":
                said = consents_of(home, account)
                set_consents(home, account, {purpose for purpose in said if said[purpose]} | {PURPOSE})
            return redirect(reverse("alert", kwargs={"language": language, "id": view.id}))
    context = {"form": form, "what": name, "mails": _mails(request)}
    return render(request, "account/follow.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@csrf_protect
@member
def alert_page(request: MemberRequest, language: str, id: int) -> HttpResponse:
    """One thing followed: what changed of it, its feed, its name, its end."""
    home, account = settings.FILIERA_HOME, request.user.pk
    try:
        found = alert(home, account, id)
        posted = request.POST if request.method == "POST" and request.POST.get("word") == "keep" else None
        form = AlertForm(posted, initial={"name": found.name, "by_mail": found.by_mail})
        if request.method == "POST" and (answer := _changed(request, found, form)) is not None:
            return answer
    except AddressError as error:
        raise Http404("alert") from error
    changes = [(each, line_of(_as_change(each), language)) for each in changes_of(home, id)]
    context: dict[str, Any] = {"alert": found, "form": form, "changes": changes, "mails": _mails(request)}
    context |= {
        "feed": _feed_address(request, found),
        "place": _place(found.subject),
    }
    return render(request, "account/alert.html", context, status=422 if form.errors else 200)


@require_safe
def feed(request: PageRequest, language: str, token: str) -> HttpResponse:
    """The changes of one thing followed, for whoever has its secret address."""
    home = settings.FILIERA_HOME
    try:
        found = alert_of_feed(home, token, settings.SECRET_KEY)
    except AddressError as error:
        raise Http404("feed") from error
    changes = changes_of(home, found.id)
    root = etree.Element(f"{{{ATOM}}}feed", nsmap=spaces(ATOM))
    root.set(XML_LANG, language)
    here = request.build_absolute_uri(request.path)
    # Not the secret address: a reader's program passes ids on.
    put(root, f"{{{ATOM}}}id", request.build_absolute_uri(f"/{language}/account/alerts/{found.id}/"))
    put(root, f"{{{ATOM}}}title", f"Filiera {words(request.hub.names)} · {found.name}")
    put(root, f"{{{ATOM}}}updated", instant(changes[0].at if changes else found.created))
    author = etree.SubElement(root, f"{{{ATOM}}}author")
    put(author, f"{{{ATOM}}}name", words(request.hub.runs_it) or f"Filiera {words(request.hub.names)}")
    etree.SubElement(root, f"{{{ATOM}}}link", rel="self", href=here, type="application/atom+xml")
    for each in changes:
        entry = etree.SubElement(root, f"{{{ATOM}}}entry")
        address = request.build_absolute_uri(f"/{language}/{each.path}")
        put(entry, f"{{{ATOM}}}id", f"{address}#change-{each.id}")
        put(entry, f"{{{ATOM}}}title", line_of(_as_change(each), language))
        put(entry, f"{{{ATOM}}}updated", instant(each.at))
        etree.SubElement(entry, f"{{{ATOM}}}link", rel="alternate", href=address, type="text/html", hreflang=language)
    return xml(root, "application/atom+xml")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: PageRequest, language: str, token: str) -> HttpResponse:
    """End the e-mails, without signing in. Asked first: programs that look through e-mails open every address."""
    try:
        account_leaving(token, settings.SECRET_KEY)
        if request.method == "POST":
            leave(settings.FILIERA_HOME, token, settings.SECRET_KEY)
    except AddressError as error:
        raise Http404("unsubscribe") from error
    return render(request, "account/unsubscribe.html", {"done": request.method == "POST"})


def _changed(request: MemberRequest, found: AlertView, form: AlertForm) -> HttpResponse | None:
    home, account, word = settings.FILIERA_HOME, request.user.pk, request.POST.get("word")
    if word == "end":
        end_alert(home, account, found.id)
        return redirect(reverse("alerts", kwargs={"language": request.language}))
    if word == "renew":
        renew_feed(home, account, found.id)
        return redirect(request.path)
    if word != "keep":
        raise BadRequest("word")
    if not form.is_valid():
        return None
    try:
        change_alert(home, account, found.id, name=form.cleaned_data["name"], by_mail=form.cleaned_data["by_mail"])
    except UsageError as error:
        form.add_error("name", told(error, request.language))
        return None
    return redirect(request.path)


def _subject(request: MemberRequest, given: QueryDict) -> tuple[Subject, str]:
    if address := given.get("address", ""):
        subject, named = subject_of_address(request.evidence, address)
        return subject, words(named) or next(iter(named.values()), address)
    place = given.get("in", "")
    asked = {name: given.get(name, "") for name in ("in", "text", *FILTERS.get(place, ()))}
    subject = subject_of_question(request.evidence, asked)
    return subject, _place(subject)


def _place(subject: Subject) -> str:
    """Where a question is asked, and how."""
    question = dict(subject.question or {})
    place = str(PLACE_NAMES.get(question.pop("in", ""), ""))
    return ": ".join(filter(None, (place, " · ".join(filter(None, question.values())))))


def _mails(request: MemberRequest) -> bool:
    return consents_of(settings.FILIERA_HOME, request.user.pk)[PURPOSE]


def _feed_address(request: MemberRequest, found: AlertView) -> str:
    token = feed_token(found, settings.SECRET_KEY)
    return request.build_absolute_uri(reverse("alert-feed", kwargs={"language": request.language, "token": token}))


def _as_change(each: Any) -> dict[str, str]:
    return {"kind": each.kind, "label": each.label, "path": each.path, "before": each.before, "after": each.after}
