"""Changes of content: their history, one with its difference, and the editors' word on it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from filiera.errors import AddressError, PackError, PackNotFoundError, UsageError
from filiera.portal.choices import choices_of
from filiera.portal.editor_forms import WordForm
from filiera.portal.pages_of_lists import page_of_list
from filiera.portal.requests import MemberRequest
from filiera.portal.roles import editor
from filiera.portal.templatetags.editors import state_of_change
from filiera.portal.told_errors import told
from filiera.portal.views.errors import BadFilter
from filiera.services.change_differences import differences
from filiera.services.content import pack_in_use
from filiera.services.governance import (
    STATES,
    approvals_needed,
    approve,
    conflict_of,
    list_changes,
    one_change,
    refuse,
    revert,
)
from filiera.services.reports import new_form


@require_safe
@editor
def listed(request: MemberRequest, language: str) -> HttpResponse:
    """All changes: those that wait first, then the newest."""
    asked = {name: request.GET.get(name, "")[:200].strip() for name in ("state", "by", "on")}
    if asked["state"] and asked["state"] not in STATES:
        raise BadFilter("state", asked["state"], STATES)
    changes = list_changes(settings.FILIERA_HOME, approvals_needed(request.evidence))
    shown = [
        change
        for change in changes
        if asked["state"] in ("", change.state)
        and asked["by"].casefold() in change.by.casefold()
        and asked["on"].casefold() in f"{change.place.kind}/{change.place.key} {change.place.field}".casefold()
    ]
    shown.sort(key=lambda change: (change.state != "proposed", -change.number))
    rows, pages = page_of_list(shown, request.GET)
    context = {
        "rows": rows,
        "pages": pages,
        "total": len(changes),
        "asked": asked,
        "filtered": any(asked.values()),
        "states": choices_of(
            Counter(change.state for change in changes), {s: state_of_change(s) for s in STATES}, asked["state"]
        ),
    }
    return render(request, "editors/changes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@csrf_protect
@editor
def one(request: MemberRequest, language: str, number: int) -> HttpResponse:
    """One change: what it changes, why, what became of it; and the editor's word."""
    home, by, needed = settings.FILIERA_HOME, request.user.address, approvals_needed(request.evidence)
    try:
        change = one_change(home, number, needed)
    except AddressError as error:
        raise Http404("change") from error
    problem, status = "", 200
    form = WordForm(request.POST or None, initial={"form": new_form()})
    if request.method == "POST":
        if not form.is_valid():
            status = 422
        else:
            asked = form.cleaned_data
            try:
                pack = pack_in_use(request.hub.pack)
                if asked["word"] == "approve":
                    approve(request.evidence, home, pack, number, by=by)
                elif asked["word"] == "refuse":
                    refuse(request.evidence, home, pack, number, by=by, note=asked["note"])
                else:
                    made = revert(request.evidence, home, pack, number, reason=asked["note"], by=by, form=asked["form"])
                    return redirect(reverse("editors-change", kwargs={"language": language, "number": made.number}))
                return redirect(f"{request.path}?done={asked['word']}")
            except (UsageError, PackError, PackNotFoundError) as error:
                problem, status = told(error, language), 409
                change = one_change(home, number, needed)
    context: dict[str, Any] = {
        "change": change,
        "diff": differences(change),
        "form": form,
        "problem": problem,
        "done": request.GET.get("done", ""),
        "own": change.by == by,
        "needed": needed,
        "missing": needed - len(change.approvals),
        "conflict": _conflict(request, change.number),
        "taken_back": [each for each in list_changes(home, needed) if each.reverts == number],
    }
    return render(request, "editors/change.html", context, status=status)


def _conflict(request: MemberRequest, number: int) -> str:
    """Why a change that counts or waits no longer fits; nothing where it does, or nobody can tell."""
    needed = approvals_needed(request.evidence)
    changes = list_changes(settings.FILIERA_HOME, needed)
    change = next(each for each in changes if each.number == number)
    if change.state not in ("proposed", "approved"):
        return ""
    try:
        found = conflict_of(pack_in_use(request.hub.pack), changes, change)
    except (PackError, PackNotFoundError) as error:
        return told(error, request.language)
    return told(found, request.language) if found else ""
