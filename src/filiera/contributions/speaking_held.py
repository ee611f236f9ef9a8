"""What is held of how a person speaks with others: profiles, messages, what is followed; told, and erased."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q

from filiera.contributions.audit import log_on
from filiera.contributions.models import Alert, AlertChange, Digest, Interest, OrganisationClaim, Profile

Rows = list[dict[str, Any]]


def profiles_told(account: int) -> Rows:
    """Profiles that the person wrote last."""
    return [
        {
            "profile": f"profile/{each.pk}",
            "organisation": each.organisation,
            "kind": each.kind,
            "status": each.status,
            "texts": each.texts,
            "partner_kinds": each.partner_kinds,
            "territory": each.territory,
            "stage": each.stage,
            "valid_until": each.valid_until.isoformat(),
            "created": _at(each.created),
            "published": _at(each.published),
        }
        for each in Profile.objects.filter(account_id=account).order_by("id")
    ]


def erase_profiles(account: int, by: str, now: datetime) -> None:
    """A profile stays its organisation's where somebody else speaks for it; else it goes, with its messages."""
    for each in Profile.objects.filter(account_id=account).order_by("id"):
        others = OrganisationClaim.objects.filter(organisation=each.organisation, status="accepted")
        if others.exclude(account_id=account).exists():
            each.account = None
            each.save(update_fields=["account"])
        else:
            log_on(now, by, "profile erased", f"profile/{each.pk}")
            each.delete()
    Profile.objects.filter(decided_by=f"account/{account}").update(decided_by="")


def messages_told(account: int) -> Rows:
    """Messages that the person wrote, answered or reported: each with the person's own words."""
    return [
        {
            "message": f"interest/{each.pk}",
            "about": f"profile/{each.profile.pk}",
            "from": each.from_organisation,
            "to": each.to_organisation,
            "status": each.status,
            "sent": _at(each.sent),
            "answered": _at(each.answered),
            "text": each.message if _is(each.sender_account, account) else None,
            "answer": each.answer if _is(each.answerer_account, account) else None,
            "reported": each.report_reason if _is(each.reporter_account, account) else None,
        }
        for each in _of(account)
    ]


def erase_messages(account: int, by: str, now: datetime) -> None:
    """The person's words and agreement go; that there was a message, between which organisations, stays."""
    for each in _of(account):
        if _is(each.sender_account, account):
            each.message, each.sender_account = "", None
            if each.status == Interest.Status.SENT:
                each.status, each.ended = Interest.Status.WITHDRAWN, now
        if _is(each.answerer_account, account):
            each.answer, each.answerer_account = "", None
        if each.status == Interest.Status.ACCEPTED and None in (each.sender_account, each.answerer_account):
            each.status, each.ended = Interest.Status.WITHDRAWN, now
        if _is(each.reporter_account, account):
            each.report_reason, each.reporter_account = "", None
        each.save()
        log_on(now, by, "words of interest erased", f"interest/{each.pk}")


def alerts_told(account: int) -> Rows:
    """What the person follows, and what changed of it."""
    return [
        {
            "follows": each.address or each.question,
            "name": each.name,
            "language": each.language,
            "by_mail": each.by_mail,
            "created": _at(each.created),
            "changes": [
                {"at": _at(change.at), **change.change}
                for change in AlertChange.objects.filter(alert=each).order_by("id")
            ],
        }
        for each in Alert.objects.filter(account_id=account).order_by("id")
    ]


def digests_told(account: int) -> Rows:
    """E-mails that were written to the person about it; their text is not kept once they are sent."""
    return [
        {"written": _at(each.written), "sent": _at(each.sent), "subject": each.subject, "text": each.text}
        for each in Digest.objects.filter(account_id=account).order_by("id")
    ]


def _of(account: int) -> list[Interest]:
    own = Q(sender_account_id=account) | Q(answerer_account_id=account) | Q(reporter_account_id=account)
    return list(Interest.objects.filter(own).order_by("id"))


def _is(person: Any, account: int) -> bool:
    return person is not None and person.pk == account


def _at(time: datetime | None) -> str | None:
    return time.isoformat() if time else None
