"""What is new: figures that came or changed between the versions of the evidence that are kept."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Literal

from filiera.errors import EvidenceError
from filiera.evidence import Change, Evidence, EvidenceVersion, diff_evidence, kept_versions
from filiera.services.figures import FigureView, all_figures
from filiera.services.open_data import build_date

_TELLING = ("value", "qualifier", "unit", "period", "verdict")
"""The columns whose change a reader wants to know of; a change of others is told without before and after."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure that is new, that changed, or that is simply held (where there is nothing to compare with)."""

    figure: FigureView
    kind: Literal["new", "changed", "held"]
    when: datetime
    changes: tuple[Change, ...] = ()


def moved_figures(evidence: Evidence) -> tuple[Moved, ...]:
    """The latest change of each figure, newest first; all figures where none has moved as far as is kept."""
    return _moved_figures(evidence, evidence.version.hash)


@lru_cache(maxsize=4)
def _moved_figures(evidence: Evidence, version: str) -> tuple[Moved, ...]:
    kept = kept_versions(evidence.version.path.parent)
    own = next((place for place, each in enumerate(kept) if each.hash == version), len(kept))
    compared = [(new, _changes(old, new)) for new, old in zip(kept[own:], kept[own + 1 :], strict=False)]
    told = [(new, changes) for new, changes in compared if changes is not None]
    figures = {view.address: view for view in all_figures(evidence)}
    found: dict[str, Moved] = {}
    for new, changes in told:
        for address, moved in changes.items():
            if address in figures and address not in found:
                came = any(change.kind == "added" and change.table == "figure" for change in moved)
                telling = tuple(change for change in moved if change.column in _TELLING and not came)
                found[address] = Moved(figures[address], "new" if came else "changed", new.built_at, telling)
    if not found:
        when = kept[-1].built_at if told else build_date(evidence)
        return tuple(Moved(view, "held", when) for view in all_figures(evidence))
    return tuple(sorted(found.values(), key=lambda each: (-each.when.timestamp(), each.figure.address)))


def _changes(old: EvidenceVersion, new: EvidenceVersion) -> dict[str, list[Change]] | None:
    """What moved by the address of the figure; None where one of the files cannot be read."""
    try:
        changes = diff_evidence(old.path, new.path)
    except EvidenceError:
        return None
    found: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        if change.table in ("figure", "verdict") and change.kind != "removed":
            found[change.address].append(change)
    return found
