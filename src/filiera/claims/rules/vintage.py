"""Age and origin: reference year against publication, and the footnotes that carry a figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher

from filiera.claims.figure import Case, Figure, same_time
from filiera.claims.finding import NOTED, Amount, Finding, Message, Name, Parameter
from filiera.pack.schema import Footnote
from filiera.vocabulary.folding import fold

STALE_AFTER = ("stale-after", "3")


def footnotes_of(case: Case, figure: Figure) -> list[Footnote]:
    """The footnotes that a claim cites, every entry of a mark that is printed twice."""
    publication, claim = case.publication(figure), figure.claim
    if publication is None or claim is None:
        return []
    return [note for note in publication.footnotes if note.mark in claim.footnotes]


def staleness(case: Case) -> Iterator[Finding]:
    """A reference year, or the source's own year, well before the publication."""
    limit = int(case.parameter(*STALE_AFTER))
    for figure in case.claims:
        publication = case.publication(figure)
        if publication is None:
            continue
        years = [note.published for note in footnotes_of(case, figure) if note.published]
        if figure.years:
            reference, template = (
                figure.years[1],
                "Refers to {year}, {age} years before the publication of {published}.",
            )
        elif years:
            reference, template = max(years), "The source cited is of {year}, {age} years before {published}."
        else:
            continue
        age = publication.published - reference
        if age > limit and not _begins_a_series(case, figure):
            values: dict[str, Parameter] = {
                "year": str(reference),
                "age": age,
                "published": str(publication.published),
            }
            yield Finding(figure.address, "staleness", "stale", (figure.address,), Message(template, values))


def _begins_a_series(case: Case, figure: Figure) -> bool:
    """Whether the text itself goes on to a later value: an old starting point is no stale figure."""
    stated = [f for f in case.by_key[figure.key] if f.claim is not None and f.years and figure.years]
    return any(f.years and figure.years and f.years[1] > figure.years[1] for f in stated)


def dated_by_evidence(case: Case) -> Iterator[Finding]:
    """A claim without a year whose only matching evidence is old."""
    limit = int(case.parameter(*STALE_AFTER))
    for figure in case.claims:
        publication = case.publication(figure)
        if publication is None or figure.years:
            continue
        held = [h for h in case.held(figure.key) if h.years and not h.second_hand and h.point == figure.point]
        newest = max(held, key=lambda h: h.years or (0, 0), default=None)
        if newest is None or not newest.years or publication.published - newest.years[1] <= limit:
            continue
        values: dict[str, Parameter] = {
            "year": str(newest.years[1]),
            "age": publication.published - newest.years[1],
            "work": Name("work", newest.work),
        }
        message = Message("No year is given; the evidence for it is of {year} ({work}), {age} years old.", values)
        yield Finding(figure.address, "staleness", "stale", (figure.address, newest.address), message)


def source_before_period(case: Case) -> Iterator[Finding]:
    """A source published before the period ended: it can tell a plan, not an outcome."""
    for figure in case.claims:
        dated = [note for note in footnotes_of(case, figure) if note.published]
        if not figure.years or not dated:
            continue
        newest = max(dated, key=lambda note: note.published or 0)
        if newest.published is not None and newest.published < figure.years[1]:
            values: dict[str, Parameter] = {
                "last": str(figure.years[1]),
                "work": Name("work", newest.work),
                "year": str(newest.published),
            }
            message = Message("The period ends in {last}; its source ({work}) is of {year}: a plan.", values)
            yield Finding(figure.address, "source before the period's end", "ambiguous", (figure.address,), message)


def footnote_marks(case: Case) -> Iterator[Finding]:
    """A mark printed twice, a mark without its footnote, and one source spelled in several ways."""
    for figure in case.claims:
        publication, claim = case.publication(figure), figure.claim
        if publication is None or claim is None:
            continue
        printed = Counter(note.mark for note in publication.footnotes)
        for mark in claim.footnotes:
            if printed[mark] > 1:
                message = Message("Footnote {mark} is printed {n} times.", {"mark": mark, "n": printed[mark]})
                yield Finding(figure.address, "duplicate footnote", "ambiguous", (figure.address,), message)
            elif not printed[mark]:
                message = Message("Footnote {mark} is cited, but not printed.", {"mark": mark})
                yield Finding(figure.address, "missing footnote", "unsourced", (figure.address,), message)
        for note in footnotes_of(case, figure):
            work = case.pack.works.get(note.work)
            producer = case.pack.producers.get(case.pack.producer_of.get(note.work, ""))
            spelled = note.printed.split(",")[0].strip()
            if producer is not None and _nearly(spelled, producer.name):
                message = Message(
                    "The source is spelled «{spelled}» in footnote {mark}; its name is {name}.",
                    {"spelled": spelled, "mark": note.mark, "name": producer.name},
                )
                yield Finding(figure.address, "spelling of the source", NOTED, (figure.address,), message)
                break
            spellings = sorted({n.printed for n in publication.footnotes if n.work == note.work})
            if work is not None and len(spellings) > 1:
                message = Message(
                    "The publication spells this source in {n} ways.",
                    {"n": len(spellings), "work": Name("work", work.id)},
                )
                yield Finding(figure.address, "spelling of the source", NOTED, (figure.address,), message)
                break


def _nearly(one: str, other: str) -> bool:
    """Whether two names differ by a slip of the pen: not equal, yet almost."""
    first, second = fold(one), fold(other)
    return first != second and SequenceMatcher(None, first, second).ratio() >= 0.85


def sourcing(case: Case) -> Iterator[Finding]:
    """A figure without a source of its own: taken from its other statement, or unsourced."""
    for figure in case.claims:
        if figure.claim is None or figure.claim.footnotes:
            continue
        siblings = [
            f
            for f in case.by_key[figure.key]
            if f.claim is not None and f.claim.footnotes and same_time(f, figure) and f.interval.meets(figure.interval)
        ]
        if siblings:
            first = min(siblings, key=lambda f: f.claim.line if f.claim else 0)
            message = Message(
                "No source here; the same figure has one in line {line}.",
                {
                    "line": first.claim.line if first.claim else 0,
                    "value": Amount(figure.value, figure.unit.id),
                },
            )
            yield Finding(figure.address, "source", NOTED, (figure.address, first.address), message)
        else:
            message = Message("The text gives no source for it.", {})
            yield Finding(figure.address, "source", "unsourced", (figure.address,), message)
