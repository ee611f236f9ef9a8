"""The search page: what answers a reader's words, of which kinds, and what to do where nothing does."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from filiera.portal.requests import PageRequest
from filiera.portal.views.errors import BadFilter
from filiera.services.figures import FigureView, all_figures
from filiera.services.pages import Evidence
from filiera.services.search import FARTHEST, LONGEST, Hit, Results, examples, kinds, search

PAGE = 20
LAST_PAGE = FARTHEST // PAGE


@dataclass(frozen=True, slots=True)
class Shown:
    """One result with where it leads, and the figure that it is, if it is one."""

    hit: Hit
    url: str
    kind: str
    figure: FigureView | None


@dataclass(frozen=True, slots=True)
class Choice:
    """A kind of thing to look at alone, or all of them."""

    name: str
    count: int
    url: str
    chosen: bool


@require_safe
def search_page(request: PageRequest, language: str) -> HttpResponse:
    """Results as a page; without a question, examples of one."""
    text = _readable(request.GET.get("q", ""))
    kind, page = request.GET.get("kind", ""), _page(request.GET.get("page", "1"))
    known = kinds(request.evidence)
    if kind and kind not in known:
        raise BadFilter(_("kind"), kind, known)
    found = search(
        request.evidence,
        text,
        language=language,
        kinds=(kind,) if kind else (),
        limit=PAGE,
        offset=(page - 1) * PAGE,
    )
    if page > 1 and not found.hits:
        raise Http404("page")
    asked = text.strip()[:LONGEST]
    context = {
        "asked": asked,
        "kind": kind,
        "found": found,
        "results": _shown(request, found, language),
        "choices": _choices(asked, kind, found),
        "suggestions": [(words, _query(words)) for words in found.suggestions],
        "examples": example_searches(request.evidence, language),
        "anywhere": _query(asked),
        "before": _query(asked, kind, page - 1) if page > 1 else "",
        "after": _query(asked, kind, page + 1) if page * PAGE < found.total and page < LAST_PAGE else "",
        "first": (page - 1) * PAGE + 1,
        "last": (page - 1) * PAGE + len(found.hits),
        "longest": LONGEST,
    }
    response = render(request, "filiera/search.html", context)
    # Pages of results are for readers; what they lead to is for search engines.
    response["X-Robots-Tag"] = "noindex"
    return response


def example_searches(evidence: Evidence, language: str) -> list[tuple[str, str]]:
    """Questions that find something, with how each is asked of the search page."""
    return [(words, _query(words)) for words in examples(evidence, language)]


def url_of(address: str, language: str) -> str:
    """The page of an address; empty where there is none."""
    path = f"/{language}/{address}/"
    try:
        resolve(path)
    except Resolver404:
        kind, _, name = address.partition("/")
        return f"{reverse('sources', kwargs={'language': language})}#{name}" if kind == "source" else ""
    return path


def kind_name(kind: str) -> str:
    """What one thing of a kind is called."""
    names = {
        "page": _("page"),
        "indicator": _("indicator"),
        "organisation": _("organisation"),
        "claim": _("published figure"),
        "source": _("source"),
    }
    return names.get(kind, kind)


def _plural(kind: str) -> str:
    names = {
        "page": _("pages"),
        "indicator": _("indicators"),
        "organisation": _("organisations"),
        "claim": _("published figures"),
        "source": _("sources"),
    }
    return names.get(kind, kind)


def _shown(request: PageRequest, found: Results, language: str) -> list[Shown]:
    figures = {figure.address: figure for figure in all_figures(request.evidence)}
    return [
        Shown(hit, url_of(hit.address, language), kind_name(hit.kind), figures.get(hit.address)) for hit in found.hits
    ]


def _choices(asked: str, chosen: str, found: Results) -> list[Choice]:
    """Kinds that have results, the fullest first."""
    held = sorted(((n, kind) for kind, n in found.counts.items() if n or kind == chosen), key=lambda c: (-c[0], c[1]))
    every = Choice(_("all results"), sum(found.counts.values()), _query(asked), not chosen)
    return [every, *(Choice(_plural(kind), n, _query(asked, kind), kind == chosen) for n, kind in held)]


def _query(asked: str, kind: str = "", page: int = 1) -> str:
    fields = {"q": asked, "kind": kind, "page": str(page) if page > 1 else ""}
    return f"?{urlencode({name: value for name, value in fields.items() if value})}"


def _readable(text: str) -> str:
    """Without characters that no page can show."""
    return "".join(character if character.isprintable() else " " for character in text)


def _page(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 6 and 1 <= int(text) <= LAST_PAGE):
        raise BadFilter(_("page of results"), text[:40], [f"1–{LAST_PAGE}"])
    return int(text)
