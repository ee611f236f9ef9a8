"""Finding by words: organisations, indicators, claims, sources, pages."""

from __future__ import annotations

import hashlib
import threading
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

import msgspec

import filiera.search
from filiera.errors import EvidenceError
from filiera.evidence import Evidence, kept_versions
from filiera.search import FARTHEST, LONGEST, Hit, Index, Part, Results, build_index, index_path, retire
from filiera.services import findable
from filiera.services.findable import holdings
from filiera.services.hub import featured

__all__ = ["FARTHEST", "LONGEST", "Hit", "Part", "Results", "addresses", "examples", "kinds", "make_index", "search"]

_opening = threading.Lock()


def search(
    evidence: Evidence, text: str, *, language: str, kinds: Sequence[str] = (), limit: int = 20, offset: int = 0
) -> Results:
    """What answers ``text``, best first, told in ``language`` where it is told in it.

    Accents, case and slips are forgiven; a word in one language finds what is written in another. Any text may be
    asked. ``counts`` of the results are of every kind, whichever of them ``kinds`` asks for.

    Raises:
        UsageError: an unknown kind, or a limit or offset out of bounds.
        EvidenceError: there is no index and none can be made.
    """
    return _index(evidence).search(text, language=language, kinds=kinds, limit=limit, offset=offset)


def addresses(evidence: Evidence, text: str, *, kinds: Sequence[str] = (), most: int = FARTHEST) -> tuple[str, ...]:
    """The addresses of what answers ``text``, best first: for a list that filters by other things besides.

    Raises:
        UsageError, EvidenceError: as ``search``.
    """
    return _index(evidence).addresses(text, kinds=kinds, most=most)


def kinds(evidence: Evidence) -> tuple[str, ...]:
    """The kinds of things that can be found."""
    return _index(evidence).kinds


def make_index(evidence: Evidence) -> None:
    """Makes the index of this evidence where there is none that is whole, and lets go of those of older evidence."""
    if not _index(evidence).whole():
        _build(evidence)
        _open.cache_clear()
    home = evidence.version.path.parent
    retire(home, {evidence.version.hash, *(version.hash for version in kept_versions(home))})


@lru_cache(maxsize=8)
def examples(evidence: Evidence, language: str) -> tuple[str, ...]:
    """Questions that find something: a figure, a kind of organisation in a place, an organisation much spoken of."""
    named = [view.label.get(language, "") for view in featured(evidence)[:1]]
    listed = {row["id"]: row for row in evidence.rows("organisation_kind") if row["concept"]}
    rows = [row for row in evidence.rows("organisation") if row["kind"] in listed and row["municipality"]]
    if rows:
        known = max(rows, key=lambda row: (len(msgspec.json.decode(row["lines_json"])), row["address"]))
        plural = msgspec.json.decode(listed[known["kind"]]["plural_json"]).get(language, "")
        places = Counter(row["municipality"] for row in rows if row["kind"] == known["kind"])
        named += [f"{plural}, {max(places, key=lambda place: (places[place], place))}", known["name"]]
    return tuple(dict.fromkeys(filter(None, named)))


def _index(evidence: Evidence) -> Index:
    # One at a time: of many readers of new evidence one makes the index and the others wait for it.
    with _opening:
        path = _path(evidence)
        try:
            return _open(path, _made(path))
        except EvidenceError:
            _build(evidence)
            return _open(path, _made(path))


def _build(evidence: Evidence) -> None:
    build_index(_path(evidence), holdings(evidence), _maker())


def _path(evidence: Evidence) -> Path:
    return index_path(evidence.version.path, evidence.version.hash)


@lru_cache(maxsize=4)
def _open(path: Path, made: tuple[int, int]) -> Index:
    return Index(path, _maker())


def _made(path: Path) -> tuple[int, int]:
    """Which file lies there: evidence that is let go and comes back has another index under the same name."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_ino, found.st_mtime_ns


@cache
def _maker() -> str:
    """What an index depends on besides the evidence: how documents are made of it, and how they are written."""
    made_of = [Path(findable.__file__), *sorted(Path(filiera.search.__file__).parent.glob("*.[ps][yq]*"))]
    return hashlib.sha256(b"".join(path.read_bytes() for path in made_of)).hexdigest()[:16]
