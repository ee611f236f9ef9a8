"""A long list in pages, with the question that it answers in every address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.http import QueryDict

from filiera.portal.views.errors import BadFilter

Item = TypeVar("Item")
LENGTH = 25
_FARTHEST = 7
"""Digits of a page's number."""


@dataclass(frozen=True, slots=True)
class Pages:
    """Where in the list a page stands."""

    number: int
    last: int
    total: int
    before: str
    """The question of the page before; empty on the first."""
    after: str


def asked_page(asked: QueryDict) -> int:
    """The number of the page that is asked for, the first by default."""
    text = asked.get("page", "1")
    if not (text.isascii() and text.isdigit() and len(text) <= _FARTHEST and int(text)):
        raise BadFilter("page", text, ["1"])
    return int(text)


def pages_of(total: int, asked: QueryDict, length: int = LENGTH) -> Pages:
    """Where the page asked for stands in a list of so many; one past the end counts as the last."""
    last = max(1, -(-total // length))
    number = min(asked_page(asked), last)

    def question(page: int) -> str:
        told = asked.copy()
        told["page"] = str(page)
        return f"?{told.urlencode()}" if 1 <= page <= last else ""

    return Pages(number, last, total, question(number - 1), question(number + 1))


def page_of_list(items: Sequence[Item], asked: QueryDict, length: int = LENGTH) -> tuple[list[Item], Pages]:
    """The items of the page asked for."""
    pages = pages_of(len(items), asked, length)
    start = (pages.number - 1) * length
    return list(items[start : start + length]), pages
