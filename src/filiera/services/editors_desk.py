"""What waits for editors: of each kind how much, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import filiera.contributions.alone  # noqa: F401  before the models
from filiera.contributions import reports as stored
from filiera.contributions.database import opened
from filiera.errors import DecisionError
from filiera.evidence import Evidence
from filiera.services.doubtful_names import doubtful_names
from filiera.services.governance import approvals_needed, list_changes
from filiera.services.interests import reported_messages
from filiera.services.organisation_claims import claims_waiting
from filiera.services.profiles import waiting_profiles


@dataclass(frozen=True, slots=True)
class Pile:
    """One kind of thing that waits."""

    kind: str
    count: int
    oldest: datetime | None = None
    """None where nothing waits, or nobody knows since when."""
    unreadable: bool = False
    """It cannot be told: what it rests on is damaged."""


def piles(evidence: Evidence, home: Path) -> tuple[Pile, ...]:
    """All that waits, in the order in which people are kept waiting."""
    claims = claims_waiting(home)
    proposed = [each for each in list_changes(home, approvals_needed(evidence)) if each.state == "proposed"]
    profiles, messages = waiting_profiles(home), reported_messages(home)
    with opened(home):
        reports, since = stored.waiting()
    return (
        Pile("reports", reports, since),
        Pile("claims", len(claims), claims[0].created if claims else None),
        Pile("profiles", len(profiles), profiles[0].changed if profiles else None),
        Pile("messages", len(messages), messages[0].reported if messages else None),
        _identities(evidence, home),
        Pile("changes", len(proposed), proposed[0].at if proposed else None),
    )


def _identities(evidence: Evidence, home: Path) -> Pile:
    try:
        return Pile("identities", len(doubtful_names(evidence, home)))
    except DecisionError:
        return Pile("identities", 0, unreadable=True)
