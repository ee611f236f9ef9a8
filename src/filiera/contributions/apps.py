"""The application as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class ContributionsConfig(AppConfig):
    """Contributions of members and readers."""

    name = "filiera.contributions"
    label = "contributions"
    default_auto_field = "django.db.models.BigAutoField"
