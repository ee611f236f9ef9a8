"""What a person has agreed to, purpose by purpose: one answer each, the latest holds, and every earlier one is kept."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import OuterRef, Q, Subquery

from filiera.contributions import assessments
from filiera.contributions.audit import log_on
from filiera.contributions.models import Account, AccountConsent, Assessment, Consent

COMPARISON = Consent.Purpose.COMPARISON.value
PURPOSES = ("alerts", "contact", COMPARISON)
"""E-mails about what one follows; being asked by other members; an organisation's answers among its peers."""


def held_by(account: int) -> dict[str, bool]:
    """Purpose → whether it was agreed to: nothing was, until said otherwise."""
    said = dict.fromkeys(PURPOSES, False)
    for consent in AccountConsent.objects.filter(account_id=account).order_by("id"):
        if consent.purpose in said:
            said[consent.purpose] = consent.given
    return said


def number_of(address: str) -> int | None:
    """The account that an address names: 5 of ``account/5``; none where there is no such account."""
    kind, _, number = address.partition("/")
    if kind != "account" or not (number.isascii() and number.isdigit()):
        return None
    return int(number) if Account.objects.filter(pk=int(number)).exists() else None


def agree(account: int, purpose: str, *, given: bool, now: datetime) -> bool:
    """Keep an answer that is new, and let what rests on it follow; whether it was new."""
    address = Account(pk=account).address
    with transaction.atomic():
        new = held_by(account)[purpose] != given
        if new:
            AccountConsent.objects.create(account_id=account, purpose=purpose, given=given, at=now)
            action = "consent given" if given else "consent withdrawn"
            log_on(now, address, f"{action}: {purpose}", address)
        if purpose == COMPARISON:
            for each in _answered_for(address):
                assessments.consent(each, COMPARISON, given=given, by=address, now=now)
    return new


def _answered_for(address: str) -> list[Assessment]:
    """Assessments for whose comparison this person answered last; those too that nobody has answered for, but which
    this person finished."""
    latest = Consent.objects.filter(assessment=OuterRef("pk"), purpose=COMPARISON).order_by("-id")
    by = Assessment.objects.filter(erased__isnull=True).annotate(answered=Subquery(latest.values("by")[:1]))
    return list(by.filter(Q(answered=address) | Q(answered__isnull=True, finished_by=address)).order_by("id"))
