"""Golden: every ratio of the brochure recomputed by hand arithmetic, and what the engine says of it.

The brochure is the publication ``brochure`` of the first region's pack (sections and lines there).
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from filiera.claims.figure import Case
from filiera.claims.ledger import Ledger

# share claim, numerator, denominator, both printed in the text, quotient as a percentage to two digits
STATED = [
    ("chain-employees-share-2", 346_153, 1_800_000, "19.23", "consistent"),
    ("devices-companies-share", 1_401, 4_641, "30.19", "reproduced"),
    ("devices-employees-share", 51_747, 117_607, "44.00", "reproduced"),
]
# share claim, known operand, what the other must be (low, high), and the whole number that fits, if it is a count
IMPLIED = [
    ("centres-car-t-share", 8, ("30.948", "31.068"), 31),
    ("research-digital-processes-share", 23, ("17.825", "18.055"), 18),
    ("care-case-di-comunita-growth", 126, ("107.992", "108.002"), 108),
]


@pytest.mark.parametrize(("claim", "top", "bottom", "quotient", "outcome"), STATED)
def test_a_stated_ratio_is_recomputed(
    ledger: Ledger, claim: str, top: int, bottom: int, quotient: str, outcome: str
) -> None:
    assert f"{round(100 * top / bottom, 2):.2f}" == quotient
    found = [f for f in ledger.findings[f"claim/{claim}"] if f.rule == "ratio recomputed"]
    assert {f.outcome for f in found} == {outcome}
    shown = found[0].message.parameters["quotient"]
    assert round(Fraction(shown.value), 2) == Fraction(quotient)  # type: ignore[union-attr]


@pytest.mark.parametrize(("claim", "known", "bounds", "whole"), IMPLIED)
def test_an_implied_count_holds_one_whole_number(
    ledger: Ledger, claim: str, known: int, bounds: tuple[str, str], whole: int
) -> None:
    found = [f for f in ledger.findings[f"claim/{claim}"] if f.rule == "implied value"]
    assert [f.outcome for f in found] == ["consistent"]
    interval = found[0].message.parameters["implied"].interval  # type: ignore[union-attr]
    assert interval.integers() == [whole]
    assert tuple(f"{float(end):.3f}" for end in (interval.low, interval.high)) == bounds


def test_the_chain_implies_a_region_of_less_than_a_fifth_where_eurostat_has_more(ledger: Ledger) -> None:
    # 2.45/12.65 = 19.37% and 2.55/12.55 = 20.32%; Eurostat: 403.136 / 1,782.050 = 22.62% (2021)
    found = next(f for f in ledger.findings["claim/chain-gdp-share"] if f.rule == "triangulation with evidence")
    implied = found.message.parameters["implied"].interval  # type: ignore[union-attr]
    assert (round(float(implied.low), 4), round(float(implied.high), 4)) == (0.1937, 0.2032)
    assert {"claim/chain-gdp-share", "claim/chain-national-gdp-share", "claim/chain-value-added"} <= set(found.operands)


def test_every_ratio_with_both_operands_has_a_finding(case: Case, ledger: Ledger) -> None:
    for share in case.claims:
        ratio = case.derivation(share).ratio
        if ratio is None:
            continue
        both = [case.stated(case.operand_key(operand, share), share) for operand in ratio]
        if all(both):
            rules = {f.rule for f in ledger.findings[share.address]}
            assert "ratio recomputed" in rules, share.address


def test_every_share_agrees_with_independent_arithmetic(case: Case, ledger: Ledger) -> None:
    for share in case.claims:
        for finding in ledger.findings[share.address]:
            if finding.rule != "ratio recomputed":
                continue
            top, bottom, quotient = (finding.message.parameters[k].value for k in ("top", "bottom", "quotient"))  # type: ignore[union-attr]
            units = case.pack.claims
            scale = {r.address: Fraction(r.unit.factor) for r in case.claims}
            rows = [row for row in finding.operands if row in scale]
            factors = {Fraction(units[r.removeprefix("claim/")].value): scale[r] for r in rows}
            expected = Fraction(top) * factors[Fraction(top)] / (Fraction(bottom) * factors[Fraction(bottom)]) * 100
            assert abs(Fraction(quotient) - expected) < Fraction(1, 10**6)
