"""Whole answers in memory, within bounds: for as long as what they are made of stays the same."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.http import parse_etags

ROOM = 48_000_000
"""Bytes that pages may take up in each process."""
ROOM_FOR_QUESTIONS = 12_000_000
"""The same for addresses with a question, of which there is no end: they never push out a page."""
_HEADERS = 2_000
Made = tuple[str, ...]


class Key(NamedTuple):
    """What a page depends on besides what it is made of."""

    scheme: str
    host: str
    path: str
    query: str
    encoding: str


@dataclass(frozen=True, slots=True)
class Page:
    """One answer as it is sent: its bytes, its headers, and its ETag, which is among them."""

    body: bytes
    headers: tuple[tuple[str, str], ...]
    etag: str

    def answer(self, method: str, known: str) -> tuple[int, list[tuple[str, str]], bytes]:
        """Status, headers and body for who has the versions ``known`` (the header If-None-Match) already."""
        if known and _has(known, self.etag):
            return 304, [(name, value) for name, value in self.headers if not _of_the_body(name)], b""
        return 200, list(self.headers), b"" if method == "HEAD" else self.body


def _has(known: str, etag: str) -> bool:
    tags = parse_etags(known)
    return tags == ["*"] or etag.removeprefix("W/") in {tag.removeprefix("W/") for tag in tags}


def _of_the_body(name: str) -> bool:
    plain = name.lower()
    return plain.startswith("content-") and plain != "content-security-policy"


class PageStore:
    """Pages by key, those asked for longest ago let go first."""

    def __init__(self, room: int = ROOM, room_for_questions: int = ROOM_FOR_QUESTIONS) -> None:
        self._made: Made = ()
        self._pages = _Shelf(room)
        self._questions = _Shelf(room_for_questions)
        self._lock = threading.Lock()

    def recall(self, made: Made, key: Key) -> Page | None:
        """The page that was kept; once pages are made of something else, none of before is left."""
        with self._lock:
            if made != self._made:
                self._made = made
                self._pages.clear()
                self._questions.clear()
            return self._shelf(key).take(key)

    def keep(self, made: Made, key: Key, page: Page) -> None:
        """Keeps a page; not one that was made of what is past already."""
        with self._lock:
            if made == self._made:
                self._shelf(key).put(key, page)

    def clear(self) -> None:
        """Keeps nothing."""
        with self._lock:
            self._pages.clear()
            self._questions.clear()

    @property
    def size(self) -> int:
        """Bytes in use."""
        return self._pages.size + self._questions.size

    def _shelf(self, key: Key) -> _Shelf:
        return self._questions if key.query else self._pages


class _Shelf:
    def __init__(self, room: int) -> None:
        self._room = room
        self._held: OrderedDict[Key, Page] = OrderedDict()
        self.size = 0

    def take(self, key: Key) -> Page | None:
        page = self._held.get(key)
        if page is not None:
            self._held.move_to_end(key)
        return page

    def put(self, key: Key, page: Page) -> None:
        if (before := self._held.pop(key, None)) is not None:
            self.size -= _weight(before)
        self._held[key] = page
        self.size += _weight(page)
        while self.size > self._room:
            self.size -= _weight(self._held.popitem(last=False)[1])

    def clear(self) -> None:
        self._held.clear()
        self.size = 0


def _weight(page: Page) -> int:
    return len(page.body) + _HEADERS
