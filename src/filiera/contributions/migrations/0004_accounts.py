"""Accounts, what they speak for, and what they agreed to."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

ID: tuple[str, Any] = (
    "id",
    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
)


class Migration(migrations.Migration):
    dependencies = [("contributions", "0003_assessments")]
    # Their tables point to accounts.
    run_before = [("account", "0001_initial"), ("mfa", "0001_initial"), ("usersessions", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Account",
            fields=[
                ID,
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("email", models.EmailField(max_length=254, unique=True)),
                (
                    "role",
                    models.CharField(
                        choices=[("member", "Member"), ("editor", "Editor"), ("administrator", "Administrator")],
                        default="member",
                        max_length=16,
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
                ("date_joined", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="OrganisationClaim",
            fields=[
                ID,
                ("organisation", models.CharField(db_index=True, max_length=200)),
                (
                    "status",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("accepted", "Accepted"), ("refused", "Refused")],
                        db_index=True,
                        default="waiting",
                        max_length=16,
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        blank=True, choices=[("", "None"), ("domain", "Domain"), ("editor", "Editor")], max_length=16
                    ),
                ),
                ("domain", models.CharField(blank=True, max_length=254)),
                ("created", models.DateTimeField()),
                ("decided", models.DateTimeField(null=True)),
                ("decided_by", models.CharField(blank=True, max_length=120)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="claims",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("account", "organisation"), name="one_claim_of_one_person")
                ]
            },
        ),
        migrations.CreateModel(
            name="AccountConsent",
            fields=[
                ID,
                ("purpose", models.CharField(max_length=40)),
                ("given", models.BooleanField()),
                ("at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consents",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
    ]
