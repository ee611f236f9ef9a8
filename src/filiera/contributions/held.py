"""All that is held about a person, part by part: what is handed out of it, and how it is erased.

Whoever adds a table in which people stand adds a part to ``PARTS``: a test looks at every table for fields that name an
account, and fails where no part covers them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from filiera.contributions import assessments
from filiera.contributions import speaking_held as speaking
from filiera.contributions.audit import of_account
from filiera.contributions.models import (
    Account,
    AccountConsent,
    Assessment,
    ChangeStep,
    ContentChange,
    OrganisationClaim,
    Report,
)
from filiera.contributions.reports import erase_reports, reports_with_email

Told = dict[str, Any] | list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Person:
    """An account, and by what names rows know it."""

    id: int
    address: str
    """What the audit log and assessments call it: ``account/5``."""
    confirmed: tuple[str, ...]
    """E-mail addresses that are known to be the person's."""

    @classmethod
    def of(cls, id: int) -> Person:
        """Of the account with this number."""
        from allauth.account.models import EmailAddress

        addresses = EmailAddress.objects.filter(user_id=id, verified=True).order_by("id")
        return cls(id, Account(pk=id).address, tuple(addresses.values_list("email", flat=True)))


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of thing that is held about people."""

    name: str
    """Its key in what is handed out."""
    covers: tuple[str, ...]
    """The fields by which its tables name a person: ``contributions.Answer.by``."""
    tell: Callable[[Person], Told]
    erase: Callable[[Person, str, datetime], None] | None = None
    """Who is erased, by whom, when. None: its rows fall with the account."""


def erase_all(id: int, *, by: str, now: datetime) -> None:
    """Everything but the account itself, and with it what falls when the account does."""
    person = Person.of(id)
    for part in PARTS:
        if part.erase is not None:
            part.erase(person, by, now)


def all_of(id: int) -> dict[str, Told]:
    """Everything, by part."""
    person = Person.of(id)
    return {part.name: part.tell(person) for part in PARTS}


def _account(person: Person) -> Told:
    found = Account.objects.get(pk=person.id)
    return {
        "id": found.pk,
        "email": found.email,
        "role": found.role,
        "joined": _at(found.date_joined),
        "last_sign_in": _at(found.last_login),
        "password": "held as an Argon2id hash, which is not handed out",
    }


def _addresses(person: Person) -> Told:
    from allauth.account.models import EmailAddress

    found = EmailAddress.objects.filter(user_id=person.id).order_by("id")
    return [{"email": each.email, "confirmed": each.verified, "signs_in": each.primary} for each in found]


def _factors(person: Person) -> Told:
    from allauth.mfa.models import Authenticator

    return [
        {"kind": each.type, "since": _at(each.created_at), "last_used": _at(each.last_used_at)}
        for each in Authenticator.objects.filter(user_id=person.id).order_by("id")
    ]


def _sessions(person: Person) -> Told:
    from allauth.usersessions.models import UserSession

    return [
        {
            "since": _at(each.created_at),
            "last_seen": _at(each.last_seen_at),
            "network_address": each.ip,
            "browser": each.user_agent,
        }
        for each in UserSession.objects.filter(user_id=person.id).order_by("id")
    ]


def _end_sessions(person: Person, by: str, now: datetime) -> None:
    from allauth.usersessions.models import UserSession
    from django.contrib.sessions.models import Session

    keys = list(UserSession.objects.filter(user_id=person.id).values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()


def _consents(person: Person) -> Told:
    found = AccountConsent.objects.filter(account_id=person.id).order_by("id")
    return [{"purpose": each.purpose, "given": each.given, "at": _at(each.at)} for each in found]


def _claims(person: Person) -> Told:
    return [
        {
            "organisation": each.organisation,
            "status": each.status,
            "ground": each.ground,
            "domain": each.domain,
            "at": _at(each.created),
            "decided": _at(each.decided),
            "reason": each.reason,
        }
        for each in OrganisationClaim.objects.filter(account_id=person.id).order_by("id")
    ]


def _forget_decider(person: Person, by: str, now: datetime) -> None:
    OrganisationClaim.objects.filter(decided_by=person.address).update(decided_by="")


def _assessments(person: Person) -> Told:
    begun = Assessment.objects.filter(created_by=person.address).order_by("id")
    finished = Assessment.objects.filter(finished_by=person.address).order_by("id")
    return assessments.export_account(person.address) | {
        "begun": [{"assessment": each.key, "at": _at(each.created)} for each in begun],
        "finished": [{"assessment": each.key, "at": _at(each.finished)} for each in finished],
    }


def _leave_assessments(person: Person, by: str, now: datetime) -> None:
    assessments.erase_account(person.address, now=now)


def _content_changes(person: Person) -> Told:
    proposed = ContentChange.objects.filter(by=person.address).order_by("id")
    steps = ChangeStep.objects.filter(by=person.address).order_by("id").select_related("change")
    return [
        *(
            {"change": each.pk, "did": "proposed", "file": each.file, "reason": each.reason, "at": _at(each.at)}
            for each in proposed
        ),
        *(
            {"change": each.change.pk, "did": each.does, "file": each.change.file, "reason": "", "at": _at(each.at)}
            for each in steps
        ),
    ]


def _reports(person: Person) -> Told:
    return [
        {"address": each.address, "kind": each.kind, "text": each.text, "source": each.source, "at": _at(each.created)}
        for email in person.confirmed
        for each in reports_with_email(email)
    ]


def _erase_reports(person: Person, by: str, now: datetime) -> None:
    for email in person.confirmed:
        erase_reports(reports_with_email(email), by=by, now=now)
    Report.objects.filter(answered_by=person.address).update(answered_by="")


def _log(person: Person) -> Told:
    return [{"at": _at(line.at), "action": line.action, "on": line.detail} for line in of_account(person.address)]


def _at(time: datetime | None) -> str | None:
    return time.isoformat() if time else None


PARTS: tuple[Part, ...] = (
    Part("account", ("contributions.Account.email",), _account),
    Part("email_addresses", ("account.EmailAddress.user", "account.EmailAddress.email"), _addresses),
    Part("second_factors", ("mfa.Authenticator.user",), _factors),
    Part("sessions", ("usersessions.UserSession.user",), _sessions, _end_sessions),
    Part("consents", ("contributions.AccountConsent.account",), _consents),
    Part(
        "organisation_claims",
        ("contributions.OrganisationClaim.account", "contributions.OrganisationClaim.decided_by"),
        _claims,
        _forget_decider,
    ),
    Part(
        "assessments",
        (
            "contributions.Assessment.created_by",
            "contributions.Assessment.finished_by",
            "contributions.Submission.by",
            "contributions.Answer.by",
            "contributions.AnswerProof.by",
            "contributions.Consent.by",
        ),
        _assessments,
        _leave_assessments,
    ),
    Part("reports", ("contributions.Report.email", "contributions.Report.answered_by"), _reports, _erase_reports),
    Part(
        "profiles",
        ("contributions.Profile.account", "contributions.Profile.decided_by"),
        lambda person: speaking.profiles_told(person.id),
        lambda person, by, now: speaking.erase_profiles(person.id, by, now),
    ),
    Part(
        "messages",
        (
            "contributions.Interest.sender_account",
            "contributions.Interest.answerer_account",
            "contributions.Interest.reporter_account",
        ),
        lambda person: speaking.messages_told(person.id),
        lambda person, by, now: speaking.erase_messages(person.id, by, now),
    ),
    Part("alerts", ("contributions.Alert.account",), lambda person: speaking.alerts_told(person.id)),
    Part("digests", ("contributions.Digest.account",), lambda person: speaking.digests_told(person.id)),
    # Signed by a number: they stay, for what they did to the pack stays.
    Part("content_changes", ("contributions.ContentChange.by", "contributions.ChangeStep.by"), _content_changes),
    # A number and nothing of the person: it stays, so that whoever runs the hub can account for changes.
    Part("audit_log", ("contributions.AuditEntry.by",), _log),
)
