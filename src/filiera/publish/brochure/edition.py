"""One edition in the making: its language, what it has cited so far, and the notes it has begun."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from filiera.publish.brochure.wording import Words
from filiera.services.figures import FigureView, Text
from filiera.services.pages import Evidence
from filiera.services.sources import producers
from filiera.vocabulary.language import load_language
from filiera.vocabulary.render import format_number

Block = dict[str, Any]
"""A part of the document as plain data, for the templates."""

CALM = frozenset({"unsourced", "unchecked", "derived", "consistent", "reproduced"})
"""Verdicts whose mark says it all; every other comes with a note."""


@dataclass(frozen=True, slots=True)
class Source:
    """A work as the list of sources prints it."""

    producer: str
    title: str
    year: str
    primary: bool
    licence: str
    url: str


@dataclass(slots=True)
class Edition:
    """Hands out numbers of sources and notes, each thing once, in the order of first use."""

    language: str
    words: Words
    works: dict[str, Source]
    """By id."""
    cited: dict[tuple[str, str, str], int] = field(default_factory=dict)
    sources: list[Source] = field(default_factory=list)
    notes: dict[str, int] = field(default_factory=dict)

    def text(self, text: Text) -> str:
        """A text in the language of the edition."""
        return in_language(text, self.language)

    def number(self, count: int) -> str:
        """A count as the language writes it."""
        return format_number(Decimal(count), load_language(self.language))

    def cite(self, work: str) -> int | None:
        """The number of a work in the list of sources; works that print alike are one. None: no such work."""
        known = self.works.get(work)
        if known is None:
            return None
        key = (known.producer, known.title, known.year)
        if key not in self.cited:
            self.cited[key] = len(self.cited) + 1
            self.sources.append(known)
        return self.cited[key]

    def cites(self, *figures: FigureView) -> list[int]:
        """The numbers of all that some figures cite."""
        numbers = (self.cite(citation.work) for figure in figures for citation in figure.citations)
        return sorted({number for number in numbers if number is not None})

    def note(self, arithmetic: str) -> int:
        """The number of a note; the same arithmetic is one note."""
        return self.notes.setdefault(arithmetic, len(self.notes) + 1)


def in_language(text: Text, language: str) -> str:
    """A text in ``language``; in English, or whatever there is, where it has none."""
    return text.get(language) or text.get("en") or next(iter(text.values()), "")


def works_of(evidence: Evidence, language: str) -> dict[str, Source]:
    """Every work that can be cited, by id."""
    return {
        work.id: Source(
            producer=producer.name,
            title=in_language(work.title, language),
            year=str(work.published or ""),
            primary=work.primary,
            licence="" if work.licence == "unknown" else work.licence,
            url=work.url,
        )
        for producer in producers(evidence)
        for work in producer.works
    }


def arithmetic(edition: Edition, figure: FigureView) -> list[str]:
    """Why a figure is marked as it is: one line for each finding that weighs most; none where all is calm."""
    if figure.verdict in CALM:
        return []
    lines = (edition.text(found.arithmetic) for found in figure.findings if found.outcome == figure.verdict)
    return list(dict.fromkeys(line for line in lines if line))


def choices() -> Block:
    """What the brochure chooses from the evidence (``contents.yml``)."""
    chosen: Block = yaml.safe_load(Path(__file__).with_name("contents.yml").read_text(encoding="utf-8"))
    return chosen
