"""The part of the theme's stylesheet and icons that pages use, taken out when static files are gathered.

The whole sheet weighs 600 kB and carries pictures and a font as data addresses, which the pages'
policy forbids. What stays is every rule whose classes all occur in a template or in our own code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

HERE = Path(__file__).resolve().parent
STYLESHEET = "css/bootstrap-italia.min.css"
ICONS = "svg/sprites.svg"
_WORD = re.compile(r"[A-Za-z_][\w-]*")
_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
_COMMENT = re.compile(r"/\*(?!!).*?\*/", re.DOTALL)
_LICENCE = re.compile(r"/\*!.*?\*/", re.DOTALL)
_ICON = re.compile(r"<symbol\b[^>]*\bid=\"([^\"]+)\".*?</symbol>", re.DOTALL)
_NESTED = ("@media", "@supports")


class ThemeStorage(FileSystemStorage):
    """The theme's files; its stylesheet and icons reduced to what pages use."""

    prefix = "theme"

    def _open(self, name: str, mode: str = "rb") -> Any:
        if name not in (STYLESHEET, ICONS):
            return FileSystemStorage._open(self, name, mode)  # type: ignore[attr-defined]  # unknown to the stubs
        text = Path(self.path(name)).read_text(encoding="utf-8-sig")
        reduce = used_part if name == STYLESHEET else used_icons
        return ContentFile(reduce(text, words_in_use()).encode(), name=name)


def words_in_use() -> set[str]:
    """Every word of our templates and template tags: whatever a class may be called."""
    sources = [*HERE.glob("templates/**/*.html"), *HERE.glob("templatetags/*.py"), *HERE.glob("static/**/*.js")]
    return {word for path in sources for word in _WORD.findall(path.read_text(encoding="utf-8"))}


def used_part(sheet: str, words: set[str]) -> str:
    """The rules of ``sheet`` that can apply where only classes among ``words`` occur."""
    licence = "".join(_LICENCE.findall(sheet))
    return licence + "".join(_kept(_COMMENT.sub("", _LICENCE.sub("", sheet)), words))


def used_icons(sprite: str, words: set[str]) -> str:
    """The icons of ``sprite`` whose names are among ``words``."""
    return _ICON.sub(lambda icon: icon.group() if icon[1] in words else "", sprite)


def _kept(sheet: str, words: set[str]) -> Iterator[str]:
    for head, body in _blocks(sheet):
        if head.startswith(_NESTED):
            inside = "".join(_kept(body, words))
            if inside:
                yield f"{head}{{{inside}}}"
        elif head.startswith("@") or "data:" in body:
            continue
        else:
            used = [each for each in _selectors(head) if set(_CLASS.findall(each)) <= words]
            if used:
                yield f"{','.join(used)}{{{body}}}"


def _blocks(sheet: str) -> Iterator[tuple[str, str]]:
    """Pairs of what stands before a block and what stands in it; strings may hold braces."""
    depth = start = opened = 0
    for token in re.finditer(r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|[{};]", sheet):
        mark = token.group()
        if mark == "{":
            if depth == 0:
                opened = token.start()
            depth += 1
        elif mark == "}":
            depth -= 1
            if depth == 0:
                yield sheet[start:opened].strip(), sheet[opened + 1 : token.start()]
                start = token.end()
        elif mark == ";" and depth == 0:
            start = token.end()


def _selectors(head: str) -> list[str]:
    """The selectors of a list, not split inside brackets."""
    return [part.strip() for part in re.split(r",(?![^(\[]*[)\]])", head) if part.strip()]
