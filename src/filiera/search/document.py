"""What can be found: one document per thing and language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """An organisation, an indicator, a claim, a source or a page, as one language tells of it.

    Documents of the same address are found together, whichever of them the words stand in.
    """

    kind: str
    address: str
    language: str
    """Empty where the text is of no language, e.g. a name."""
    title: str
    text: str = ""
    place: str = ""
    words: str = ""
    """What it is found by besides, and never shown: codes, kinds, other names."""
    concepts: tuple[str, ...] = ()
    """Ids of concepts that it is about, whether or not its text says so."""
    boost: float = 1.0
    """How much sooner it is shown than another that fits equally well."""


@dataclass(frozen=True, slots=True)
class Synonyms:
    """A concept of the packs: words that mean the same, in every language."""

    id: str
    phrases: Mapping[str, list[str]]
    broader: str = ""


@dataclass(frozen=True, slots=True)
class Holdings:
    """All that an index is made of."""

    documents: Iterable[Document]
    synonyms: tuple[Synonyms, ...] = ()
    languages: tuple[str, ...] = ()
