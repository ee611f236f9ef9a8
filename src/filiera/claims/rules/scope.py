"""What a number counts, and where: a label against its population, a national value under a regional heading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from filiera.claims.figure import Case, Figure
from filiera.claims.finding import Amount, Finding, Message, Name
from filiera.pack.schema import Section


def two_scopes(case: Case) -> Iterator[Finding]:
    """One number of one measure, stated of two territories."""
    same: dict[tuple[str, str, str], list[Figure]] = defaultdict(list)
    for figure in case.claims:
        same[(figure.indicator, str(figure.value.normalize()), figure.unit.id)].append(figure)
    for figures in same.values():
        for one, other in combinations(figures, 2):
            if one.territory == other.territory or one.breakdown != other.breakdown:
                continue
            message = Message(
                "{value} stands for {one} in line {line} and for {other} in line {further}.",
                {
                    "value": Amount(one.value, one.unit.id, one.qualifier),
                    "one": Name("territory", one.territory),
                    "other": Name("territory", other.territory),
                    "line": one.claim.line if one.claim else 0,
                    "further": other.claim.line if other.claim else 0,
                },
            )
            for figure in (one, other):
                yield Finding(
                    figure.address,
                    "one number, two scopes",
                    "scope differs",
                    (one.address, other.address),
                    message,
                )


def heading_scope(case: Case) -> Iterator[Finding]:
    """A figure of another territory under a heading that announces one, with nothing to compare it with."""
    for figure in case.claims:
        section = section_of(case, figure)
        if section is None or not section.territory or section.territory == figure.territory:
            continue
        if (figure.indicator, section.territory, figure.breakdown) in case.by_key:
            continue
        message = Message(
            "The heading «{heading}» announces {place}; {value} is stated of {territory}.",
            {
                "heading": Name("section", f"{case.pack.publication_of[_id(figure)]}/{section.id}"),
                "place": Name("territory", section.territory),
                "value": Amount(figure.value, figure.unit.id, figure.qualifier),
                "territory": Name("territory", figure.territory),
            },
        )
        yield Finding(figure.address, "scope of the heading", "scope differs", (figure.address,), message)


def label_and_population(case: Case) -> Iterator[Finding]:
    """What the text calls a thing, against what the number counts as the text itself shows."""
    for figure in case.claims:
        claim = figure.claim
        if claim is None or not claim.label or not claim.population or claim.label == claim.population:
            continue
        message = Message(
            "Called «{label}»; the number counts «{population}».",
            {"label": Name("concept", claim.label), "population": Name("concept", claim.population)},
        )
        yield Finding(figure.address, "label against population", "scope differs", (figure.address,), message)


def section_of(case: Case, figure: Figure) -> Section | None:
    """The section of its publication in which a claim stands."""
    claim = figure.claim
    publication = case.publication(figure)
    if claim is None or publication is None:
        return None
    return next((s for s in publication.sections if s.id == claim.section), None)


def _id(figure: Figure) -> str:
    return figure.claim.id if figure.claim else ""
