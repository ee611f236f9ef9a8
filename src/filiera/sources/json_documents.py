"""JSON files that hold one document, a list of them, or one on each line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from filiera.errors import SourceError
from filiera.sources.unpacking import gunzipped


def documents(data: bytes, *within: str) -> Iterator[tuple[int, bytes]]:
    """Each document as bytes with its number from one: of a list, of a list under one of the names ``within``,
    of lines, or the only one.

    Raises:
        SourceError: it is no JSON.
    """
    text = gunzipped(data).removeprefix(b"\xef\xbb\xbf").strip()
    try:
        if text.startswith(b"["):
            yield from enumerate(map(bytes, msgspec.json.decode(text, type=list[msgspec.Raw])), 1)
            return
        end = text.find(b"\n")
        if end > 0 and _begins_object(text, end) and _whole(text[:end]):
            yield from _lines(text)
            return
        outer = msgspec.json.decode(text, type=dict[str, msgspec.Raw])
        for name in within:
            if name in outer:
                yield from documents(bytes(outer[name]))
                return
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise SourceError(
            "is no JSON that can be read: {problem}",
            remedy="fetch it again; see that it is not a page or an error message",
            words={"problem": str(error)[:160]},
        ) from error
    yield 1, text


def _begins_object(text: bytes, start: int) -> bool:
    """Whether what follows is another object; the bytes are not copied, for they may be many."""
    return text[start : start + 64].lstrip().startswith(b"{")


def _lines(text: bytes) -> Iterator[tuple[int, bytes]]:
    """Each line that holds something, one at a time."""
    number, start = 0, 0
    while start <= len(text):
        number, end = number + 1, text.find(b"\n", start)
        end = len(text) if end < 0 else end
        if line := text[start:end].strip():
            yield number, line
        start = end + 1


def _whole(line: bytes) -> bool:
    try:
        return isinstance(msgspec.json.decode(line, type=dict[str, msgspec.Raw]), dict)
    except msgspec.MsgspecError:
        return False


def at(document: Any, *path: str) -> Any:
    """What stands at the end of a path of names; None where the path leads nowhere."""
    for name in path:
        if not isinstance(document, dict):
            return None
        document = document.get(name)
    return document


def text_at(document: Any, *path: str) -> str:
    """The text at the end of a path; empty where there is none."""
    found = at(document, *path)
    return str(found).strip() if isinstance(found, str | int | float) and not isinstance(found, bool) else ""


def branches(document: Any, *path: str) -> list[dict[str, Any]]:
    """The objects at the end of a path: one, or a list of them."""
    found = at(document, *path)
    listed = found if isinstance(found, list) else [found]
    return [each for each in listed if isinstance(each, dict)]


def texts_at(document: Any, *path: str) -> list[str]:
    """The texts at the end of a path: one, or a list of them."""
    found = at(document, *path)
    listed = found if isinstance(found, list) else [found]
    return [each.strip() for each in listed if isinstance(each, str) and each.strip()]


def count_of(value: str) -> int | None:
    """A whole number in text; None where it holds none."""
    return int(value) if value.isdecimal() and len(value) < 10 else None
