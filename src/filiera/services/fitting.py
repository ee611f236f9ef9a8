"""Profiles that may fit one's own, each with the reasons: which keywords, which territory, which kind of partner."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from filiera.evidence import Evidence
from filiera.services.organisations import OrganisationView, all_organisations
from filiera.services.partners import PublicProfile, answering, public_profiles
from filiera.services.profile_content import enclosing
from filiera.services.profiles import ProfileView

MOST = 10
Wish = Literal["their territory", "our territory", "their kind", "our kind"]
"""Whose wish about where or what a partner is: theirs of us, or ours of them."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A profile that may fit, and why."""

    row: PublicProfile
    keywords: tuple[str, ...]
    """Of one's own keywords those that it answers, in whichever language's words."""
    met: tuple[Wish, ...]
    """Wishes that were stated and are met."""
    not_met: tuple[Wish, ...]
    """Wishes that were stated and are not."""


def fitting(home: Path, evidence: Evidence, own: ProfileView, today: date | None = None) -> tuple[Fit, ...]:
    """Offers for a request and requests for an offer that answer one of its keywords; the most reasons first.

    The order is by count: keywords answered, then wishes met less wishes not met, then the newest. A keyword counts
    only where all its words are answered as they are written, or by a synonym of the hub's word lists.
    """
    us = all_organisations(evidence).get(own.organisation)
    rows = public_profiles(home, evidence, today)
    others = {
        row.profile.id: row
        for row in rows
        if row.profile.organisation != own.organisation and row.profile.content.kind != own.content.kind
    }
    said: dict[int, list[str]] = {}
    keywords = {word.casefold(): word for told in own.content.texts.values() for word in told.keywords}
    for keyword in keywords.values() if others else ():
        found, close = answering(home, evidence, rows, keyword)
        for id in () if close else found:
            said.setdefault(id, []).append(keyword)
    fits = [_fit(evidence, own, us, others[id], words) for id, words in said.items() if id in others]
    fits.sort(key=lambda fit: (-len(fit.keywords), len(fit.not_met) - len(fit.met), -fit.row.profile.id))
    return tuple(fits[:MOST])


def _fit(
    evidence: Evidence, own: ProfileView, us: OrganisationView | None, row: PublicProfile, words: list[str]
) -> Fit:
    theirs = row.profile.content
    wishes: list[tuple[Wish, bool]] = []
    if theirs.territory and us is not None:
        wishes.append(("their territory", theirs.territory in enclosing(evidence, us.territory)))
    if own.content.territory:
        wishes.append(("our territory", own.content.territory in enclosing(evidence, row.organisation.territory)))
    if theirs.partner_kinds and us is not None:
        wishes.append(("their kind", us.kind in theirs.partner_kinds))
    if own.content.partner_kinds:
        wishes.append(("our kind", row.organisation.kind in own.content.partner_kinds))
    return Fit(
        row=row,
        keywords=tuple(words),
        met=tuple(wish for wish, fulfilled in wishes if fulfilled),
        not_met=tuple(wish for wish, fulfilled in wishes if not fulfilled),
    )
