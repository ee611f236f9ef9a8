"""The portal as Django knows it: what happens to accounts is written down."""

from __future__ import annotations

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Pages, forms, sign-in."""

    name = "filiera.portal"
    label = "portal"

    def ready(self) -> None:
        """Listen to what happens to accounts and sessions."""
        from filiera.portal import audited, session_time

        audited.listen()
        session_time.listen()
