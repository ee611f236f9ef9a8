"""What can be wrong anywhere in a pack: an address that leads nowhere, a text that a language lacks."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from filiera.pack.read import Pack
from filiera.pack.schema import Text


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where, which field, what, and what to do."""

    where: str
    field: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.where}, {self.field}: {self.what}; {self.remedy}"


def known_in(
    pack: Pack, where: str, field: str, key: str, table: Collection[str], what: str, home: str
) -> Iterator[Problem]:
    """An address that leads nowhere, with the nearest one that does."""
    if key not in table:
        near = _nearest(key, set(table))
        hint = f"did you mean '{near}'? else" if near else ""
        yield Problem(where, field, f"{what} '{key}' is not known", f"{hint} add it to {home}".strip())


def _nearest(key: str, known: set[str]) -> str:
    from difflib import get_close_matches

    return next(iter(get_close_matches(key, known, n=1)), "")


def text_in_all_languages(pack: Pack, where: str, field: str, text: Text) -> Iterator[Problem]:
    """The languages of the pack in which a text is missing."""
    for language in pack.manifest.languages:
        if not text.get(language, "").strip():
            yield Problem(where, field, f"has no text in '{language}'", f"write it under {field}: {language}")
