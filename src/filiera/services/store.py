"""Where the hub keeps what it builds, and the evidence in use."""

from __future__ import annotations

from pathlib import Path

from filiera.evidence import Evidence, current_version, filiera_home

__all__ = ["Evidence", "filiera_home", "has_evidence", "open_evidence"]


def has_evidence(home: Path | None = None) -> bool:
    """Whether some version of the evidence is in use."""
    return current_version(home or filiera_home()) is not None


def open_evidence(home: Path | None = None) -> Evidence:
    """The evidence in use, open for reading.

    Raises:
        EvidenceError: none is there, or it is damaged.
    """
    return Evidence.open(home or filiera_home())
