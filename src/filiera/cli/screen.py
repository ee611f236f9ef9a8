"""Printing for people (rich) and for programs (JSON), in the user's language."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from filiera.errors import FilieraError
from filiera.vocabulary.translation import translate

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
    """``message`` in the user's language, filled in."""
    return translate(message, language()).format(**words)


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
    where = f"{error.where}: " if error.where else ""
    sys.stderr.write(f"{where}{translate(error.what, language())}\n")
    if error.remedy:
        sys.stderr.write(f"  {say('What to do:')} {translate(error.remedy, language())}\n")
