"""What can be found by words: the documents that the evidence holds, and the synonyms of its packs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec

from filiera.evidence import Evidence
from filiera.pack.page_texts import REFERENCE
from filiera.pack.schema import NAMES
from filiera.search import Document, Holdings, Synonyms
from filiera.services.figures import FigureView, Text, all_figures
from filiera.services.hub import hub
from filiera.services.plan import programmes
from filiera.services.plan_views import ParticipantView, StatementView
from filiera.services.sources import producers
from filiera.services.themes import themes

_CODE = re.compile("[:@]")
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")


def holdings(evidence: Evidence) -> Holdings:
    """All that an index of this evidence is made of."""
    documents = [document for make in MAKERS for document in make(evidence)]
    return Holdings(documents, tuple(synonyms(evidence)), hub(evidence).languages)


def organisations(evidence: Evidence) -> Iterator[Document]:
    """Organisations by all their names, kind, place, codes, and what is said of them."""
    kinds = {row["id"]: row for row in evidence.rows("organisation_kind")}
    rows = evidence.rows("organisation")
    names = {row["address"]: row["name"] for row in rows}
    also: dict[str, list[str]] = {}
    for row in evidence.rows("organisation_statement", property=list(NAMES)):
        also.setdefault(row["organisation"], []).append(row["value"])
    for row in rows:
        kind = kinds.get(row["kind"], {})
        called = [_json(kind.get("names_json", "{}")), _json(kind.get("plural_json", "{}"))]
        whole = names.get(f"organisation/{row['part_of']}", "")
        codes = [part for code in _json(row["codes_json"]) for part in _CODE.split(str(code))]
        for language in hub(evidence).languages:
            yield Document(
                kind="organisation",
                address=row["address"],
                language=language,
                title=row["name"],
                text=_json(row["about_json"]).get(language, ""),
                place=row["municipality"],
                words=" ".join(
                    [*(text.get(language, "") for text in called), whole, *codes, *also.get(row["address"], ())]
                ),
                concepts=(kind["concept"],) if kind.get("concept") else (),
                boost=1.3,
            )


def indicators(evidence: Evidence) -> Iterator[Document]:
    """Indicators by label, definition, and the places that there are figures of."""
    figures: dict[str, list[FigureView]] = {}
    for view in all_figures(evidence):
        figures.setdefault(view.indicator, []).append(view)
    for row in evidence.rows("indicator"):
        own = figures.get(row["id"], [])
        body = _json(row["body_json"])
        for language, label in _json(row["label_json"]).items():
            publishers = [citation.producer_name for view in own for citation in view.citations]
            places = [_in(view.territory_names, language) for view in own]
            yield Document(
                kind="indicator",
                address=f"figure/{row['id']}",
                language=language,
                title=label,
                text=_json(row["definition_json"]).get(language, ""),
                words=" ".join(dict.fromkeys([*places, *publishers])),
                concepts=tuple(body.get("concepts", ())),
                boost=1.4,
            )


def claims(evidence: Evidence) -> Iterator[Document]:
    """Published figures by what they measure, in own words, with their publishers."""
    bodies = {row["id"]: _json(row["body_json"]) for row in evidence.rows("indicator")}
    for view in all_figures(evidence):
        if view.origin != "claim":
            continue
        publishers = dict.fromkeys(citation.producer_name for citation in view.citations)
        for language, label in view.label.items():
            parts = _in(view.breakdown_names, language)
            yield Document(
                kind="claim",
                address=view.address,
                language=language,
                title=f"{label}, {parts}" if parts else label,
                text=view.sentence(language),
                place=_in(view.territory_names, language),
                words=" ".join([view.printed, view.period, *publishers]),
                concepts=tuple(bodies[view.indicator].get("concepts", ())),
            )


def sources(evidence: Evidence) -> Iterator[Document]:
    """Publishers by name, kind, and the titles of their works."""
    languages = hub(evidence).languages
    for producer in producers(evidence):
        for language in languages:
            works = [_in(work.title, language) for work in producer.works]
            yield Document(
                kind="source",
                address=f"source/{producer.id}",
                language=language,
                title=producer.name,
                text=" · ".join(filter(None, [_in(producer.kind, language), *works])),
                words=" ".join(s for work in producer.works for s in work.spellings),
                boost=0.9,
            )


def pages(evidence: Evidence) -> Iterator[Document]:
    """Themes, the plan and its lines of action, by title and text; who takes part in them."""
    figures = {view.address: view for view in all_figures(evidence)}
    for theme in themes(evidence):
        for language, name in theme.names.items():
            told = _plain(theme.bodies.get(language, ""), figures, language)
            head = _plain(theme.titles.get(language, ""), figures, language)
            words = f"{head} {theme.question.get(language, '')}"
            yield Document("page", theme.address, language, name, told, words=words, boost=1.2)
    for programme in programmes(evidence):
        for language, title in programme.title.items():
            told = _told(programme.statements, language)
            yield Document("page", "plan", language, title, told, words=_members(programme.takes_part), boost=1.2)
        for line in programme.lines_of_action:
            takes_part = [*line.takes_part, *(p for statement in line.statements for p in statement.participants)]
            for language, title in line.title.items():
                told = _told(line.statements, language)
                address = f"plan/{line.id}"
                yield Document("page", address, language, title, told, words=_members(takes_part), boost=1.2)


def _told(statements: tuple[StatementView, ...], language: str) -> str:
    texts = [_in(text, language) for statement in statements for text in (statement.title, statement.text)]
    return " ".join(filter(None, texts))


def _members(participants: Iterable[ParticipantView]) -> str:
    return " ".join(dict.fromkeys(participant.organisation.name for participant in participants))


def _plain(markdown: str, figures: dict[str, FigureView], language: str) -> str:
    """The words of a page's text with the values that it names, without charts and marks."""

    def written(found: re.Match[str]) -> str:
        view = figures.get(f"{found['kind']}/{found['id']}")
        return view.shown(language) if view else ""

    text = _LINK.sub(r"\1", REFERENCE.sub(written, markdown))
    return " ".join(text.translate(_MARKS).split())


_MARKS = str.maketrans("", "", "#*_>`")

MAKERS: tuple[Callable[[Evidence], Iterator[Document]], ...] = (pages, indicators, organisations, claims, sources)
"""Each kind of thing that can be found."""


def synonyms(evidence: Evidence) -> Iterator[Synonyms]:
    """Concepts, and territories by their names and adjectives."""
    for row in evidence.rows("concept"):
        yield Synonyms(row["id"], _json(row["phrases_json"]), row["broader"])
    for row in evidence.rows("territory"):
        forms = _json(row["forms_json"])
        names = {language: [name, *forms.get(language, [])] for language, name in _json(row["names_json"]).items()}
        yield Synonyms(f"territory/{row['code']}", names)


def _in(text: Text, language: str) -> str:
    return text.get(language) or text.get("en", "")


def _json(text: str) -> Any:
    return msgspec.json.decode(text) if text else {}
