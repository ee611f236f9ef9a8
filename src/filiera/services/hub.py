"""The hub itself: which region, which languages, what it features, what it holds."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from filiera.evidence import Evidence
from filiera.services.figures import FigureView, Text, all_figures, gravity
from filiera.services.kept_answers import kept_per_version


@dataclass(frozen=True, slots=True)
class Hub:
    """The region that the current evidence describes."""

    pack: str
    names: Text
    languages: tuple[str, ...]
    territory: str
    territory_names: Text
    invented: bool
    runs_it: Text
    version: str


@kept_per_version
def hub(evidence: Evidence) -> Hub:
    """The hub of the current evidence."""
    meta = {row["key"]: row["value"] for row in evidence.rows("meta")}
    names = {row["code"]: msgspec.json.decode(row["names_json"]) for row in evidence.rows("territory")}
    return Hub(
        pack=meta["pack"],
        names=msgspec.json.decode(meta["names"]),
        languages=tuple(meta["languages"].split(",")),
        territory=meta["territory"],
        territory_names=names.get(meta["territory"], {}),
        invented=bool(meta["invented"]),
        runs_it=msgspec.json.decode(meta["runs_it"]),
        version=evidence.version.hash,
    )


@kept_per_version
def featured(evidence: Evidence) -> tuple[FigureView, ...]:
    """The figures that the home page shows, as the pack names them (else the first of each theme)."""
    meta = {row["key"]: row["value"] for row in evidence.rows("meta")}
    by_address = {view.address: view for view in all_figures(evidence)}
    named = [by_address[a] for a in meta.get("featured", "").split(",") if a in by_address]
    if named:
        return tuple(named)
    themes: dict[str, FigureView] = {}
    for view in all_figures(evidence):
        if view.origin == "claim":
            themes.setdefault(view.theme, view)
    return tuple(themes.values())[:6]


def proof(evidence: Evidence) -> FigureView | None:
    """One figure that does not reconcile with others of the same text: the live proof of the home page.

    Preferred is one whose breakdown is printed beside it, because everybody can add it up.
    """
    wrong = [v for v in all_figures(evidence) if v.origin == "claim" and v.verdict == "does not reconcile"]
    return min(wrong, key=_how_plain, default=None)


def _how_plain(view: FigureView) -> tuple[bool, bool, int, int]:
    summed = any(f.rule.startswith("parts and total") and f.outcome == view.verdict for f in view.findings)
    return (not summed, bool(view.breakdown), gravity(view.verdict), view.line or 0)
