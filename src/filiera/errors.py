"""Every error that a user can meet: what happened, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Self

Translate = Callable[[str], str]
"""Gives a template in the reader's language."""


class Phrase:
    """A template and the words that fill it, to be said in any language; a word may be a phrase itself.

    Without words the template stays as it is: what users write may hold braces, and is never filled in.
    """

    __slots__ = ("template", "words")

    def __init__(self, template: str, words: Mapping[str, object] | None = None) -> None:
        self.template = template
        self.words = dict(words or {})

    def filled(self, **words: object) -> Phrase:
        """The same template with words."""
        return Phrase(self.template, words)

    def said(self, translate: Translate) -> str:
        """The phrase in the language that ``translate`` speaks."""
        template = translate(self.template) if self.template else ""
        if not self.words:
            return template
        told = {name: word.said(translate) if isinstance(word, Phrase) else word for name, word in self.words.items()}
        return template.format_map(told)

    def __str__(self) -> str:
        return self.said(str)


class FilieraError(Exception):
    """Root of all errors that reach a user.

    ``what`` says what happened, ``where`` names the file, line, field or address, ``remedy`` says what to do.
    The first and the last are templates in English, filled with ``words``. ``str(error)`` joins all three in
    that order; ``told`` gives them in the reader's language.
    """

    def __init__(
        self,
        what: str | Phrase,
        *,
        where: str | Phrase = "",
        remedy: str | Phrase = "",
        words: Mapping[str, object] | None = None,
    ) -> None:
        self.message = what if isinstance(what, Phrase) else Phrase(what, words)
        self.place = where
        self.advice = remedy if isinstance(remedy, Phrase) else Phrase(remedy, words)
        self.what, self.where, self.remedy = self.told(str)
        super().__init__(self.what)

    def told(self, translate: Translate) -> tuple[str, str, str]:
        """What, where and remedy in the language that ``translate`` speaks."""
        where = self.place.said(translate) if isinstance(self.place, Phrase) else self.place
        return self.message.said(translate), where, self.advice.said(translate)

    def at(self, where: str | Phrase) -> Self:
        """The same error, told of another place."""
        return type(self)(self.message, where=where, remedy=self.advice)

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        return f"{head}; {self.remedy}" if self.remedy else head


class PackError(FilieraError, ValueError):
    """A pack file does not say what its schema asks for."""


class PackNotFoundError(FilieraError, LookupError):
    """No pack of that name, or no pack folder at that place."""


class DocumentError(FilieraError, ValueError):
    """A document that cannot be read: unknown format, encrypted, empty, too large, damaged."""


class SourceError(FilieraError, ValueError):
    """What a publisher gave cannot be had or read: no answer, a wrong one, a damaged or unknown file."""


class UnreachableError(SourceError):
    """There is no way to a publisher's host: no network, no such name, nobody listening."""


class EvidenceError(FilieraError, RuntimeError):
    """The evidence store is missing, damaged, or refused a build."""


class ContributionError(FilieraError, RuntimeError):
    """What people have told cannot be read, written, backed up or restored."""


class DecisionError(FilieraError, RuntimeError):
    """What people have decided about who is who cannot be read or written."""


class AddressError(FilieraError, LookupError):
    """No such indicator, claim, source or organisation."""


class ProvenanceError(FilieraError, ValueError):
    """A figure without a path to a source: it cannot be published."""


class UnavailableError(FilieraError, RuntimeError):
    """A part of the program that cannot be had now: not installed, busy, or ended from outside."""


class UsageError(FilieraError, ValueError):
    """A request that cannot be carried out as asked (a busy port, a bad option)."""


class TableError(FilieraError, ValueError):
    """A table that cannot be computed with: its labels, units, cells or accounts do not fit together."""


class PublishError(FilieraError, RuntimeError):
    """Something that could not be drawn or printed: a brochure, a chart."""
