"""Where a figure comes from: the path from the value back to the text, the source and the rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from filiera.errors import AddressError, EvidenceError
from filiera.evidence import Change, Evidence, current_version, diff_evidence, filiera_home, kept_versions
from filiera.services.figures import FigureView, all_figures, figure


def find(evidence: Evidence, address: str) -> FigureView:
    """The figure at an address, given whole or as a bare id.

    Raises:
        AddressError: none such; the remedy names the nearest.
    """
    known = {view.address for view in all_figures(evidence)}
    for candidate in (address, f"claim/{address}", f"observation/{address}"):
        if candidate in known:
            return figure(evidence, candidate)
    from difflib import get_close_matches

    near = get_close_matches(address if "/" in address else f"claim/{address}", sorted(known), n=3)
    hint = f"nearest: {', '.join(near)}" if near else "the ledger lists all addresses"
    raise AddressError("no such figure", where=address, remedy=hint)


def steps(view: FigureView, language: str) -> dict[str, Any]:
    """Everything behind a figure as plain data."""
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
        "period": view.period or None,
        "breakdown": view.breakdown or None,
        "sentence": view.sentence(language) or None,
        "place": {
            "publication": view.publication,
            "section": view.section,
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
    }


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
        raise EvidenceError("no such evidence file", where=name, remedy=f"give a path, or a hash of a file in {home}")
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
