"""Accounts: who there is, and what each may do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.db import transaction

import filiera.contributions.alone  # noqa: F401  before the models
from filiera.contributions.audit import log_on
from filiera.contributions.database import opened
from filiera.contributions.models import Account
from filiera.contributions.turns import alone_with
from filiera.errors import AddressError, UsageError

VISITOR = "visitor"
MEMBER, EDITOR, ADMINISTRATOR = (str(role) for role in Account.Role.values)
ROLES = (VISITOR, MEMBER, EDITOR, ADMINISTRATOR)
"""From the one who may least."""


@dataclass(frozen=True, slots=True)
class AccountView:
    """An account as administrators see it."""

    id: int
    email: str
    role: str
    confirmed: bool
    second_factor: bool
    joined: datetime
    last_seen: datetime | None


def may(role: str, least: str) -> bool:
    """Whether a role may do what ``least`` may."""
    return ROLES.index(role) >= ROLES.index(least)


def list_accounts(home: Path) -> list[AccountView]:
    """All accounts in the order in which they came."""
    with opened(home):
        return [_view(account) for account in Account.objects.order_by("id")]


def set_role(home: Path, email: str, role: str, *, by: str, now: datetime | None = None) -> AccountView:
    """Give an account a role.

    Raises:
        UsageError: no role that an account can have; or its address is not confirmed; or the last administrator's.
        AddressError: no such account.
    """
    if role not in ROLES[1:]:
        raise UsageError(
            "there is no role '{role}' to be given",
            remedy="use one of: {known}",
            words={"role": role, "known": ", ".join(ROLES[1:])},
        )
    with opened(home), transaction.atomic():
        alone_with("roles")
        account = Account.objects.filter(email__iexact=email.strip()).first()
        if account is None:
            raise AddressError(
                "there is no account with this e-mail address",
                where=email,
                remedy="sign up in the portal first; 'filiera accounts list' shows who has",
            )
        if not _view(account).confirmed:
            raise UsageError(
                "this e-mail address is not confirmed yet", where=email, remedy="open the link in the e-mail first"
            )
        others = Account.objects.filter(role=ADMINISTRATOR).exclude(pk=account.pk)
        if account.role == ADMINISTRATOR and role != ADMINISTRATOR and not others.exists():
            raise UsageError(
                "this is the last administrator", where=email, remedy="make somebody else administrator first"
            )
        if account.role != role:
            account.role = role
            account.save(update_fields=["role"])
            log_on(now or datetime.now(UTC), by, f"role {role}", account.address)
        return _view(account)


def log_of_account(home: Path, id: int, action: str, now: datetime | None = None) -> None:
    """A line of the audit log about what an account did with itself."""
    with opened(home):
        log_on(now or datetime.now(UTC), f"account/{id}", action, f"account/{id}")


def _view(account: Account) -> AccountView:
    from allauth.account.models import EmailAddress
    from allauth.mfa.models import Authenticator

    return AccountView(
        id=account.pk,
        email=account.email,
        role=account.role,
        confirmed=EmailAddress.objects.filter(user_id=account.pk, email__iexact=account.email, verified=True).exists(),
        second_factor=Authenticator.objects.filter(user_id=account.pk, type=Authenticator.Type.TOTP).exists(),
        joined=account.date_joined,
        last_seen=account.last_login,
    )
