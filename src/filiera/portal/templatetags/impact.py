"""Impact in words: amounts, bands, jobs, assumptions."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from filiera.pack.schema import Parameter
from filiera.publish.impact_numbers import banded, banded_persons, persons, written
from filiera.publish.what_if_sheet import value_of
from filiera.services.what_if import Banded

register = template.Library()


def _language() -> str:
    return get_language() or "en"


@register.filter
def billions(million: float, digits: int = 1) -> str:
    """Million euro as billion."""
    return written(million / 1000, _language(), digits)


@register.filter
def number(value: float, digits: int = 1) -> str:
    """A number with so many decimals."""
    return written(value, _language(), digits)


@register.filter
def percent(part: float, digits: int = 1) -> str:
    """A part of one in per cent."""
    return f"{written(part * 100, _language(), digits)}%"


@register.filter
def jobs(value: float) -> str:
    """Persons, rounded to what they can bear."""
    return persons(value, _language())


@register.filter
def band(result: Banded) -> str:
    """Billion euro with its band."""
    return banded(result, _language(), 1, scale=1000)


@register.filter
def band_of_jobs(result: Banded) -> str:
    """Persons with their band."""
    return banded_persons(result, _language())


@register.filter
def parameter_value(parameter: Parameter) -> str:
    """Value, range and unit."""
    return value_of(parameter, _language())


@register.filter
def summed(parts: dict[str, float]) -> float:
    """All parts together, as publications add them up."""
    return sum(parts.values())


@register.filter
def measure_name(measure: str) -> str:
    """A measure of the chain."""
    return {
        "output": _("Output, billion euro"),
        "gva": _("Value added, billion euro"),
        "employment": _("Jobs"),
    }[measure]


@register.filter
def way_name(id: str) -> str:
    """Another way of computing."""
    return {
        "nation": _("With the nation's own supply instead of the region's"),
        "nation-income": _("With the nation's supply, and household consumption divided by income"),
        "income": _("With household consumption divided by income"),
        "consumption": _("With household consumption divided by consumption: all income is spent"),
    }[id]


@register.filter
def jobs_text(value: str) -> str:
    """Persons as a table of the pack gives them: all digits."""
    return written(float(value), _language(), 0)


@register.filter
def file_name(name: str) -> str:
    """One of the files of the method."""
    return {
        "table": _("The input-output table of the country: domestic flows, final demand, primary inputs, imports"),
        "weights": _("Persons employed by sector in region and country, and quotients"),
        "national-coefficients": _("Coefficients of the country"),
        "regional-coefficients": _("Coefficients of the region"),
        "regional-inverse": _("Leontief inverse of the region"),
        "assumptions": _("All assumptions, with range and reference"),
        "value": _("Results of the chain: parts, bands, sectors, variants"),
    }[name]
