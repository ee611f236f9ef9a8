"""Words beside a number that say what it is, or that it is no figure at all."""

from __future__ import annotations

import re
from dataclasses import dataclass

from filiera.claims.number_spelling import NOTHING_AFTER, any_of, heard
from filiera.vocabulary.language import Language

HEADING = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2})*(?:[.)][*_]*(?=\s)|(?<=[0-9]\.[0-9])\s+(?=[^\W\d_a-zà-ÿ]))")
"""``1. Title``, ``1) item``, ``3.2 Title`` at the start of a line."""
REFERENCE = re.compile(r"[0-9]{1,3}[*_]*[ \u00a0]+[-–—][ \u00a0]+[\"'“«*_(]*(?![a-zà-ÿ0-9])[^\n]*")
"""``34 - Publisher, title, year`` at the start of a line: all of it is a footnote."""
BRACKETED = re.compile(r"[0-9]{1,3}(?:[\s,;–-]+[0-9]{1,3})*\](?!\()")
MARKS = re.compile(r"[0-9]{1,3}|[0-9]{1,2}(?:,[0-9]{1,2})+")
"""Footnote marks as they come out of a file whose superscripts were lost: ``17,18``."""
SUPERSCRIPT = re.compile(r"<su[pb]\b[^>]*>\Z", re.IGNORECASE)
YEAR_WITH_MARK = re.compile(r"(?:19|20)[0-9]{3,4}")
"""``nel 202346``: a year and a footnote mark that has lost its superscript."""
POSTCODE = re.compile(r"[0-9]{5}")
DATE_REST = re.compile(r"[-/][0-9]{1,2}[-/][0-9]{2,4}(?![0-9])")
YEAR_AFTER = re.compile(r"(?:[a-z]{2})?,?\s+(?:19|20)[0-9]{2}(?![0-9])")
PHONE_CHAIN = re.compile(r"[\s./()-]{1,3}")
DASH_CHAIN = re.compile(r"[-–—/'’:.]")
REFERENCE_CHAIN = re.compile(r"\s?[-–—/,]\s?|\s[^\W\d_&]{1,3}\s")
CLEAR = frozenset(" \n“«|~≈≥≤<€+\u00a0\t")
REFUSING = frozenset("^@\\&#")
MINUS = frozenset("-−")
_REACH = 80
"""How far back in its line a number's surroundings matter; texts without line breaks are read too."""


@dataclass(frozen=True, slots=True, eq=False)
class ContextWords:
    """The context words of a language, folded where their field does not say otherwise."""

    stop: frozenset[str]
    contest: frozenset[str]
    months_as_written: frozenset[str]
    year: frozenset[str]
    decade: frozenset[str]
    counting: frozenset[str]
    reference: frozenset[str]
    reference_as_written: frozenset[str]
    phone: frozenset[str]
    rank_before: frozenset[str]
    halves_not_after: frozenset[str]
    of: frozenset[str]
    street: frozenset[str]
    street_line: re.Pattern[str]
    street_after: re.Pattern[str]
    has_street_after: bool
    lowered: frozenset[str]
    """``reference_as_written`` in lower case."""


def context_words(language: Language) -> ContextWords:
    """The context words of ``language``, ready to be looked up."""
    references = language.reference_words
    return ContextWords(
        stop=_folded([*language.stopwords, *language.links]),
        contest=_folded([c.split()[0] for c in (*language.ordinals.contests, *language.ordinals.reasons)]),
        months_as_written=frozenset({*language.months, *(month.capitalize() for month in language.months)}),
        year=_folded(language.year_words),
        decade=_folded(language.decade_words),
        counting=_folded(language.counting_words),
        reference=_folded([word for word in references if not word[0].isupper()]),
        reference_as_written=frozenset(word for word in references if word[0].isupper()),
        phone=_folded(language.phone_words),
        rank_before=_folded(language.ordinals.before),
        halves_not_after=_folded(language.fractions.halves_not_after),
        of=_folded(language.fractions.of),
        street=frozenset(language.street_words),
        street_line=re.compile(
            rf"(?:^|[\s*_,;(-])(?i:{any_of(language.street_words)})\.?\s+(?:[a-zà-ÿ'’]{{1,6}}\s+){{0,2}}"
            r"[A-ZÀ-Ý][^\d\n;:()]{0,40}\Z"
        ),
        street_after=re.compile(
            rf"[0-9]+[a-z]?\s+(?:[A-ZÀ-Ý][\w'’]*\s+){{1,3}}(?i:{any_of(language.street_words_after)})"
            rf"{NOTHING_AFTER}"
        ),
        has_street_after=bool(language.street_words_after),
        lowered=frozenset(word.lower() for word in references if word[0].isupper()),
    )


