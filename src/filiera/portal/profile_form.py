"""The form of a profile: the same fields once for each language of the hub, of which one must be filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from filiera.portal.context import native_name
from filiera.portal.forms import PlainText
from filiera.portal.templatetags.filiera import words
from filiera.portal.templatetags.partners import STAGES, day_in_words
from filiera.services.profile_content import (
    LONGEST_KEYWORD,
    LONGEST_SUMMARY,
    LONGEST_TITLE,
    MOST_KEYWORDS,
    MOST_PARTNERS,
    SHORTEST_SUMMARY,
    Choices,
    Content,
    Limits,
    Told,
    keywords_of,
)

_LONG = _("Please say it in %(limit_value)d characters; you have written %(show_value)d.")
_CHOOSE = _("Please choose one of the answers.")
_HALF = _("Title, summary and keywords belong together: please fill in all three.")
_TEXTS = ("title", "summary", "keywords")


@dataclass(frozen=True, slots=True)
class LanguagePart:
    """The fields of one language."""

    code: str
    name: str
    fields: list[forms.BoundField]


class ProfileForm(forms.Form):
    """What an organisation offers or asks for."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        widget=forms.RadioSelect,
        choices=[
            ("offer", _("An offer: you have something that others can use")),
            ("request", _("A request: you look for something that others have")),
        ],
        error_messages={"required": _("Please choose which."), "invalid_choice": _CHOOSE},
    )
    stage = forms.ChoiceField(
        label=_("How far has it come?"),
        required=False,
        choices=[("", _("not said")), *STAGES.items()],
        error_messages={"invalid_choice": _CHOOSE},
    )
    partner_kinds = forms.MultipleChoiceField(
        label=_("Which kinds of partner do you look for?"),
        help_text=_("At most six; none means any."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _CHOOSE},
    )
    territory = forms.ChoiceField(
        label=_("Where should the partner be?"), required=False, error_messages={"invalid_choice": _CHOOSE}
    )
    valid_until = forms.DateField(
        label=_("Until which day is it valid?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"required": _("Please choose a day."), "invalid": _("Please choose a day.")},
    )

    def __init__(
        self,
        *args: Any,
        known: Choices,
        limits: Limits,
        today: date,
        organisations: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._languages, self._today, self._latest = known.languages, today, limits.latest(today)
        if len(organisations) > 1:
            self.fields["organisation"] = forms.ChoiceField(
                label=_("For which organisation?"),
                choices=list(organisations.items()),
                error_messages={"required": _CHOOSE, "invalid_choice": _CHOOSE},
            )
        kinds = sorted(((kind, words(names)) for kind, names in known.partner_kinds.items()), key=_by_name)
        self.fields["partner_kinds"].choices = kinds  # type: ignore[attr-defined]
        places = [(code, words(names)) for code, names in known.territories.items()]
        self.fields["territory"].choices = [("", _("anywhere")), *places]  # type: ignore[attr-defined]
        self.fields["valid_until"].help_text = _(
            "At the latest %(day)s; then it leaves the public pages by itself."
        ) % {"day": self._latest.isoformat()}
        self.fields["valid_until"].widget.attrs |= {"min": today.isoformat(), "max": self._latest.isoformat()}
        for language in self._languages:
            self._add_texts(language)

    def by_language(self) -> Iterator[LanguagePart]:
        """The fields of each language."""
        for language in self._languages:
            yield LanguagePart(language, native_name(language), [self[f"{name}_{language}"] for name in _TEXTS])

    def head(self) -> list[forms.BoundField]:
        """The fields that stand before the texts."""
        return [self[name] for name in ("organisation", "kind") if name in self.fields]

    def rest(self) -> list[forms.BoundField]:
        """Those that stand after them."""
        return [self[name] for name in ("stage", "partner_kinds", "territory", "valid_until")]

    def clean_partner_kinds(self) -> list[str]:
        """At most so many."""
        chosen: list[str] = self.cleaned_data["partner_kinds"]
        if len(chosen) > MOST_PARTNERS:
            raise ValidationError(_("Please choose at most %(n)d."), params={"n": MOST_PARTNERS})
        return chosen

    def clean_valid_until(self) -> date:
        """Within the time that the hub gives."""
        day: date = self.cleaned_data["valid_until"]
        if not self._today <= day <= self._latest:
            raise ValidationError(
                _("Please choose a day from today until %(day)s."), params={"day": day_in_words(self._latest)}
            )
        return day

    def clean(self) -> dict[str, Any]:
        """At least one language, and of each all or nothing."""
        given = super().clean() or {}
        begun = [lang for lang in self._languages if any(self.data.get(f"{n}_{lang}", "").strip() for n in _TEXTS)]
        if not begun:
            self.add_error(f"title_{self._languages[0]}", _("Please write it in at least one of the languages."))
        for language in begun:
            for name in _TEXTS:
                field = f"{name}_{language}"
                if not given.get(field) and field not in self.errors:
                    self.add_error(field, _HALF)
            self._check_keywords(language, given)
        return given

    def content(self) -> Content:
        """What was written, once it is valid."""
        given = self.cleaned_data
        return Content(
            kind=given["kind"],
            texts={
                language: Told(
                    given[f"title_{language}"],
                    given[f"summary_{language}"],
                    keywords_of(given[f"keywords_{language}"]),
                )
                for language in self._languages
                if given.get(f"title_{language}")
            },
            valid_until=given["valid_until"],
            partner_kinds=tuple(given["partner_kinds"]),
            territory=given["territory"],
            stage=given["stage"],
        )

    def _check_keywords(self, language: str, given: dict[str, Any]) -> None:
        keywords = keywords_of(given.get(f"keywords_{language}") or "")
        if len(keywords) > MOST_KEYWORDS or any(len(word) > LONGEST_KEYWORD for word in keywords):
            self.add_error(
                f"keywords_{language}",
                ValidationError(
                    _("Please give at most %(n)d keywords of at most %(long)d characters, with commas between them."),
                    params={"n": MOST_KEYWORDS, "long": LONGEST_KEYWORD},
                ),
            )

    def _add_texts(self, language: str) -> None:
        told = {"lang": language}
        self.fields[f"title_{language}"] = _line(_("Title"), _("What it is, in a few words."), LONGEST_TITLE, told)
        self.fields[f"summary_{language}"] = PlainText(
            label=_("Summary"),
            help_text=_(
                "What it is for, what is special about it, what the partner would do. No names of persons and no "
                "addresses: other members write to you through the hub."
            ),
            required=False,
            min_length=SHORTEST_SUMMARY,
            max_length=LONGEST_SUMMARY,
            widget=forms.Textarea(attrs={"rows": 7, **told}),
            error_messages={"max_length": _LONG, "min_length": _("Please say it in a few more words.")},
        )
        longest = MOST_KEYWORDS * (LONGEST_KEYWORD + 2)
        self.fields[f"keywords_{language}"] = _line(
            _("Keywords"), _("At most eight, with commas between them: by these others find it."), longest, told
        )


def _line(label: Any, hint: Any, longest: int, told: dict[str, str]) -> PlainText:
    field = PlainText(
        label=label,
        help_text=hint,
        required=False,
        max_length=longest,
        widget=forms.TextInput(attrs=told),
        error_messages={"max_length": _LONG},
    )
    field.validators.append(_one_line)
    return field


def _one_line(text: str) -> None:
    if not text.isprintable():
        raise ValidationError(_("Please leave out control characters."))


def _by_name(choice: tuple[str, str]) -> str:
    return choice[1].casefold()


def initial_of(content: Content, organisation: str) -> dict[str, Any]:
    """What stands in the form of a profile that is there."""
    first: dict[str, Any] = {
        "organisation": organisation,
        "kind": content.kind,
        "stage": content.stage,
        "partner_kinds": list(content.partner_kinds),
        "territory": content.territory,
        "valid_until": content.valid_until,
    }
    for language, told in content.texts.items():
        first |= {
            f"title_{language}": told.title,
            f"summary_{language}": told.summary,
            f"keywords_{language}": ", ".join(told.keywords),
        }
    return first
