"""What can be known of contributions before their models are loaded: where they lie, and whether they changed."""

from __future__ import annotations

from pathlib import Path

from filiera.contributions.database import databases, opened, revision
from filiera.contributions.installed import ACCOUNT, ACCOUNT_MIDDLEWARE, APPLICATIONS, HASHERS

__all__ = [
    "ACCOUNT",
    "ACCOUNT_MIDDLEWARE",
    "APPLICATIONS",
    "HASHERS",
    "contributions_revision",
    "databases",
    "opened",
]


def contributions_revision(home: Path) -> int:
    """Changes whenever what pages show of contributions does; costs one look at a file."""
    return revision(home)
