"""What moved since an earlier edition: the editor's note."""

from __future__ import annotations

from dataclasses import replace

from filiera.publish.brochure.edition import Block, Edition
from filiera.services.explain import changes
from filiera.services.figures import FigureView, all_figures
from filiera.services.pages import Evidence

_SHOWN = {("figure", "value"), ("verdict", "verdict")}


def changes_block(edition: Edition, evidence: Evidence, since: str) -> Block | None:
    """Figures of the text that came, went, or have another value or verdict; nothing where no edition is named.

    Raises:
        EvidenceError: there is no such earlier evidence.
    """
    if not since:
        return None
    old, _, moved = changes(since, str(evidence.version.path))
    figures = {figure.address: figure for figure in all_figures(evidence)}
    rows = [
        {
            "label": edition.text(figures[change.address].label) if change.address in figures else change.address,
            "address": change.address,
            "before": _said(edition, figures.get(change.address), change.table, change.before),
            "after": _said(edition, figures.get(change.address), change.table, change.after),
        }
        for change in moved
        if (change.table, change.column) in _SHOWN and change.address.startswith("claim/")
    ]
    lead = edition.words["changes"]["lead"].format(old=old.stem.removeprefix("evidence-"))
    return {"lead": lead, "rows": rows}


def _said(edition: Edition, figure: FigureView | None, table: str, cell: object) -> str:
    """A value with its unit, a verdict by its name; nothing where there was or is none."""
    words = edition.words
    if cell is None:
        return ""
    if table == "verdict":
        return str(words["verdicts"].get(str(cell), {"name": cell})["name"])
    return replace(figure, value=str(cell)).shown(edition.language) if figure else str(cell)
