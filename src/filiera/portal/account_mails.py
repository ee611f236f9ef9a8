"""What e-mails about accounts say: plain text, one matter each."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

_NOTICE = gettext_noop("If this was not you, set a new password at once and end the other sessions of your account.")
_MAILS: dict[str, tuple[str, str]] = {
    "email_confirmation_signup": (
        gettext_noop("Confirm your e-mail address"),
        gettext_noop(
            "Somebody, most likely you, has asked for an account with this address. To confirm it, open this page "
            "within two days:"
        ),
    ),
    "email_confirmation": (
        gettext_noop("Confirm your e-mail address"),
        gettext_noop("This address was added to an account. To confirm it, open this page within two days:"),
    ),
    "account_already_exists": (
        gettext_noop("You have an account already"),
        gettext_noop(
            "Somebody, most likely you, has asked for an account with this address; there is one already. "
            "If you have forgotten the password, set a new one here:"
        ),
    ),
    "password_reset_key": (
        gettext_noop("Set a new password"),
        gettext_noop(
            "Somebody, most likely you, has asked for a new password. To set it, open this page within an hour:"
        ),
    ),
    "password_changed": (gettext_noop("Your password was changed"), gettext_noop("Your password was changed.")),
    "password_reset": (gettext_noop("Your password was changed"), gettext_noop("Your password was set anew.")),
    "email_changed": (
        gettext_noop("Your e-mail address was changed"),
        gettext_noop("The address with which you sign in was changed."),
    ),
    "email_confirm": (
        gettext_noop("An e-mail address was confirmed"),
        gettext_noop("An address of your account was confirmed."),
    ),
    "email_deleted": (
        gettext_noop("An e-mail address was removed"),
        gettext_noop("An address was removed from your account."),
    ),
    "totp_activated": (
        gettext_noop("The second factor is on"),
        gettext_noop("From now on, signing in to your account asks for a code too."),
    ),
    "totp_deactivated": (
        gettext_noop("The second factor is off"),
        gettext_noop("Signing in to your account no longer asks for a code."),
    ),
    "recovery_codes_generated": (
        gettext_noop("New recovery codes"),
        gettext_noop("New recovery codes were made for your account; the earlier ones are void."),
    ),
}
_LINKS = ("activate_url", "password_reset_url")
_OF_NO_CHANGE = gettext_noop("If it was not you, do nothing: without this link nothing happens.")


def subject(name: str) -> str:
    """The subject of the mail that allauth calls ``account/email/…`` or ``mfa/email/…``."""
    return _(_MAILS[name.rpartition("/")[2]][0])


def body(name: str, context: dict[str, Any], signed: str) -> str:
    """Its text; ``signed``: by which hub."""
    said = _(_MAILS[name.rpartition("/")[2]][1])
    link = next((str(context[key]) for key in _LINKS if context.get(key)), "")
    parts = [said, *([link, _(_OF_NO_CHANGE)] if link else [_(_NOTICE)]), f"-- \n{signed}"]
    return "\n\n".join(parts) + "\n"
