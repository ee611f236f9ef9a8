"""What the frame around every page needs: the hub, the languages, where the reader is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language_info

from filiera.portal.sections import sections
from filiera.services.impact_ground import has_ground
from filiera.services.pages import publications
from filiera.services.plan import programmes


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The same page in a language."""

    code: str
    name: str
    url: str
    current: bool


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of all templates; without evidence only what does not need it."""
    hub = getattr(request, "hub", None)
    if hub is None:
        return {"hub": None, "language": "en"}
    language: str = getattr(request, "language", "en")
    return {
        "hub": hub,
        "language": language,
        "languages": [
            LanguageLink(code, native_name(code), _in_language(request, code), code == language)
            for code in hub.languages
        ],
        "publications": list(publications(getattr(request, "evidence", None)).values()),  # type: ignore[arg-type]
        "sections": sections(
            language,
            request.path.removeprefix(f"/{language}/"),
            plan=bool(programmes(getattr(request, "evidence", None))),  # type: ignore[arg-type]
            impact=has_ground(getattr(request, "evidence", None)),  # type: ignore[arg-type]
        ),
    }


def native_name(code: str) -> str:
    """What speakers call their language."""
    try:
        return str(get_language_info(code)["name_local"])
    except KeyError:
        return code


def _in_language(request: HttpRequest, code: str) -> str:
    """The address of this page in another language, with its filters; from a page without one, the home page."""
    named, _, rest = request.get_full_path().removeprefix("/").partition("/")
    known = getattr(request, "hub", None)
    if known is not None and named in known.languages:
        return f"/{code}/{rest}"
    return f"/{code}/"
