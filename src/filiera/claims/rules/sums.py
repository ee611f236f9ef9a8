"""Parts against totals: a breakdown that should add up, and parts that cannot exceed their whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from filiera.claims.figure import Case, Figure, same_time
from filiera.claims.finding import NOTED, Amount, Finding, Message, Parameter, Terms
from filiera.claims.interval import Interval

ADDITIVE = {"count", "money", "area"}


def parts_and_totals(case: Case) -> Iterator[Finding]:
    """The parts of an exhaustive breakdown, when all are stated, against each stated total."""
    groups: dict[tuple[str, str, str], dict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for figure in case.claims:
        if len(figure.breakdown) == 1 and figure.unit.dimension in ADDITIVE:
            name, code = figure.breakdown[0]
            groups[(figure.indicator, figure.territory, name)][code].append(figure)
    for (indicator, territory, name), by_code in sorted(groups.items()):
        dimension = case.pack.dimensions[name]
        parts = [by_code[code.id][0] for code in dimension.codes if code.id in by_code]
        if len(parts) < 2:
            continue
        complete = dimension.exhaustive and len(parts) == len(dimension.codes)
        totals = [f for f in case.by_key.get((indicator, territory, ()), ()) if f.claim is not None]
        for total in totals:
            if all(same_time(total, part) for part in parts):
                yield from _sum_against(total, parts, name, complete=complete)


def _sum_against(total: Figure, parts: list[Figure], dimension: str, *, complete: bool) -> Iterator[Finding]:
    summed = Interval(Fraction(0), Fraction(0))
    for part in parts:
        summed = summed + part.interval
    point = sum((part.point for part in parts), Fraction(0))
    fits = summed.meets(total.interval) if complete else not _exceeds(summed, total.interval)
    values: dict[str, Parameter] = {
        "terms": Terms(tuple(part.value for part in parts)),
        "sum": Amount(point / Fraction(total.unit.factor), total.unit.id, digits=_decimals(parts)),
        "total": Amount(total.value, total.unit.id, total.qualifier),
    }
    if not fits:
        template, outcome = (
            "The parts sum to {sum} ({terms}); the total stated is {total}.",
            "does not reconcile",
        )
    elif complete and point == total.point:
        template, outcome = "The parts sum to the total: {terms} = {sum}.", "reproduced"
    elif complete:
        template, outcome = "The parts sum to {sum} ({terms}), within the rounding of {total}.", "consistent"
    else:
        template, outcome = (
            "The parts stated ({terms} = {sum}) do not exceed the total of {total}.",
            "consistent",
        )
    message = Message(template, values)
    addresses = tuple(figure.address for figure in (total, *parts))
    for figure in (total, *parts):
        yield Finding(figure.address, f"parts and total by {dimension}", outcome, addresses, message)


def stated_parts(case: Case) -> Iterator[Finding]:
    """A figure that the text calls a part of another cannot exceed it."""
    by_id = {figure.claim.id: figure for figure in case.claims if figure.claim is not None}
    for part in case.claims:
        whole = by_id.get(part.claim.part_of) if part.claim is not None else None
        if whole is None or whole.unit.dimension != part.unit.dimension:
            continue
        bad = _exceeds(part.interval, whole.interval)
        template = (
            "{part} is stated as a part of {whole}, which is less."
            if bad
            else "{part} is stated as a part of {whole} and does not exceed it."
        )
        message = Message(
            template,
            {
                "part": Amount(part.value, part.unit.id, part.qualifier),
                "whole": Amount(whole.value, whole.unit.id, whole.qualifier),
            },
        )
        # that a part does not exceed its whole confirms neither of them
        outcome = "does not reconcile" if bad else NOTED
        for figure in (part, whole):
            yield Finding(figure.address, "part of a whole", outcome, (part.address, whole.address), message)


def listed_members(case: Case) -> Iterator[Finding]:
    """A number that counts things which the text itself lists beside it."""
    for figure in case.claims:
        members = figure.claim.members if figure.claim is not None else []
        if not members:
            continue
        n = len(members)
        agrees = figure.interval.holds(Fraction(n))
        template = (
            "The text lists {listed} by name, as many as it counts."
            if agrees
            else "The text lists {listed} by name where it counts {value}."
        )
        message = Message(template, {"listed": n, "value": Amount(figure.value, figure.unit.id, figure.qualifier)})
        outcome = "reproduced" if agrees else "does not reconcile"
        yield Finding(figure.address, "listed members", outcome, (figure.address,), message)


def between_groups(case: Case) -> Iterator[Finding]:
    """A mean over groups lies between the values of the groups."""
    for figure in case.claims:
        dimension = case.derivation(figure).between
        if not dimension or figure.breakdown:
            continue
        parts = [
            found
            for code in case.pack.dimensions[dimension].codes
            for found in case.stated((figure.indicator, figure.territory, ((dimension, code.id),)), figure)[:1]
        ]
        if len(parts) < 2:
            continue
        lows = [part.interval.low for part in parts if part.interval.low is not None]
        highs = [part.interval.high for part in parts if part.interval.high is not None]
        fits = Interval(min(lows), max(highs)).meets(figure.interval) if lows and highs else True
        template = (
            "{value} lies between the values of the groups ({terms})."
            if fits
            else "{value} lies outside the values of the groups ({terms})."
        )
        message = Message(
            template,
            {
                "value": Amount(figure.value, figure.unit.id, figure.qualifier),
                "terms": Terms(tuple(part.value for part in parts), " / "),
            },
        )
        addresses = tuple(f.address for f in (figure, *parts))
        outcome = "consistent" if fits else "does not reconcile"
        for each in (figure, *parts):
            yield Finding(each.address, "mean between groups", outcome, addresses, message)


def _exceeds(part: Interval, whole: Interval) -> bool:
    return part.low is not None and whole.high is not None and part.low > whole.high


def _decimals(figures: list[Figure]) -> int:
    return max(max(0, -int(figure.value.as_tuple().exponent)) for figure in figures)
