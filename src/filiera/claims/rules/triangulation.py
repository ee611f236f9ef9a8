"""Two figures that imply different totals: the same quantity reached by two roads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from filiera.claims.figure import Case, Figure, Key, same_time
from filiera.claims.finding import NOTED, Amount, Finding, Message, Name, Parameter, Span
from filiera.claims.interval import Interval
from filiera.claims.rules.outside import drift_allowed
from filiera.claims.rules.ratios import Ratio, ratios_of


@dataclass(frozen=True, slots=True)
class Road:
    """One way to a quantity that the text does not state: the operands and the interval they imply."""

    ratio: Figure
    known: Figure
    implied: Interval


def implied_by(case: Case) -> dict[Key, list[Road]]:
    """Quantities left unstated, with every pair of stated figures that implies them."""
    roads: dict[Key, list[Road]] = {}
    for ratio in ratios_of(case):
        for known in ratio.numerators:
            road = Road(ratio.figure, known, known.interval.over(ratio.figure.interval))
            roads.setdefault(ratio.denominator, []).append(road)
        for known in ratio.denominators:
            road = Road(ratio.figure, known, known.interval.times(ratio.figure.interval))
            roads.setdefault(ratio.numerator, []).append(road)
    return roads


def roads_that_disagree(case: Case) -> Iterator[Finding]:
    """Two independent pairs of figures that imply different values of one quantity."""
    for key, roads in sorted(implied_by(case).items()):
        for one, other in combinations(roads, 2):
            rows = {one.ratio.address, one.known.address, other.ratio.address, other.known.address}
            if len(rows) < 4 or not same_time(one.ratio, other.ratio) or one.implied.meets(other.implied):
                continue
            unit = _unit_of(case, key, one.known)
            values: dict[str, Parameter] = {
                "what": Name("indicator", key[0]),
                "one": Span(one.implied, unit),
                "other": Span(other.implied, unit),
            }
            message = Message("For {what}, one pair of figures implies {one}, another {other}.", values)
            for address in sorted(rows):
                yield Finding(address, "triangulation", "does not reconcile", tuple(sorted(rows)), message)


def implied_against_held(case: Case) -> Iterator[Finding]:
    """What the text implies of a quantity, against the evidence held of it."""
    for key, roads in sorted(implied_by(case).items()):
        for held in case.held(key):
            for road in _one_each(roads):
                allowed = drift_allowed(case, road.ratio, held)
                agrees = allowed is not None and road.implied.meets(held.interval.widened(allowed))
                if allowed is None or (agrees and held.second_hand):
                    continue
                values: dict[str, Parameter] = {
                    "known": Amount(road.known.value, road.known.unit.id, road.known.qualifier),
                    "share": Amount(road.ratio.value, road.ratio.unit.id, road.ratio.qualifier),
                    "implied": Span(road.implied, held.unit.id),
                    "what": Name("indicator", key[0]),
                    "held": Amount(held.value, held.unit.id, held.qualifier),
                    "period": held.period,
                    "work": Name("work", held.work),
                    "via": held.observation.via if held.observation is not None else "",
                }
                template = (
                    "{known} with {share} implies {implied} for {what}; "
                    "the evidence held says {held} ({period}, {work})."
                    if not held.second_hand
                    else "{known} with {share} implies {implied} for {what}; "
                    "as reported by {via} after {work}: {held} ({period})."
                )
                loose = bool(allowed) or held.second_hand
                outcome = (NOTED if loose else "consistent") if agrees else "source disagrees"
                if held.second_hand:
                    outcome = NOTED
                operands = (road.ratio.address, road.known.address, held.address)
                for figure in (road.ratio, road.known):
                    yield Finding(
                        figure.address,
                        "implied value against evidence",
                        outcome,
                        operands,
                        Message(template, values),
                    )


def shares_of_one_numerator(case: Case) -> Iterator[Finding]:
    """One quantity stated as a share of two wholes fixes the ratio of the wholes; evidence may hold it."""
    for one, other in combinations(list(ratios_of(case)), 2):
        if one.numerator != other.numerator or one.denominator == other.denominator:
            continue
        if not same_time(one.figure, other.figure):
            continue
        small, large = (one, other) if one.figure.point >= other.figure.point else (other, one)
        yield from _wholes(case, small, large)


def _wholes(case: Case, small: Ratio, large: Ratio) -> Iterator[Finding]:
    implied = large.figure.interval.over(small.figure.interval)
    for inner in case.held(small.denominator):
        for outer in case.held(large.denominator):
            if inner.period != outer.period or inner.work != outer.work or outer.point == 0:
                continue
            allowed = drift_allowed(case, small.figure, inner, general=True)
            if allowed is None:
                continue
            quotient = inner.point / outer.point
            agrees = implied.meets(Interval(quotient, quotient).widened(allowed))
            hundredth = Fraction(1, 100)
            values: dict[str, Parameter] = {
                "small": Amount(small.figure.value, small.figure.unit.id, small.figure.qualifier),
                "large": Amount(large.figure.value, large.figure.unit.id, large.figure.qualifier),
                "inner": Amount(inner.value, inner.unit.id, inner.qualifier),
                "outer": Amount(outer.value, outer.unit.id, outer.qualifier),
                "implied": Span(implied, "percent"),
                "quotient": Amount(quotient / hundredth, "percent", digits=1),
                "what": Name("territory", small.denominator[1]),
                "whole": Name("territory", large.denominator[1]),
                "measure": Name("indicator", small.denominator[0]),
                "period": inner.period,
                "work": Name("work", inner.work),
            }
            template = (
                "The same quantity is {small} of one whole ({what}) and {large} of the other ({whole}), "
                "so the first would be {implied} of the second; "
                "evidence: {inner} / {outer} = {quotient} ({measure}, {period}, {work})."
            )
            second = inner.second_hand or outer.second_hand
            outcome = "consistent" if agrees else "source disagrees"
            operands = [small.figure.address, large.figure.address, inner.address, outer.address]
            operands[2:2] = sorted({f.address for f in (*small.numerators, *large.numerators)})
            for address in operands:
                if address.startswith("claim/"):
                    yield Finding(
                        address,
                        "triangulation with evidence",
                        NOTED if second else outcome,
                        tuple(operands),
                        Message(template, values),
                    )


def _one_each(roads: list[Road]) -> list[Road]:
    """Each distinct pair of values once: repeated statements of a figure add no evidence."""
    seen: dict[tuple[Fraction, Fraction], Road] = {}
    for road in roads:
        seen.setdefault((road.ratio.point, road.known.point), road)
    return list(seen.values())


def _unit_of(case: Case, key: Key, like: Figure) -> str:
    indicator = case.pack.indicators.get(key[0])
    return indicator.unit if indicator else like.unit.id
