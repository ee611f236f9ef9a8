"""The tables of accounts: who a member is, for which organisation, and to what a member has agreed."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone

EMAIL_LENGTH = 254
REASON_LENGTH = 600


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Account:
        """An account with a password; without one nobody can sign in."""
        account = self.model(email=self.normalize_email(email).lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """A person who signs in. No name is asked for: the e-mail address is all that is needed."""

    class Role(models.TextChoices):
        """What an account may do; who is not signed in is a visitor."""

        MEMBER = "member"
        EDITOR = "editor"
        ADMINISTRATOR = "administrator"

    objects: ClassVar[AccountManager] = AccountManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    email: models.EmailField[str, str] = models.EmailField(max_length=EMAIL_LENGTH, unique=True)
    role: models.CharField[str, str] = models.CharField(max_length=16, choices=Role.choices, default=Role.MEMBER)
    is_active: models.BooleanField[bool, bool] = models.BooleanField(default=True)
    date_joined: models.DateTimeField[datetime, datetime] = models.DateTimeField(default=timezone.now)

    @property
    def address(self) -> str:
        """What the audit log calls it: a number, and nothing of the person."""
        return f"account/{self.pk}"


class OrganisationClaim(models.Model):
    """A person says: I speak for this organisation."""

    class Status(models.TextChoices):
        """What has become of it."""

        WAITING = "waiting"
        ACCEPTED = "accepted"
        REFUSED = "refused"

    class Ground(models.TextChoices):
        """What it was accepted on."""

        NONE = ""
        DOMAIN = "domain"
        EDITOR = "editor"

    objects: ClassVar[models.Manager[OrganisationClaim]]

    account: models.ForeignKey[Account, Account] = models.ForeignKey(
        Account, on_delete=models.CASCADE, related_name="claims"
    )
    organisation: models.CharField[str, str] = models.CharField(max_length=200, db_index=True)
    """Address of the organisation in the evidence."""
    status: models.CharField[str, str] = models.CharField(
        max_length=16, choices=Status.choices, default=Status.WAITING, db_index=True
    )
    ground: models.CharField[str, str] = models.CharField(max_length=16, choices=Ground.choices, blank=True)
    domain: models.CharField[str, str] = models.CharField(max_length=EMAIL_LENGTH, blank=True)
    """Of an acceptance by domain: the one that address and website share."""
    created: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    decided: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)
    decided_by: models.CharField[str, str] = models.CharField(max_length=120, blank=True)
    reason: models.TextField[str, str] = models.TextField(max_length=REASON_LENGTH, blank=True)
    """What the editor says to whoever claims."""

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["account", "organisation"], name="one_claim_of_one_person")
        ]


class AccountConsent(models.Model):
    """One answer to one purpose; the latest counts, and the earlier ones show what held when."""

    objects: ClassVar[models.Manager[AccountConsent]]

    account: models.ForeignKey[Account, Account] = models.ForeignKey(
        Account, on_delete=models.CASCADE, related_name="consents"
    )
    purpose: models.CharField[str, str] = models.CharField(max_length=40)
    given: models.BooleanField[bool, bool] = models.BooleanField()
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
