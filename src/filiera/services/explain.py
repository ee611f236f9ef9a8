"""Where a figure comes from: the path from the value back to the text, the source and the rules."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from filiera.errors import AddressError, EvidenceError
from filiera.evidence import Change, Evidence, current_version, diff_evidence, filiera_home, kept_versions
from filiera.services.figures import FigureView, all_figures, figure
from filiera.services.mending import mended_told
from filiera.services.reconciliations import Reconciliation, reconciliation_of

__all__ = ["Change", "changes", "evidence_file", "find", "latest", "nearest", "steps"]

INDICATOR = "figure"
"""With this the address of an indicator's page begins."""
NEAREST = 3
LIKE_ENOUGH = 0.6
"""Of two: how alike the spelling is, and the share of the words that an address has in common."""


def find(evidence: Evidence, address: str) -> FigureView:
    """The figure at an address, given whole or as a bare id.

    Raises:
        AddressError: none such; the remedy names the nearest.
    """
    known = {view.address for view in all_figures(evidence)}
    for candidate in (address, f"claim/{address}", f"observation/{address}"):
        if candidate in known:
            return figure(evidence, candidate)
    near = ", ".join(nearest(address, known))
    raise AddressError(
        "no such figure",
        where=address,
        remedy="nearest: {near}" if near else "the ledger lists all addresses",
        words={"near": near},
    )


def latest(evidence: Evidence, address: str, language: str) -> dict[str, Any] | None:
    """An indicator (``figure/…``, the address of its page) as plain data, with the newest figure of each place and
    part; None where the address is of another kind.

    Raises:
        AddressError: there is no such indicator; the remedy names the nearest.
    """
    kind, _, id = address.partition("/")
    if kind != INDICATOR:
        return None
    known = {row["id"]: row for row in evidence.rows("indicator")}
    if id not in known:
        near = ", ".join(f"{INDICATOR}/{name}" for name in nearest(id, known))
        raise AddressError(
            "no such indicator",
            where=address,
            remedy="nearest: {near}" if near else "filiera search finds indicators by words",
            words={"near": near},
        )
    newest: dict[tuple[str, str, str], FigureView] = {}
    for view in all_figures(evidence):
        key = (view.origin, view.territory, view.breakdown)
        if view.indicator == id and (key not in newest or newest[key].period < view.period):
            newest[key] = view
    return {
        "address": address,
        "label": _in(msgspec.json.decode(known[id]["label_json"]), language),
        "definition": _in(msgspec.json.decode(known[id]["definition_json"]), language),
        "figures": [
            {
                "address": view.address,
                "shown": view.shown(language),
                "territory_name": _in(view.territory_names, language) or view.territory,
                "period": view.period or None,
                "breakdown_name": _in(view.breakdown_names, language) or None,
                "verdict": view.verdict if view.origin == "claim" else None,
            }
            for view in newest.values()
        ],
    }


def nearest(address: str, known: Iterable[str]) -> list[str]:
    """The addresses most like one that leads nowhere, by spelling and by the words that it is made of."""
    from difflib import SequenceMatcher

    wanted = address.rpartition("/")[2].lower()
    words = [word for word in wanted.split("-") if word]
    matcher = SequenceMatcher(b=wanted)

    def likeness(candidate: str) -> float:
        name = candidate.rpartition("/")[2]
        matcher.set_seq1(name)
        shared = sum(any(part.startswith(word) for part in name.split("-")) for word in words)
        return matcher.ratio() + shared / max(len(words), 1) + (0.01 if candidate.startswith("claim/") else 0)

    ranked = sorted(known, key=lambda candidate: (-likeness(candidate), candidate))
    return [candidate for candidate in ranked[:NEAREST] if likeness(candidate) >= LIKE_ENOUGH]


