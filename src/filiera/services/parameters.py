"""Numbers that a pack may set, where the engine's own do not fit."""

from __future__ import annotations

from decimal import Decimal

from filiera.evidence import Evidence
from filiera.services.kept_answers import kept_per_version


def whole_number(evidence: Evidence, id: str, otherwise: int, least: int = 1) -> int:
    """What the parameter ``id`` says, never less than ``least``; without one, the engine's own."""
    said = _values(evidence).get(id)
    return max(least, int(Decimal(said))) if said is not None else otherwise


@kept_per_version
def _values(evidence: Evidence) -> dict[str, str]:
    """Parameter → value: asked for with every page of a member."""
    return {row["id"]: row["value"] for row in evidence.rows("parameter")}
