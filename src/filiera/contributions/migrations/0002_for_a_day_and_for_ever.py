"""A salt of the day for counting senders, and an audit log that the database itself keeps as it is."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models

EVENTS = {"auditentry_not_changed": "UPDATE", "auditentry_not_deleted": "DELETE"}


def keep_as_it_is(apps: Any, editor: Any) -> None:
    """A step that remakes the table of the audit log must make these triggers again."""
    if editor.connection.vendor != "sqlite":
        return
    for name, event in EVENTS.items():
        editor.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON contributions_auditentry "
            "BEGIN SELECT RAISE(ABORT, 'the audit log is only ever added to'); END"
        )


def let_change(apps: Any, editor: Any) -> None:
    """The way back."""
    if editor.connection.vendor == "sqlite":
        for name in EVENTS:
            editor.execute(f"DROP TRIGGER IF EXISTS {name}")


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
