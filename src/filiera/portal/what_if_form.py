"""The form of the what-if page: what it asks, and what it says where something does not fit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from filiera.pack.input_output_schema import Sector
from filiera.portal.templatetags.filiera import words
from filiera.services.regional_economy import DELTA, SPENDING, RegionalEconomy
from filiera.services.what_if import LARGEST_JOBS, LARGEST_SPEND, Investment, capital_of

MILLION = 1e6
SPLIT = "part-"
_NUMBER = {"invalid": gettext_lazy("Write a number, as 120 or 12.5.")}


class WhatIfForm(forms.Form):
    """An investment: sector, amount, jobs, and assumptions that the reader may change."""

    sector = forms.ChoiceField(label=gettext_lazy("Sector that is invested in"))
    million = forms.FloatField(
        label=gettext_lazy("Amount, in million euro"),
        help_text=gettext_lazy("What building and fitting out cost, once."),
        required=False,
        error_messages=_NUMBER,
    )
    jobs = forms.FloatField(
        label=gettext_lazy("Jobs in operation"),
        help_text=gettext_lazy("Persons who will work there, each year."),
        required=False,
        error_messages=_NUMBER,
    )
    delta = forms.FloatField(
        label=gettext_lazy("Delta of the location quotient"), required=False, error_messages=_NUMBER
    )
    spending = forms.FloatField(
        label=gettext_lazy("Percent of pay that households spend"), required=False, error_messages=_NUMBER
    )

    def __init__(self, economy: RegionalEconomy, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.economy = economy
        sectors = {sector.code: sector for sector in economy.told.sectors}
        self._choose(sectors)
        ground = economy.ground
        for name, id in (("delta", DELTA), ("spending", SPENDING)):
            self._number(name, float(ground.parameter(id).value))
        self._number("million", None)
        self._number("jobs", None)
        self.capital = capital_of(ground, economy.table.sectors, {})
        for product, (part, _home) in self.capital.items():
            field = forms.FloatField(label=words(sectors[product].names), required=False, error_messages=_NUMBER)
            self.fields[SPLIT + product] = field
            self._number(SPLIT + product, float(part.value))

    def _choose(self, sectors: Mapping[str, Sector]) -> None:
        field = self.fields["sector"]
        assert isinstance(field, forms.ChoiceField)
        named = {code: f"{code} {words(sector.names)}" for code, sector in sectors.items()}
        of_chains = [part.sector for chain in self.economy.ground.chains.values() for part in chain.parts]
        groups: list[Any] = [
            (words(chain.names), [(part.sector, named[part.sector]) for part in chain.parts])
            for chain in self.economy.ground.chains.values()
        ]
        rest = [(code, name) for code, name in named.items() if code not in of_chains]
        field.choices = [*groups, (_("Other sectors"), rest)] if groups else rest
        field.error_messages["invalid_choice"] = _("Choose one of the sectors of the table.")
        field.error_messages["required"] = _("Choose one of the sectors of the table.")

    def _number(self, name: str, usual: float | None) -> None:
        # Any number is taken by the browser; what fits is told by us, in words and beside the field.
        attributes = {"step": "any", "min": "0"}
        if usual is not None:
            attributes["placeholder"] = f"{usual:g}"
        self.fields[name].widget.attrs.update(attributes)

    @property
    def split_fields(self) -> list[forms.BoundField]:
        """What the amount is made of."""
        return [self[SPLIT + product] for product in self.capital]

    @property
    def assumptions_asked(self) -> bool:
        """Whether the reader has changed an assumption, or one does not fit."""
        named = ("delta", "spending", *(SPLIT + product for product in self.capital))
        return self.is_bound and any(self.data.get(name) or self[name].errors for name in named)

    def clean(self) -> dict[str, Any]:
        """What does not fit, each beside its field."""
        given: dict[str, Any] = super().clean() or {}
        self._within(
            given, "million", LARGEST_SPEND / MILLION, _("Give an amount between 0 and one million (million euro).")
        )
        self._within(given, "jobs", LARGEST_JOBS, _("Give a number of persons between 0 and ten million."))
        self._within(given, "spending", 100, _("Give a percentage between 0 and 100."))
        delta = given.get("delta")
        if delta is not None and not 0 <= delta < 1:
            self.add_error("delta", _("Give a number from 0 to less than 1; the band that is shown is 0.1 to 0.4."))
        if not self.errors and not given.get("million") and not given.get("jobs"):
            self.add_error("million", _("Give an amount, or jobs, or both: above zero."))
        parts = {product: given.get(SPLIT + product) for product in self.capital}
        if any(value is not None for value in parts.values()):
            whole = sum(value or 0.0 for value in parts.values())
            if abs(whole - 100) > 1e-6 or min(value or 0.0 for value in parts.values()) < 0:
                first = SPLIT + next(iter(self.capital))
                told = _("The parts come to %(whole)s: give parts from 0 that come to 100.") % {"whole": f"{whole:g}"}
                self.add_error(first, ValidationError(told))
        return given

    def _within(self, given: Mapping[str, Any], name: str, most: float, told: str) -> None:
        value = given.get(name)
        if value is not None and not 0 <= value <= most:
            self.add_error(name, told)

    @property
    def asked(self) -> Investment:
        """The investment that a form without errors asks for."""
        given = self.cleaned_data
        parts = {product: given.get(SPLIT + product) for product in self.capital}
        split = {product: value or 0.0 for product, value in parts.items()} if any(parts.values()) else {}
        return Investment(
            given["sector"],
            (given.get("million") or 0.0) * MILLION,
            given.get("jobs") or 0.0,
            split,
            given.get("delta"),
            given.get("spending"),
        )
