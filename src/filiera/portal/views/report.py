"""Reporting an error: the form, the receipt, and what the sender can still do with the report."""

from __future__ import annotations

import re

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from filiera.errors import AddressError, ContributionError
from filiera.portal.forms import ReportForm
from filiera.portal.machines import machine
from filiera.portal.requests import PageRequest
from filiera.services.report_limits import retention_months
from filiera.services.reports import (
    Subject,
    Words,
    new_form,
    report_of_receipt,
    send_report,
    subject,
    withdraw,
)

CODE = re.compile(r"[0-9a-f]{32}")


@never_cache
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: PageRequest, language: str, address: str) -> HttpResponse:
    """The form, and what is sent with it."""
    try:
        about = subject(request.evidence, address)
    except AddressError as error:
        raise Http404(str(error)) from error
    if request.method != "POST":
        return _form(request, about, ReportForm(initial={"form": new_form()}))
    form = ReportForm(request.POST)
    if not form.is_valid():
        if "form" in form.errors:
            # Not a form of ours, or one cut off: what was written is kept under a name that is.
            again = request.POST.copy()
            again["form"] = new_form()
            return _form(request, about, ReportForm(again), status=422, expired=True)
        return _form(request, about, form, status=422)
    words = Words(**{name: form.cleaned_data[name] for name in ("kind", "text", "source", "email", "form")})
    try:
        sent = send_report(
            settings.FILIERA_HOME,
            request.evidence,
            about,
            words,
            language=language,
            machine=machine(request),
            key=settings.SECRET_KEY,
        )
    except ContributionError:
        return _form(request, about, form, status=503, not_stored=True)
    if sent.wait:
        response = _form(request, about, form, status=429, wait=_minutes(sent.wait))
        response["Retry-After"] = str(sent.wait)
        return response
    return redirect(reverse("receipt", kwargs={"language": language, "code": sent.receipt}))


@never_cache
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: PageRequest, language: str, code: str) -> HttpResponse:
    """What became of a report; its sender may take back the e-mail address, or all."""
    if not CODE.fullmatch(code):
        raise Http404("receipt")
    try:
        if request.method == "POST":
            asked = request.POST.get("erase")
            if asked not in ("email", "all"):
                # Nothing is erased that nobody has asked for.
                raise BadRequest("erase")
            if not withdraw(settings.FILIERA_HOME, code, everything=asked == "all"):
                raise Http404("receipt")
            return redirect(request.path)
        found = report_of_receipt(settings.FILIERA_HOME, code)
    except ContributionError:
        return render(request, "filiera/reports_unavailable.html", status=503)
    if found is None:
        raise Http404("receipt")
    try:
        about: Subject | None = subject(request.evidence, found.address)
    except AddressError:
        # The evidence no longer has this address; the report stays.
        about = None
    context = {
        "report": found,
        "about": about,
        "here": request.build_absolute_uri(),
        "months": retention_months(request.evidence),
    }
    response = render(request, "filiera/receipt.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def _form(request: PageRequest, about: Subject, form: ReportForm, status: int = 200, **more: object) -> HttpResponse:
    context = {"about": about, "form": form, "months": retention_months(request.evidence), **more}
    return render(request, "filiera/report.html", context, status=status)


def _minutes(seconds: int) -> str:
    minutes = -(-seconds // 60)
    return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
