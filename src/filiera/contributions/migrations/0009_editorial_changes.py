"""Changes of content, and what became of each; the database itself keeps both as they are."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from filiera.contributions.only_added import keep, let

TABLES = {"contentchange": "contributions_contentchange", "changestep": "contributions_changestep"}
EVENTS = {"not_changed": "UPDATE", "not_deleted": "DELETE"}
ID: tuple[str, Any] = (
    "id",
    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
)


def keep_as_they_are(apps: Any, editor: Any) -> None:
    """A step that remakes one of the tables must make these triggers again."""
    for name, table in TABLES.items():
        for ending, event in EVENTS.items():
            keep(editor, f"{name}_{ending}", event, table, "changes of content are only ever added to")


def let_change(apps: Any, editor: Any) -> None:
    """The way back."""
    for name, table in TABLES.items():
        for ending in EVENTS:
            let(editor, f"{name}_{ending}", table)


class Migration(migrations.Migration):
    dependencies = [("contributions", "0008_speaking")]

    operations = [
        migrations.CreateModel(
            name="ContentChange",
            fields=[
                ID,
                ("file", models.CharField(max_length=200)),
                ("kind", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=400)),
                ("field", models.CharField(max_length=80)),
                ("old", models.TextField(null=True)),
                ("new", models.TextField(null=True)),
                ("reason", models.TextField()),
                ("source", models.TextField(blank=True)),
                ("by", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                ("form", models.CharField(max_length=64, unique=True)),
                (
                    "reverts",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reverted_by",
                        to="contributions.contentchange",
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="ChangeStep",
            fields=[
                ID,
                (
                    "does",
                    models.CharField(
                        choices=[
                            ("approved", "Approved"),
                            ("refused", "Refused"),
                            ("withdrawn", "Withdrawn"),
                            ("exported", "Exported"),
                        ],
                        max_length=16,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("by", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="contributions.contentchange",
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        migrations.RunPython(keep_as_they_are, let_change),
    ]
