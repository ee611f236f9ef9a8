"""Backup and restore: what they keep, what they refuse, and what holds although an older copy says otherwise."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from filiera.errors import ContributionError
from tests.contributions.conftest import NOW, Send, actions, texts
from tests.contributions_store import everything, impatient, kept, only_in_a_file


def back_up(home: Path, target: Path) -> Path:
    from filiera.services import moderation

    moderation.back_up(home, target, by="editor")
    return target


def restore(home: Path, backup: Path, *, replace: bool = False) -> int:
    from filiera.services import moderation

    return moderation.restore(home, backup, replace=replace, by="editor")


def test_a_backup_is_restored_into_an_empty_folder(home: Path, tmp_path: Path, send: Send) -> None:
    send(home, "one"), send(home, "two", "reader@example.org")
    backup = back_up(home, tmp_path / "copy")
    assert restore(tmp_path / "other", backup) == 2
    assert texts(tmp_path / "other") == ["one", "two"]
    assert actions(tmp_path / "other") == ["sent", "sent", "backed up", "restored"]


def test_a_name_with_signs_of_addresses_is_a_name(home: Path, tmp_path: Path, send: Send) -> None:
    send(home, "one")
    backup = back_up(home, tmp_path / "what? #1 100%20.sqlite3")
    assert restore(tmp_path / "other?x", backup) == 1
    assert texts(tmp_path / "other?x") == ["one"]


def test_a_backup_holds_nothing_of_who_was_counted_and_nobody_else_may_read_it(
    home: Path, tmp_path: Path, send: Send
) -> None:
    from filiera.contributions.database import opened
    from filiera.contributions.throttle import Limits, wait

    send(home, "one")
    with opened(home):
        wait("192.0.2.7", "key", NOW, Limits())
    backup = back_up(home, tmp_path / "copy")
    with sqlite3.connect(backup) as copy:
        assert copy.execute("SELECT count(*) FROM contributions_attempt").fetchone() == (0,)
        assert copy.execute("SELECT count(*) FROM contributions_daysalt").fetchone() == (0,)
    assert backup.stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []


def test_what_was_erased_since_a_backup_does_not_come_back(home: Path, tmp_path: Path, send: Send) -> None:
    from filiera.services import moderation
    from filiera.services.reports import withdraw

    send(home, "erased later", "ada@example.org")
    receipt = send(home, "kept", "bob@example.org")
    backup = back_up(home, tmp_path / "copy")
    moderation.erase(home, id=1, by="editor")
    withdraw(home, receipt, everything=False)
    restore(home, backup, replace=True)
    assert texts(home) == ["", "kept"]
    assert [report.email for report in moderation.list_reports(home)] == ["", ""]
    assert b"example.org" not in everything(home)
    assert b"erased later" not in everything(home)


def test_the_audit_log_and_the_numbers_go_on_after_a_restore(home: Path, tmp_path: Path, send: Send) -> None:
    send(home, "one")
    backup = back_up(home, tmp_path / "copy")
    send(home, "two")
    restore(home, backup, replace=True)
    assert actions(home) == ["sent", "backed up", "sent", "restored"]
    from filiera.contributions.database import opened
    from filiera.contributions.reports import reports

    send(home, "three")
    with opened(home):
        assert [report.pk for report in reports()] == [1, 3], "number 2 is not given twice"


def test_contributions_that_are_there_are_not_overwritten(home: Path, tmp_path: Path, send: Send) -> None:
    send(home, "one")
    backup = back_up(home, tmp_path / "copy")
    send(home, "two")
    with pytest.raises(ContributionError, match="contributions are there already"):
        restore(home, backup)
    assert texts(home) == ["one", "two"]


@only_in_a_file
def test_a_store_that_was_never_finished_is_no_hindrance(home: Path, tmp_path: Path, send: Send) -> None:
    from filiera.contributions.setting import file_of

    send(tmp_path / "other", "one")
    backup = back_up(tmp_path / "other", tmp_path / "copy")
    file_of(home).parent.mkdir(parents=True)
    file_of(home).touch()
    assert restore(home, backup) == 1
    assert texts(home) == ["one"]


@only_in_a_file
def test_a_damaged_store_is_set_aside_for_a_backup(home: Path, tmp_path: Path, send: Send) -> None:
    from django.db import connections

    from filiera.contributions.setting import file_of

    send(home, "one")
    backup = back_up(home, tmp_path / "copy")
    connections["default"].close()
    file_of(home).write_bytes(b"no database at all, " * 500)
    with pytest.raises(ContributionError):
        texts(home)
    with pytest.raises(ContributionError, match="already"):
        restore(home, backup)
    assert restore(home, backup, replace=True) == 1
    assert texts(home) == ["one"]
    assert len(list((home / "contributions").glob("*.damaged-*"))) == 1


@pytest.mark.parametrize("fault", ["cut", "overwritten", "text", "empty", "foreign", "trigger"])
def test_what_is_no_whole_backup_is_refused_and_changes_nothing(
    home: Path, tmp_path: Path, send: Send, fault: str
) -> None:
    send(home, "one")
    whole = back_up(home, tmp_path / "copy").read_bytes()
    bad = tmp_path / "bad"
    if fault == "trigger":
        bad.write_bytes(whole)
        with sqlite3.connect(bad) as copy:
            copy.execute(
                "CREATE TRIGGER x AFTER INSERT ON contributions_report BEGIN DELETE FROM contributions_report; END"
            )
    elif fault == "foreign":
        with sqlite3.connect(bad) as copy:
            copy.execute("CREATE TABLE x (y)")
    else:
        bad.write_bytes(
            {
                "cut": whole[: len(whole) // 2],
                "overwritten": whole[:4096] + b"\xff" * 8192 + whole[12288:],
                "text": b"id,text\n1,one\n",
                "empty": b"",
            }[fault]
        )
    with pytest.raises(ContributionError, match="is no whole backup"):
        restore(home, bad, replace=True)
    assert texts(home) == ["one"]


def test_a_store_that_others_keep_is_left_as_it_is(
    home: Path, tmp_path: Path, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    from filiera.contributions import copying

    send(home, "one")
    backup = back_up(home, tmp_path / "copy")
    send(home, "two")
    monkeypatch.setattr(copying, "PATIENCE", 0.5)
    with impatient(), kept(home), pytest.raises(ContributionError, match="nothing was changed"):
        restore(home, backup, replace=True)
    assert texts(home) == ["one", "two"]


def test_a_backup_taken_while_others_write_is_whole(home: Path, tmp_path: Path, send: Send) -> None:
    from filiera.contributions.inspecting import reports_in

    send(home, "before")
    done = threading.Event()
    written = 0

    def write() -> None:
        nonlocal written
        from django.db import connections

        while not done.is_set() and written < 500:
            send(home, f"report {written}")
            written += 1
        connections["default"].close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        counts = [reports_in(back_up(home, tmp_path / f"copy-{n}")) for n in range(4)]
    finally:
        done.set()
        writer.join()
    assert counts == sorted(counts), "each holds at least what the one before held"
    assert len(texts(home)) == written + 1, "no report was lost to a backup"
    for number in range(4):
        with sqlite3.connect(tmp_path / f"copy-{number}") as copy:
            lines = copy.execute("SELECT count(*) FROM contributions_auditentry WHERE action = 'sent'").fetchone()
            assert lines == (counts[number],), "a report and its audit line come together"