def _folded(words: list[str]) -> frozenset[str]:
    return frozenset(heard(word).strip(".'") for word in words)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A number that is no figure: up to where, and what may tie the next number to it."""

    end: int
    chain: re.Pattern[str] | None = None


def beside(text: str, start: int, end: int) -> Refusal | bool:
    """What the characters glued before a number make of it: no figure, or one that is negative or not."""
    at = start - 1
    while at >= 0 and text[at] in "*_":
        at -= 1
    left = text[at] if at >= 0 else "\n"
    if left in CLEAR:
        return False
    further = text[at - 1] if at > 0 else "\n"
    short = MARKS.fullmatch(text, start, end) is not None and text[end : end + 1] != "%"
    if left.isalnum() or left in REFUSING:
        return Refusal(end, REFERENCE_CHAIN if left == "^" else None)
    if left in "-‐‑−–—":
        if further.isalpha() and left in "-‐‑":
            return Refusal(end)
        spaced = not further.isalnum() and further not in "-–—>|" and not opening_of_line(text, start)
        return left in MINUS and spaced
    if left == ">" and (closing := superscript_end(text, start)):
        return Refusal(closing)
    if left == "[" and (bracketed := BRACKETED.match(text, start)):
        return Refusal(bracketed.end())
    if left in ".,":
        return Refusal(end) if further.isdigit() or short else False
    if left == ":":
        return Refusal(end) if further.isdigit() or text[end : end + 1] == "/" else False
    if left in "!?;%)]»”":
        return Refusal(end) if short else False
    if left in "'’":
        decade = end - start == 2 and not further.isalnum()
        return Refusal(end) if decade else False
    if left in "/=":
        return Refusal(end) if further.isalnum() or further in "/?&" else False
    if left == "(":
        mark = short and text[end : end + 1] == ")"
        return Refusal(end) if mark and (further.isalpha() or opening_of_line(text, at)) else False
    return Refusal(end) if left == '"' and further == "=" else False


def ahead(text: str, end: int) -> Refusal | None:
    """What the characters glued behind a number make of it: part of a date, a time, an address."""
    date = DATE_REST.match(text, end)
    if date is not None:
        return Refusal(date.end(), DASH_CHAIN)
    if text[end] in "/:" and text[end + 1 : end + 2].isdigit():
        return Refusal(end, DASH_CHAIN)
    return Refusal(end) if text[end] in "@_°" and text[end + 1 : end + 2].isalpha() else None


def line_opening(text: str, start: int, end: int) -> int:
    """Where reading goes on behind a heading's number, list mark or footnote; 0 where there is none."""
    if not opening_of_line(text, start):
        return 0
    for opening in (REFERENCE, HEADING):
        found = opening.match(text, start)
        if found is not None:
            return max(found.end(), end)
    return 0


def opening_of_line(text: str, start: int) -> bool:
    """Whether nothing but list, heading and emphasis marks stands before ``start`` in its line."""
    reach = max(0, start - _REACH)
    line = text.rfind("\n", reach, start) + 1
    return (line > 0 or reach == 0) and not text[line:start].strip(" \t#*_>•·-–\u00a0\f")


def superscript_end(text: str, start: int) -> int:
    """Where the superscript that opens right before ``start`` ends; 0 where none does."""
    if not SUPERSCRIPT.search(text, max(0, start - _REACH), start):
        return 0
    closing = text.find("</su", start, start + _REACH)
    return closing if closing >= 0 else start + 1


def refers(text: str, start: int, end: int, before: list[str], following: str, words: ContextWords) -> Refusal | None:
    """What the words around a bare number make of it: a reference, a date, an address, a telephone number."""
    last = before[-1] if before else ""
    value = int(text[start:end]) if end - start <= 4 and text[start:end].isdigit() else None
    if last in words.reference or (
        last in words.lowered and _last_as_written(text, start) in words.reference_as_written
    ):
        return Refusal(end, REFERENCE_CHAIN)
    if not words.phone.isdisjoint(before[-2:]):
        return Refusal(end, PHONE_CHAIN)
    if following in words.months_as_written and value is not None and value <= 31:
        return Refusal(end)
    if value is not None:
        in_month = value <= 31 and _last_as_written(text, start) in words.months_as_written
        counts = following[:1].islower() and heard(following) not in words.stop
        if in_month and (not counts or YEAR_AFTER.match(text, end)):
            return Refusal(end)
        if last in words.decade and value % 10 == 0 and (20 <= value <= 90 or 1800 <= value <= 2100):
            return Refusal(end)
        near_street = not words.street.isdisjoint(before)
        if (near_street or (words.has_street_after and following[:1].isupper())) and _is_address(text, start, words):
            return Refusal(end)
        return None
    if last in words.year and YEAR_WITH_MARK.fullmatch(text, start, end):
        return Refusal(end)
    return Refusal(end) if POSTCODE.fullmatch(text, start, end) and _is_postcode(text, start, end) else None


def _last_as_written(text: str, start: int) -> str:
    """The last word before ``start``, in its own case."""
    return (text[max(0, start - 30) : start].split() or [""])[-1].strip("*_(\"“«'’.,")


def is_year(
    text: str, start: int, end: int, before: list[str], following: str, qualifier: str, words: ContextWords
) -> bool:
    """Whether four bare digits stand as a year: so they do, unless something is visibly counted."""
    if end - start != 4 or text[start : start + 2] not in ("19", "20") or not text[start:end].isdigit():
        return False
    last = before[-1] if before else ""
    counted = following[:1].islower() and heard(following) not in words.stop
    if qualifier != "exact":
        return not counted or last in words.year
    return not (counted and last in words.counting)


def _is_address(text: str, start: int, words: ContextWords) -> bool:
    """Whether the number at ``start`` is that of a house in a street."""
    reach = max(0, start - _REACH)
    line = text.rfind("\n", reach, start) + 1 or reach
    if words.street_line.search(text[line:start]):
        return True
    return words.street_after.match(text, start) is not None


def _is_postcode(text: str, start: int, end: int) -> bool:
    """Whether five digits stand before a place name, at the start of a line or behind a comma or dash."""
    if not text[end : end + 3].lstrip(" *_")[:1].isupper():
        return False
    before = text[max(0, start - _REACH) : start].rstrip(" *_")
    return not before or before[-1] == "\n" or before[-1] in ",-–"
