"""The forms that readers fill in: what they ask, and what they say where something does not fit."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from filiera.vocabulary.plain_text import is_plain, with_plain_line_ends

TEXT, SOURCE, EMAIL, FORM = 4000, 500, 254, 64
LEAST = 10
KINDS = (
    ("value", _("The value is not right")),
    ("source", _("The source is missing or is another one")),
    ("outdated", _("There is a newer figure")),
    ("place", _("The place, name or identity is not right")),
    ("words", _("The wording or translation is not right")),
    ("other", _("Something else")),
)


class PlainText(forms.CharField):
    """Text of letters, marks and line ends: control characters have no business in it."""

    def to_python(self, value: Any) -> str:
        """The text with plain line ends."""
        text = with_plain_line_ends(str(super().to_python(value) or ""))
        if not is_plain(text):
            raise ValidationError(_("Please leave out control characters."))
        return text


class FormName(forms.RegexField):
    """The name of one showing of a form, in a hidden field: by it a form that is sent twice is known."""

    PATTERN = r"[A-Za-z0-9_-]{20,64}"

    def __init__(self) -> None:
        super().__init__(regex=rf"^{self.PATTERN}$", max_length=FORM, widget=forms.HiddenInput)


class ReportForm(forms.Form):
    """A report of an error."""

    kind = forms.ChoiceField(
        label=_("What is not right?"),
        choices=KINDS,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Please choose what is not right."),
            "invalid_choice": _("Please choose one of the answers."),
        },
    )
    text = PlainText(
        label=_("What should it be, and how do you know?"),
        min_length=LEAST,
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={
            "required": _("Please say what should be different."),
            "min_length": _("Please say it in a few more words."),
            "max_length": _("Please say it in %(limit_value)d characters; you have written %(show_value)d."),
        },
    )
    source = PlainText(
        label=_("Your source"),
        help_text=_("A publication with year and page, or an address on the web."),
        required=False,
        max_length=SOURCE,
        error_messages={
            "max_length": _("Please say it in %(limit_value)d characters; you have written %(show_value)d.")
        },
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("Only if you would like an answer. It is never shown, and you can erase it yourself."),
        required=False,
        max_length=EMAIL,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": _("This is no e-mail address. You may leave it empty."),
            "max_length": _("This is no e-mail address. You may leave it empty."),
        },
    )
    form = FormName()
