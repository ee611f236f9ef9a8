"""A salt of the day for counting senders, and an audit log that the database itself keeps as it is."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models

from filiera.contributions.only_added import keep, let

TABLE = "contributions_auditentry"
EVENTS = {"auditentry_not_changed": "UPDATE", "auditentry_not_deleted": "DELETE"}


def keep_as_it_is(apps: Any, editor: Any) -> None:
    """A step that remakes the table of the audit log must do this again."""
    for name, event in EVENTS.items():
        keep(editor, name, event, TABLE, "the audit log is only ever added to")


def let_change(apps: Any, editor: Any) -> None:
    """The way back."""
    for name in EVENTS:
        let(editor, name, TABLE)


class Migration(migrations.Migration):
    dependencies = [("contributions", "0001_reports")]

    operations = [
        migrations.CreateModel(
            name="DaySalt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(unique=True)),
                ("salt", models.CharField(max_length=64)),
            ],
        ),
        migrations.RunPython(keep_as_it_is, let_change),
    ]
