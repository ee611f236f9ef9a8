"""The audit log: who did what on what, and when."""

from __future__ import annotations

from datetime import datetime

from filiera.contributions.models import AuditEntry


def log_on(now: datetime, by: str, action: str, on: str) -> None:
    """One line about the thing with the address ``on``."""
    AuditEntry(at=now, by=by, action=action, detail=on).save()


def latest(count: int) -> list[AuditEntry]:
    """The newest lines, newest first."""
    return list(AuditEntry.objects.order_by("-id")[:count])


def of_account(address: str) -> list[AuditEntry]:
    """What was done by an account, or on it."""
    return list((AuditEntry.objects.filter(by=address) | AuditEntry.objects.filter(detail=address)).order_by("id"))


def erased_accounts() -> set[int]:
    """Numbers of the accounts that were erased, ever."""
    lines = AuditEntry.objects.filter(action=ACCOUNT_ERASED, detail__startswith="account/")
    return {int(detail.partition("/")[2]) for detail in lines.values_list("detail", flat=True)}


ACCOUNT_ERASED = "account erased"
