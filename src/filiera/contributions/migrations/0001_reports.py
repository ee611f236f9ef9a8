"""Reports of errors, attempts to send them, and the audit log."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Attempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sender", models.CharField(db_index=True, max_length=64)),
                ("at", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=120)),
                ("action", models.CharField(max_length=40)),
                ("report", models.BigIntegerField(null=True)),
                ("detail", models.CharField(blank=True, max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.CharField(db_index=True, max_length=200)),
                ("version", models.CharField(max_length=64)),
                ("evidence", models.CharField(max_length=64)),
                ("language", models.CharField(max_length=8)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("value", "Value"),
                            ("source", "Source"),
                            ("outdated", "Outdated"),
                            ("place", "Place"),
                            ("words", "Words"),
                            ("other", "Other"),
                        ],
                        max_length=16,
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=4000)),
                ("source", models.TextField(blank=True, max_length=500)),
                ("email", models.CharField(blank=True, max_length=254)),
                ("receipt", models.CharField(max_length=64, unique=True)),
                ("form", models.CharField(max_length=64, unique=True)),
                ("created", models.DateTimeField(db_index=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("new", "New"),
                            ("accepted", "Accepted"),
                            ("rejected", "Rejected"),
                            ("closed", "Closed"),
                        ],
                        db_index=True,
                        default="new",
                        max_length=16,
                    ),
                ),
                ("answer", models.JSONField(default=dict)),
                ("answered", models.DateTimeField(null=True)),
                ("answered_by", models.CharField(blank=True, max_length=120)),
                ("accepted_under", models.CharField(blank=True, max_length=64)),
                ("erased", models.DateTimeField(null=True)),
            ],
        ),
    ]
