"""Contributions in homes of their own, without evidence and without pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
Send = Callable[..., str]


@pytest.fixture(autouse=True)
def _django(django_set_up: None) -> None:
    """Every test here needs the models."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home in which nobody has written yet."""
    return tmp_path / "home"


@pytest.fixture
def send() -> Send:
    """Stores a report in a home; the code of its receipt."""

    def store(home: Path, text: str, email: str = "", form: str = "", at: datetime = NOW) -> str:
        from filiera.contributions.database import opened
        from filiera.contributions.reports import Sent, add_report, new_form

        with opened(home):
            return add_report(
                Sent("claim/beds", "v", "e", "en", "value", text, "", email, form or new_form()),
                at,
            )

    return store


def texts(home: Path) -> list[str]:
    """What the reports of a home say."""
    from filiera.contributions.database import opened
    from filiera.contributions.reports import reports

    with opened(home):
        return [report.text for report in reports()]


def actions(home: Path) -> list[str]:
    """What the audit log of a home says was done."""
    from filiera.contributions.database import opened
    from filiera.contributions.models import AuditEntry

    with opened(home):
        return list(AuditEntry.objects.order_by("id").values_list("action", flat=True))
