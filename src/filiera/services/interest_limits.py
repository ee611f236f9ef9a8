"""How many messages a member and an organisation may send in a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import filiera.contributions.alone  # noqa: F401  before the models
from filiera.contributions.models import Interest
from filiera.errors import UsageError
from filiera.evidence import Evidence
from filiera.services.parameters import whole_number

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Limits:
    """How many messages a member and an organisation may send in a day."""

    of_one_in_a_day: int = 5
    of_one_organisation_in_a_day: int = 10

    @classmethod
    def of(cls, evidence: Evidence) -> Limits:
        """As the pack's parameters say, else the engine's own."""
        own = cls()
        return cls(
            whole_number(evidence, "interests-of-one-in-a-day", own.of_one_in_a_day),
            whole_number(evidence, "interests-of-one-organisation-in-a-day", own.of_one_organisation_in_a_day),
        )


def check_limits(evidence: Evidence, account: int, organisation: str, now: datetime) -> None:
    """Refuse another message within a day. Within opened contributions.

    Raises:
        UsageError: so many were sent already.
    """
    limits = Limits.of(evidence)
    lately = Interest.objects.filter(sent__gt=now - DAY)
    for count, most in (
        (lately.filter(sender_account_id=account).count(), limits.of_one_in_a_day),
        (lately.filter(from_organisation=organisation).count(), limits.of_one_organisation_in_a_day),
    ):
        if count >= most:
            raise UsageError(
                "{n} messages were sent within a day already", where="limit", remedy="wait a day", words={"n": count}
            )
