"""The tables of changes of content: what an editor proposes to change in the pack's files, and what became of it.

Rows of both are only ever added (triggers see to it): a change is taken back by another one.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, NoReturn

from django.db import models


class _OnlyAdded(models.Model):
    """A row that is written once."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; one that stands already is not changed."""
        if self.pk is not None:
            self._refuse()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Rows are not deleted."""
        self._refuse()

    def _refuse(self) -> NoReturn:
        raise TypeError("changes of content are only ever added to")


class ContentChange(_OnlyAdded):
    """One field of one record of the pack: what it said, what it is to say, why, by whom."""

    objects: ClassVar[models.Manager[ContentChange]]

    file: models.CharField[str, str] = models.CharField(max_length=200)
    """The pack's folder and the file in it, when the change was proposed."""
    kind: models.CharField[str, str] = models.CharField(max_length=40)
    key: models.CharField[str, str] = models.CharField(max_length=400)
    field: models.CharField[str, str] = models.CharField(max_length=80)
    old: models.TextField[str | None, str | None] = models.TextField(null=True)
    """None where the field was not there."""
    new: models.TextField[str | None, str | None] = models.TextField(null=True)
    reason: models.TextField[str, str] = models.TextField()
    source: models.TextField[str, str] = models.TextField(blank=True)
    by: models.CharField[str, str] = models.CharField(max_length=120)
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    reverts: models.ForeignKey[ContentChange | None, ContentChange | None] = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="reverted_by"
    )
    form: models.CharField[str, str] = models.CharField(max_length=64, unique=True)
    """Hash of the form with its answers: the same sent twice is one change."""


class ChangeStep(_OnlyAdded):
    """What became of a change: each step by somebody, at a time."""

    class Does(models.TextChoices):
        """The steps that there are; a change without any waits."""

        APPROVED = "approved"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"
        EXPORTED = "exported"

    objects: ClassVar[models.Manager[ChangeStep]]

    change: models.ForeignKey[ContentChange, ContentChange] = models.ForeignKey(
        ContentChange, on_delete=models.PROTECT, related_name="steps"
    )
    does: models.CharField[str, str] = models.CharField(max_length=16, choices=Does.choices)
    note: models.TextField[str, str] = models.TextField(blank=True)
    by: models.CharField[str, str] = models.CharField(max_length=120)
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
