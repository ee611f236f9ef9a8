"""The figures of one indicator as a file: values that may be passed on, and the name of each that may not."""

from __future__ import annotations

from collections.abc import Sequence

from filiera.publish.open_data.delimited import csv_lines
from filiera.services.figures import FigureView, Text
from filiera.services.indicators import IndicatorView
from filiera.services.licensing import Terms

COLUMNS = (
    "address",
    "indicator",
    "label",
    "territory",
    "territory_name",
    "period",
    "breakdown",
    "value",
    "unit",
    "qualifier",
    "verdict",
    "source",
    "via",
    "licence",
    "left_out",
    "version",
)


def indicator_csv(view: IndicatorView, terms: Sequence[tuple[FigureView, Terms]], language: str) -> bytes:
    """A row for each figure; where its source forbids passing on, the value is blank and ``left_out`` says why."""
    return csv_lines(COLUMNS, [_row(view, figure, its_terms, language) for figure, its_terms in terms])


def _row(view: IndicatorView, figure: FigureView, terms: Terms, language: str) -> list[str]:
    sources = [f"{c.producer_name}, {_words(c.title, language)}" for c in figure.citations]
    return [
        figure.address,
        view.id,
        _words(view.label, language),
        figure.territory,
        _words(figure.territory_names, language),
        figure.period,
        figure.breakdown,
        figure.value if terms.open else "",
        figure.unit,
        figure.qualifier,
        figure.verdict if figure.origin == "claim" else "",
        " | ".join(dict.fromkeys(sources)),
        figure.via,
        terms.licence,
        "" if terms.open else terms.reason,
        figure.version if terms.open else "",
    ]


def _words(text: Text, language: str) -> str:
    return text.get(language) or text.get("en") or next(iter(text.values()), "")
