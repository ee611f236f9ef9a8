"""How many reports are taken and for how long they are kept: as the pack's parameters say, else the engine's own."""

from __future__ import annotations

from datetime import datetime, timedelta

import filiera.contributions.alone  # noqa: F401  before the models
from filiera.contributions.throttle import Limits
from filiera.evidence import Evidence
from filiera.services.parameters import whole_number

RETENTION = 24
ACCOUNTS, UNCONFIRMED = 36, 1
ASSESSMENTS = 60
SESSIONS = 12
DAYS_IN_A_MONTH = 365.2425 / 12


def limits(evidence: Evidence) -> Limits:
    """How many reports are taken, of one sender and of all."""
    own = Limits()
    return Limits(
        of_one_in_an_hour=whole_number(evidence, "reports-of-one-in-an-hour", own.of_one_in_an_hour),
        of_one_in_a_day=whole_number(evidence, "reports-of-one-in-a-day", own.of_one_in_a_day),
        of_all_in_an_hour=whole_number(evidence, "reports-of-all-in-an-hour", own.of_all_in_an_hour),
    )


def retention_months(evidence: Evidence) -> int:
    """For how many months after its answer a report's words are kept."""
    return whole_number(evidence, "reports-kept-for", RETENTION)


def accounts_kept_for(evidence: Evidence) -> int:
    """For how many months after the last sign-in an account is kept."""
    return whole_number(evidence, "accounts-kept-for", ACCOUNTS)


def unconfirmed_kept_for(evidence: Evidence) -> int:
    """For how many months an account is kept whose address nobody has confirmed."""
    return whole_number(evidence, "unconfirmed-accounts-kept-for", UNCONFIRMED)


def assessments_kept_for(evidence: Evidence) -> int:
    """For how many months after its end, or its last answer, an assessment of readiness is kept."""
    return whole_number(evidence, "assessments-kept-for", ASSESSMENTS)


def sessions_kept_for(evidence: Evidence) -> int:
    """For how many hours one stays signed in; never longer than the engine's own time."""
    return min(SESSIONS, whole_number(evidence, "sessions-kept-for", SESSIONS))


def months_before(now: datetime, months: int) -> datetime:
    """The time so many months ago."""
    return now - timedelta(days=months * DAYS_IN_A_MONTH)
