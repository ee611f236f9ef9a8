"""The next edition cannot contain 16 ≠ 19 without saying so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from filiera.publish.brochure.edition import CALM
from filiera.publish.brochure.making import Brochure
from filiera.services.figures import FigureView, all_figures
from filiera.services.pages import Evidence
from tests.publish.brochure.conftest import EDITIONS
from tests.publish.brochure.printed import bare, blocks, pages

Content = dict[str, Any]


def claims(evidence: Evidence) -> list[FigureView]:
    """The figures of the text."""
    return [figure for figure in all_figures(evidence) if figure.origin == "claim"]


def printed_addresses(told: Content) -> set[str]:
    """The figures that stand in a sentence, in a story or in a chart of the chapters."""
    found: set[str] = set()
    for chapter in told["chapters"]:
        for block in chapter["story"]:
            found |= set(block.get("addresses", ())) | set(block.get("chart", {}).get("figures", ()))
        for section in chapter["sections"]:
            for each in section["statements"]:
                found |= set(each["addresses"]) | set(each.get("chart", {}).get("figures", ()))
    return found


@pytest.mark.parametrize(("pack", "language"), EDITIONS)
def test_the_total_that_its_parts_do_not_give_says_so(
    pack: str, language: str, evidence_of: Callable[..., Evidence], content_of: Callable[..., Content]
) -> None:
    told = content_of(pack, language)
    wrong = [c for c in claims(evidence_of(pack)) if c.verdict == "does not reconcile"]
    assert wrong, "the pack holds a contradiction, or this test proves nothing"
    shown = [block for block in blocks(told) if block["verdict"] == "does not reconcile"]
    assert shown
    for block in shown:
        assert block["notes"], f"{block} is printed without the arithmetic"


def test_sixteen_is_not_nineteen(
    evidence_of: Callable[..., Evidence], content_of: Callable[..., Content], brochure_of: Callable[..., Brochure]
) -> None:
    evidence = evidence_of("lombardia")
    summed = [
        claim
        for claim in claims(evidence)
        for found in claim.findings
        if found.rule.startswith("parts and total") and found.outcome == "does not reconcile" and not claim.breakdown
    ]
    for language in ("it", "en"):
        told = content_of("lombardia", language)
        text = bare(" ".join(pages(brochure_of("lombardia", language).pdf)))
        for claim in summed:
            parts = [c for c in claims(evidence) if c.indicator == claim.indicator and "speciality" in c.breakdown]
            total = sum(Decimal(part.value) for part in parts)
            assert total != Decimal(claim.value)
            (line,) = {f.arithmetic[language] for f in claim.findings if f.outcome == "does not reconcile"}
            assert f"{total}" in line and claim.value in line
            assert bare(line) in text
        mark = bare(told["words"]["verdicts"]["does not reconcile"]["name"])
        assert text.count(mark) >= len(summed)


@pytest.mark.parametrize(("pack", "language"), EDITIONS)
def test_whatever_is_not_calm_carries_a_note(pack: str, language: str, content_of: Callable[..., Content]) -> None:
    for block in blocks(content_of(pack, language)):
        assert bool(block["notes"]) == (block["verdict"] not in CALM), block


@pytest.mark.parametrize(("pack", "language"), EDITIONS)
def test_every_finding_that_made_a_verdict_is_printed(
    pack: str, language: str, evidence_of: Callable[..., Evidence], brochure_of: Callable[..., Brochure]
) -> None:
    text = bare(" ".join(pages(brochure_of(pack, language).pdf)))
    for claim in claims(evidence_of(pack)):
        if claim.verdict not in CALM:
            for found in claim.findings:
                if found.outcome == claim.verdict:
                    line = found.arithmetic.get(language) or found.arithmetic["en"]
                    assert bare(line) in text, f"{claim.address}: {line}"


@pytest.mark.parametrize(("pack", "language"), EDITIONS)
def test_every_figure_of_the_text_is_printed_with_the_ledgers_value(
    pack: str,
    language: str,
    evidence_of: Callable[..., Evidence],
    content_of: Callable[..., Content],
    brochure_of: Callable[..., Brochure],
) -> None:
    told = content_of(pack, language)
    by_address = {claim.address: claim for claim in claims(evidence_of(pack))}
    missing = by_address.keys() - printed_addresses(told)
    assert not missing
    text = bare(" ".join(pages(brochure_of(pack, language).pdf)))
    for chapter in told["chapters"]:
        for section in chapter["sections"]:
            for each in section["statements"]:
                for figure in (by_address[address] for address in each["addresses"]):
                    assert each["value"] in (figure.shown(language), replace(figure, qualifier="exact").shown(language))
                assert each["value"]
                assert bare(each["before"] + each["value"] + each["after"]) in text
    for claim in by_address.values():
        # Within a chart the words of the unit stand once, under it.
        number = re.search(r"\d[\d.,]*\d%?|\d\S*", claim.shown(language))
        assert number is not None
        assert bare(number.group()) in text, claim.address


@pytest.mark.parametrize(("pack", "language"), EDITIONS)
def test_sources_are_numbered_once_each_and_all_are_cited(
    pack: str, language: str, content_of: Callable[..., Content]
) -> None:
    told = content_of(pack, language)
    listed = Counter((s["producer"], s["title"], s["year"]) for s in told["sources"])
    assert max(listed.values()) == 1
    cited = {number for block in blocks(told) for number in block["sources"]}
    assert cited and max(cited) <= len(told["sources"]) and min(cited) == 1


def test_every_figure_that_has_a_source_shows_it(
    evidence_of: Callable[..., Evidence], content_of: Callable[..., Content]
) -> None:
    told = content_of("lombardia", "it")
    sourced = {claim.address for claim in claims(evidence_of("lombardia")) if claim.citations}
    for chapter in told["chapters"]:
        for section in chapter["sections"]:
            for each in section["statements"]:
                if sourced & set(each["addresses"]):
                    assert each["sources"], each


def test_notes_are_numbered_in_the_order_in_which_they_are_printed(content_of: Callable[..., Content]) -> None:
    told = content_of("lombardia", "it")
    seen: list[int] = []
    for block in blocks(told["chapters"]):
        seen += [note["number"] for note in block["notes"] if note["number"] not in seen]
    assert seen == sorted(seen) == list(range(1, len(seen) + 1))
