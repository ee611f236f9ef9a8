"""The ledger: every figure of the text with its verdict, to filter, search, sort and download."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from filiera.portal.choices import choices_of
from filiera.portal.requests import PageRequest
from filiera.portal.templatetags.filiera import verdict as verdict_word
from filiera.portal.templatetags.filiera import words
from filiera.portal.views.errors import BadFilter
from filiera.publish.tables import ledger_csv
from filiera.services.ledger import SORTS, Answer, Question, ask
from filiera.services.pages import VERDICTS, explained, section_titles
from filiera.services.sources import producers

LONGEST_SEARCH = 200


@dataclass(frozen=True, slots=True)
class Column:
    """A heading by which the table can be put in order."""

    sort: str
    name: str
    url: str
    order: str
    """What ``aria-sort`` says: ascending, descending, or nothing."""


@require_safe
def ledger(request: PageRequest, language: str) -> HttpResponse:
    """The ledger as a page."""
    question = question_of(request)
    answer = ask(request.evidence, question, language)
    names = {producer.id: producer.name for producer in producers(request.evidence)}
    titles = {name: words(title) for name, title in section_titles(request.evidence).items()}
    context = {
        "question": question,
        "answer": answer,
        "rows": [(figure, explained(request.evidence, figure)) for figure in answer.rows],
        "verdicts": choices_of(answer.verdicts, {v: verdict_word(v) for v in VERDICTS}, question.verdict),
        "sections": choices_of(_in_order(answer.sections, titles), titles, question.section),
        "sources": choices_of(_by_name(answer.sources, names), names, question.source),
        "columns": columns(question),
        "query": query(question),
        "filtered": query(replace(question, sort="line", descending=False)) != "",
        "longest": LONGEST_SEARCH,
    }
    return render(request, "filiera/ledger.html", context)


@require_safe
def download(request: PageRequest, language: str) -> HttpResponse:
    """The same rows as CSV."""
    answer: Answer = ask(request.evidence, question_of(request), language)
    response = HttpResponse(ledger_csv(answer.rows, language), content_type="text/csv; charset=utf-8")
    name = f"{request.hub.pack}-ledger-{request.evidence.version.hash[:8]}-{language}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def question_of(request: PageRequest) -> Question:
    """What the address asks for.

    Raises:
        BadFilter: a value that the filter does not have.
    """
    asked = request.GET
    question = Question(
        verdict=asked.get("verdict", ""),
        section=asked.get("section", ""),
        source=asked.get("source", ""),
        text=asked.get("text", "").strip(),
        sort=asked.get("sort", "") or "line",
        descending=asked.get("order", "") == "descending",
        observations=asked.get("observations", "") == "yes",
    )
    _check(_("verdict"), question.verdict, VERDICTS)
    _check(_("section"), question.section, section_titles(request.evidence))
    _check(_("source"), question.source, [producer.id for producer in producers(request.evidence)])
    _check(_("order"), question.sort, SORTS)
    _check(_("order"), asked.get("order", ""), ("ascending", "descending"))
    _check(_("figures of other publications"), asked.get("observations", ""), ("yes",))
    if len(question.text) > LONGEST_SEARCH or "\0" in question.text:
        raise BadFilter(_("search"), f"{question.text[:40]}…", [])
    return question


def query(question: Question) -> str:
    """The question as the end of an address; empty where it asks for nothing in particular."""
    fields = {
        "verdict": question.verdict,
        "section": question.section,
        "source": question.source,
        "text": question.text,
        "observations": "yes" if question.observations else "",
        "sort": question.sort if question.sort != "line" else "",
        "order": "descending" if question.descending else "",
    }
    given = {name: value for name, value in fields.items() if value}
    return f"?{urlencode(given)}" if given else ""


def columns(question: Question) -> list[Column]:
    """The headings that put the table in order; the one in use turns the order round."""
    names = {
        "label": _("Figure"),
        "value": _("Value"),
        "period": _("Year"),
        "verdict": _("Verdict"),
        "line": _("Place in the text"),
    }
    found = []
    for sort, name in names.items():
        used = question.sort == sort
        turned = replace(question, sort=sort, descending=used and not question.descending)
        order = ("descending" if question.descending else "ascending") if used else ""
        found.append(Column(sort, name, query(turned) or "?sort=line", order))
    return found


def _check(name: str, value: str, known: Iterable[str]) -> None:
    if value and value not in known:
        raise BadFilter(name, value, list(known))


def _in_order(counts: dict[str, int], titles: dict[str, str]) -> dict[str, int]:
    return {name: counts[name] for name in titles if counts.get(name)}


def _by_name(counts: dict[str, int], names: dict[str, str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: names.get(item[0], "").casefold()))
