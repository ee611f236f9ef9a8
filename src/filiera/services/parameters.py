"""Numbers that a pack may set, where the engine's own do not fit."""

from __future__ import annotations

from decimal import Decimal

from filiera.evidence import Evidence


def whole_number(evidence: Evidence, id: str, otherwise: int, least: int = 1) -> int:
    """What the parameter ``id`` says, never less than ``least``; without one, the engine's own."""
    rows = evidence.rows("parameter", id=id)
    return max(least, int(Decimal(rows[0]["value"]))) if rows else otherwise
