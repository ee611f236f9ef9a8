"""What can be known of contributions before their models are loaded: where they lie, and whether they changed."""

from __future__ import annotations

from pathlib import Path

from filiera.contributions.database import databases, revision

__all__ = ["contributions_revision", "databases"]


def contributions_revision(home: Path) -> int:
    """Changes whenever what pages show of contributions does; costs one look at a file."""
    return revision(home)
