"""Is every number of this document in line with the ledger? Reads a document, answers figure by figure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec

from filiera.claims.arithmetic import render
from filiera.claims.checking import Check, CheckedFigure, Judged, Region, check_document
from filiera.claims.figure import plain_qualifier
from filiera.claims.finding import Message
from filiera.claims.passage import PLACE
from filiera.claims.reading import read_document
from filiera.claims.target import Target, value_step
from filiera.evidence import Evidence
from filiera.services.hub import hub
from filiera.services.kept_answers import kept_per_version
from filiera.vocabulary.folding import fold, tokens
from filiera.vocabulary.language import detect_language, load_language
from filiera.vocabulary.units import load_units

__all__ = ["Check", "check", "report", "why"]

_SMALL = re.compile(r"\b[a-zà-öø-ÿ]\w{2,}")


def check(path: Path, evidence: Evidence, *, language: str = "") -> Check:
    """Check the document at ``path`` against the ledger of ``evidence``.

    ``language`` of the document; found from its words where empty.

    Raises:
        DocumentError: the document cannot be read.
    """
    document = read_document(path)
    known = [load_language(code) for code in hub(evidence).languages]
    spoken = language or detect_language(document.text, known)
    return check_document(document, load_language(spoken), targets(evidence), judged(evidence), region(evidence))


def report(check: Check, language: str) -> dict[str, Any]:
    """The check as plain data, with findings in ``language``: stable, for programs."""
    return {
        "document": check.document,
        "language": check.language,
        "figures": [_figure(figure, language) for figure in check.figures],
        "summary": check.summary,
    }


def why(figure: CheckedFigure, language: str) -> str:
    """The line that explains the verdict; that the document differs comes first, whatever else is found."""
    for _, outcome, message in figure.findings:
        if outcome == "differs":
            return _line(message, language)
    for _, outcome, message in figure.findings:
        if outcome == figure.verdict:
            return _line(message, language)
    return _line(figure.findings[0][2], language) if figure.findings else ""


def _figure(figure: CheckedFigure, language: str) -> dict[str, Any]:
    return {
        "text": figure.text,
        "value": float(figure.value),
        "unit": figure.unit,
        "line": figure.line,
        "where": figure.where,
        "claim": figure.claim,
        "verdict": figure.verdict,
        "findings": [
            {"rule": rule, "outcome": outcome, "arithmetic": _line(message, language)}
            for rule, outcome, message in figure.findings
        ],
        "why": why(figure, language),
    }


def _line(message: Message | dict[str, str], language: str) -> str:
    if isinstance(message, Message):
        return render(message, load_language(language), lambda name, _: name.id)
    return message.get(language) or message.get("en", "")


@kept_per_version
def targets(evidence: Evidence) -> tuple[Target, ...]:
    """Every figure of the ledger that a text may state."""
    return tuple(_targets(evidence))


def _targets(evidence: Evidence) -> Iterator[Target]:
    units = load_units()
    indicators = {row["id"]: msgspec.json.decode(row["body_json"]) for row in evidence.rows("indicator")}
    codes = {
        f"{row['id']}={code['id']}": code.get("concepts", [])
        for row in evidence.rows("dimension")
        for code in msgspec.json.decode(row["codes_json"])
    }
    figures = evidence.rows("figure")
    published = {row["id"]: row["published"] for row in evidence.rows("publication")}
    claimed = {(row["indicator"], row["territory"], row["breakdown"]) for row in figures if row["origin"] == "claim"}
    for row in figures:
        indicator = indicators[row["indicator"]]
        unit = units[row["unit"]]
        parts = [part for part in row["breakdown"].split(";") if part]
        own = [concept for part in parts for concept in codes.get(part, [])]
        first, _, last = row["period"].partition("/")
        told = " ".join(
            (
                *msgspec.json.decode(row["wording_json"]).values(),
                *indicator["label"].values(),
                *indicator["definition"].values(),
            )
        )
        yield Target(
            address=row["address"],
            indicator=row["indicator"],
            territory=row["territory"],
            breakdown=row["breakdown"],
            years=tuple(sorted({int(year[:4]) for year in (first, last) if year})),
            value=Decimal(row["value"]) * unit.factor,
            step=value_step(Decimal(row["value"]), unit.factor),
            dimension=unit.dimension,
            qualifier=row["qualifier"],
            required=tuple(dict.fromkeys((*indicator["concepts"], *own))),
            allowed=frozenset(indicator.get("also", ())),
            counts=indicator.get("counts", ""),
            base=indicator.get("base", ""),
            vocabulary=frozenset(tokens(told)),
            published=published.get(row["publication"], 0),
            claimed=row["origin"] == "claim",
            dated_only=row["origin"] != "claim" and (row["indicator"], row["territory"], row["breakdown"]) in claimed,
        )


@kept_per_version
def judged(evidence: Evidence) -> dict[str, Judged]:
    """Verdict and findings per figure."""
    found: dict[str, list[tuple[str, str, dict[str, str]]]] = {}
    for row in sorted(evidence.rows("finding"), key=lambda r: (r["figure"], r["seq"])):
        line = msgspec.json.decode(row["arithmetic_json"])
        found.setdefault(row["figure"], []).append((row["rule"], row["outcome"], line))
    verdicts = {row["figure"]: row["verdict"] for row in evidence.rows("verdict")}
    return {
        row["address"]: Judged(
            verdicts[row["address"]],
            tuple(found.get(row["address"], ())),
            Decimal(row["value"]),
            row["unit"],
            plain_qualifier(row["qualifier"]),
        )
        for row in evidence.rows("figure")
    }


@kept_per_version
def region(evidence: Evidence) -> Region:
    """Phrases of concepts and places, and what the region lies in."""
    home = hub(evidence).territory
    phrases: list[tuple[str, str, str]] = []
    broader: dict[str, str] = {}
    for row in evidence.rows("concept"):
        broader[row["id"]] = row["broader"]
        for language, words in msgspec.json.decode(row["phrases_json"]).items():
            phrases += [(language, row["id"], word) for word in words]
    places = {row["code"]: row for row in evidence.rows("territory")}
    for code, row in places.items():
        if not row["heard"]:
            continue
        forms = msgspec.json.decode(row["forms_json"])
        for language, name in msgspec.json.decode(row["names_json"]).items():
            phrases += [(language, PLACE + code, word) for word in (name, *forms.get(language, ()))]
    nation = top = home
    code, seen = home, set[str]()
    while code in places and code not in seen:
        seen.add(code)
        if places[code]["kind"] == "country":
            nation = code
        if places[code]["kind"] != "world":
            top = code
        code = places[code]["parent"]
    world = frozenset(place for place, row in places.items() if row["kind"] == "world")
    groups = tuple(
        frozenset(concept for code in msgspec.json.decode(row["codes_json"]) for concept in code.get("concepts", ()))
        for row in evidence.rows("dimension")
    )
    return Region(tuple(phrases), broader, home, nation, top, _common_words(evidence), world, groups)


def _common_words(evidence: Evidence) -> frozenset[str]:
    texts = [text for row in evidence.rows("figure") for text in msgspec.json.decode(row["wording_json"]).values()]
    for row in evidence.rows("indicator"):
        texts += [
            *msgspec.json.decode(row["label_json"]).values(),
            *msgspec.json.decode(row["definition_json"]).values(),
        ]
    return frozenset(fold(word) for text in texts for word in _SMALL.findall(text))
