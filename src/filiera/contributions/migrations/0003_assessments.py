"""Assessments of readiness: answers that are only ever added, consent, and what may be shown of many."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from filiera.contributions.only_added import keep, let

KEPT = {
    "answer_not_changed": ("UPDATE OF level, question, assessment_id, at", "contributions_answer"),
    "block_not_changed": ("UPDATE", "contributions_peerblock"),
    "block_not_deleted": ("DELETE", "contributions_peerblock"),
}


def keep_as_it_is(apps: Any, editor: Any) -> None:
    """A step that remakes these tables must do this again."""
    for name, (event, table) in KEPT.items():
        keep(editor, name, event, table, "answers and blocks are only ever added")


def let_change(apps: Any, editor: Any) -> None:
    """The way back."""
    for name, (_, table) in KEPT.items():
        let(editor, name, table)


class Migration(migrations.Migration):
    dependencies = [
        ("contributions", "0002_for_a_day_and_for_ever"),
    ]

    operations = [
        migrations.CreateModel(
            name="Assessment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=32, unique=True)),
                ("organisation", models.CharField(db_index=True, max_length=200)),
                ("questionnaire", models.CharField(max_length=80)),
                ("version", models.CharField(max_length=80)),
                ("wave", models.PositiveSmallIntegerField()),
                ("profile", models.JSONField(default=dict)),
                ("created", models.DateTimeField()),
                ("created_by", models.CharField(blank=True, max_length=64)),
                ("finished", models.DateTimeField(db_index=True, null=True)),
                ("finished_by", models.CharField(blank=True, max_length=64)),
                ("final", models.JSONField(default=dict)),
                ("compares", models.BooleanField(default=False)),
                ("erased", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("purpose", models.CharField(choices=[("comparison", "Comparison")], max_length=24)),
                ("given", models.BooleanField()),
                ("by", models.CharField(blank=True, max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "assessment",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="contributions.assessment"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PeerBlock",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("questionnaire", models.CharField(max_length=80)),
                ("version", models.CharField(max_length=80)),
                ("group", models.JSONField()),
                ("size", models.PositiveIntegerField()),
                ("means", models.JSONField()),
                ("created", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["questionnaire", "version"], name="block_of_questionnaire")],
            },
        ),
        migrations.AddField(
            model_name="assessment",
            name="block",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contributions.peerblock"
            ),
        ),
        migrations.CreateModel(
            name="ReliabilityRelease",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("questionnaire", models.CharField(max_length=80)),
                ("version", models.CharField(max_length=80)),
                ("dimension", models.CharField(max_length=80)),
                ("found", models.JSONField()),
                ("created", models.DateTimeField(db_index=True)),
            ],
            options={
                "indexes": [models.Index(fields=["questionnaire", "version"], name="reliability_of_questionnaire")],
            },
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("form", models.CharField(max_length=64)),
                ("content", models.CharField(max_length=64)),
                ("by", models.CharField(blank=True, max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "assessment",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="contributions.assessment"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("question", models.CharField(max_length=80)),
                ("level", models.SmallIntegerField(null=True)),
                ("by", models.CharField(blank=True, max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "assessment",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="contributions.assessment"),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["assessment", "question"], name="answer_of_question")],
            },
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("erased__isnull", True)),
                fields=("organisation", "questionnaire", "wave"),
                name="one_assessment_a_wave",
            ),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(fields=["assessment", "form"], name="submission_of_form"),
        ),
        migrations.RunPython(keep_as_it_is, let_change),
    ]