def steps(view: FigureView, language: str, evidence: Evidence | None = None) -> dict[str, Any]:
    """Everything behind a figure as plain data; with the evidence, the publication's title and the list behind it."""
    listed = None if evidence is None else reconciliation_of(evidence, view)
    titles = (
        {}
        if evidence is None
        else {row["id"]: msgspec.json.decode(row["title_json"]) for row in evidence.rows("publication")}
    )
    return {
        "address": view.address,
        "version": view.version,
        "label": view.label.get(language, view.label.get("en", "")),
        "definition": view.definition.get(language, view.definition.get("en", "")),
        "value": view.value,
        "shown": view.shown(language),
        "unit": view.unit,
        "qualifier": view.qualifier,
        "territory": view.territory,
        "territory_name": _in(view.territory_names, language) or view.territory,
        "period": view.period or None,
        "breakdown": view.breakdown or None,
        "breakdown_name": _in(view.breakdown_names, language) or None,
        "sentence": view.sentence(language) or None,
        "place": {
            "publication": view.publication,
            "publication_title": _in(titles.get(view.publication, {}), language) or view.publication,
            "section": view.section,
            "section_title": _in(view.section_title, language) or view.section,
            "line": view.line,
            "printed": view.printed,
        }
        if view.origin == "claim"
        else None,
        "sources": [
            {
                "work": c.work,
                "producer": c.producer_name,
                "title": c.title.get(language, next(iter(c.title.values()), "")),
                "published": c.published,
                "primary": c.primary,
                "licence": c.licence,
                "footnote": c.mark,
            }
            for c in view.citations
        ],
        "via": view.via or None,
        "read_from": {"dataset": view.dataset, "snapshot": view.digest, "locator": view.locator}
        if view.dataset
        else None,
        "mended": [
            mended_told(each)
            | {
                "what": each.told(language),
                "reason": _in(each.reason, language),
            }
            for each in view.mended
        ],
        "findings": [
            {
                "rule": f.rule,
                "outcome": f.outcome,
                "arithmetic": f.arithmetic.get(language, f.arithmetic.get("en", "")),
                "operands": list(f.operands),
            }
            for f in view.findings
        ],
        "verdict": view.verdict,
        "list": None if evidence is None or listed is None else _list(listed, evidence, language),
    }


def _list(listed: Reconciliation, evidence: Evidence, language: str) -> dict[str, Any]:
    names = {row["address"]: row["name"] for row in evidence.rows("organisation")}
    return {
        "listed": listed.listed,
        "stated": listed.figure.shown(language),
        "counts": listed.counts,
        "agrees": listed.agrees,
        "because": _in(listed.because, language) or None,
        "organisations": [{"address": each, "name": names.get(each, each)} for each in listed.organisations],
    }


def _in(texts: dict[str, str], language: str) -> str:
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")


def evidence_file(name: str, *, older: bool) -> Path:
    """An evidence file by path or hash; without a name the current one, or the one before it.

    Raises:
        EvidenceError: no such version.
    """
    home = filiera_home()
    if name:
        path = Path(name)
        for candidate in (path, home / name, home / f"evidence-{name}.duckdb"):
            if candidate.is_file():
                return candidate
        raise EvidenceError(
            "no such evidence file",
            where=name,
            remedy="give a path, or a hash of a file in {home}",
            words={"home": home},
        )
    current = current_version(home)
    if current is None:
        raise EvidenceError("there is no evidence yet", where=str(home), remedy="run: filiera build")
    if not older:
        return current.path
    others = [version for version in kept_versions(home) if version.path != current.path]
    if not others:
        raise EvidenceError(
            "there is no earlier version to compare with",
            where=str(home),
            remedy="build again after a change",
        )
    return max(others, key=lambda version: version.built_at).path


def changes(old: str, new: str) -> tuple[Path, Path, list[Change]]:
    """What moved between two versions of the evidence."""
    before, after = evidence_file(old, older=True), evidence_file(new, older=False)
    return before, after, diff_evidence(before, after)
