"""Which paragraphs are printed footnotes: they open with a mark, and the mark is not a figure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from filiera.claims.reading.document import FOOTNOTE, PARAGRAPH, Segment

SUPERSCRIPT_MARK = re.compile(r"\s*(?:<sup>\s*\d{1,3}\s*</sup>|[¹²³⁰⁴-⁹]{1,3}|\[\^[^\]\s]+\]:)\s*(?=[^\W\d]|[\"'“«(])")
"""``<sup>12</sup> Publisher``, ``¹² Publisher``, ``[^12]: Publisher``."""

PLAIN_MARK = re.compile(r"\s*(?:\[(\d{1,3})\]|(\d{1,3}) ?[-–—]) +(?=[^\W\d])")
"""``12 - Publisher``, ``[12] Publisher``: what may as well be a list, so more must speak for it."""

_CITED = re.compile(r"<sup>([^<]{1,40})</sup>")
_NUMBER = re.compile(r"\d{1,3}")
_ENDS_WITH_YEAR = re.compile(r"\b(?:1[89]|20|21)\d\d\b[).\s]*\Z")


def mark_footnotes(text: str, segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """The segments, with those paragraphs that are footnotes called so.

    A paragraph that opens with a plain mark is a footnote where the text cites that mark, where it
    ends with a year as references do, or where a neighbour that is one has the mark before or after.
    """
    marked = list(segments)
    candidates: dict[int, int] = {}
    sure: list[int] = []
    cited: set[int] | None = None
    for index, segment in enumerate(marked):
        if segment.kind == FOOTNOTE:
            continue
        if segment.kind != PARAGRAPH:
            continue
        if SUPERSCRIPT_MARK.match(text, segment.start, segment.end):
            sure.append(index)
        elif plain := PLAIN_MARK.match(text, segment.start, segment.end):
            mark = int(plain[1] or plain[2])
            candidates[index] = mark
            if cited is None:
                cited = _cited_marks(text)
            tail = text[max(segment.start, segment.end - 12) : segment.end]
            if mark in cited or _ENDS_WITH_YEAR.search(tail):
                sure.append(index)
    for index in _with_neighbours(sure, candidates):
        marked[index] = replace(marked[index], kind=FOOTNOTE)
    return tuple(marked)


def _cited_marks(text: str) -> set[int]:
    return {int(number) for cited in _CITED.findall(text) for number in _NUMBER.findall(cited)}


def _with_neighbours(sure: list[int], candidates: dict[int, int]) -> set[int]:
    found = set(sure)
    open_ends = [index for index in sure if index in candidates]
    while open_ends:
        index = open_ends.pop()
        for step in (-1, 1):
            neighbour = index + step
            if neighbour not in found and candidates.get(neighbour) == candidates[index] + step:
                found.add(neighbour)
                open_ends.append(neighbour)
    return found
