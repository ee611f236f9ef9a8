"""Ratios and growth rates recomputed from their operands, and what they imply where one is not stated.

A share printed with its numerator and its denominator is recomputed (*reproduced* where the quotient of
the printed numbers rounds to the printed share). With one operand missing, the other two imply an interval
for it; where that is a count, a whole number must lie inside it (the GRIM test: Brown and Heathers,
Social Psychological and Personality Science 8(4), 2017, 363-369).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from filiera.claims.figure import Case, Figure, Key
from filiera.claims.finding import Amount, Finding, Message, Parameter, Span
from filiera.claims.interval import Interval


@dataclass(frozen=True, slots=True)
class Ratio:
    """A stated ratio with what is stated of its two sides."""

    figure: Figure
    numerator: Key
    denominator: Key
    numerators: list[Figure]
    denominators: list[Figure]


def ratios_of(case: Case) -> Iterator[Ratio]:
    """Every claim that its indicator derives as a ratio, with the claims that state its operands."""
    for figure in case.claims:
        ratio = case.derivation(figure).ratio
        if ratio is None:
            continue
        top, bottom = (case.operand_key(operand, figure) for operand in ratio)
        yield Ratio(figure, top, bottom, case.stated(top, figure), case.stated(bottom, figure))


def recomputed_ratios(case: Case) -> Iterator[Finding]:
    """Ratios whose two sides are both stated."""
    for ratio in ratios_of(case):
        for top in _distinct(ratio.numerators):
            for bottom in _distinct(ratio.denominators):
                yield from _recompute(case, ratio.figure, top, bottom)


def _recompute(case: Case, share: Figure, top: Figure, bottom: Figure) -> Iterator[Finding]:
    if bottom.point == 0:
        return
    quotient = top.point / bottom.point
    shown = quotient / Fraction(share.unit.factor)
    printed = share.interval
    digits = max(2, -int(share.value.as_tuple().exponent) + 1)
    values: dict[str, Parameter] = {
        "top": Amount(top.value, top.unit.id, top.qualifier),
        "bottom": Amount(bottom.value, bottom.unit.id, bottom.qualifier),
        "quotient": Amount(shown, share.unit.id, digits=digits),
        "share": Amount(share.value, share.unit.id, share.qualifier),
    }
    possible = top.interval.over(bottom.interval)
    plain = all(f.qualifier == "exact" for f in (share, top, bottom))
    if printed.holds(quotient) and (plain or share.qualifier in ("exact", "about")):
        template, outcome = "{top} / {bottom} = {quotient}, stated as {share}.", "reproduced"
    elif printed.meets(possible):
        template, outcome = "{top} / {bottom} = {quotient}, which {share} allows.", "consistent"
    else:
        template = "{top} / {bottom} = {quotient}, which does not reconcile with {share}."
        outcome = "does not reconcile"
    operands = (share.address, top.address, bottom.address)
    for figure in (share, top, bottom):
        yield Finding(figure.address, "ratio recomputed", outcome, operands, Message(template, values))


def implied_wholes(case: Case) -> Iterator[Finding]:
    """The side of a ratio that the text leaves out: what it must be, and whether a whole number fits."""
    for ratio in ratios_of(case):
        share = ratio.figure
        if ratio.numerators and not ratio.denominators:
            for top in _distinct(ratio.numerators)[:1]:
                implied = top.interval.over(share.interval)
                yield from _imply(case, share, top, ratio.denominator, implied)
        elif ratio.denominators and not ratio.numerators:
            for bottom in _distinct(ratio.denominators)[:1]:
                implied = bottom.interval.times(share.interval)
                yield from _imply(case, share, bottom, ratio.numerator, implied)


def growth_rates(case: Case) -> Iterator[Finding]:
    """A growth rate and the value after it imply the value before; a count before must be whole."""
    for share in case.claims:
        operand = case.derivation(share).growth
        if operand is None:
            continue
        key = case.operand_key(operand, share)
        ends = [f for f in case.by_key.get(key, ()) if f.claim is not None and _ends_with(share, f)]
        for after in _distinct(ends)[:1]:
            factor = Interval(
                None if share.interval.low is None else 1 + share.interval.low,
                None if share.interval.high is None else 1 + share.interval.high,
            )
            yield from _imply(case, share, after, key, after.interval.over(factor), before=True)


def _ends_with(change: Figure, after: Figure) -> bool:
    """Whether a change leads to a value: the last year of its period is the value's, or one is undated."""
    return not change.years or not after.years or change.years[1] == after.years[1]


def _imply(
    case: Case, share: Figure, known: Figure, key: Key, implied: Interval, *, before: bool = False
) -> Iterator[Finding]:
    if implied.high is None and not implied.low:
        return
    unit = known.unit
    counted = unit.dimension == "count" and known.qualifier == "exact"
    inside = implied.integers()
    closed = implied.low is not None and implied.high is not None
    values: dict[str, Parameter] = {
        "known": Amount(known.value, unit.id, known.qualifier),
        "share": Amount(share.value, share.unit.id, share.qualifier),
        "implied": Span(implied, unit.id, 1 if not counted else 2),
        "n": inside[0] if inside else 0,
    }
    if counted and closed and not inside:
        template, outcome = (
            "{known} with {share} implies {implied}: no whole number lies there.",
            "does not reconcile",
        )
    elif counted and closed and len(inside) == 1:
        template = (
            "{known} after a change of {share} implies {n} before: a whole number fits."
            if before
            else "{known} with {share} implies {n}: a whole number fits."
        )
        outcome = "consistent"
    else:
        template = (
            "{known} after a change of {share} implies {implied} before, which the text does not state."
            if before
            else "{known} with {share} implies {implied}, which the text does not state."
        )
        outcome = "noted"
    for figure in (share, known):
        yield Finding(
            figure.address,
            "implied value",
            outcome,
            (share.address, known.address),
            Message(template, values),
        )


def _distinct(figures: list[Figure]) -> list[Figure]:
    """One figure per stated value: the most exact statement of each."""
    best: dict[Fraction, Figure] = {}
    for figure in sorted(figures, key=lambda f: (f.qualifier != "exact", f.address)):
        best.setdefault(figure.point, figure)
    return list(best.values())
