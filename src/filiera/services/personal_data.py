"""What is held about a person: handed out, consented to, and erased."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import filiera.contributions.alone  # noqa: F401  before the models
from filiera.contributions import consents
from filiera.contributions.audit import ACCOUNT_ERASED, erased_accounts, log_on
from filiera.contributions.consents import PURPOSES
from filiera.contributions.database import forget_erased, mark_changed, opened
from filiera.contributions.held import all_of, erase_all
from filiera.contributions.models import Account
from filiera.evidence import Evidence
from filiera.services.partners import forget_index
from filiera.services.report_limits import accounts_kept_for, months_before, unconfirmed_kept_for
from filiera.services.sessions import forget_ended_sessions

__all__ = ["PURPOSES", "agrees", "all_that_is_held", "consents_of", "erase_account", "erase_expired", "set_consents"]


def consents_of(home: Path, account: int) -> dict[str, bool]:
    """What a person has agreed to: nothing, until said otherwise."""
    with opened(home):
        return consents.held_by(account)


def agrees(home: Path, account: int, purpose: str) -> bool:
    """Whether a person has agreed to one purpose."""
    return consents_of(home, account)[purpose]


def set_consents(home: Path, account: int, wanted: set[str], now: datetime | None = None) -> None:
    """Keep the answers that are new; each is a row of its own, so that it can be shown what held when."""
    now = now or datetime.now(UTC)
    with opened(home):
        before = consents.held_by(account)
        for purpose in PURPOSES:
            if (purpose in wanted) != before[purpose]:
                consents.agree(account, purpose, given=purpose in wanted, now=now)


def all_that_is_held(home: Path, account: int) -> dict[str, Any]:
    """All that is held about a person, as data. Of secrets only that they are there."""
    with opened(home):
        return all_of(account)


def erase_account(home: Path, account: int, *, by: str, now: datetime | None = None) -> None:
    """Erase a person, part by part as ``contributions/held.py`` lists them.

    The lines of the audit log stay; they hold the account's number, and nothing else of the person. What a person
    answered for an organisation stays the organisation's, without who answered.
    """
    with opened(home):
        _erase(account, by=by, now=now or datetime.now(UTC))
        forget_erased()
    _leave_pages(home)


def erase_expired(home: Path, evidence: Evidence, now: datetime | None = None) -> int:
    """Erase accounts unused for longer than they are kept, and those never confirmed; how many.

    Editors and administrators are left: a person decides on them.
    """
    now = now or datetime.now(UTC)
    with opened(home):
        from allauth.account.models import EmailAddress

        confirmed = EmailAddress.objects.filter(verified=True).values("user_id")
        members = Account.objects.filter(role=Account.Role.MEMBER)
        unused = months_before(now, accounts_kept_for(evidence))
        old = members.filter(last_login__lt=unused) | members.filter(last_login=None, date_joined__lt=unused)
        never = members.filter(date_joined__lt=months_before(now, unconfirmed_kept_for(evidence)))
        found = {a.pk for a in old} | {a.pk for a in never.exclude(pk__in=confirmed)}
        for id in sorted(found):
            _erase(id, by="retention", now=now)
        forget_ended_sessions(now)
        forget_erased()
    return len(found)


def _leave_pages(home: Path) -> None:
    """A profile that went with its writer goes from pages, and from what they are searched by."""
    mark_changed(home)
    forget_index(home)


def erase_again(now: datetime) -> None:
    """Whoever was erased stays erased, whatever an older copy brought back. Within opened contributions."""
    for account in Account.objects.filter(pk__in=erased_accounts()):
        _erase(account.pk, by="restore", now=now)


def _erase(id: int, *, by: str, now: datetime) -> None:
    from django.db import transaction

    with transaction.atomic():
        erase_all(id, by=by, now=now)
        Account.objects.filter(pk=id).delete()
        log_on(now, by, ACCOUNT_ERASED, f"account/{id}")
