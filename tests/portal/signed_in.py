"""People who are signed in, for tests of members' pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

PASSWORD = "four quiet river stones"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
"""Of the second factor of all editors in tests."""


def person(home: Path, email: str, role: str, *, second_factor: bool = True) -> Any:
    """An account with a confirmed address; editors and administrators with a second factor unless told otherwise."""
    from allauth.account.models import EmailAddress
    from allauth.mfa.totp.internal.auth import TOTP
    from django.contrib.auth import get_user_model

    from filiera.services.write_side import opened

    with opened(home):
        accounts: Any = get_user_model().objects
        known = accounts.filter(email=email).first()
        if known is not None:
            return known
        account = accounts.create_user(email, PASSWORD, role=role)
        EmailAddress.objects.create(user=account, email=email, verified=True, primary=True)
        if second_factor and role != "member":
            TOTP.activate(account, SECRET)
    return account


def sign_in(client: Any, home: Path, email: str, role: str, *, second_factor: bool = True) -> Any:
    """The client, signed in as a person of that role."""
    from filiera.services.write_side import opened

    account = person(home, email, role, second_factor=second_factor)
    with opened(home):
        client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def code_now() -> str:
    """What an editor's app shows at this moment."""
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    return str(format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time())))))
