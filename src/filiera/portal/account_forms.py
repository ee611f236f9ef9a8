"""The forms of accounts in our words; what they check is allauth's."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account import forms as of_accounts
from allauth.mfa.base import forms as of_factors
from allauth.mfa.totp import forms as of_totp
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from filiera.portal.kept_answers import FIELD, take_along
from filiera.portal.passwords import LEAST
from filiera.vocabulary.mail_domains import plain_domain

CODE_LENGTH = 32
LONGEST_KEPT = 60_000
_REQUIRED = _("Please fill this in.")
_NO_ADDRESS = _("This is no e-mail address.")
_LONG = _("At least %(n)d characters: several words are easy to remember.")


def _can_be_written_to(address: str) -> None:
    """Refuse what no mail server takes: signs that do not show, and domains that the network cannot have."""
    if not address.isprintable() or not plain_domain(address.rpartition("@")[2]):
        raise ValidationError(_NO_ADDRESS)


class _Worded(forms.Form):
    """Labels and hints in our words; no placeholder stands in for a label."""

    labels: ClassVar[dict[str, Any]] = {}
    hints: ClassVar[dict[str, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")
            field.error_messages["required"] = _REQUIRED
            if isinstance(field, forms.EmailField):
                field.error_messages["invalid"] = _NO_ADDRESS
                field.validators.append(_can_be_written_to)
                for check in field.validators:
                    if hasattr(check, "message"):
                        check.message = _NO_ADDRESS
            field.widget.attrs.pop("placeholder", None)
        for name, hint in self.hints.items():
            if hint is _LONG and name in self.fields:
                self.fields[name].help_text = _LONG % {"n": LEAST}


class _TwicePassword(_Worded):
    """A password that is written twice, so that a slip is noticed."""

    def add_error(self, field: str | None, error: Any) -> None:
        """What is wrong with the second is one thing alone."""
        super().add_error(field, _("The two passwords differ.") if field == "password2" else error)


class SignIn(_Worded, of_accounts.LoginForm):  # type: ignore[misc]  # untyped
    """Address and password."""

    labels: ClassVar[dict[str, Any]] = {"login": _("E-mail address"), "password": _("Password")}
    kept = forms.CharField(required=False, max_length=LONGEST_KEPT, widget=forms.HiddenInput)
    """What was written on the page that asked to sign in (``kept_answers``)."""

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        """Sign in, or go on to the second factor; what was kept is taken along."""
        answer: HttpResponse = super().login(request, redirect_url)
        if kept := self.cleaned_data.get(FIELD):
            take_along(request, kept)
        return answer


class SignUp(_Worded, of_accounts.SignupForm):  # type: ignore[misc]  # untyped
    """An account asks for nothing else."""

    labels: ClassVar[dict[str, Any]] = {"email": _("E-mail address"), "password1": _("Password")}
    hints: ClassVar[dict[str, Any]] = {
        "email": _("Your organisation's, if you have one: it can show for whom you speak."),
        "password1": _LONG,
    }


class AddAddress(_Worded, of_accounts.AddEmailForm):  # type: ignore[misc]  # untyped
    """A further address."""

    labels: ClassVar[dict[str, Any]] = {"email": _("Another e-mail address")}


class ChangePassword(_TwicePassword, of_accounts.ChangePasswordForm):  # type: ignore[misc]  # untyped
    """The old and the new."""

    labels: ClassVar[dict[str, Any]] = {
        "oldpassword": _("Present password"),
        "password1": _("New password"),
        "password2": _("New password once more"),
    }
    hints: ClassVar[dict[str, Any]] = {"password1": _LONG}


class ForgottenPassword(_Worded, of_accounts.ResetPasswordForm):  # type: ignore[misc]  # untyped
    """To which address the link goes."""

    labels: ClassVar[dict[str, Any]] = {"email": _("E-mail address")}


class NewPassword(_TwicePassword, of_accounts.ResetPasswordKeyForm):  # type: ignore[misc]  # untyped
    """A new password after the link."""

    labels: ClassVar[dict[str, Any]] = {"password1": _("New password"), "password2": _("New password once more")}
    hints: ClassVar[dict[str, Any]] = {"password1": _LONG}


class PasswordAgain(_Worded, of_accounts.ReauthenticateForm):  # type: ignore[misc]  # untyped
    """Before something grave."""

    labels: ClassVar[dict[str, Any]] = {"password": _("Password")}


class Code(_Worded, of_factors.AuthenticateForm):  # type: ignore[misc]  # untyped
    """The second factor, or a recovery code."""

    labels: ClassVar[dict[str, Any]] = {"code": _("Code")}
    hints: ClassVar[dict[str, Any]] = {"code": _("Of the app, or one of your recovery codes.")}


class CodeAgain(_Worded, of_factors.ReauthenticateForm):  # type: ignore[misc]  # untyped
    """The same before something grave."""

    labels: ClassVar[dict[str, Any]] = {"code": _("Code")}


class FirstCode(_Worded, of_totp.ActivateTOTPForm):  # type: ignore[misc]  # untyped
    """The app shows that it has the secret."""

    labels: ClassVar[dict[str, Any]] = {"code": _("The six digits that the app shows")}
