"""What pages show of accepted reports: the editor's sentence, until a build brings other evidence."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import filiera.contributions.alone  # noqa: F401  before the models
from filiera.contributions import reports as stored
from filiera.contributions.database import begun, opened, revision
from filiera.errors import ContributionError
from filiera.evidence import Evidence
from filiera.services.figures import Text

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ReviewNote:
    """What a page says of an accepted report: the editor's sentence, and since when."""

    says: Text
    since: datetime


def review_notes(home: Path, evidence: Evidence, address: str) -> tuple[ReviewNote, ...]:
    """The notes that the page of an address shows: accepted reports, until a build brings other evidence."""
    try:
        return _notes(home, evidence.version.hash, revision(home)).get(address, ())
    except ContributionError as error:
        # Reading the evidence does not depend on what people write.
        _log.warning("%s", error)
        return ()


@lru_cache(maxsize=8)
def _notes(home: Path, evidence: str, at: int) -> Mapping[str, tuple[ReviewNote, ...]]:
    # ``at`` is part of the question: what changed since is read anew.
    if not at or not begun(home):
        return {}
    with opened(home):
        accepted = stored.accepted_under(evidence)
    return {
        address: tuple(ReviewNote(report.answer, report.answered or report.created) for report in found)
        for address, found in accepted.items()
    }
