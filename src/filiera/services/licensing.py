"""What may be passed on: the terms of each source, and what is left out of the open data because of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from filiera.evidence import Evidence
from filiera.services.figures import FigureView
from filiera.vocabulary.licences import Licence, licences_named

Basis = Literal["open licence", "cited fact", "not passed on"]

UNKNOWN = "its licence is not known"
ALIKE = "its licence asks that the whole collection be given under the same licence"
CLOSED = "its licence does not allow passing on"


@dataclass(frozen=True, slots=True)
class Terms:
    """On which basis rows that rest on a work are given to others, and under which licence they came."""

    basis: Basis
    licence: str
    """As the source states it; empty where it states none that we know of."""
    url: str = ""
    reason: str = ""
    """Why rows are not passed on."""
    reference: str = ""
    """Address of what says so, where the work itself does not."""
    assumed: bool = False
    """Whether the reference speaks of such works in general only."""

    @property
    def open(self) -> bool:
        """Whether rows may stand in the open data."""
        return self.basis != "not passed on"


def terms_of_works(evidence: Evidence) -> dict[str, Terms]:
    """The terms of every work by its id.

    What the examined publications print are facts, given with their place: a licence is neither needed
    nor claimed for them.
    """
    examined = {row["work"] for row in evidence.rows("publication")}
    return {row["id"]: _terms(row, examined=row["id"] in examined) for row in evidence.rows("work")}


def terms_of_figure(figure: FigureView, works: dict[str, Terms], publications: dict[str, str]) -> Terms:
    """The terms of a figure: of the work that an observation was read in, of the publication that a claim stands in.

    ``publications`` gives the work that each publication is.
    """
    if figure.origin == "claim":
        stated = works.get(publications.get(figure.publication, ""))
        return Terms("cited fact", stated.licence if stated else "", stated.url if stated else "")
    return works[figure.citations[0].work]


def works_of_publications(evidence: Evidence) -> dict[str, str]:
    """The work that each examined publication is."""
    return {row["id"]: row["work"] for row in evidence.rows("publication")}


def _terms(work: dict[str, Any], *, examined: bool) -> Terms:
    stated = "" if work["licence"] == "unknown" else work["licence"]
    reference, assumed = work["licence_reference"], work["licence_assumed"]
    licences = licences_named(stated)
    url = licences[0].url if licences else ""
    if licences and all(licence.passing_on == "open" for licence in licences):
        return Terms("open licence", stated, url, "", reference, assumed)
    if examined:
        return Terms("cited fact", stated, url, "", reference, assumed)
    return Terms("not passed on", stated, url, _reason(licences), reference, assumed)


def _reason(licences: tuple[Licence, ...]) -> str:
    if any(licence.passing_on == "closed" for licence in licences):
        return CLOSED
    return ALIKE if any(licence.passing_on == "alike" for licence in licences) else UNKNOWN
