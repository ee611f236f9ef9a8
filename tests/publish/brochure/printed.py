"""A brochure as a reader's program finds it: pages, their words, their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pypdfium2

MILLIMETRE = 72 / 25.4
A4 = (210 * MILLIMETRE, 297 * MILLIMETRE)


@cache
def pages(pdf: bytes) -> list[str]:
    """The words of each page."""
    document = pypdfium2.PdfDocument(pdf)
    return [document[number].get_textpage().get_text_range() for number in range(len(document))]


def bare(text: str) -> str:
    """Text without blanks and hyphens, which setting moves; soft hyphens are read as an unknown character."""
    return re.sub(r"[\s\u00ad\ufffe\uffff\u0002-]", "", text)


def zones(pdf: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    """Of every page: its number, what is printed in the strips where nothing may be, and in its foot."""
    document = pypdfium2.PdfDocument(pdf)
    for number in range(len(document)):
        page = document[number]
        width, height = page.get_size()
        words = page.get_textpage()
        edge, strip = 12 * MILLIMETRE, 5 * MILLIMETRE
        yield (
            number + 1,
            {
                "left": words.get_text_bounded(0, 0, edge, height),
                "right": words.get_text_bounded(width - edge, 0, width, height),
                "bottom": words.get_text_bounded(0, 0, width, strip),
                "top": words.get_text_bounded(0, height - strip, width, height),
                "foot": words.get_text_bounded(0, 0, width, 21 * MILLIMETRE),
            },
        )


def blocks(told: Any) -> Iterator[dict[str, Any]]:
    """Every part of the content that carries a mark."""
    if isinstance(told, dict):
        if "verdict" in told and "notes" in told:
            yield told
        for each in told.values():
            yield from blocks(each)
    elif isinstance(told, list):
        for each in told:
            yield from blocks(each)
