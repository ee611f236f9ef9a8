"""Figures as a table to download: one CSV for all programs, whatever the reader's language."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from filiera.services.figures import FigureView, Text

COLUMNS = (
    "address",
    "label",
    "wording",
    "value",
    "unit",
    "qualifier",
    "territory",
    "breakdown",
    "period",
    "verdict",
    "publication",
    "section",
    "line",
    "printed",
    "sources",
    "arithmetic",
    "version",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def ledger_csv(figures: Iterable[FigureView], language: str) -> str:
    """Comma, point as decimal mark, a byte order mark so that spreadsheets read UTF-8; words in ``language``."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for figure in figures:
        writer.writerow([without_formula(cell) for cell in _cells(figure, language)])
    return "\ufeff" + out.getvalue()


def without_formula(cell: str) -> str:
    """``cell`` as a spreadsheet shows it and never computes it; a plain negative number stays a number."""
    if cell.lstrip(" ").startswith(_FORMULA) and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def _cells(figure: FigureView, language: str) -> list[str]:
    def words(text: Text) -> str:
        return text.get(language) or text.get("en") or next(iter(text.values()), "")

    sources = [f"{c.producer_name}, {words(c.title)}" for c in figure.citations]
    return [
        figure.address,
        words(figure.label),
        figure.sentence(language),
        figure.value,
        figure.unit,
        figure.qualifier,
        figure.territory,
        figure.breakdown,
        figure.period,
        figure.verdict,
        figure.publication,
        figure.section,
        "" if figure.line is None else str(figure.line),
        figure.printed,
        " | ".join(dict.fromkeys(sources)),
        " | ".join(words(finding.arithmetic) for finding in figure.findings),
        figure.version,
    ]
