"""Reports as they are stored, and the audit log that nothing changes."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.contributions.conftest import NOW, Send, actions, texts

FORM = "f" * 32


def test_the_same_sent_twice_is_one_report_and_a_corrected_one_is_another(home: Path, send: Send) -> None:
    first, again = send(home, "first", form=FORM), send(home, "first", form=FORM)
    corrected = send(home, "second", form=FORM)
    assert first == again != corrected
    assert texts(home) == ["first", "second"]


def test_what_was_erased_is_not_stored_again_by_sending_it_again(home: Path, send: Send) -> None:
    from filiera.services.reports import withdraw

    withdraw(home, send(home, "erase me", form=FORM), everything=True)
    send(home, "erase me", form=FORM)
    assert texts(home) == [""]


def test_asking_to_erase_without_end_fills_no_log_and_makes_no_page_anew(home: Path, send: Send) -> None:
    from filiera.services.reports import withdraw
    from filiera.services.write_side import contributions_revision

    receipt = send(home, "text", "reader@example.org")
    before = contributions_revision(home)
    for everything in (False, False, True, True, False):
        assert withdraw(home, receipt, everything=everything)
    assert actions(home) == ["sent", "e-mail erased", "erased"]
    assert contributions_revision(home) == before


def test_reports_are_forgotten_after_their_answer_or_where_none_ever_came(home: Path, send: Send) -> None:
    from filiera.contributions.database import opened
    from filiera.contributions.reports import answer_report, reports_to_forget

    for days in (400, 400, 10):
        send(home, f"{days} days ago", at=NOW - timedelta(days=days))
    with opened(home):
        answer_report(2, "rejected", {}, by="editor", now=NOW - timedelta(days=5), evidence="")
        assert [report.pk for report in reports_to_forget(NOW - timedelta(days=365))] == [1]


@pytest.mark.parametrize(
    "statement", ["UPDATE contributions_auditentry SET by = 'x'", "DELETE FROM contributions_auditentry"]
)
def test_the_database_itself_keeps_the_audit_log(home: Path, send: Send, statement: str) -> None:
    from django.db import IntegrityError, connections

    from filiera.contributions.database import opened

    send(home, "text")
    with (
        opened(home),
        connections["default"].cursor() as cursor,
        pytest.raises(IntegrityError, match="only ever added"),
    ):
        cursor.execute(statement)
    assert actions(home) == ["sent"]


def test_the_models_are_what_the_migrations_make() -> None:
    from django.core.management import call_command

    call_command("makemigrations", "contributions", check=True, dry_run=True, verbosity=0)
