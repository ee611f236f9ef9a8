"""An indicator's figures as JSON-stat 2.0, the form in which statistical offices exchange cubes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from filiera.services.figures import Text
from filiera.services.series import NO_YEAR, TOTAL, Cube, Dimension
from filiera.vocabulary.translation import translate

FALLBACK = "en"
METRIC = "indicator"
NAMES = {
    "territory": "place",
    "period": "year",
    "source": "source",
    METRIC: "indicator",
    TOTAL: "total",
    NO_YEAR: "no year given",
}


def json_stat(cube: Cube, language: str, *, version: str, updated: datetime) -> bytes:
    """The cube with its words in ``language``; a value that nobody gives is missing, never zero.

    What JSON-stat has no place for stands in its ``extension``: address and verdict of each figure, the
    version of the evidence, the licences of the sources.
    """
    sizes = [len(dimension.categories) for dimension in cube.dimensions]
    places = [{code: place for place, (code, _) in enumerate(d.categories)} for d in cube.dimensions]
    values: dict[str, float | int] = {}
    qualifiers: dict[str, str] = {}
    addresses: dict[str, str] = {}
    verdicts: dict[str, str] = {}
    for key, view, value in cube.cells:
        position = 0
        for size, place, code in zip(sizes, places, key, strict=True):
            position = position * size + place[code]
        cell = str(position)
        values[cell] = int(value) if value.is_integer() else value
        addresses[cell], verdicts[cell] = view.address, view.verdict
        if view.qualifier != "exact":
            qualifiers[cell] = view.qualifier
    sources = {c.producer_name for _, view, _ in cube.cells for c in view.citations}
    told: dict[str, Any] = {
        "version": "2.0",
        "class": "dataset",
        "label": _words(cube.label, language),
        "note": [_words(cube.definition, language)],
        "source": "; ".join(sorted(sources)),
        "updated": f"{updated:%Y-%m-%dT%H:%M:%SZ}",
        "id": [*(dimension.id for dimension in cube.dimensions), METRIC],
        "size": [*sizes, 1],
        "role": {"time": ["period"], "geo": ["territory"], "metric": [METRIC]},
        "dimension": {
            **{dimension.id: _dimension(dimension, language) for dimension in cube.dimensions},
            METRIC: {
                "label": translate(NAMES[METRIC], language),
                "category": {
                    "index": [cube.indicator],
                    "label": {cube.indicator: _words(cube.label, language)},
                    "unit": {cube.indicator: {"label": cube.unit, "decimals": _decimals(cube)}},
                },
            },
        },
        "value": values,
        "status": qualifiers,
        "extension": {
            "language": language,
            "evidence": version,
            "licences": list(cube.licences),
            "addresses": addresses,
            "verdicts": verdicts,
        },
    }
    return msgspec.json.format(msgspec.json.encode(told), indent=1) + b"\n"


def _dimension(dimension: Dimension, language: str) -> dict[str, Any]:
    return {
        "label": _words(dimension.names, language) or translate(NAMES.get(dimension.id, dimension.id), language),
        "category": {
            "index": [code for code, _ in dimension.categories],
            "label": {code: _category(code, names, language) for code, names in dimension.categories},
        },
    }


def _category(code: str, names: Text, language: str) -> str:
    if code in NAMES:
        return translate(NAMES[code], language)
    # A source that states a figure twice, differently, stands twice: the second time with the figure's id.
    _, at, again = code.partition("@")
    return f"{_words(names, language) or code}{f' ({again})' if at else ''}"


def _decimals(cube: Cube) -> int:
    return max((len(f"{value:.10f}".rstrip("0").partition(".")[2]) for _, _, value in cube.cells), default=0)


def _words(text: Text, language: str) -> str:
    return text.get(language) or text.get(FALLBACK) or next(iter(text.values()), "")
