"""What editors do outside the tables of contributions, as lines of the audit log."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import filiera.contributions.alone  # noqa: F401  before the models
from filiera.contributions.audit import log_on
from filiera.contributions.database import opened

LONGEST = 200


def log_of_editor(home: Path, by: str, action: str, on: str, now: datetime | None = None) -> None:
    """One line: who did what, on what."""
    with opened(home):
        log_on(now or datetime.now(UTC), by, action, on[:LONGEST])
