"""The faults of the first region's brochure are found by rules, from structured fields alone."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from filiera.claims.figure import Case
from filiera.claims.finding import VERDICTS
from filiera.claims.ledger import Ledger, judge


def outcomes(ledger: Ledger, claim: str) -> dict[str, str]:
    """Rule → gravest outcome of the findings on a claim."""
    found: dict[str, str] = {}
    for finding in reversed(ledger.findings[f"claim/{claim}"]):
        found[finding.rule] = finding.outcome
    return found


@pytest.mark.parametrize(
    ("claim", "rule", "outcome"),
    [
        ("research-irccs", "parts and total by speciality", "does not reconcile"),
        ("research-irccs", "parts and total by ownership", "reproduced"),
        ("chain-value-added", "triangulation with evidence", "source disagrees"),
        ("chain-gdp-share", "triangulation with evidence", "source disagrees"),
        ("chain-national-gdp-share", "implied value against evidence", "source disagrees"),
        ("care-rsa", "outside evidence", "source disagrees"),
        ("care-rsa-beds-share", "label against population", "scope differs"),
        ("care-home-users", "qualifier against precision", "ambiguous"),
        ("pharma-local-units", "label against population", "scope differs"),
        ("pharma-cdmo-production", "one number, two scopes", "scope differs"),
        ("devices-exports", "scope of the heading", "scope differs"),
        ("firms-members", "one number, two scopes", "scope differs"),
        ("research-drug-trials-share", "one number, two definitions", "ambiguous"),
        ("education-research-centres", "one figure, two statements", "ambiguous"),
        ("innovation-programme-funds", "duplicate footnote", "ambiguous"),
        ("innovation-programme-funds", "wording against the period", "does not reconcile"),
        ("innovation-gene-therapy-order", "outside evidence", "source disagrees"),
        ("health-life-expectancy-growth-span", "wording against the series", "does not reconcile"),
        ("health-system-rank-who", "staleness", "stale"),
        ("health-system-rank-bloomberg", "staleness", "stale"),
        ("research-impact-factor", "staleness", "stale"),
        ("chain-employees", "source", "unsourced"),
        ("chain-gdp-share", "spelling of the source", "noted"),
    ],
)
def test_a_rule_finds_it(ledger: Ledger, claim: str, rule: str, outcome: str) -> None:
    assert outcomes(ledger, claim).get(rule) == outcome


def test_every_contradiction_names_two_rows(ledger: Ledger) -> None:
    alone = {"wording against the period", "listed members"}  # a wording and a period stand in one row
    for findings in ledger.findings.values():
        for finding in findings:
            if finding.outcome in ("does not reconcile", "source disagrees") and finding.rule not in alone:
                assert len(set(finding.operands)) >= 2, finding


def test_no_verdict_rests_on_a_newspaper_alone(case: Case, ledger: Ledger) -> None:
    reported = {f.address for f in case.observations if f.second_hand}
    for findings in ledger.findings.values():
        for finding in findings:
            others = {row for row in finding.operands if row.startswith("observation/")}
            if others and others <= reported:
                assert finding.outcome == "noted", finding


def test_what_nothing_can_test_is_unchecked_never_a_pass(ledger: Ledger) -> None:
    for address, findings in ledger.findings.items():
        tested = [f for f in findings if f.outcome in VERDICTS]
        if not tested:
            assert ledger.verdicts[address] == "unchecked"


@pytest.mark.parametrize("seed", range(5))
def test_verdicts_do_not_depend_on_the_order_of_rows(case: Case, ledger: Ledger, seed: int) -> None:
    draw = random.Random(seed)
    shuffled = replace(
        case,
        claims=draw.sample(case.claims, len(case.claims)),
        observations=draw.sample(case.observations, len(case.observations)),
        by_key={},
    )
    again = judge(shuffled)
    assert again.verdicts == ledger.verdicts
    assert {a: [f.says for f in fs] for a, fs in again.findings.items()} == {
        a: [f.says for f in fs] for a, fs in ledger.findings.items()
    }
