"""The tables of assessments: what organisations answer, who answered, and what may be shown of many together."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.db import models

ADDRESS_LENGTH = 200
ACCOUNT_LENGTH = 64
ID_LENGTH = 80
KEY_LENGTH = 32
NOTE_LENGTH, LINK_LENGTH = 500, 500


class PeerBlock(models.Model):
    """What is kept of at least k organisations for comparison. It never changes, and outlives what it was made of."""

    objects: ClassVar[models.Manager[PeerBlock]]

    questionnaire: models.CharField[str, str] = models.CharField(max_length=ID_LENGTH)
    version: models.CharField[str, str] = models.CharField(max_length=ID_LENGTH)
    group: models.JSONField[list[str], list[str]] = models.JSONField()
    size: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    means: models.JSONField[dict[str, float], dict[str, float]] = models.JSONField()
    """Dimension → mean score, rounded and cut as it may be shown."""
    created: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    renews: models.ForeignKey[PeerBlock | None, PeerBlock | None] = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="+"
    )
    """The earlier block of the same organisations that it stands for from now on."""

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["questionnaire", "version"], name="block_of_questionnaire")
        ]


class ReliabilityRelease(models.Model):
    """How reliable one dimension proved, when blocks were last made: published as it stands."""

    objects: ClassVar[models.Manager[ReliabilityRelease]]

    questionnaire: models.CharField[str, str] = models.CharField(max_length=ID_LENGTH)
    version: models.CharField[str, str] = models.CharField(max_length=ID_LENGTH)
    dimension: models.CharField[str, str] = models.CharField(max_length=ID_LENGTH)
    found: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    """Alpha with its interval, deviation, item-total correlations, all rounded; answered by how many."""
    created: models.DateTimeField[datetime, datetime] = models.DateTimeField(db_index=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["questionnaire", "version"], name="reliability_of_questionnaire")
        ]


class Assessment(models.Model):
    """One time at which an organisation answers one questionnaire: T0, then T1, T2."""

    objects: ClassVar[models.Manager[Assessment]]

    key: models.CharField[str, str] = models.CharField(max_length=KEY_LENGTH, unique=True)
    """By what it is addressed. Knowing it gives no right to it: who asks is looked at elsewhere."""
    organisation: models.CharField[str, str] = models.CharField(max_length=ADDRESS_LENGTH, db_index=True)
    """Address in the registry; empty once it is erased."""
    questionnaire: models.CharField[str, str] = models.CharField(max_length=ID_LENGTH)
    version: models.CharField[str, str] = models.CharField(max_length=ID_LENGTH)
    wave: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField()
    """0 for T0."""
    profile: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(default=dict)
    created: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    created_by: models.CharField[str, str] = models.CharField(max_length=ACCOUNT_LENGTH, blank=True)
    finished: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True, db_index=True)
    finished_by: models.CharField[str, str] = models.CharField(max_length=ACCOUNT_LENGTH, blank=True)
    final: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    """Once it is finished: ``levels`` by question and ``scores`` by dimension, so that many are counted at once."""
    compares: models.BooleanField[bool, bool] = models.BooleanField(default=False)
    """Whether it may enter a block: what the latest consent says."""
    block: models.ForeignKey[PeerBlock | None, PeerBlock | None] = models.ForeignKey(
        PeerBlock, null=True, on_delete=models.PROTECT, related_name="+"
    )
    """The block that it is in, once and for ever."""
    erased: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organisation", "questionnaire", "wave"],
                condition=models.Q(erased__isnull=True),
                name="one_assessment_a_wave",
            )
        ]


class Submission(models.Model):
    """One form sent. The same form sent twice in a row with the same answers is one."""

    objects: ClassVar[models.Manager[Submission]]

    assessment: models.ForeignKey[Assessment, Assessment] = models.ForeignKey(Assessment, on_delete=models.CASCADE)
    form: models.CharField[str, str] = models.CharField(max_length=64)
    """Hash of the name of the form."""
    content: models.CharField[str, str] = models.CharField(max_length=64)
    """Hash of what it said."""
    by: models.CharField[str, str] = models.CharField(max_length=ACCOUNT_LENGTH, blank=True)
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["assessment", "form"], name="submission_of_form")]


class Answer(models.Model):
    """One answer by one person. Rows are only ever added; the latest of a question holds."""

    objects: ClassVar[models.Manager[Answer]]

    assessment: models.ForeignKey[Assessment, Assessment] = models.ForeignKey(Assessment, on_delete=models.CASCADE)
    question: models.CharField[str, str] = models.CharField(max_length=ID_LENGTH)
    level: models.SmallIntegerField[int | None, int | None] = models.SmallIntegerField(null=True)
    """Counted from 0; -1: does not concern the organisation; none: taken back."""
    by: models.CharField[str, str] = models.CharField(max_length=ACCOUNT_LENGTH, blank=True)
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["assessment", "question"], name="answer_of_question")
        ]


class AnswerProof(models.Model):
    """What shows an answer, in one person's words. Rows are only ever added; the latest of a question holds."""

    objects: ClassVar[models.Manager[AnswerProof]]

    assessment: models.ForeignKey[Assessment, Assessment] = models.ForeignKey(Assessment, on_delete=models.CASCADE)
    question: models.CharField[str, str] = models.CharField(max_length=ID_LENGTH)
    note: models.TextField[str, str] = models.TextField(blank=True)
    link: models.CharField[str, str] = models.CharField(max_length=LINK_LENGTH, blank=True)
    """Where it can be looked at; with neither note nor link it was taken back."""
    by: models.CharField[str, str] = models.CharField(max_length=ACCOUNT_LENGTH, blank=True)
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["assessment", "question"], name="proof_of_question")
        ]


class Consent(models.Model):
    """What somebody allowed or took back, for one purpose. Rows are only ever added; the latest holds."""

    objects: ClassVar[models.Manager[Consent]]

    class Purpose(models.TextChoices):
        """What it is for."""

        COMPARISON = "comparison"

    assessment: models.ForeignKey[Assessment, Assessment] = models.ForeignKey(Assessment, on_delete=models.CASCADE)
    purpose: models.CharField[str, str] = models.CharField(max_length=24, choices=Purpose.choices)
    given: models.BooleanField[bool, bool] = models.BooleanField()
    by: models.CharField[str, str] = models.CharField(max_length=ACCOUNT_LENGTH, blank=True)
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
