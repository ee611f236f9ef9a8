"""Doubtful identities in the portal: one name after the other, beside whom it may mean; each word can be taken back."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filiera.errors import AddressError, DecisionError, UsageError
from filiera.portal.editor_forms import JudgeForm
from filiera.portal.pages_of_lists import page_of_list
from filiera.portal.requests import MemberRequest
from filiera.portal.roles import editor
from filiera.portal.told_errors import told
from filiera.services.doubtful_names import (
    DoubtfulName,
    Verdict,
    doubtful_name,
    doubtful_names,
    judge,
    take_back,
)
from filiera.services.editors_log import log_of_editor
from filiera.services.organisations import all_organisations
from filiera.services.search import search

SIGNS = "signs"
"""In the session: the name with which an editor signs decisions."""
LONGEST_SEARCH = 200
FOUND = 8
INSTEAD = "instead"
"""It means another organisation, and none of those that wait."""


@require_safe
@editor
def listed(request: MemberRequest, language: str) -> HttpResponse:
    """The names that wait."""
    asked = request.GET.get("text", "")[:LONGEST_SEARCH].strip()
    try:
        waiting = doubtful_names(request.evidence, settings.FILIERA_HOME)
    except DecisionError as error:
        return _damaged(request, error)
    views = all_organisations(request.evidence)
    shown = []
    for code, links in waiting:
        named = [(link, views.get(link.organisation)) for link in links]
        heard = [links[0].name, links[0].city, *(view.name for _link, view in named if view)]
        if asked.casefold() in " ".join(heard).casefold():
            shown.append((code, links[0], named))
    rows, pages = page_of_list(shown, request.GET)
    context = {"rows": rows, "pages": pages, "asked": asked, "total": len(waiting)}
    return render(request, "editors/identities.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@csrf_protect
@editor
def one(request: MemberRequest, language: str, code: str) -> HttpResponse:
    """One name beside whom it may mean, and the editor's word."""
    home = settings.FILIERA_HOME
    try:
        name = doubtful_name(request.evidence, home, code)
    except AddressError as error:
        raise Http404("name") from error
    except DecisionError as error:
        return _damaged(request, error)
    if request.method != "POST":
        return _page(request, name, JudgeForm(initial={"signs": request.session.get(SIGNS, "")}))
    form = JudgeForm(request.POST)
    if not form.is_valid():
        return _page(request, name, form, status=422)
    word, organisation, seen = form.chosen
    instead = [each for each in name.candidates if each.waits] if word == INSTEAD else []
    request.session[SIGNS] = form.cleaned_data["signs"]
    try:
        line = judge(
            request.evidence,
            home,
            name,
            organisation,
            Verdict.POSITIVE if word == INSTEAD else Verdict(word),
            by=signed(request),
            reason=form.cleaned_data["reason"],
            seen=seen,
            none_of=instead,
        )
    except AddressError as error:
        raise BadRequest("organisation") from error
    except UsageError as error:
        name = doubtful_name(request.evidence, home, code)
        return _page(request, name, form, status=409, problem=told(error, language))
    except DecisionError as error:
        return _page(request, name, form, status=503, problem=told(error, language))
    log_of_editor(home, request.user.address, f"identity {word}", f"{code} {organisation}")
    following = doubtful_name(request.evidence, home, code)
    if not following.waits:
        waiting = doubtful_names(request.evidence, home)
        if not waiting:
            return redirect(f"{reverse('editors-identities', kwargs={'language': language})}?done={line.n}")
        code = waiting[0][0]
    page = reverse("editors-identity", kwargs={"language": language, "code": code})
    return redirect(f"{page}?done={line.n}&of={name.code}")


@require_POST
@csrf_protect
@editor
def undo(request: MemberRequest, language: str, code: str) -> HttpResponse:
    """Take a judgement back: a new one, that says what held before."""
    home, text = settings.FILIERA_HOME, request.POST.get("line", "")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise BadRequest("line")
    try:
        doubtful_name(request.evidence, home, code)
        take_back(request.evidence, home, int(text), by=signed(request), reason=_("taken back"))
    except AddressError as error:
        raise Http404("line") from error
    except (UsageError, DecisionError) as error:
        name = doubtful_name(request.evidence, home, code)
        return _page(request, name, JudgeForm(), status=409, problem=told(error, language))
    log_of_editor(home, request.user.address, "identity taken back", code)
    page = reverse("editors-identity", kwargs={"language": language, "code": code})
    return redirect(f"{page}?undone={text}")


def signed(request: MemberRequest) -> str:
    """Who signs: the number of the account, after the name that the editor has chosen to sign with."""
    name = str(request.session.get(SIGNS, ""))
    return f"{name} ({request.user.address})" if name else str(request.user.address)


def _page(
    request: MemberRequest, name: DoubtfulName, form: JudgeForm, *, status: int = 200, problem: str = ""
) -> HttpResponse:
    asked = request.GET.get("q", "")[:LONGEST_SEARCH].strip()
    views = all_organisations(request.evidence)
    hits = []
    if asked:
        found = search(request.evidence, asked, language=request.language, kinds=("organisation",), limit=FOUND)
        known = {each.address: each for each in name.candidates}
        hits = [(view, known.get(view.address)) for hit in found.hits if (view := views.get(hit.address))]
    codes = [code for code, _links in doubtful_names(request.evidence, settings.FILIERA_HOME)]
    place = codes.index(name.code) if name.code in codes else -1
    context: dict[str, Any] = {
        "name": name,
        "form": form,
        "problem": problem,
        "asked": asked,
        "hits": hits,
        "done": request.GET.get("done", "") if request.GET.get("done", "").isdigit() else "",
        "of": request.GET.get("of", name.code) if request.GET.get("of", "").isalnum() else name.code,
        "undone": bool(request.GET.get("undone")),
        "waiting": len(codes),
        "place": place + 1,
        "later": codes[(place + 1) % len(codes)] if codes and (len(codes) > 1 or place < 0) else "",
    }
    return render(request, "editors/identity.html", context, status=status)


def _damaged(request: MemberRequest, error: DecisionError) -> HttpResponse:
    context = {"problem": told(error, request.language)}
    return render(request, "editors/identities.html", context, status=503)
