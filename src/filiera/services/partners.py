"""The public list of profiles: found by words in any language of the hub, filtered, counted."""

from __future__ import annotations

import hashlib
import logging
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path

import filiera.contributions.alone  # noqa: F401  before the models
from filiera.contributions.database import revision
from filiera.contributions.setting import FOLDER
from filiera.errors import AddressError, ContributionError, EvidenceError
from filiera.evidence import Evidence
from filiera.search import FARTHEST, Document, Holdings, Index, build_index, index_path, retire
from filiera.services.figures import Text
from filiera.services.findable import synonyms
from filiera.services.hub import hub
from filiera.services.organisations import OrganisationView, all_organisations
from filiera.services.profiles import ProfileView, public_on

_log = logging.getLogger(__name__)
PAGE = 30
KIND = "profile"


@dataclass(frozen=True, slots=True)
class PublicProfile:
    """A published profile with the organisation that it is of."""

    profile: ProfileView
    organisation: OrganisationView


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asks the list for; empty fields do not restrict."""

    text: str = ""
    kind: str = ""
    organisation_kind: str = ""
    territory: str = ""
    language: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Found:
    """The profiles asked for, and what each value of each filter would leave."""

    rows: tuple[PublicProfile, ...]
    """All that match: the best first where words were asked, else the newest."""
    total: int
    page: int
    pages: int
    close: bool
    """Words were asked, and no profile has all of them."""
    counts: dict[str, dict[str, int]]
    """By filter: kind, organisation_kind, territory, language."""

    @property
    def shown(self) -> tuple[PublicProfile, ...]:
        """The rows of the page asked for."""
        return self.rows[(self.page - 1) * PAGE : self.page * PAGE]


FILTERS: dict[str, Callable[[PublicProfile], Sequence[str]]] = {
    "kind": lambda row: (row.profile.content.kind,),
    "organisation_kind": lambda row: (row.organisation.kind,),
    "territory": lambda row: (row.organisation.territory,) if row.organisation.territory else (),
    "language": lambda row: row.profile.content.languages,
}
"""What a row has of each filter."""


def public_profiles(home: Path, evidence: Evidence, today: date | None = None) -> tuple[PublicProfile, ...]:
    """Every profile that is public now, the newest first; none where contributions cannot be read."""
    try:
        day = today or datetime.now(UTC).date()
        return _public(home, evidence, evidence.version.hash, revision(home), day)
    except ContributionError as error:
        # Reading the evidence does not depend on what people write.
        _log.warning("%s", error)
        return ()


def public_profile(home: Path, evidence: Evidence, id: int, today: date | None = None) -> PublicProfile:
    """One of them.

    Raises:
        AddressError: none that is public.
    """
    found = next((row for row in public_profiles(home, evidence, today) if row.profile.id == id), None)
    if found is None:
        raise AddressError("there is no such profile", where=f"profile/{id}", remedy="look at the list again")
    return found


def profiles_of_organisation(home: Path, evidence: Evidence, address: str) -> tuple[ProfileView, ...]:
    """What one organisation offers and asks for."""
    return tuple(row.profile for row in public_profiles(home, evidence) if row.profile.organisation == address)


def look_up(home: Path, evidence: Evidence, asked: Asked, today: date | None = None) -> Found:
    """Profiles of the list; counts of a filter are taken with the others applied. A page beyond the last is the last.

    Accents, case, endings and slips are forgiven; a word in one language finds what is written in another.
    """
    rows = public_profiles(home, evidence, today)
    spoken, close = _spoken(home, evidence, rows, asked.text)
    wanted = {name: value for name in FILTERS if (value := getattr(asked, name))}
    passing = tuple(row for row in spoken if _passes(row, wanted))
    pages = max(1, -(-len(passing) // PAGE))
    return Found(
        rows=passing,
        total=len(rows),
        page=min(max(1, asked.page), pages),
        pages=pages,
        close=close,
        counts={name: _count(spoken, wanted, name) for name in FILTERS},
    )


def values(home: Path, evidence: Evidence) -> dict[str, dict[str, Text]]:
    """Every value that the list has of each filter with names by language, where it has such."""
    rows = public_profiles(home, evidence)
    return {
        "kind": {row.profile.content.kind: {} for row in rows},
        "organisation_kind": {row.organisation.kind: row.organisation.kind_plural for row in rows},
        "territory": {
            row.organisation.territory: row.organisation.territory_names for row in rows if row.organisation.territory
        },
        "language": {language: {} for row in rows for language in row.profile.content.languages},
    }


def answering(home: Path, evidence: Evidence, rows: Sequence[PublicProfile], words: str) -> tuple[list[int], bool]:
    """The numbers of the profiles that answer words, best first, and whether they are only close to them."""
    index = _index(home, evidence, rows)
    if index is None:
        return [], False
    found = index.addresses(words, kinds=(KIND,), most=FARTHEST)
    told = index.search(words, kinds=(KIND,), limit=1)
    return [int(address.partition("/")[2]) for address in found], told.partial or bool(told.read_as)


def forget_index(home: Path) -> None:
    """Let go of what is kept for finding: of what was erased nothing stays there either."""
    if (home / FOLDER).is_dir():
        retire(home / FOLDER, ())


@lru_cache(maxsize=8)
def _public(home: Path, evidence: Evidence, version: str, at: int, day: date) -> tuple[PublicProfile, ...]:
    # Version and revision are part of the question: what changed since is read anew.
    known = all_organisations(evidence)
    return tuple(
        PublicProfile(profile, known[profile.organisation])
        for profile in public_on(home, day)
        if profile.organisation in known
    )


def _spoken(
    home: Path, evidence: Evidence, rows: tuple[PublicProfile, ...], text: str
) -> tuple[tuple[PublicProfile, ...], bool]:
    if not text.strip():
        return rows, False
    by_number = {row.profile.id: row for row in rows}
    found, close = answering(home, evidence, rows, text)
    return tuple(by_number[id] for id in found if id in by_number), close


def _passes(row: PublicProfile, wanted: dict[str, str]) -> bool:
    return all(value in FILTERS[name](row) for name, value in wanted.items())


def _count(rows: Iterable[PublicProfile], wanted: dict[str, str], name: str) -> dict[str, int]:
    others = {other: value for other, value in wanted.items() if other != name}
    return dict(Counter(value for row in rows if _passes(row, others) for value in FILTERS[name](row)))


def _index(home: Path, evidence: Evidence, rows: Sequence[PublicProfile]) -> Index | None:
    if not rows:
        return None
    told = "\n".join(f"{row.profile.id} {row.profile.published}" for row in rows)
    key = hashlib.sha256(f"{evidence.version.hash}\n{told}".encode()).hexdigest()[:16]
    path = index_path(home / FOLDER / KIND, key)
    try:
        return _open(path, path.stat().st_ino, key)
    except (EvidenceError, OSError):
        documents = [document for row in rows for document in _documents(row)]
        build_index(path, Holdings(documents, tuple(synonyms(evidence)), hub(evidence).languages), key)
        retire(path.parent, {key})
        return _open(path, path.stat().st_ino, key)


@lru_cache(maxsize=4)
def _open(path: Path, inode: int, maker: str) -> Index:
    return Index(path, maker)


def _documents(row: PublicProfile) -> Iterable[Document]:
    for language, told in row.profile.content.texts.items():
        yield Document(
            kind=KIND,
            address=row.profile.address,
            language=language,
            title=told.title,
            text=told.summary,
            place=row.organisation.municipality,
            words=" ".join([*told.keywords, row.organisation.name]),
        )
