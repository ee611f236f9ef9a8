"""What a password must be: long. No mixture of signs is asked for, and no regular change (NIST SP 800-63B, 5.1.1.2)."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LEAST, MOST = 12, 128
_TELLING = 5
"""So many letters of the address in a password are enough to guess by."""


class Length:
    """Long enough to resist guessing, short enough to be hashed at once."""

    def validate(self, password: str, user: Any = None) -> None:
        """Refuse what is too short or too long."""
        if len(password) < LEAST:
            raise ValidationError(_("Please choose at least %(n)d characters.") % {"n": LEAST})
        if len(password) > MOST:
            raise ValidationError(_("Please choose at most %(n)d characters.") % {"n": MOST})

    def get_help_text(self) -> str:
        """What the form says beforehand."""
        return _("At least %(n)d characters: several words are easy to remember.") % {"n": LEAST}


class NotCommon(CommonPasswordValidator):
    """Not one of the 20,000 that everybody tries first."""

    def validate(self, password: str, user: Any = None) -> None:
        """Refuse what is on the list."""
        if password.lower().strip() in self.passwords:
            raise ValidationError(_("This password is among those that are tried first. Please choose another."))

    def get_help_text(self) -> str:
        """Nothing more is said beforehand."""
        return ""


class NotTheAddress:
    """Not the e-mail address again."""

    def validate(self, password: str, user: Any = None) -> None:
        """Refuse what holds the name in the address."""
        name = str(getattr(user, "email", "") or "").partition("@")[0].lower()
        if len(name) >= _TELLING and name in password.lower():
            raise ValidationError(_("Please choose a password that does not hold your e-mail address."))

    def get_help_text(self) -> str:
        """Nothing more is said beforehand."""
        return ""
