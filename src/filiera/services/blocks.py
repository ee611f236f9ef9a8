"""Whom an organisation no longer lets write to it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from django.db import transaction

import filiera.contributions.alone  # noqa: F401  before the models
from filiera.contributions.audit import log_on
from filiera.contributions.database import opened
from filiera.contributions.models import Block
from filiera.errors import AddressError
from filiera.services.interests import note, received
from filiera.services.organisation_claims import speaks_for
from filiera.services.profiles import organisations_of


def block(home: Path, account: int, id: int, now: datetime | None = None) -> None:
    """Let the organisation that sent a message write to this one no more.

    Raises:
        AddressError: no such message to an organisation of the member.
    """
    now = now or datetime.now(UTC)
    with opened(home), transaction.atomic():
        found = received(home, account, id)
        _, new = Block.objects.get_or_create(
            blocked=found.from_organisation, for_organisation=found.to_organisation, defaults={"at": now}
        )
        if new:
            note(found, "sender blocked", account, now)


def blocked_by(home: Path, account: int) -> list[tuple[str, str]]:
    """Whom the organisations of a member have blocked: organisation that blocked, organisation blocked."""
    own = organisations_of(home, account)
    with opened(home):
        found = Block.objects.filter(for_organisation__in=own).order_by("id")
        return [(each.for_organisation, each.blocked) for each in found]


def unblock(home: Path, account: int, organisation: str, blocked: str, now: datetime | None = None) -> None:
    """Let an organisation write again.

    Raises:
        AddressError: the member does not speak for the one that blocked, or it blocked nobody of that name.
    """
    now = now or datetime.now(UTC)
    with opened(home), transaction.atomic():
        found = Block.objects.filter(blocked=blocked, for_organisation=organisation or "-").first()
        if found is None or not speaks_for(home, account, organisation):
            raise AddressError("nobody is blocked there", where=blocked, remedy="look at the list again")
        found.delete()
        log_on(now, f"account/{account}", "sender no longer blocked", organisation)
