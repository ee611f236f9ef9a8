"""Reports of errors in the hands of editors: listed, looked at, answered, put back, erased."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filiera.errors import AddressError, UsageError
from filiera.portal.choices import choices_of
from filiera.portal.editor_forms import AnswerForm
from filiera.portal.pages_of_lists import page_of_list
from filiera.portal.requests import MemberRequest
from filiera.portal.roles import editor
from filiera.portal.templatetags.editors import kind_of_report, status_of_report
from filiera.portal.told_errors import told
from filiera.portal.views.errors import BadFilter
from filiera.services.moderation import answer_report, erase, list_reports, one_report
from filiera.services.outcomes import outcomes
from filiera.services.reported_rows import reported_row
from filiera.services.reports import KINDS, STATUSES

ABOUT = ("claim", "observation", "figure", "organisation")


@require_safe
@editor
def listed(request: MemberRequest, language: str) -> HttpResponse:
    """All reports, or those of a status, kind or subject: the oldest of the new ones first."""
    asked = {name: request.GET.get(name, "") for name in ("status", "kind", "about", "address")}
    for name, known in (("status", STATUSES), ("kind", KINDS), ("about", ABOUT)):
        if asked[name] and asked[name] not in known:
            raise BadFilter(name, asked[name], known)
    reports = list_reports(settings.FILIERA_HOME)
    about = {report.id: report.address.partition("/")[0] for report in reports}
    shown = [
        report
        for report in reports
        if asked["status"] in ("", report.status)
        and asked["kind"] in ("", report.kind)
        and asked["about"] in ("", about[report.id])
        and asked["address"].strip().casefold() in report.address.casefold()
    ]
    shown.sort(key=lambda report: (report.status != "new", report.id if report.status == "new" else -report.id))
    rows, pages = page_of_list(shown, request.GET)
    became = outcomes(settings.FILIERA_HOME, rows)
    subjects = {"claim": _("claims"), "observation": _("observations"), "figure": _("indicators")}
    subjects["organisation"] = _("organisations")
    context = {
        "rows": [(report, became[report.id]) for report in rows],
        "pages": pages,
        "total": len(reports),
        "asked": asked,
        "filtered": any(asked.values()),
        "statuses": choices_of(
            Counter(report.status for report in reports), {s: status_of_report(s) for s in STATUSES}, asked["status"]
        ),
        "kinds": choices_of(
            Counter(report.kind for report in reports), {k: kind_of_report(k) for k in KINDS}, asked["kind"]
        ),
        "subjects": choices_of(Counter(about.values()), subjects, asked["about"]),
    }
    return render(request, "editors/reports.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@csrf_protect
@editor
def one(request: MemberRequest, language: str, number: int) -> HttpResponse:
    """One report: what was read, what holds now, what became of it; and the editor's word."""
    home, problem, status = settings.FILIERA_HOME, "", 200
    try:
        report = one_report(home, number)
    except AddressError as error:
        raise Http404("report") from error
    languages = request.hub.languages
    form = AnswerForm(request.POST or None, languages=languages, says=report.says, state=report.state)
    if request.method == "POST":
        if form.is_valid():
            asked = form.cleaned_data
            try:
                answer_report(home, number, asked["word"], form.says(), by=request.user.address, seen=asked["state"])
                return redirect(f"{request.path}?done={asked['word']}")
            except UsageError as error:
                problem = told(error, language)
                report = one_report(home, number)
                form = AnswerForm(
                    request.POST | {"state": report.state}, languages=languages, says=report.says, state=report.state
                )
                status = 409
        else:
            status = 422
    context: dict[str, Any] = {
        "report": report,
        "outcome": outcomes(home, [report])[report.id],
        "row": reported_row(request.evidence, home, report, language),
        "form": form,
        "problem": problem,
        "done": request.GET.get("done", ""),
    }
    return render(request, "editors/report.html", context, status=status)


@require_POST
@csrf_protect
@editor
def erase_it(request: MemberRequest, language: str, number: int) -> HttpResponse:
    """Erase what the sender wrote; that there was a report stays."""
    if request.POST.get("sure") != "yes":
        raise BadRequest("sure")
    try:
        erase(settings.FILIERA_HOME, id=number, by=request.user.address)
    except AddressError as error:
        raise Http404("report") from error
    page = reverse("editors-report", kwargs={"language": language, "number": number})
    return redirect(f"{page}?done=erased")
