"""The tables by which members speak with each other: profiles, interests, what they follow, what they were told."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from django.db import models

from filiera.contributions.account_models import Account

ADDRESS_LENGTH = 200
REASON_LENGTH = 600


class Profile(models.Model):
    """What an organisation offers, or asks for: public once an editor has published it, and never a person's name."""

    class Kind(models.TextChoices):
        """Which way it goes."""

        OFFER = "offer"
        REQUEST = "request"

    class Status(models.TextChoices):
        """Where it stands on its way to the public page and from it."""

        DRAFT = "draft"
        WAITING = "waiting"
        RETURNED = "returned"
        PUBLISHED = "published"
        EXPIRED = "expired"
        WITHDRAWN = "withdrawn"

    class Stage(models.TextChoices):
        """How far what is offered or asked for has come."""

        NONE = ""
        IDEA = "idea"
        DEVELOPMENT = "development"
        TRIED = "tried"
        IN_USE = "in-use"

    objects: ClassVar[models.Manager[Profile]]

    organisation: models.CharField[str, str] = models.CharField(max_length=ADDRESS_LENGTH, db_index=True)
    account: models.ForeignKey[Account | None, Account | None] = models.ForeignKey(
        Account, null=True, on_delete=models.SET_NULL, related_name="profiles"
    )
    """Who wrote it last; nobody once that account is erased."""
    kind: models.CharField[str, str] = models.CharField(max_length=16, choices=Kind.choices)
    texts: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    """Language → title, summary, keywords."""
    partner_kinds: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    """Kinds of organisation that are looked for; none: any."""
    territory: models.CharField[str, str] = models.CharField(max_length=40, blank=True)
    """Where the partner should be; empty: anywhere."""
    stage: models.CharField[str, str] = models.CharField(max_length=16, choices=Stage.choices, blank=True)
    valid_until: models.DateField[date, date] = models.DateField()
    language: models.CharField[str, str] = models.CharField(max_length=8)
    """In which its writer reads the pages: e-mails about it are written in it."""
    status: models.CharField[str, str] = models.CharField(
        max_length=16, choices=Status.choices, default=Status.DRAFT, db_index=True
    )
    created: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    changed: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    published: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)
    decided_by: models.CharField[str, str] = models.CharField(max_length=120, blank=True)
    reason: models.TextField[str, str] = models.TextField(max_length=REASON_LENGTH, blank=True)
    """The editor's sentence, where it was returned or taken down."""


class Interest(models.Model):
    """One organisation writes to another about a profile. Addresses show when both have agreed, and not before."""

    class Status(models.TextChoices):
        """What has become of it."""

        SENT = "sent"
        ACCEPTED = "accepted"
        DECLINED = "declined"
        WITHDRAWN = "withdrawn"
        REMOVED = "removed"

    objects: ClassVar[models.Manager[Interest]]

    profile: models.ForeignKey[Profile, Profile] = models.ForeignKey(
        Profile, on_delete=models.CASCADE, related_name="interests"
    )
    from_organisation: models.CharField[str, str] = models.CharField(max_length=ADDRESS_LENGTH, db_index=True)
    to_organisation: models.CharField[str, str] = models.CharField(max_length=ADDRESS_LENGTH, db_index=True)
    sender_account: models.ForeignKey[Account | None, Account | None] = models.ForeignKey(
        Account, null=True, on_delete=models.SET_NULL, related_name="interests_sent"
    )
    answerer_account: models.ForeignKey[Account | None, Account | None] = models.ForeignKey(
        Account, null=True, on_delete=models.SET_NULL, related_name="interests_answered"
    )
    message: models.TextField[str, str] = models.TextField()
    answer: models.TextField[str, str] = models.TextField(blank=True)
    language: models.CharField[str, str] = models.CharField(max_length=8)
    status: models.CharField[str, str] = models.CharField(
        max_length=16, choices=Status.choices, default=Status.SENT, db_index=True
    )
    form: models.CharField[str, str] = models.CharField(max_length=64, unique=True)
    """Hash of the form that sent it: sent twice, it is one."""
    sent: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    """When the sender wrote, and agreed that the other side sees the address if it agrees too."""
    answered: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)
    """When the other side agreed, or declined."""
    ended: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)
    reported: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True, db_index=True)
    """When the receiver called it an abuse; None again once an editor has decided."""
    report_reason: models.TextField[str, str] = models.TextField(max_length=REASON_LENGTH, blank=True)
    reporter_account: models.ForeignKey[Account | None, Account | None] = models.ForeignKey(
        Account, null=True, on_delete=models.SET_NULL, related_name="interests_reported"
    )


class Block(models.Model):
    """An organisation that may no longer write to another; to none, where an editor has said so."""

    objects: ClassVar[models.Manager[Block]]

    blocked: models.CharField[str, str] = models.CharField(max_length=ADDRESS_LENGTH, db_index=True)
    for_organisation: models.CharField[str, str] = models.CharField(max_length=ADDRESS_LENGTH, blank=True)
    """Empty: for all."""
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["blocked", "for_organisation"], name="one_block_of_one_pair")
        ]


class Alert(models.Model):
    """What a member follows: one address, or the answers to a question."""

    objects: ClassVar[models.Manager[Alert]]

    account: models.ForeignKey[Account, Account] = models.ForeignKey(
        Account, on_delete=models.CASCADE, related_name="alerts"
    )
    kind: models.CharField[str, str] = models.CharField(max_length=16)
    address: models.CharField[str, str] = models.CharField(max_length=ADDRESS_LENGTH, blank=True)
    """Of what is followed; empty for a search."""
    question: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(default=dict)
    """Of a search: its words and filters."""
    name: models.CharField[str, str] = models.CharField(max_length=200, blank=True)
    """What the member calls it."""
    language: models.CharField[str, str] = models.CharField(max_length=8)
    by_mail: models.BooleanField[bool, bool] = models.BooleanField(default=True)
    feed: models.IntegerField[int, int] = models.IntegerField(default=0)
    """How often the address of its feed was renewed: each time the one before leads nowhere."""
    created: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    told: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    """What it showed when the member was last told: of each row what a change of it would change."""
    told_under: models.CharField[str, str] = models.CharField(max_length=64)
    """Hash of the evidence then."""


class Digest(models.Model):
    """One e-mail with what changed of all that a member follows; it is written down before it is sent."""

    objects: ClassVar[models.Manager[Digest]]

    account: models.ForeignKey[Account, Account] = models.ForeignKey(
        Account, on_delete=models.CASCADE, related_name="digests"
    )
    evidence: models.CharField[str, str] = models.CharField(max_length=64)
    language: models.CharField[str, str] = models.CharField(max_length=8)
    subject: models.CharField[str, str] = models.CharField(max_length=200)
    text: models.TextField[str, str] = models.TextField()
    """Empty once it is sent."""
    message: models.CharField[str, str] = models.CharField(max_length=120, unique=True)
    """Its Message-ID: the same however often it has to be tried."""
    written: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    sent: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True, db_index=True)


class AlertChange(models.Model):
    """One thing that changed of what is followed: an entry of its feed."""

    objects: ClassVar[models.Manager[AlertChange]]

    alert: models.ForeignKey[Alert, Alert] = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="changes")
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    evidence: models.CharField[str, str] = models.CharField(max_length=64)
    change: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
