"""An index open for reading: questions from many threads at once."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from filiera.errors import EvidenceError, UsageError
from filiera.search.asking import marks, rows
from filiera.search.document import Synonyms
from filiera.search.fit import Fit
from filiera.search.heard import Concepts
from filiera.search.marking import Marker
from filiera.search.question import Question, Reader
from filiera.search.results import Hit, Results
from filiera.search.spelling import Spelling
from filiera.search.terms import forms
from filiera.vocabulary.language import available_languages, load_language

REWEIGHED = 200
"""So many of the best are put in order by what bm25 does not see: whole titles, boosts."""
FARTHEST = 10_000
_BM25 = "bm25(content, 10.0, 5.0, 4.0, 1.5, 2.0)"  # title, words, place, text, concepts


class _Span(NamedTuple):
    kind: str
    first: int
    last: int


class Index:
    """One index file. Each thread asks through a connection of its own."""

    def __init__(self, path: Path, maker: str = "") -> None:
        """Opens the file.

        Raises:
            EvidenceError: it is not there, is damaged, or was made by another ``maker``.
        """
        self._path = path.resolve()
        self._local = threading.local()
        try:
            connection = self._connection()
            meta = dict(connection.execute("SELECT key, value FROM meta"))
            if meta.get("maker") != maker:
                raise sqlite3.DatabaseError("made by another version of the engine")
            kinds = connection.execute("SELECT kind, first, last FROM kind ORDER BY first")
            self._kinds = [_Span(*row) for row in kinds]
            self._lengths = list(connection.execute("SELECT length(form), min(id) FROM word GROUP BY 1 ORDER BY 1"))
            rows = connection.execute("SELECT id, phrases_json FROM concept ORDER BY number")
            synonyms = [Synonyms(name, msgspec.json.decode(phrases)) for name, phrases in rows]
        except (sqlite3.Error, OSError) as error:
            raise self._damaged(error) from error
        self._concepts = Concepts(synonyms)
        spoken = set(meta["languages"].split(",")) & set(available_languages())
        self._small_words = frozenset(f for code in spoken for w in load_language(code).stopwords for f in forms(w))

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of things that it holds."""
        return tuple(span.kind for span in self._kinds)

    def whole(self) -> bool:
        """Whether every page of the file can be read: a look at all of it."""
        try:
            return bool(self._connection().execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
        except sqlite3.Error:
            return False

    def search(
        self, text: str, *, language: str = "", kinds: Sequence[str] = (), limit: int = 20, offset: int = 0
    ) -> Results:
        """What answers ``text``, best first: any text at all may be asked.

        Raises:
            UsageError: an unknown kind, or a limit or offset out of bounds.
            EvidenceError: the file was damaged since it was opened.
        """
        self._check(kinds, limit, offset)
        try:
            return self._search(text, language, [s for s in self._kinds if not kinds or s.kind in kinds], limit, offset)
        except sqlite3.Error as error:
            raise self._damaged(error) from error

    def addresses(self, text: str, *, kinds: Sequence[str] = (), most: int = FARTHEST) -> tuple[str, ...]:
        """The addresses of what answers ``text``, best first, and nothing else: for lists that are filtered on.

        Raises:
            UsageError, EvidenceError: as ``search``.
        """
        self._check(kinds, most, 0)
        try:
            reader = self._reader()
            question = reader.read(text)
            if not question.groups:
                return ()
            question, expression, counts = self._answered(question, reader)
            spans = [span for span in self._kinds if (not kinds or span.kind in kinds) and counts[span.kind]]
            ranked = self._ranked(expression, question, spans, most, 0) if spans else []
            query = f"SELECT id, address FROM entry WHERE id IN ({','.join(str(number) for number, _ in ranked)})"  # noqa: S608
            found = dict(rows(self._connection(), "id, address", query, ()))
        except sqlite3.Error as error:
            raise self._damaged(error) from error
        return tuple(found[number] for number, _ in ranked)

    def _search(self, text: str, language: str, spans: list[_Span], limit: int, offset: int) -> Results:
        reader = self._reader()
        question = reader.read(text)
        if not question.groups:
            return Results(text, counts=dict.fromkeys(self.kinds, 0))
        question, expression, counts = self._answered(question, reader)
        total = sum(counts[span.kind] for span in spans)
        ranked = self._ranked(expression, question, spans, limit, offset) if total else []
        return Results(
            text=text,
            hits=tuple(self._hits(ranked, question, language)),
            total=total,
            counts=counts,
            read_as=_read_as(text, question, reader.spelling),
            partial=any(counts.values()) and expression != question.all(),
            shortened=question.shortened,
            suggestions=() if any(counts.values()) else self._suggestions(question, reader),
        )

    def _answered(self, question: Question, reader: Reader) -> tuple[Question, str, dict[str, int]]:
        """The strictest reading of the question that finds something, how it is asked, and how much it finds."""
        counts = self._counts(question.all())
        if any(counts.values()):
            return question, question.all(), counts
        wider = reader.widened(question)
        for reading, expression in (
            (wider, wider.all()),
            (question, question.all_but_one()),
            (question, question.any()),
        ):
            found = self._counts(expression)
            if any(found.values()):
                return reading, expression, found
        return question, question.all(), counts

    def _counts(self, expression: str) -> dict[str, int]:
        count = "(SELECT count(*) FROM content WHERE content MATCH ? AND rowid BETWEEN ? AND ?)"
        values = [value for span in self._kinds for value in (expression, span.first, span.last)]
        statement = f"SELECT {', '.join(count for _ in self._kinds) or 0}"
        return dict(zip(self.kinds, self._connection().execute(statement, values).fetchone(), strict=False))

    def _ranked(
        self, expression: str, question: Question, spans: list[_Span], limit: int, offset: int
    ) -> list[tuple[int, float]]:
        """Entries from ``offset`` on, with their scores. The order does not depend on limit and offset."""
        where = " OR ".join("rowid BETWEEN ? AND ?" for _ in spans)
        bounds = [bound for span in spans for bound in (span.first, span.last)]
        found = rows(
            self._connection(),
            "id, score, boost, titles",
            "SELECT id, score, boost, titles FROM entry JOIN"  # noqa: S608  own words
            f" (SELECT rowid AS found, -{_BM25} AS score FROM content WHERE content MATCH ? AND ({where})"
            f" ORDER BY {_BM25}, rowid LIMIT ?) ON id = found",
            (expression, *bounds, max(REWEIGHED, offset + limit)),
        )
        found.sort(key=lambda row: (-row[1], row[0]))
        fit = Fit(question)
        best, rest = found[:REWEIGHED], found[REWEIGHED:]
        first = [(number, round(score * boost * fit.of(titles), 9)) for number, score, boost, titles in best]
        first.sort(key=lambda row: (-row[1], row[0]))
        return [*first, *((number, score) for number, score, *_ in rest)][offset : offset + limit]

    def _hits(self, ranked: list[tuple[int, float]], question: Question, language: str) -> list[Hit]:
        marker = Marker(question, self._concepts)
        told: dict[int, dict[str, list[str]]] = {}
        found = rows(
            self._connection(),
            "entry, language, kind, address, title, text, place",
            f"SELECT * FROM telling JOIN entry ON id = entry WHERE entry IN ({marks(ranked)})",  # noqa: S608
            [number for number, _ in ranked],
        )
        for number, code, *fields in sorted(found):
            told.setdefault(number, {})[code] = fields
        hits = []
        for number, score in ranked:
            own = told[number]
            code = next((code for code in (language, "", "en") if code in own), next(iter(own)))
            kind, address, title, text, place = own[code]
            parts = marker.marked(title, code)
            hits.append(Hit(kind, address, code, title, place, score, parts, marker.excerpt(text, code)))
        return hits

    def _suggestions(self, question: Question, reader: Reader) -> tuple[str, ...]:
        """Words of the index that look most like those asked for."""
        found = [near for word in question.words for near in reader.spelling.near(word.form, 3)[:2]]
        return tuple(dict.fromkeys(reader.spelling.spelled(near.form) for near in found if near.entries))[:3]

    def _check(self, kinds: Sequence[str], limit: int, offset: int) -> None:
        unknown = [kind for kind in kinds if kind not in self.kinds]
        if unknown:
            known = {"known": ", ".join(self.kinds)}
            raise UsageError("no such kind", where=unknown[0], remedy="one of: {known}", words=known)
        if not (1 <= limit <= FARTHEST and 0 <= offset <= FARTHEST):
            raise UsageError(
                "limit or offset is out of bounds",
                where=f"limit {limit}, offset {offset}",
                remedy="ask for 1 to {most} results, from 0 to {most} on",
                words={"most": FARTHEST},
            )

    def _reader(self) -> Reader:
        return Reader(Spelling(self._connection(), self._lengths), self._concepts, self._small_words)

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            # Nobody writes to an index that lies in its place: SQLite need not look for changes or locks.
            connection = sqlite3.connect(f"{self._path.as_uri()}?mode=ro&immutable=1", uri=True)
            connection.execute("PRAGMA mmap_size = 268435456")
            self._local.connection = connection
        return connection

    def _damaged(self, error: Exception) -> EvidenceError:
        return EvidenceError(
            "the search index cannot be read ({reason})",
            where=str(self._path),
            remedy="run 'filiera build'",
            words={"reason": error},
        )


def _read_as(text: str, question: Question, spelling: Spelling) -> str:
    if not any(word.meant for word in question.words):
        return ""
    read = " ".join(spelling.spelled(word.meant[0] if word.meant else word.form) for word in question.words)
    return read.lower() if text == text.lower() else read
