"""Licences: under which terms a source's rows may be passed on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

import msgspec
import yaml

from filiera.errors import PackError
from filiera.vocabulary.learned import learned

_LICENCES = Path(__file__).with_name("licences.yml")
PassingOn = Literal["open", "alike", "closed", "unsaid"]


@learned
class Licence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A licence with its name, address, and whether rows under it may be passed on in a collection."""

    id: str
    name: str
    passing_on: PassingOn
    spellings: tuple[str, ...]
    type: str = ""
    """Concept of the ADMS licence types."""
    version: str = ""
    url: str = ""


@cache
def load_licences() -> Mapping[str, Licence]:
    """All licences by id."""
    try:
        licences = msgspec.convert(yaml.safe_load(_LICENCES.read_text(encoding="utf-8")), list[Licence])
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise PackError(
            "a licence is not described as it must be ({reason})",
            where=_LICENCES.name,
            remedy="give each licence an id, a name, passing_on (open, alike, closed, unsaid) and its spellings",
            words={"reason": error},
        ) from error
    return MappingProxyType({licence.id: licence for licence in licences})


def licences_named(statement: str) -> tuple[Licence, ...]:
    """The licences that a source's statement names; none where it does not begin with one.

    A statement may name two: of a copy and of what was copied ("CC0-1.0; upstream IODL-2.0"). What only
    stands behind words of reserve ("not stated; said to be CC-BY") is no licence.
    """
    pattern, known = _spellings()
    if not pattern.match(statement.strip()):
        return ()
    found = [known[_folded(match[1])] for match in pattern.finditer(statement)]
    return tuple(load_licences()[name] for name in dict.fromkeys(found))


def nearest_licence(statement: str) -> str:
    """The name of a licence that is spelled most like ``statement``; empty where none is."""
    known = {_bare(name): licence.id for licence in load_licences().values() for name in _names(licence)}
    near = get_close_matches(_bare(statement), sorted(known), n=1, cutoff=0.7)
    return known[near[0]] if near else ""


def _names(licence: Licence) -> Iterator[str]:
    yield licence.id
    yield from licence.spellings


def _bare(spelling: str) -> str:
    """Letters and digits alone: ``CC BY`` and ``CCBY`` are the same."""
    return re.sub(r"[\W_]", "", spelling).casefold()


@cache
def _spellings() -> tuple[re.Pattern[str], dict[str, str]]:
    known = {_folded(spelling): licence.id for licence in load_licences().values() for spelling in licence.spellings}
    longest_first = sorted(known, key=lambda spelling: (-len(spelling), spelling))
    choices = "|".join(r"[\s-]".join(map(re.escape, spelling.split("-"))) for spelling in longest_first)
    return re.compile(rf"(?<![A-Za-z])({choices})(?![A-Za-z])", re.IGNORECASE), known


def _folded(spelling: str) -> str:
    return re.sub(r"\s", "-", spelling).casefold()
