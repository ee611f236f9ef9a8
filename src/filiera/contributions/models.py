"""The tables of contributions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar, NoReturn

from django.db import models

from filiera.contributions.account_models import Account, AccountConsent, OrganisationClaim
from filiera.contributions.assessment_models import (
    Answer,
    AnswerProof,
    Assessment,
    Consent,
    PeerBlock,
    ReliabilityRelease,
    Submission,
)
from filiera.contributions.change_models import ChangeStep, ContentChange
from filiera.contributions.speaking_models import Alert, AlertChange, Block, Digest, Interest, Profile

__all__ = [
    "Account",
    "AccountConsent",
    "Alert",
    "AlertChange",
    "Answer",
    "AnswerProof",
    "Assessment",
    "Attempt",
    "AuditEntry",
    "Block",
    "ChangeStep",
    "Consent",
    "ContentChange",
    "DaySalt",
    "Digest",
    "Interest",
    "OrganisationClaim",
    "PeerBlock",
    "Profile",
    "ReliabilityRelease",
    "Report",
    "Submission",
]
ADDRESS_LENGTH = 200
TEXT_LENGTH = 4000
SOURCE_LENGTH = 500
EMAIL_LENGTH = 254
BY_LENGTH = 120
DETAIL_LENGTH = 200


class Report(models.Model):
    """A reader's report of an error at one address of the evidence."""

    class Kind(models.TextChoices):
        """What is thought to be wrong."""

        VALUE = "value"
        SOURCE = "source"
        OUTDATED = "outdated"
        PLACE = "place"
        WORDS = "words"
        OTHER = "other"

    class Status(models.TextChoices):
        """What has become of it."""

        NEW = "new"
        ACCEPTED = "accepted"
        REJECTED = "rejected"
        CLOSED = "closed"

    objects: ClassVar[models.Manager[Report]]

    address: models.CharField[str, str] = models.CharField(max_length=ADDRESS_LENGTH, db_index=True)
    version: models.CharField[str, str] = models.CharField(max_length=64)
    """Hash of the row that was read: with the address it says what the reader saw."""
    evidence: models.CharField[str, str] = models.CharField(max_length=64)
    """Hash of the evidence that was read."""
    language: models.CharField[str, str] = models.CharField(max_length=8)
    kind: models.CharField[str, str] = models.CharField(max_length=16, choices=Kind.choices)
    text: models.TextField[str, str] = models.TextField(max_length=TEXT_LENGTH, blank=True)
    """In the reader's words; never shown to the public, empty once it is erased."""
    source: models.TextField[str, str] = models.TextField(max_length=SOURCE_LENGTH, blank=True)
    email: models.CharField[str, str] = models.CharField(max_length=EMAIL_LENGTH, blank=True)
    receipt: models.CharField[str, str] = models.CharField(max_length=64, unique=True)
    """Hash of the code by which the sender finds the report again; the code itself is not kept."""
    form: models.CharField[str, str] = models.CharField(max_length=64, unique=True)
    """Hash of the form with its answers: the same sent twice is one report, a corrected one another."""
    created: models.DateTimeField[datetime, datetime] = models.DateTimeField(db_index=True)
    status: models.CharField[str, str] = models.CharField(
        max_length=16, choices=Status.choices, default=Status.NEW, db_index=True
    )
    answer: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(default=dict)
    """The editor's sentence per language; of an accepted report it is shown on the page."""
    answered: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)
    answered_by: models.CharField[str, str] = models.CharField(max_length=BY_LENGTH, blank=True)
    accepted_under: models.CharField[str, str] = models.CharField(max_length=64, blank=True)
    """Hash of the evidence in use when it was accepted: the note stands until a build brings another."""
    erased: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)
    """When the sender's words and address were erased."""


class Attempt(models.Model):
    """One report sent, for a day, so that nobody can send without end. It holds no address of a machine."""

    objects: ClassVar[models.Manager[Attempt]]

    sender: models.CharField[str, str] = models.CharField(max_length=64, db_index=True)
    """A keyed hash of the sender's machine and the salt of the day."""
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField(db_index=True)


class DaySalt(models.Model):
    """What makes the names of senders those of one day. Once it is forgotten nobody can make them again."""

    objects: ClassVar[models.Manager[DaySalt]]

    day: models.DateField[date, date] = models.DateField(unique=True)
    salt: models.CharField[str, str] = models.CharField(max_length=64)


class AuditEntry(models.Model):
    """Who did what, and when. Rows are only ever added (triggers see to it), and hold nothing of what a
    sender wrote."""

    objects: ClassVar[models.Manager[AuditEntry]]

    at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    by: models.CharField[str, str] = models.CharField(max_length=BY_LENGTH)
    action: models.CharField[str, str] = models.CharField(max_length=40)
    report: models.BigIntegerField[int | None, int | None] = models.BigIntegerField(null=True)
    """On which report; what is done to something else has its address in ``detail``."""
    detail: models.CharField[str, str] = models.CharField(max_length=DETAIL_LENGTH, blank=True)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; one that stands already is not changed."""
        if self.pk is not None:
            self._refuse()
        # A name that is too long is cut: what was done is noted all the same.
        self.by, self.detail = self.by[:BY_LENGTH], self.detail[:DETAIL_LENGTH]
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Rows of the audit log are not deleted."""
        self._refuse()

    def _refuse(self) -> NoReturn:
        raise TypeError("the audit log is only ever added to")
