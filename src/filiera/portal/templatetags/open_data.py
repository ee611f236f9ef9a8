"""How templates name the files of the open data, their licences, and why something is left out."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from filiera.portal.templatetags.filiera import licence
from filiera.services.licensing import ALIKE, CLOSED, UNKNOWN

register = template.Library()
_FORMS = {"csv": "CSV", "parquet": "Parquet", "json-stat": "JSON-stat"}
_BASES: dict[str, Promise] = {"cited fact": _("cited fact")}
_REASONS: dict[str, Promise] = {
    UNKNOWN: _("its licence is not known"),
    ALIKE: _("its licence asks that the whole collection be given under the same licence"),
    CLOSED: _("its licence does not allow passing on"),
}


@register.filter
def form(name: str) -> str:
    """A file's format as people write it."""
    return _FORMS.get(name, name)


@register.filter
def terms(licences: Sequence[str]) -> str:
    """The licences of rows as their publishers name them; what needs none is said in words."""
    return " · ".join(str(_BASES[each]) if each in _BASES else licence(each) for each in licences)


@register.filter
def reason(words: str) -> str:
    """Why a work's rows are not passed on."""
    return str(_REASONS.get(words, words))
