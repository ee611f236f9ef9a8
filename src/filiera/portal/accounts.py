"""How allauth behaves here: our words, our way to the client's address, the second factor's secret sealed."""

from __future__ import annotations

import base64
import hashlib
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from filiera.portal.account_mails import body, subject
from filiera.portal.machines import machine


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # untyped
    """Accounts."""

    error_messages: ClassVar[dict[str, Any]] = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed."),
        "cannot_remove_primary_email": _("The address that you sign in with cannot be removed."),
        "duplicate_email": _("This address belongs to your account already."),
        "email_password_mismatch": _("Address and password do not belong together."),
        "email_taken": _("This address cannot be used."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_code": _("This code is not right, or its time has passed."),
        "incorrect_password": _("This is not your password."),
        "invalid_password_reset": _("This link has been used, or its time has passed."),
        "max_email_addresses": _("An account has at most %d addresses."),
        "too_many_login_attempts": _("Too many attempts: please wait for five minutes."),
        "unverified_primary_email": _("Please confirm the address first."),
        "rate_limited": _("Too many attempts: please wait a little."),
    }

    def get_client_ip(self, request: HttpRequest) -> str:
        """As everywhere in the portal."""
        return machine(request)

    def render_mail(
        self, template_prefix: str, email: str | list[str], context: dict[str, Any], headers: Any = None
    ) -> EmailMessage:
        """An e-mail in plain text, in the language of the page that caused it."""
        return EmailMessage(
            self.format_email_subject(subject(template_prefix)),
            body(template_prefix, context, self._hub()),
            self.get_from_email(),
            [email] if isinstance(email, str) else email,
            headers=headers,
        )

    def _hub(self) -> str:
        """The name of the hub, and where it is."""
        request = self.request
        page = getattr(request, "hub", None)
        name = page.names.get(get_language()) or next(iter(page.names.values()), "") if page else ""
        return f"Filiera {name}".strip() + f"\n{request.build_absolute_uri('/')}"

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """To the own page."""
        return reverse("account", kwargs={"language": get_language()})

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """To the own page."""
        return self.get_login_redirect_url(request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """To the own page, which says so."""
        return f"{self.get_login_redirect_url(request)}?done=password"

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """To the page that says so."""
        return f"{reverse('account_login')}?done=signed-out"

    def get_email_verification_redirect_url(self, email_address: Any) -> str:
        """Whoever has confirmed can sign in."""
        return f"{reverse('account_login')}?done=confirmed"


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]  # untyped
    """The second factor: what the table holds of it is of no use without the portal's key."""

    error_messages: ClassVar[dict[str, Any]] = DefaultMFAAdapter.error_messages | {
        "add_email_blocked": _("An account with a second factor takes no further address: switch it off first."),
        "cannot_delete_authenticator": _("The second factor cannot be switched off."),
        "cannot_generate_recovery_codes": _("Recovery codes come with the second factor: switch it on first."),
        "incorrect_code": _("This code is not right, or its time has passed."),
        "unverified_email": _("Please confirm your e-mail addresses first."),
    }

    def encrypt(self, text: str) -> str:
        """Sealed with the portal's key."""
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Opened with it; where the key is another one now, nothing that any code would fit."""
        try:
            return _seal().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return Fernet.generate_key().decode()


def _seal() -> Fernet:
    key = hashlib.sha256(b"second factor " + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
