"""What a search brings."""

from __future__ import annotations

from dataclasses import dataclass, field

from filiera.search.marking import Part


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found, as a language tells of it."""

    kind: str
    address: str
    language: str
    """Of the text shown: the one asked for, if there is one in it."""
    title: str
    place: str
    score: float
    title_parts: tuple[Part, ...]
    excerpt: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """Hits, best first, and what the reader should know of how they were found."""

    text: str
    hits: tuple[Hit, ...] = ()
    total: int = 0
    """Of the kinds asked for."""
    counts: dict[str, int] = field(default_factory=dict)
    """Of every kind that there is, whichever were asked for."""
    read_as: str = ""
    """The question with unknown words put right; empty where all were known."""
    partial: bool = False
    """Nothing has all the words: these have some of them."""
    shortened: bool = False
    """The question was longer than what is used of it."""
    suggestions: tuple[str, ...] = ()
    """Questions near to this one that do find something."""
