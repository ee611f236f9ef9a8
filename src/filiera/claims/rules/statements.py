"""One figure stated in several places, one number used with two definitions, precision, and wording."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from filiera.claims.figure import Case, Figure, same_time
from filiera.claims.finding import NOTED, Amount, Finding, Message, Name, Parameter
from filiera.claims.interval import significant_digits

BOUNDS = {"over": 1, "at_least": 1, "under": -1, "up_to": -1, "about": 0}
PRECISE_DIGITS = ("precise-digits", "4")


def repeated_statements(case: Case) -> Iterator[Finding]:
    """The same figure printed in several places: the numbers must agree, and so should the qualifiers."""
    for figures in case.by_key.values():
        stated = [figure for figure in figures if figure.claim is not None]
        for one, other in combinations(stated, 2):
            if not same_time(one, other):
                continue
            values: dict[str, Parameter] = {
                "one": Amount(one.value, one.unit.id, one.qualifier),
                "other": Amount(other.value, other.unit.id, other.qualifier),
                "line": _line(one),
                "further": _line(other),
            }
            if not one.interval.meets(other.interval):
                template, outcome = (
                    "Line {line} states {one}, line {further} states {other}.",
                    "does not reconcile",
                )
            elif one.point == other.point and _exclusive(one, other):
                template = "Line {line} states {one}, line {further} states {other}: the qualifier differs."
                outcome = "ambiguous"
            else:
                continue
            for figure in (one, other):
                yield Finding(
                    figure.address,
                    "one figure, two statements",
                    outcome,
                    (one.address, other.address),
                    Message(template, values),
                )


def two_definitions(case: Case) -> Iterator[Finding]:
    """One number used for measures that readers take for one another but that are defined differently."""
    families: dict[str, list[Figure]] = defaultdict(list)
    for figure in case.claims:
        if family := case.indicator(figure).family:
            families[family].append(figure)
    for figures in families.values():
        for one, other in combinations(figures, 2):
            same_number = one.value == other.value and one.unit.id == other.unit.id
            if one.indicator == other.indicator or not same_number or one.territory != other.territory:
                continue
            message = Message(
                "{value} is given to two measures: {one} (line {line}) and {other} (line {further}).",
                {
                    "value": Amount(one.value, one.unit.id),
                    "one": Name("indicator", one.indicator),
                    "other": Name("indicator", other.indicator),
                    "line": _line(one),
                    "further": _line(other),
                },
            )
            for figure in (one, other):
                yield Finding(
                    figure.address,
                    "one number, two definitions",
                    "ambiguous",
                    (one.address, other.address),
                    message,
                )


def qualifier_and_precision(case: Case) -> Iterator[Finding]:
    """A number called approximate, or a bound, and yet printed to the last digit."""
    limit = int(case.parameter(*PRECISE_DIGITS))
    for figure in case.claims:
        digits = significant_digits(figure.value)
        if figure.qualifier in BOUNDS and digits >= limit:
            message = Message(
                "{value} is qualified, yet printed with {digits} significant digits.",
                {"value": Amount(figure.value, figure.unit.id, figure.qualifier), "digits": digits},
            )
            yield Finding(figure.address, "qualifier against precision", "ambiguous", (figure.address,), message)


def wording_and_course(case: Case) -> Iterator[Finding]:
    """A course called exponential beside one that grows by the same amount each year."""
    described = [f for f in case.claims if f.claim is not None and f.claim.trajectory]
    for one, other in combinations(described, 2):
        family = case.indicator(one).family
        if not family or family != case.indicator(other).family or one.territory != other.territory:
            continue
        courses = {one.claim.trajectory, other.claim.trajectory} if one.claim and other.claim else set()
        if courses != {"exponential", "linear"}:
            continue
        curved, straight = (one, other) if one.claim and one.claim.trajectory == "exponential" else (other, one)
        message = Message(
            "Line {line} calls the growth over {span} exponential; line {further} puts it at {step} a year, "
            "the same each year, which is linear.",
            {
                "line": _line(curved),
                "span": Amount(curved.value, curved.unit.id),
                "further": _line(straight),
                "step": Amount(straight.value, straight.unit.id),
            },
        )
        for figure in (curved, straight):
            yield Finding(
                figure.address,
                "wording against the series",
                "does not reconcile",
                (curved.address, straight.address),
                message,
            )


def wording_and_period(case: Case) -> Iterator[Finding]:
    """A duration in the wording (a three-year programme) against the period that the text gives."""
    for figure in case.claims:
        stated = figure.claim.stated_years if figure.claim is not None else None
        if stated is None or figure.years is None:
            continue
        first, last = figure.years
        lasted = {last - first, last - first + 1}
        agrees = stated in lasted
        message = Message(
            "The wording says {stated} years; {first} to {last} makes {lasted}."
            if not agrees
            else "The wording says {stated} years, as {first} to {last} makes.",
            {"stated": stated, "first": str(first), "last": str(last), "lasted": last - first + 1},
        )
        outcome = NOTED if agrees else "does not reconcile"
        yield Finding(figure.address, "wording against the period", outcome, (figure.address,), message)


def _exclusive(one: Figure, other: Figure) -> bool:
    """Whether two qualifiers of one number exclude each other: "over 40" is not 40."""
    kinds = {BOUNDS.get(one.qualifier), BOUNDS.get(other.qualifier)}
    return len(kinds) == 2 and kinds != {None, 0}


def _line(figure: Figure) -> int:
    return figure.claim.line if figure.claim is not None else 0
