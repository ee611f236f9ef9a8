"""The audit log: who did what on what, and when."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Q, QuerySet

from filiera.contributions.models import AuditEntry

REPORT = "report/"
"""With a number after it, the address of a report in the log."""


def log_on(now: datetime, by: str, action: str, on: str) -> None:
    """One line about the thing with the address ``on``."""
    AuditEntry(at=now, by=by, action=action, detail=on).save()


def lines(
    *, by: str = "", action: str = "", on: str = "", since: datetime | None = None, until: datetime | None = None
) -> QuerySet[AuditEntry]:
    """The lines that fit, newest first; ``until`` is the first moment that no longer counts."""
    found = AuditEntry.objects.order_by("-id")
    if by:
        found = found.filter(by__icontains=by)
    if action:
        found = found.filter(action=action)
    if on:
        number = on.removeprefix(REPORT)
        meant = Q(detail__icontains=on)
        if number != on and number.isascii() and number.isdigit():
            meant |= Q(report=int(number[:18]))
        found = found.filter(meant)
    if since:
        found = found.filter(at__gte=since)
    if until:
        found = found.filter(at__lt=until)
    return found


def actions() -> dict[str, int]:
    """What was ever done, and how often."""
    counted = AuditEntry.objects.values_list("action").annotate(n=Count("id")).order_by("action")
    return dict(counted)


def of_account(address: str) -> list[AuditEntry]:
    """What was done by an account, or on it."""
    return list((AuditEntry.objects.filter(by=address) | AuditEntry.objects.filter(detail=address)).order_by("id"))


def erased_accounts() -> set[int]:
    """Numbers of the accounts that were erased, ever."""
    lines = AuditEntry.objects.filter(action=ACCOUNT_ERASED, detail__startswith="account/")
    return {int(detail.partition("/")[2]) for detail in lines.values_list("detail", flat=True)}


ACCOUNT_ERASED = "account erased"
