"""The report of an assessment as data: what a page, a print or a program needs, in one language, with its method."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from filiera.analysis.readiness.change import Change
from filiera.pack.questionnaire_schema import Questionnaire
from filiera.services.figures import Text
from filiera.services.readiness_peers import Compared, Comparison
from filiera.services.readiness_results import WEIGHT_FACTOR, ActionView, DimensionView, Result

FORMAT = "filiera-readiness-1"


def report_data(
    told: Questionnaire,
    came_to: Result,
    language: str,
    *,
    compared: Compared | None = None,
    changes: Mapping[str, Change] | None = None,
) -> dict[str, Any]:
    """All that a result says, as values that JSON has. Scores are from 0 to 100, rounded to tenths."""
    places = compared.dimensions if compared is not None else {}
    return {
        "format": FORMAT,
        "questionnaire": {
            "id": told.id,
            "version": told.version,
            "title": _said(told.title, language),
            "aligned_with": _said(told.aligned_with.names, language) if told.aligned_with else None,
            "weights_varied_by": WEIGHT_FACTOR,
        },
        "answered": came_to.progress.answered,
        "asked": came_to.progress.asked,
        "peers": list(compared.group) if compared is not None and compared.enough else None,
        "dimensions": [
            {
                **_dimension(view, language),
                "peers": _peers(places.get(view.dimension.id)),
                "change": _change((changes or {}).get(view.dimension.id)),
            }
            for view in came_to.dimensions
        ],
        "actions": [_action(view, language) for view in came_to.actions],
    }


def _dimension(view: DimensionView, language: str) -> dict[str, Any]:
    return {
        "id": view.dimension.id,
        "name": _said(view.dimension.names, language),
        "score": _round(view.found.score),
        "low": _round(view.found.low),
        "high": _round(view.found.high),
        "open": view.found.open,
        "band": _said(view.band.names, language) if view.band else None,
        "by_weights": [_round(end) for end in view.by_weights] if view.by_weights else None,
    }


def _peers(found: Comparison | None) -> dict[str, Any] | None:
    if found is None or found.peers is None:
        return None
    place = found.percentile
    return {
        "organisations": found.peers.organisations,
        "mean": _round(found.peers.mean),
        "percentile": {"value": round(place.value), "low": round(place.low), "high": round(place.high)}
        if place
        else None,
    }


def _change(found: Change | None) -> dict[str, Any] | None:
    if found is None or found.points is None:
        return None
    return {
        "points": _round(found.points),
        "low": _round(found.low),
        "high": _round(found.high),
        "compared": found.compared,
        "reliable": found.reliable,
        "reliable_from": _round(found.reliable_from),
    }


def _action(view: ActionView, language: str) -> dict[str, Any]:
    return {
        "id": view.action.id,
        "title": _said(view.action.title, language),
        "does": _said(view.action.does, language),
        "effect": _said(view.action.effect, language),
        "effort": view.action.effort,
        "because": [_said(question.asks, language) for question in view.because],
        "leads_to": [
            {"what": way.what, "id": way.id, "name": _said(way.names, language), "vintage": way.vintage or None}
            for way in view.ways
        ],
    }


def _said(text: Text, language: str) -> str:
    return text.get(language) or text.get("") or text.get("en", "")


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
