"""The sections of the site, for the main navigation, and in which of them a page lies."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Section:
    """One entry of the navigation."""

    name: str
    url: str
    here: str
    """``page`` on its first page, ``true`` on one that lies in it, else empty."""


def sections(language: str, path: str, *, plan: bool, impact: bool) -> list[Section]:
    """The sections that this installation has; ``path`` is the page shown, after the language."""
    named = [
        ("figures", _("Figures"), ("figure", "theme", "benchmark")),
        ("ledger", _("Ledger"), ("claim", "observation")),
        ("organisations", _("Organisations"), ("organisation", "partners")),
        ("map", _("Map"), ()),
        *([("impact", _("Impact"), ())] if impact else []),
        *([("plan", _("The plan"), ("readiness",))] if plan else []),
        ("about", _("About"), ("method", "sources", "data", "api")),
    ]
    found = []
    for route, name, within in named:
        try:
            url = reverse(route, kwargs={"language": language})
        except NoReverseMatch:
            # A part that this installation does not have is no section.
            continue
        found.append(Section(name, url, _here(path, route, within)))
    return found


def _here(path: str, route: str, within: tuple[str, ...]) -> str:
    if path == f"{route}/":
        return "page"
    return "true" if path.partition("/")[0] in (route, *within) else ""
