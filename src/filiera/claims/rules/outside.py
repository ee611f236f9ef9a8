"""Figures against other evidence: earlier editions, other publishers, and the registry's own list.

Evidence of another year is compared with an allowance for change, a dated assumption of the pack.
What is known only as a newspaper reports it informs, but no verdict rests on it alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from filiera.claims.figure import Case, Figure
from filiera.claims.finding import NOTED, Amount, Finding, Message, Name, Parameter
from filiera.pack.listing import listing

YEARLY_DRIFT = ("yearly-drift", "5")
TIMELESS = "none"
"""An indicator whose value does not change with time, such as an order of arrival."""
LONGEST_GAP = ("longest-gap", "3")


def drift_allowed(case: Case, claim: Figure, held: Figure, *, general: bool = False) -> Fraction | None:
    """Share by which evidence of another year may differ from a claim; ``None``: too far apart to compare.

    ``general``: for a quotient of two held figures, which moves less than either of them.
    """
    named = case.pack.indicators[held.indicator].yearly_change
    if named == TIMELESS:
        return Fraction(0)
    published = _published(case, claim)
    of_claim = claim.years[1] if claim.years else published
    if not held.years or of_claim is None:
        return Fraction(0)
    gap = max(0, of_claim - held.years[1], held.years[0] - of_claim)
    if not claim.years:
        # an undated claim speaks of the years just before its publication: never of exactly one of them
        gap = max(1, gap - 1)
    if gap > int(case.parameter(*LONGEST_GAP)):
        return None
    named = "" if general else named
    return Fraction(case.parameter(named or YEARLY_DRIFT[0], YEARLY_DRIFT[1])) / 100 * gap


def _own_work(case: Case, claim: Figure) -> str:
    publication = case.publication(claim)
    return publication.work if publication and publication.work else "-"


def _published(case: Case, claim: Figure) -> int | None:
    publication = case.publication(claim)
    return publication.published if publication else None


def held_evidence(case: Case) -> Iterator[Finding]:
    """A claim against every held figure of the same thing."""
    for claim in case.claims:
        for held in case.held(claim.key):
            if held.unit.dimension != claim.unit.dimension or held.work == _own_work(case, claim):
                continue
            allowed = drift_allowed(case, claim, held)
            if allowed is None:
                continue
            yield _compare(claim, held, allowed)


def _compare(claim: Figure, held: Figure, allowed: Fraction) -> Finding:
    agrees = claim.interval.meets(held.interval.widened(allowed))
    values: dict[str, Parameter] = {
        "claim": Amount(claim.value, claim.unit.id, claim.qualifier),
        "held": Amount(held.value, held.unit.id, held.qualifier),
        "period": held.period,
        "work": Name("work", held.work),
        "via": held.observation.via if held.observation is not None else "",
    }
    edition = held.observation is not None and held.observation.role == "edition"
    if held.second_hand:
        template, outcome = "As reported by {via} after {work}: {held} ({period}); stated here: {claim}.", NOTED
    elif edition and allowed:
        template, outcome = (
            "An earlier edition gives {held} for {period} ({work}); stated here: {claim}.",
            NOTED,
        )
    elif agrees:
        template, outcome = "{work} gives {held} for {period}: it agrees.", "consistent"
        if allowed:
            template, outcome = (
                "{work} gives {held} for {period}: not far from {claim}, but not of the same year.",
                NOTED,
            )
    else:
        template, outcome = "{work} gives {held} for {period}; stated here: {claim}.", "source disagrees"
    rule = "edition against edition" if edition else "outside evidence"
    return Finding(claim.address, rule, outcome, (claim.address, held.address), Message(template, values))


def near_measures(case: Case) -> Iterator[Finding]:
    """Evidence of a measure that readers take for the claim's, though it is defined otherwise."""
    for claim in case.claims:
        family = case.indicator(claim).family
        if not family:
            continue
        for held in case.observations:
            near = held.indicator != claim.indicator and case.indicator(held).family == family
            if not near or held.territory != claim.territory or held.breakdown != claim.breakdown:
                continue
            if held.unit.dimension != claim.unit.dimension or drift_allowed(case, claim, held) is None:
                continue
            values: dict[str, Parameter] = {
                "measure": Name("indicator", held.indicator),
                "held": Amount(held.value, held.unit.id, held.qualifier),
                "period": held.period,
                "work": Name("work", held.work),
                "claim": Amount(claim.value, claim.unit.id, claim.qualifier),
            }
            message = Message(
                "A near measure, defined otherwise ({measure}): {held} ({period}, {work}); stated here: {claim}.",
                values,
            )
            yield Finding(claim.address, "near measure", NOTED, (claim.address, held.address), message)


def ranks(case: Case) -> Iterator[Finding]:
    """A stated place in an order against the values held of the others."""
    for claim in case.claims:
        operand = case.derivation(claim).rank
        if operand is None:
            continue
        kind = case.pack.territories[claim.territory].kind if claim.territory in case.pack.territories else ""
        rivals: dict[str, Figure] = {}
        for (indicator, code, breakdown), figures in case.by_key.items():
            territory = case.pack.territories.get(code)
            if indicator == operand.indicator and not breakdown and territory and territory.kind == kind:
                rivals[code] = max(figures, key=lambda f: (f.claim is None, f.period))
        own = rivals.get(claim.territory)
        if own is None or len(rivals) < 2:
            continue
        place = 1 + sum(other.point > own.point for other in rivals.values())
        agrees = claim.interval.holds(Fraction(place))
        second = any(figure.second_hand for figure in rivals.values())
        message = Message(
            "By the values held for {n} territories it is in place {place}; stated: {value}.",
            {"n": len(rivals), "place": place, "value": Amount(claim.value, claim.unit.id)},
        )
        outcome = NOTED if second else ("consistent" if agrees else "source disagrees")
        operands = (claim.address, *sorted(figure.address for figure in rivals.values()))
        yield Finding(claim.address, "place in an order", outcome, operands, message)


def registry_lists(case: Case) -> Iterator[Finding]:
    """A published total against the registry's own list of what it counts."""
    for claim in case.claims:
        indicator = case.indicator(claim)
        held = None if claim.breakdown else listing(case.pack, indicator)
        if held is None:
            continue
        agrees = claim.interval.holds(Fraction(held.listed))
        explained = bool(indicator.because)
        what = Name("indicator", indicator.id) if held.counts == "beds" else Name("kind", indicator.register_kind)
        message = Message(
            "The registry lists {n} ({what}); stated here: {claim}.",
            {
                "n": Amount(Decimal(held.listed), "count"),
                "what": what,
                "claim": Amount(claim.value, claim.unit.id, claim.qualifier),
            },
        )
        outcome = "consistent" if agrees else (NOTED if explained else "source disagrees")
        if held.period and _too_far(case, claim, held.period):
            outcome = NOTED
        yield Finding(claim.address, "registry list", outcome, (claim.address, f"indicator/{indicator.id}"), message)


def _too_far(case: Case, claim: Figure, period: str) -> bool:
    """Whether a list is of other years than a claim, by more than what may be compared."""
    year = claim.years[1] if claim.years else _published(case, claim)
    return year is None or abs(year - int(period.partition("/")[0])) > int(case.parameter(*LONGEST_GAP))
