"""One line of the decisions: what was decided, by whom, when, and the chain that binds it to the lines before.

A line is a JSON object. Its last field is the hash of the line before and of all that it says itself: a line that was
altered, or taken out, is noticed. It proves order and wholeness, not who sat at the keyboard.
"""

from __future__ import annotations

import hashlib
import re
from typing import Literal

import msgspec

from filiera.vocabulary.learned import learned

BEGINNING = "filiera decisions 1"
"""Stands for the line before the first."""
_CHAIN = re.compile(rb',"chain":"([0-9a-f]{32})"\}$')

RelationKind = Literal["site_of", "department_of", "part_of", "successor_of", "member_of"]
"""What one organisation is to another; none of them makes the two one."""


class Line(msgspec.Struct, frozen=True, kw_only=True, tag_field="does", forbid_unknown_fields=True):
    """What every decision says: its number, when and by whom."""

    n: int = 0
    at: str = ""
    by: str = ""
    reason: str = ""


class Judge(Line, frozen=True, kw_only=True, tag="judge"):
    """Two nodes mean the same, do not, or nobody can tell."""

    left: str
    right: str
    verdict: Literal["positive", "negative", "unsure"]
    score: float | None = None
    """What the linker had said of them."""


class Mint(Line, frozen=True, kw_only=True, tag="mint"):
    """A new organisation gets its address, for good."""

    address: str
    name: str
    mentions: list[str]
    """For which mentions it was minted."""
    city: str = ""
    country: str = ""


class Extend(Line, frozen=True, kw_only=True, tag="extend"):
    """Further mentions mean the organisation of a minted address: it stays theirs when the first ones are gone."""

    address: str
    mentions: list[str]


class Merge(Line, frozen=True, kw_only=True, tag="merge"):
    """Two organisations were one: an address leads to the other from now on."""

    address: str
    into: str


class Split(Line, frozen=True, kw_only=True, tag="split"):
    """What stood under an address were several: some of it has another address from now on."""

    address: str
    into: list[str]


class Relate(Line, frozen=True, kw_only=True, tag="relate"):
    """What one organisation is to another, and from when to when."""

    left: str
    relation: RelationKind
    right: str
    since: str = ""
    until: str = ""


Decision = Judge | Mint | Extend | Merge | Split | Relate


@learned
class _Read(msgspec.Struct, frozen=True):
    decision: Decision


_decoder: msgspec.json.Decoder[Decision] = msgspec.json.Decoder(Decision)
_encoder = msgspec.json.Encoder(order="deterministic")


def chained(decision: Decision, chain: str) -> tuple[bytes, str]:
    """The line that says ``decision`` after the line whose chain is given, and its own chain."""
    body = _encoder.encode(decision)
    own = _hash(chain, body)
    return b'%b,"chain":"%b"}\n' % (body[:-1], own.encode()), own


def unchained(line: bytes, chain: str) -> tuple[Decision, str] | None:
    """What a line says, and its chain; None where it does not follow the line before, or is no decision.

    ``line`` comes without its line break.
    """
    found = _CHAIN.search(line)
    if found is None:
        return None
    body, own = line[: found.start()] + b"}", found[1].decode()
    decision = said_in(line) if _hash(chain, body) == own else None
    return None if decision is None else (decision, own)


def said_in(line: bytes) -> Decision | None:
    """What a line says, whether or not it follows the one before; None where it is no decision."""
    try:
        return _decoder.decode(_CHAIN.sub(b"}", line))
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None


def _hash(chain: str, body: bytes) -> str:
    return hashlib.sha256(chain.encode() + b"\n" + body).hexdigest()[:32]
