"""The forms of editors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from filiera.portal.context import native_name
from filiera.portal.forms import FormName, PlainText
from filiera.services.content import Field
from filiera.services.governance import LONGEST_SOURCE, LONGEST_VALUE
from filiera.services.judging import LONGEST_REASON
from filiera.services.moderation import LONGEST_SENTENCE
from filiera.services.profiles import LONGEST_REASON as LONGEST_SENTENCE_TO_WRITERS

WORDS = ("accepted", "rejected", "closed")
_LONG = gettext_lazy("Please say it in %(limit_value)d characters; you have written %(show_value)d.")


class AnswerForm(forms.Form):
    """An editor's word on a report, with a sentence in each language of the hub."""

    word = forms.ChoiceField(
        choices=[(word, word) for word in WORDS],
        error_messages={"required": gettext_lazy("Please choose one of the buttons.")},
    )
    state = forms.RegexField(regex=r"^[0-9a-f]{16}$", widget=forms.HiddenInput)

    def __init__(self, data: Any, *, languages: Sequence[str], says: Mapping[str, str], state: str) -> None:
        super().__init__(data, initial={"state": state})
        self.languages = languages
        for code in languages:
            self.fields[f"says_{code}"] = PlainText(
                label=_("Your sentence for readers (%(language)s)") % {"language": native_name(code)},
                required=False,
                max_length=LONGEST_SENTENCE,
                initial=says.get(code, ""),
                widget=forms.Textarea(attrs={"rows": 3, "lang": code}),
                error_messages={"max_length": _LONG},
            )

    @property
    def sentences(self) -> list[Any]:
        """The fields of the sentences."""
        return [self[f"says_{code}"] for code in self.languages]

    def clean(self) -> dict[str, Any]:
        """An accepted report is told to readers of every language."""
        told: dict[str, Any] = super().clean() or {}
        for code in self.languages:
            name = f"says_{code}"
            told[name] = " ".join(str(told.get(name, "")).split())
            if told.get("word") == "accepted" and not told[name] and name not in self.errors:
                self.add_error(name, ValidationError(_("An accepted report needs a sentence in every language.")))
        return told

    def says(self) -> dict[str, str]:
        """Language → sentence, without the empty ones."""
        told = {code: self.cleaned_data[f"says_{code}"] for code in self.languages}
        return {code: sentence for code, sentence in told.items() if sentence}


class JudgeForm(forms.Form):
    """Whether a name means an organisation: the button that was pressed, a note, and who signs."""

    choice = forms.RegexField(
        regex=r"^(?:positive|negative|unsure|instead) organisation/[A-Za-z0-9][A-Za-z0-9._-]* [0-9]{1,9}$",
        max_length=240,
        error_messages={"required": gettext_lazy("Please choose one of the buttons.")},
    )
    reason = PlainText(
        label=gettext_lazy("Note: why?"),
        help_text=gettext_lazy("It stands beside your word, for whoever looks later."),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": _LONG},
    )
    signs = PlainText(
        label=gettext_lazy("Signed as"),
        help_text=gettext_lazy("The number of your account stands after it. Keep to one: a word counts as a person’s."),
        required=False,
        max_length=60,
        error_messages={"max_length": _LONG},
    )

    @property
    def chosen(self) -> tuple[str, str, int]:
        """The word, the organisation, and the last line about it that the editor had seen."""
        word, organisation, seen = str(self.cleaned_data["choice"]).split(" ")
        return word, organisation, int(seen)

    def clean_signs(self) -> str:
        """A name on one line."""
        return " ".join(str(self.cleaned_data["signs"]).split())


class WordForm(forms.Form):
    """An editor's word on a change."""

    word = forms.ChoiceField(
        choices=[(word, word) for word in ("approve", "refuse", "revert")],
        error_messages={"required": gettext_lazy("Please choose one of the buttons.")},
    )
    note = PlainText(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("Needed where a change is taken back."),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": _LONG},
    )
    form = FormName()


class ChangeForm(forms.Form):
    """What a field is to say, why, and on what that rests."""

    ABSENT = "absent"

    def __init__(self, data: Any, *, field: Field, value: str | None, name: str) -> None:
        super().__init__(
            data, initial={"form": name, "seen": value or "", "was": "" if value is not None else self.ABSENT}
        )
        rows = {"line": 2, "list": 2, "paragraph": 5, "page": 30}[field.form]
        language = field.name.partition(".")[2]
        self.fields["value"] = PlainText(
            label=_("What it is to say"),
            help_text=_("Several, with a semicolon between.") if field.form == "list" else "",
            required=False,
            max_length=LONGEST_VALUE,
            initial=value or "",
            strip=field.form != "page",
            widget=forms.Textarea(attrs={"rows": rows, **({"lang": language} if language else {})}),
            error_messages={"max_length": _LONG},
        )
        self.fields["reason"] = PlainText(
            label=_("Why?"),
            help_text=_("For whoever approves it, and whoever looks later."),
            max_length=LONGEST_REASON,
            widget=forms.Textarea(attrs={"rows": 2}),
            error_messages={"required": _("A change needs a reason."), "max_length": _LONG},
        )
        self.fields["source"] = PlainText(
            label=_("On what it rests"),
            help_text=_("A publication with year and page, or an address on the web."),
            required=field.sourced,
            max_length=LONGEST_SOURCE,
            error_messages={"required": _("What this field says rests on a source."), "max_length": _LONG},
        )

    form = FormName()
    seen = PlainText(required=False, max_length=LONGEST_VALUE, strip=False, widget=forms.HiddenInput)
    was = forms.ChoiceField(choices=[("", ""), (ABSENT, ABSENT)], required=False, widget=forms.HiddenInput)

    def new_value(self) -> str | None:
        """The new value; None where the field is to be empty."""
        return str(self.cleaned_data["value"]) or None

    def seen_value(self) -> str | None:
        """What stood there when the form was shown."""
        return None if self.cleaned_data["was"] == self.ABSENT else str(self.cleaned_data["seen"])


class ProfileWordForm(forms.Form):
    """An editor's word on a profile, with a sentence for its writers where it is not public."""

    word = forms.ChoiceField(
        choices=[(word, word) for word in ("publish", "return", "down")],
        error_messages={"required": gettext_lazy("Please choose one of the buttons.")},
    )
    reason = PlainText(
        label=gettext_lazy("Your sentence for its writers"),
        help_text=gettext_lazy("Needed where you return it or take it down: what is to be changed."),
        required=False,
        max_length=LONGEST_SENTENCE_TO_WRITERS,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _LONG},
    )

    def clean(self) -> dict[str, Any]:
        """Whoever wrote it learns why it is not public."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("word") in ("return", "down") and not told.get("reason") and "reason" not in self.errors:
            self.add_error("reason", ValidationError(_("Please say what is to be changed.")))
        return told
