"""The public list of what organisations offer and ask for, and the page of one profile."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from filiera.errors import AddressError
from filiera.portal.choices import Choice, choices_by_name
from filiera.portal.context import native_name
from filiera.portal.requests import PageRequest
from filiera.portal.templatetags.filiera import words
from filiera.portal.templatetags.partners import KINDS
from filiera.portal.views.errors import BadFilter
from filiera.services.partners import Asked, Found, look_up, public_profile, values
from filiera.services.profile_content import choices

LONGEST_SEARCH = 200
NAMES = ("text", "kind", "organisation_kind", "territory", "language")


@require_safe
def partners(request: PageRequest, language: str) -> HttpResponse:
    """The list with its filters."""
    asked = _asked(request)
    found = look_up(settings.FILIERA_HOME, request.evidence, asked)
    context = {
        "asked": asked,
        "found": found,
        "filtered": _query(replace(asked, page=1)) != "",
        "following": f"?in=profiles&{_query(replace(asked, page=1))[1:]}",
        "longest": LONGEST_SEARCH,
        "before": _query(replace(asked, page=found.page - 1)) or "?page=1" if found.page > 1 else "",
        "after": _query(replace(asked, page=found.page + 1)) if found.page < found.pages else "",
        **_choices(request, asked, found),
    }
    return render(request, "filiera/partners.html", context)


@require_safe
def partner(request: PageRequest, language: str, id: int) -> HttpResponse:
    """One profile as a page, in every language that it was written in."""
    try:
        found = public_profile(settings.FILIERA_HOME, request.evidence, id)
    except AddressError as error:
        raise Http404("profile") from error
    known = choices(request.evidence)
    content = found.profile.content
    context = {
        "profile": found.profile,
        "content": content,
        "organisation": found.organisation,
        "partner_kinds": [known.partner_kinds.get(kind, {}) for kind in content.partner_kinds],
        "territory": known.territories.get(content.territory, {}),
    }
    return render(request, "filiera/partner.html", context)


def _asked(request: PageRequest) -> Asked:
    given = request.GET
    text, page = given.get("text", "").strip(), given.get("page", "") or "1"
    if len(text) > LONGEST_SEARCH or "\0" in text:
        raise BadFilter(_("search"), f"{text[:40]}…", [])
    if not (page.isascii() and page.isdigit()) or len(page) > 9:
        raise BadFilter(_("page"), page[:40], ["1"])
    known = values(settings.FILIERA_HOME, request.evidence)
    for name, label in (
        ("kind", _("kind")),
        ("organisation_kind", _("kind of organisation")),
        ("territory", _("territory")),
        ("language", _("language")),
    ):
        value = given.get(name, "")
        # What was there until a profile ended is no wrong question: the list says that nothing is left.
        if len(value) > 60 or not value.isprintable():
            raise BadFilter(label, value[:40], sorted(known[name]))
    return Asked(text=text, page=int(page), **{name: given.get(name, "") for name in NAMES[1:]})


def _choices(request: PageRequest, asked: Asked, found: Found) -> dict[str, list[Choice]]:
    known = values(settings.FILIERA_HOME, request.evidence)
    told: dict[str, dict[str, str]] = {
        "kind": {kind: str(name) for kind, name in KINDS.items()},
        "organisation_kind": {kind: words(names) for kind, names in known["organisation_kind"].items()},
        "territory": {code: words(names) for code, names in known["territory"].items()},
        "language": {code: native_name(code) for code in known["language"]},
    }
    places: dict[str, Any] = {"kind": "kinds", "organisation_kind": "organisation_kinds"}
    return {
        places.get(name) or ("territories" if name == "territory" else "text_languages"): choices_by_name(
            found.counts[name], told[name], getattr(asked, name)
        )
        for name in NAMES[1:]
    }


def _query(asked: Asked) -> str:
    given = {name: value for name in NAMES if (value := getattr(asked, name))}
    if asked.page > 1:
        given["page"] = str(asked.page)
    return f"?{urlencode(given)}" if given else ""
