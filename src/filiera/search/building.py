"""Writing an index: beside the place where it will lie, then moved there in one step."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import msgspec

from filiera.errors import EvidenceError
from filiera.search.document import Document, Holdings
from filiera.search.files import claim
from filiera.search.heard import Concepts
from filiera.search.terms import Term, composed, terms
from filiera.vocabulary.lexicon import phrase_words

SCHEMA = Path(__file__).with_name("schema.sql").read_text(encoding="utf-8")


def build_index(path: Path, holdings: Holdings, maker: str = "") -> None:
    """Makes the index at ``path``; until the last step no reader sees it.

    ``maker`` names what made it: another maker's index is made anew.

    Raises:
        EvidenceError: the folder cannot be written, or this Python's SQLite cannot search text.
    """
    try:
        handle, unfinished = tempfile.mkstemp(prefix=f"{path.name}.", dir=path.parent)
        beside = Path(unfinished)
        try:
            claim(handle)
            with closing(sqlite3.connect(beside)) as connection:
                _write(connection, holdings, maker)
            # mkstemp gives a file to its owner alone; evidence is for whoever may read the folder.
            beside.chmod(0o644)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
            os.close(handle)
    except (OSError, sqlite3.Error) as error:
        raise EvidenceError(
            "the search index could not be written ({reason})",
            where=str(path),
            remedy="see that the disk has room and the folder can be written, then run 'filiera build'",
            words={"reason": error},
        ) from error


def _write(connection: sqlite3.Connection, holdings: Holdings, maker: str) -> None:
    # The file is nobody's yet: a fault throws it away, so nothing need be kept safe on the way.
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.executescript(SCHEMA)
    concepts = Concepts(holdings.synonyms, remembered=float("inf"))
    spellings: dict[str, Counter[str]] = {}
    entries: Counter[str] = Counter()
    kinds: dict[str, tuple[int, int]] = {}
    for number, told in enumerate(_by_address(holdings.documents), 1):
        first, read = told[0], [_Read.of(document) for document in told]
        kinds[first.kind] = (kinds.get(first.kind, (number, number))[0], number)
        titles = "\n".join(dict.fromkeys(document.title.joined for document in read))
        boost = max(document.boost for document in told)
        entry = (number, first.kind, first.address, titles, boost)
        connection.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?)", entry)
        connection.executemany(
            "INSERT INTO telling VALUES (?, ?, ?, ?, ?)",
            [(number, d.language, r.title.text, r.text.text, r.place.text) for d, r in zip(told, read, strict=True)],
        )
        connection.execute(
            "INSERT INTO content (rowid, title, words, place, text, concepts) VALUES (?, ?, ?, ?, ?, ?)",
            (number, *_columns(read), _concept_terms(told, read, concepts)),
        )
        fields = [field for document in read for field in document]
        entries.update({form for field in fields for form in field.forms})
        for field in fields:
            for term in field.terms:
                spellings.setdefault(term.form, Counter())[field.text[term.start : term.end]] += 1
    connection.executemany("INSERT INTO kind VALUES (?, ?, ?)", [(kind, *span) for kind, span in kinds.items()])
    _write_words(connection, spellings, entries, holdings)
    connection.executemany(
        "INSERT INTO concept VALUES (?, ?, ?)",
        [(concepts.numbers[s.id], s.id, msgspec.json.encode(s.phrases).decode()) for s in holdings.synonyms],
    )
    meta = {"maker": maker, "languages": ",".join(holdings.languages)}
    connection.executemany("INSERT INTO meta VALUES (?, ?)", list(meta.items()))
    connection.execute("INSERT INTO content (content) VALUES ('optimize')")
    connection.execute("INSERT INTO trigram (trigram) VALUES ('optimize')")
    connection.commit()
    connection.execute("ANALYZE")
    connection.commit()


def _by_address(documents: Iterable[Document]) -> list[list[Document]]:
    """Documents of the same thing together, in an order that does not depend on that of the input."""
    found: dict[tuple[str, str], dict[str, Document]] = {}
    for document in documents:
        found.setdefault((document.kind, document.address), {})[document.language] = document
    return [[told[language] for language in sorted(told)] for _, told in sorted(found.items())]


class _Field(NamedTuple):
    """One text of a document and the words in it."""

    text: str
    terms: list[Term]
    forms: list[str]

    @property
    def joined(self) -> str:
        return " ".join(self.forms)


class _Read(NamedTuple):
    """The texts of a document."""

    title: _Field
    words: _Field
    place: _Field
    text: _Field

    @classmethod
    def of(cls, document: Document) -> _Read:
        return cls(*(_field(text) for text in (document.title, document.words, document.place, document.text)))


def _field(text: str) -> _Field:
    whole = composed(text)
    found = list(terms(whole))
    return _Field(whole, found, [term.form for term in found])


def _columns(read: list[_Read]) -> list[str]:
    """Title, words, place and text, each in all languages; what two languages share counts once."""
    return [" ".join(dict.fromkeys(field.joined for field in fields)) for fields in zip(*read, strict=True)]


def _concept_terms(told: list[Document], read: list[_Read], concepts: Concepts) -> str:
    heard: set[str] = set()
    for document, fields in zip(told, read, strict=True):
        heard.update(document.concepts)
        for field in (fields.title, fields.words, fields.text):
            heard.update(found.concept for found in concepts.hear(field.forms, document.language))
    return " ".join(f"#{concepts.numbers[name]}" for name in sorted(concepts.meant(heard)))


def _write_words(
    connection: sqlite3.Connection, spellings: dict[str, Counter[str]], entries: Counter[str], holdings: Holdings
) -> None:
    # Words of the synonyms are words too: a slip in "hospital" is one, though all documents say "ospedale".
    for phrase in (p for s in holdings.synonyms for phrases in s.phrases.values() for p in phrases):
        for word in phrase_words(phrase):
            if not word.endswith("*"):
                spellings.setdefault(word, Counter({word: 1}))
    rows = [
        (number, form, _spelling(form, spellings[form]), entries[form])
        for number, form in enumerate(sorted(spellings, key=lambda form: (len(form), form)), 1)
    ]
    connection.executemany("INSERT INTO word VALUES (?, ?, ?, ?)", rows)
    bounded = [(number, f"^{form}$") for number, form, *_ in rows]
    connection.executemany("INSERT INTO trigram (rowid, form) VALUES (?, ?)", bounded)


def _spelling(form: str, written: Counter[str]) -> str:
    """How a word is mostly written; a small letter rather than a capital where both are."""
    best, times = max(written.items(), key=lambda item: (item[1], item[0]))
    small = best.lower()
    return small if 4 * written.get(small, 0) >= times and len(small) >= len(form) else best
