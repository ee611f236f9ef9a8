"""Measuring readiness under an account: the organisations one speaks for, beginning, one assessment, its end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filiera.errors import AddressError, UsageError
from filiera.pack.questionnaire_schema import ProfileQuestion, Questionnaire
from filiera.portal.readiness_access import own_assessment
from filiera.portal.requests import MemberRequest
from filiera.portal.roles import member
from filiera.services.organisation_claims import ACCEPTED, WAITING, claims_of, speaks_for
from filiera.services.organisations import OrganisationView, all_organisations
from filiera.services.questionnaires import questionnaire, questionnaires
from filiera.services.readiness import (
    AssessmentView,
    consent,
    describe,
    erase,
    finish,
    of_organisation,
    resume,
    start,
)
from filiera.services.readiness_peers import make_blocks, peers_at_least
from filiera.services.readiness_results import Progress, progress
from filiera.services.readiness_sheets import sheet


@dataclass(frozen=True, slots=True)
class Wave:
    """One measurement as the overview lists it."""

    view: AssessmentView
    progress: Progress | None
    """None where the questionnaire has had another version since."""


@dataclass(frozen=True, slots=True)
class Instrument:
    """A questionnaire, and the measurements of one organisation with it."""

    told: Questionnaire
    waves: tuple[Wave, ...]

    @property
    def open(self) -> Wave | None:
        """The one that can be gone on with."""
        return next((w for w in self.waves if w.view.finished is None and w.progress is not None), None)

    @property
    def next_wave(self) -> int:
        """The number of the next one."""
        return 1 + max((wave.view.wave for wave in self.waves), default=-1)


@require_safe
@member
def overview(request: MemberRequest, language: str) -> HttpResponse:
    """Each organisation that the member speaks for, with what has been measured."""
    known = all_organisations(request.evidence)
    claims = [c for c in claims_of(settings.FILIERA_HOME, request.user.pk) if c.organisation in known]
    found = [known[claim.organisation] for claim in claims if claim.status == ACCEPTED]
    context = {
        "organisations": [(each, _instruments(request, each)) for each in found],
        "waiting": [known[claim.organisation] for claim in claims if claim.status == WAITING],
        "instruments": list(questionnaires(request.evidence).values()),
        "done": request.GET.get("done", ""),
    }
    return render(request, "account/readiness.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@csrf_protect
@member
def begin(request: MemberRequest, language: str, id: str, questionnaire_id: str) -> HttpResponse:
    """Which measurement is about to begin, and who the organisation's peers are."""
    organisation, told = _begins(request, id, questionnaire_id)
    earlier = of_organisation(settings.FILIERA_HOME, f"organisation/{id}", told.id)
    chosen = dict(earlier[-1].profile) if earlier else {}
    fault = False
    if request.method == "POST":
        chosen = _profile(request, told)
        try:
            begun = start(
                settings.FILIERA_HOME,
                request.evidence,
                f"organisation/{id}",
                told.id,
                chosen,
                by=request.user.address,
            )
        except UsageError:
            fault = True
        else:
            kwargs = {"language": language, "key": begun.key, "dimension": told.dimensions[0].id}
            return redirect(reverse("account-readiness-section", kwargs=kwargs))
    context = {
        "organisation": organisation,
        "told": told,
        "asked": _asked(told, chosen),
        "wave": 1 + max((each.wave for each in earlier), default=-1),
        "fault": fault,
    }
    return render(request, "account/readiness_begin.html", context, status=422 if fault else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@csrf_protect
@own_assessment()
def assessment(request: MemberRequest, language: str, key: str) -> HttpResponse:
    """How far it is, who took part, and what can be done with it; the profile can be changed here."""
    fault = False
    try:
        here = sheet(settings.FILIERA_HOME, request.evidence, key, by=request.user.address)
        if request.method == "POST":
            profile = _profile(request, here.told)
            describe(settings.FILIERA_HOME, request.evidence, key, profile, by=request.user.address)
            return redirect(f"{request.path}?done=profile")
    except AddressError as error:
        raise Http404("assessment") from error
    except UsageError:
        if request.method != "POST":
            raise
        fault = True
    context = {
        "sheet": here,
        "told": here.told,
        "organisation": all_organisations(request.evidence).get(here.view.organisation),
        "asked": _asked(here.told, here.view.profile),
        "done": request.GET.get("done", ""),
        "fault": fault,
        "least": peers_at_least(request.evidence),
    }
    return render(request, "account/readiness_assessment.html", context, status=422 if fault else 200)


@require_POST
@csrf_protect
@own_assessment()
def end(request: MemberRequest, language: str, key: str) -> HttpResponse:
    """Finish the measurement. Ended twice, it was ended once."""
    if resume(settings.FILIERA_HOME, key).finished is None:
        try:
            finish(settings.FILIERA_HOME, request.evidence, key, by=request.user.address)
        except UsageError:
            if resume(settings.FILIERA_HOME, key).finished is None:
                kwargs = {"language": language, "key": key}
                return redirect(f"{reverse('account-readiness-assessment', kwargs=kwargs)}?done=nothing")
        make_blocks(settings.FILIERA_HOME, request.evidence)
    return redirect("account-readiness-result", language=language, key=key)


@require_POST
@csrf_protect
@own_assessment()
def agree(request: MemberRequest, language: str, key: str) -> HttpResponse:
    """Allow that the result counts among peers, or take it back."""
    word = request.POST.get("comparison")
    if word not in ("yes", "no"):
        raise BadRequest("comparison")
    consent(settings.FILIERA_HOME, key, given=word == "yes", by=request.user.address)
    if word == "yes":
        make_blocks(settings.FILIERA_HOME, request.evidence)
    finished = resume(settings.FILIERA_HOME, key).finished
    page = "account-readiness-result" if finished else "account-readiness-assessment"
    return redirect(f"{reverse(page, kwargs={'language': language, 'key': key})}?done=consent")


@require_http_methods(["GET", "HEAD", "POST"])
@csrf_protect
@own_assessment()
def erase_assessment(request: MemberRequest, language: str, key: str) -> HttpResponse:
    """Erase a measurement with all its answers, after asking once more."""
    here = resume(settings.FILIERA_HOME, key)
    if request.method == "POST":
        erase(settings.FILIERA_HOME, key, by=request.user.address)
        return redirect(f"{reverse('account-readiness', kwargs={'language': language})}?done=erased")
    told = questionnaires(request.evidence).get(here.questionnaire)
    organisation = all_organisations(request.evidence).get(here.organisation)
    context = {"view": here, "told": told, "organisation": organisation}
    return render(request, "account/readiness_erase.html", context)


def _instruments(request: MemberRequest, organisation: OrganisationView) -> list[Instrument]:
    held = of_organisation(settings.FILIERA_HOME, organisation.address)
    return [
        Instrument(
            told,
            tuple(
                Wave(view, progress(told, view.answers) if view.version == told.version else None)
                for view in held
                if view.questionnaire == told.id
            ),
        )
        for told in questionnaires(request.evidence).values()
    ]


def _begins(request: MemberRequest, id: str, questionnaire_id: str) -> tuple[OrganisationView, Questionnaire]:
    address = f"organisation/{id}"
    found = all_organisations(request.evidence).get(address)
    if found is None or not speaks_for(settings.FILIERA_HOME, request.user.pk, address):
        raise Http404("organisation")
    try:
        return found, questionnaire(request.evidence, questionnaire_id)
    except AddressError as error:
        raise Http404("questionnaire") from error


def _asked(told: Questionnaire, chosen: Mapping[str, str]) -> list[tuple[ProfileQuestion, str]]:
    return [(asked, chosen.get(asked.id, "")) for asked in told.profile]


def _profile(request: MemberRequest, told: Questionnaire) -> dict[str, str]:
    return {asked.id: choice for asked in told.profile if (choice := request.POST.get(f"q-{asked.id}", ""))}
