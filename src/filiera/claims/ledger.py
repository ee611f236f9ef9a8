"""Apply every rule to a case: findings per figure, and the verdict they amount to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from filiera.claims.figure import Case, Figure, same_time
from filiera.claims.finding import VERDICTS, Finding, verdict_of
from filiera.claims.rules import outside, ratios, scope, statements, sums, triangulation, vintage

Rule = Callable[[Case], Iterator[Finding]]

VALUE_RULES: tuple[Rule, ...] = (
    sums.parts_and_totals,
    sums.stated_parts,
    sums.listed_members,
    sums.between_groups,
    ratios.recomputed_ratios,
    ratios.implied_wholes,
    ratios.growth_rates,
    triangulation.roads_that_disagree,
    triangulation.implied_against_held,
    triangulation.shares_of_one_numerator,
    outside.held_evidence,
    outside.near_measures,
    outside.ranks,
    outside.registry_lists,
    vintage.dated_by_evidence,
)
"""Rules about what a figure says: true of every place in which the same figure is printed alike."""

STATEMENT_RULES: tuple[Rule, ...] = (
    statements.repeated_statements,
    statements.two_definitions,
    statements.qualifier_and_precision,
    statements.wording_and_course,
    statements.wording_and_period,
    scope.two_scopes,
    scope.heading_scope,
    scope.label_and_population,
    vintage.staleness,
    vintage.source_before_period,
    vintage.footnote_marks,
    vintage.sourcing,
)
"""Rules about how and where a text says it."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """The judged figures of a pack."""

    findings: dict[str, list[Finding]]
    verdicts: dict[str, str]


def judge(case: Case) -> Ledger:
    """Findings of all rules, gravest first, and a verdict for every figure.

    The result does not depend on the order of the rows.
    """
    alike = {figure.address: _printed_alike(case, figure) for figure in case.claims}
    found: dict[str, dict[tuple[str, str, str], Finding]] = defaultdict(dict)
    for rules, shared in ((VALUE_RULES, True), (STATEMENT_RULES, False)):
        for rule in rules:
            for finding in rule(case):
                for address in alike.get(finding.figure, [finding.figure]) if shared else [finding.figure]:
                    own = found[address]
                    known = own.get(finding.says)
                    rows = {*finding.operands, *(known.operands if known else ())}
                    own[finding.says] = replace(finding, figure=address, operands=tuple(sorted(rows)))
    order = {verdict: place for place, verdict in enumerate(VERDICTS)}
    findings: dict[str, list[Finding]] = {}
    verdicts: dict[str, str] = {}
    for figure in (*case.claims, *case.observations):
        own = found.get(figure.address, {})
        findings[figure.address] = sorted(own.values(), key=lambda f: (order.get(f.outcome, len(order)), f.says))
        verdicts[figure.address] = verdict_of(f.outcome for f in findings[figure.address])
    return Ledger(findings, verdicts)


def _printed_alike(case: Case, figure: Figure) -> list[str]:
    """Addresses of the claims that print the same figure with the same value and qualifier."""
    return [
        other.address
        for other in case.by_key[figure.key]
        if other.claim is not None
        and other.point == figure.point
        and other.qualifier == figure.qualifier
        and same_time(other, figure)
    ]
