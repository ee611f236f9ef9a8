"""The evidence that pages show: one reader a home, following what builds leave."""

from __future__ import annotations

import threading
from functools import cache
from pathlib import Path

from django.conf import settings

from filiera.services.pages import CurrentEvidence, Evidence

_opening = threading.Lock()


def evidence_in_use() -> Evidence:
    """The current evidence of the portal's home.

    Raises:
        EvidenceError: nothing was built there, or it cannot be read.
    """
    with _opening:
        current = _current(Path(settings.FILIERA_HOME))
    return current.get()


@cache
def _current(home: Path) -> CurrentEvidence:
    return CurrentEvidence(home)
