"""Answering a dimension under an account: saved, resumed, by several people, and nothing lost on the way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from filiera.errors import AddressError, ContributionError, UsageError
from filiera.pack.questionnaire_schema import Dimension
from filiera.portal.kept_answers import WRITER, forget, is_writer, kept_for, sign_in_and_go_on, writer_of
from filiera.portal.readiness_access import own_assessment, speaks_for_it
from filiera.portal.readiness_sent import LINK_LENGTH, NOTE_LENGTH, Sent, asked_of, read_sent, shown_as
from filiera.portal.requests import MemberRequest
from filiera.services.questionnaires import questionnaire
from filiera.services.readiness import new_form, questionnaire_of, save
from filiera.services.readiness_sheets import Sheet, sheet

SAVED, REPLACED = "saved", "over"
"""In the address after saving: that it was, and whose answers of others it replaced."""
UNFIT, EXPIRED, CLOSED, BUSY, AGAIN = "unfit", "expired", "closed", "busy", "again"
_STATUS = {"": 200, AGAIN: 200, UNFIT: 422, EXPIRED: 403, CLOSED: 409, BUSY: 503}


@require_http_methods(["GET", "HEAD", "POST"])
@csrf_protect
@own_assessment(otherwise=sign_in_and_go_on)
def section(request: MemberRequest, language: str, key: str, dimension: str) -> HttpResponse:
    """The questions of a dimension, and what is sent of them."""
    if request.method != "POST":
        here = _sheet(request, key)
        asked = _dimension(here, dimension)
        if here.view.finished:
            return redirect("account-readiness-result", language=language, key=key)
        kept = kept_for(request)
        if kept is not None:
            try:
                return _page(request, here, asked, sent=read_sent(here.told, asked, kept), because=AGAIN)
            except UsageError:
                forget(request)
        return _page(request, here, asked)
    return _save(request, language, key, dimension)


def section_again(request: MemberRequest, language: str, key: str, dimension: str) -> HttpResponse:
    """What was written, once more: the form came back without its cookie."""
    if not request.user.is_authenticated:
        return sign_in_and_go_on(request)
    if not speaks_for_it(request, key) or not is_writer(request, request.POST.get(WRITER, "")):
        raise Http404("assessment")
    here = _sheet(request, key)
    asked = _dimension(here, dimension)
    try:
        return _page(request, here, asked, sent=read_sent(here.told, asked, request.POST), because=EXPIRED)
    except UsageError:
        return _unfit(request, here, asked)


section.when_expired = section_again  # type: ignore[attr-defined]


def _save(request: MemberRequest, language: str, key: str, dimension: str) -> HttpResponse:
    try:
        told = questionnaire(request.evidence, questionnaire_of(settings.FILIERA_HOME, key))
    except AddressError as error:
        raise Http404("assessment") from error
    asked = next((each for each in told.dimensions if each.id == dimension), None)
    if asked is None:
        raise Http404("dimension")
    try:
        sent = read_sent(told, asked, request.POST)
    except UsageError:
        return _unfit(request, _sheet(request, key), asked)
    if sent.faults or not sent.form:
        return _page(request, _sheet(request, key), asked, sent=sent, because=UNFIT if sent.faults else EXPIRED)
    try:
        saved = save(
            settings.FILIERA_HOME,
            request.evidence,
            key,
            sent.levels,
            seen=sent.seen,
            form=sent.form,
            by=request.user.address,
            proofs=sent.proofs,
            seen_proofs=sent.seen_proofs,
        )
    except UsageError:
        return _page(request, _sheet(request, key), asked, sent=sent, because=CLOSED)
    except ContributionError:
        return _page(request, _sheet(request, key), asked, sent=sent, because=BUSY)
    if request.session.get("kept"):
        forget(request)
    if saved.replaced:
        return redirect(f"{request.path}?{urlencode({REPLACED: ','.join(saved.replaced)})}")
    return redirect(f"{_next(request, language, key, [each.id for each in told.dimensions], dimension)}?{SAVED}=1")


def _next(request: MemberRequest, language: str, key: str, dimensions: list[str], here: str) -> str:
    place = dimensions.index(here) + {"back": -1, "stay": 0}.get(request.POST.get("go", ""), 1)
    if not 0 <= place < len(dimensions):
        return reverse("account-readiness-assessment", kwargs={"language": language, "key": key})
    kwargs = {"language": language, "key": key, "dimension": dimensions[place]}
    return reverse("account-readiness-section", kwargs=kwargs)


def _page(
    request: MemberRequest, here: Sheet, asked: Dimension, *, sent: Sent | None = None, because: str = ""
) -> HttpResponse:
    places = [each.id for each in here.told.dimensions]
    over = request.GET.get(REPLACED, "").split(",") if request.method != "POST" else []
    shown: Mapping[str, Any] = shown_as(here, asked)
    if sent is not None:
        # What the writer had seen, not what has come since: or another's answers would be replaced unseen.
        shown = {"seen": urlencode(_said(sent.seen)), "seen_proofs": urlencode(sent.seen_proofs)}
    context = {
        "sheet": here,
        "told": here.told,
        "dimension": asked,
        "step": places.index(asked.id) + 1,
        "asked": asked_of(here, asked, sent),
        "form_name": (sent.form if sent is not None and because in (CLOSED, BUSY, AGAIN) else "") or new_form(),
        "writer": writer_of(request),
        "because": because,
        "saved": SAVED in request.GET,
        "over": [q for q in asked.questions if q.id in over],
        "note_length": NOTE_LENGTH,
        "link_length": LINK_LENGTH,
        **shown,
    }
    return render(request, "account/readiness_section.html", context, status=_STATUS[because])


def _said(seen: Mapping[str, int | None]) -> dict[str, int]:
    return {key: level for key, level in seen.items() if level is not None}


def _unfit(request: MemberRequest, here: Sheet, asked: Dimension) -> HttpResponse:
    context = {"told": here.told, "again": request.path}
    return render(request, "account/readiness_unfit.html", context, status=422)


def _sheet(request: MemberRequest, key: str) -> Sheet:
    try:
        return sheet(settings.FILIERA_HOME, request.evidence, key, by=request.user.address)
    except AddressError as error:
        raise Http404("assessment") from error


def _dimension(here: Sheet, id: str) -> Dimension:
    found = next((each for each in here.told.dimensions if each.id == id), None)
    if found is None:
        raise Http404("dimension")
    return found
