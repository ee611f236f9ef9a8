"""What happens to accounts, as lines of the audit log: the account's number, and nothing of the person."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.dispatch import Signal

from filiera.services.accounts import log_of_account


def listen() -> None:
    """Connect what allauth tells with the log."""
    from allauth.account import signals as accounts
    from allauth.mfa import signals as factors

    told: dict[str, Signal] = {
        "signed up": accounts.user_signed_up,
        "signed in": accounts.user_logged_in,
        "signed out": accounts.user_logged_out,
        "password changed": accounts.password_changed,
        "password reset": accounts.password_reset,
        "e-mail address confirmed": accounts.email_confirmed,
        "e-mail address changed": accounts.email_changed,
        "e-mail address added": accounts.email_added,
        "e-mail address removed": accounts.email_removed,
        "second factor added": factors.authenticator_added,
        "second factor removed": factors.authenticator_removed,
        "second factor renewed": factors.authenticator_reset,
        "second factor refused": factors.authentication_failed,
    }
    for action, signal in told.items():
        signal.connect(_writer(action), weak=False, dispatch_uid=f"audit {action}")


def _writer(action: str) -> Any:
    def write(sender: Any, **told: Any) -> None:
        user = told.get("user") or getattr(told.get("email_address"), "user", None)
        if user is not None and user.pk:
            log_of_account(settings.FILIERA_HOME, user.pk, action)

    return write
