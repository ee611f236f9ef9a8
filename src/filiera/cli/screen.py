"""Printing for people (rich) and for programs (JSON), in the user's language."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from filiera.errors import FilieraError
from filiera.vocabulary.translation import translate, translate_count

if TYPE_CHECKING:
    from rich.console import Console

MARKS = {
    "does not reconcile": "≠",
    "differs": "≠",
    "source disagrees": "⇄",
    "scope differs": "⊄",
    "ambiguous": "?",
    "stale": "⌛",
    "unsourced": "∅",
    "unchecked": "–",
    "derived": "∴",
    "consistent": "≈",
    "reproduced": "✓",
}


def language() -> str:
    """The user's language: FILIERA_LANG, else the locale's, else English."""
    for name in ("FILIERA_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value and value not in ("C", "POSIX") and not value.startswith("C."):
            return value[:2].lower()
    return "en"


def say(message: str, **words: object) -> str:
    """``message`` in the user's language, filled in; without words it stays as it is."""
    said = translate(message, language())
    return said.format(**words) if words else said


def say_count(one: str, several: str, n: int, **words: object) -> str:
    """The form of a message that fits ``n`` of something, in the user's language, filled in."""
    return translate_count(one, several, n, language()).format(n=whole(n), **words)


def decimal(number: float, digits: int = 1) -> str:
    """A number with one decimal or more, as the user's language writes it."""
    from filiera.vocabulary.language import available_languages, load_language

    mark = load_language(language()).decimal if language() in available_languages() else "."
    return f"{number:.{digits}f}".replace(".", mark)


def whole(number: int) -> str:
    """A whole number in groups of three, as the user's language writes it."""
    if abs(number) < 1000:
        return str(number)
    from babel.numbers import format_decimal

    return format_decimal(number, locale=locale())


def locale() -> str:
    """The language by whose rules numbers are written: the user's, where the engine speaks it."""
    from filiera.vocabulary.language import available_languages

    return language() if language() in available_languages() else "en"


def in_language(texts: Mapping[str, str]) -> str:
    """The text in the user's language, else in English, else in whichever there is."""
    return texts.get(language()) or texts.get("en") or next(iter(texts.values()), "")


def flow(items: Iterable[str], width: int) -> str:
    """Items on as few lines as they need; a line ends between two of them only."""
    lines: list[str] = []
    for item in items:
        longer = f"{lines[-1]} · {item}" if lines else item
        if lines and len(longer) + 2 <= width:
            lines[-1] = longer
        else:
            lines.append(item)
    return " ·\n".join(lines)


def console(*, stderr: bool = False) -> Console:
    """A rich console; wide where output is not a terminal, so that nothing is cut in a pipe."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    return Console(stderr=stderr, width=None if stream.isatty() else 160, highlight=False, emoji=False)


def mark(verdict: str) -> str:
    """Shape and word of a verdict: never colour alone."""
    return f"{MARKS.get(verdict, ' ')} {say(verdict)}"


def print_json(data: Any) -> None:
    """Plain data on standard output, stable key order as given."""
    import msgspec

    sys.stdout.write(msgspec.json.format(msgspec.json.encode(data), indent=2).decode() + "\n")


def complain(error: FilieraError) -> None:
    """An error as the user reads it: what, where, remedy."""
    what, where, remedy = error.told(say)
    sys.stderr.write(f"{where}: {what}\n" if where else f"{what}\n")
    if remedy:
        sys.stderr.write(f"  {say('What to do:')} {remedy}\n")


def short(digest: str) -> str:
    """So much of a hash as tells one from another on the screen."""
    return f"{digest[:12]}…" if len(digest) > 12 else digest
