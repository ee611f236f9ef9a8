"""What is held about a person: handed out, consented to, and erased."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import filiera.contributions.alone  # noqa: F401  before the models
from filiera.contributions.assessments import erase_account as forget_answers_of
from filiera.contributions.assessments import export_account as export_answers
from filiera.contributions.audit import ACCOUNT_ERASED, erased_accounts, log_on, of_account
from filiera.contributions.database import forget_erased, opened
from filiera.contributions.models import Account, AccountConsent, OrganisationClaim
from filiera.contributions.reports import erase_reports, reports_with_email
from filiera.evidence import Evidence
from filiera.services.report_limits import accounts_kept_for, months_before, unconfirmed_kept_for

PURPOSES = ("alerts", "contact")
"""E-mails about what one follows; being asked by other members. An organisation's measurements ask for themselves."""


def consents_of(home: Path, account: int) -> dict[str, bool]:
    """What a person has agreed to: nothing, until said otherwise."""
    with opened(home):
        said = dict.fromkeys(PURPOSES, False)
        for consent in AccountConsent.objects.filter(account_id=account).order_by("id"):
            if consent.purpose in said:
                said[consent.purpose] = consent.given
        return said


def set_consents(home: Path, account: int, wanted: set[str], now: datetime | None = None) -> None:
    """Keep the answers that are new; each is a row of its own, so that it can be shown what held when."""
    now = now or datetime.now(UTC)
    before = consents_of(home, account)
    with opened(home):
        for purpose in PURPOSES:
            given = purpose in wanted
            if given != before[purpose]:
                AccountConsent.objects.create(account_id=account, purpose=purpose, given=given, at=now)
                action = "consent given" if given else "consent withdrawn"
                log_on(now, f"account/{account}", f"{action}: {purpose}", f"account/{account}")


def all_that_is_held(home: Path, account: int) -> dict[str, Any]:
    """All that is held about a person, as data. Of secrets only that they are there."""
    with opened(home):
        from allauth.account.models import EmailAddress
        from allauth.mfa.models import Authenticator
        from allauth.usersessions.models import UserSession

        person = Account.objects.get(pk=account)
        emails = list(EmailAddress.objects.filter(user_id=account).order_by("id"))
        return {
            "account": {
                "id": person.pk,
                "email": person.email,
                "role": person.role,
                "joined": _told(person.date_joined),
                "last_sign_in": _told(person.last_login),
                "password": "held as an Argon2id hash, which is not handed out",
            },
            "email_addresses": [{"email": e.email, "confirmed": e.verified, "signs_in": e.primary} for e in emails],
            "second_factors": [
                {"kind": a.type, "since": _told(a.created_at), "last_used": _told(a.last_used_at)}
                for a in Authenticator.objects.filter(user_id=account).order_by("id")
            ],
            "sessions": [
                {
                    "since": _told(s.created_at),
                    "last_seen": _told(s.last_seen_at),
                    "network_address": s.ip,
                    "browser": s.user_agent,
                }
                for s in UserSession.objects.filter(user_id=account).order_by("id")
            ],
            "consents": [
                {"purpose": c.purpose, "given": c.given, "at": _told(c.at)}
                for c in AccountConsent.objects.filter(account_id=account).order_by("id")
            ],
            "organisation_claims": [
                {
                    "organisation": c.organisation,
                    "status": c.status,
                    "ground": c.ground,
                    "domain": c.domain,
                    "at": _told(c.created),
                    "decided": _told(c.decided),
                }
                for c in OrganisationClaim.objects.filter(account_id=account).order_by("id")
            ],
            "readiness": export_answers(person.address),
            "reports": [
                {"address": r.address, "kind": r.kind, "text": r.text, "source": r.source, "at": _told(r.created)}
                for e in emails
                if e.verified
                for r in reports_with_email(e.email)
            ],
            "audit_log": [
                {"at": _told(line.at), "action": line.action, "on": line.detail} for line in of_account(person.address)
            ],
        }


def erase_account(home: Path, account: int, *, by: str, now: datetime | None = None) -> None:
    """Erase a person: account, addresses, factors, sessions, consents, claims, and the words of own reports.

    The lines of the audit log stay; they hold the account's number, and nothing else of the person.
    """
    with opened(home):
        _erase(account, by=by, now=now or datetime.now(UTC))
        forget_erased()


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
        forget_erased()
    return len(found)


def erase_again(now: datetime) -> None:
    """Whoever was erased stays erased, whatever an older copy brought back. Within opened contributions."""
    for account in Account.objects.filter(pk__in=erased_accounts()):
        _erase(account.pk, by="restore", now=now)


def _erase(id: int, *, by: str, now: datetime) -> None:
    from allauth.account.models import EmailAddress
    from allauth.usersessions.models import UserSession
    from django.contrib.sessions.models import Session
    from django.db import transaction

    with transaction.atomic():
        addresses = list(EmailAddress.objects.filter(user_id=id, verified=True).values_list("email", flat=True))
        for address in addresses:
            erase_reports(reports_with_email(address), by=by, now=now)
        forget_answers_of(f"account/{id}", now=now)
        keys = list(UserSession.objects.filter(user_id=id).values_list("session_key", flat=True))
        Session.objects.filter(session_key__in=keys).delete()
        Account.objects.filter(pk=id).delete()
        log_on(now, by, ACCOUNT_ERASED, f"account/{id}")


def _told(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
