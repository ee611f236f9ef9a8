"""Every page of the site in every language, read off the routes: a page that is added is listed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from django.conf import settings
from django.urls import URLPattern, get_resolver

from filiera.portal.member_paths import is_for_members
from filiera.portal.requests import PageRequest
from filiera.services.figures import all_figures
from filiera.services.indicators import indicators
from filiera.services.pages import Evidence
from filiera.services.partners import public_profiles
from filiera.services.plan import programmes
from filiera.services.questionnaires import questionnaires
from filiera.services.themes import themes

LANGUAGE = "language"
UNLISTED = frozenset({"search"})
"""Pages that say nothing before they are asked something."""


def _claims(evidence: Evidence) -> Iterator[str]:
    return (view.address.partition("/")[2] for view in all_figures(evidence) if view.origin == "claim")


def _observations(evidence: Evidence) -> Iterator[str]:
    return (view.address.partition("/")[2] for view in all_figures(evidence) if view.origin == "observation")


def _lines_of_action(evidence: Evidence) -> Iterator[str]:
    return (line.id for programme in programmes(evidence) for line in programme.lines_of_action)


def _indicators(evidence: Evidence) -> Iterator[str]:
    return (view.id for view in indicators(evidence))


def _themes(evidence: Evidence) -> Iterator[str]:
    return (theme.id for theme in themes(evidence))


def _organisations(evidence: Evidence) -> Iterator[str]:
    return (row["address"].partition("/")[2] for row in evidence.rows("organisation"))


def _datasets(evidence: Evidence) -> Iterator[str]:
    return (row["id"] for row in evidence.rows("dataset"))


def _questionnaires(evidence: Evidence) -> Iterator[str]:
    return iter(questionnaires(evidence))


def _partners(evidence: Evidence) -> Iterator[str]:
    return (str(row.profile.id) for row in public_profiles(settings.FILIERA_HOME, evidence))


MEMBERS: dict[str, Callable[[Evidence], Iterable[str]]] = {
    "claim": _claims,
    "observation": _observations,
    "indicator": _indicators,
    "theme": _themes,
    "organisation": _organisations,
    "line-of-action": _lines_of_action,
    "dataset": _datasets,
    "readiness-instrument": _questionnaires,
    "partner": _partners,
}
"""Of a route with an id: which ids there are."""


def pages(request: PageRequest) -> Iterator[dict[str, str]]:
    """Language → path, for each page."""
    for pattern in get_resolver().url_patterns:
        if isinstance(pattern, URLPattern) and pattern.name:
            yield from _pages_of(pattern, request)


def _pages_of(pattern: URLPattern, request: PageRequest) -> Iterator[dict[str, str]]:
    name, route = str(pattern.name), str(pattern.pattern)
    places = list(pattern.pattern.converters)
    if name in UNLISTED or not route.endswith("/") or not places or places[0] != LANGUAGE:
        return
    found = _in_each_language(route, request)
    if any(is_for_members(path) for path in found.values()):
        return
    if len(places) == 1:
        yield found
    elif len(places) == 2 and name in MEMBERS:
        for member in MEMBERS[name](request.evidence):
            yield _in_each_language(_filled(route, member), request)


def _filled(route: str, member: str) -> str:
    """The route with the second of its places filled."""
    before, _, rest = route.rpartition("<")
    return f"{before}{member}{rest.partition('>')[2]}"


def _in_each_language(route: str, request: PageRequest) -> dict[str, str]:
    rest = route.partition(">")[2]
    return {language: f"/{language}{rest}" for language in request.hub.languages}
