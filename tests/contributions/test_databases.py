"""What holds in SQLite and in PostgreSQL alike, where each has its own way; and the way from one to the other."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing, nullcontext
from pathlib import Path
from typing import Any

import pytest

from filiera.errors import ContributionError, UsageError
from tests.command_line import run
from tests.contributions.conftest import NOW, Send, actions, texts
from tests.contributions.test_copying import back_up, restore
from tests.contributions_store import IN_POSTGRESQL, asked, connected, only_in_postgresql


def at_once(count: int, do: Callable[[int], Any]) -> list[Any]:
    """What ``do`` answers in as many threads, begun together; errors among the answers."""
    found: list[Any] = []
    start = threading.Barrier(count)

    def work(number: int) -> None:
        from django.db import connections

        start.wait()
        try:
            found.append(do(number))
        except Exception as error:
            found.append(error)
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_every_guard_of_what_is_only_added_is_in_the_store(home: Path, send: Send) -> None:
    from filiera.contributions.inspecting import TRIGGERS

    send(home, "one")
    if IN_POSTGRESQL:
        of_schema = "tgrelid IN (SELECT oid FROM pg_class WHERE relnamespace = current_schema()::regnamespace)"
        rows = asked(home, f"SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O' AND {of_schema}")
        kept = {name for (name,) in rows}
        assert {name for name in kept if name.endswith("_not_emptied")}
        assert {name for name in kept if not name.endswith("_not_emptied")} == TRIGGERS
    else:
        assert {name for (name,) in asked(home, "SELECT name FROM sqlite_master WHERE type = 'trigger'")} == TRIGGERS


def test_the_guards_are_there_after_a_restore(home: Path, tmp_path: Path, send: Send) -> None:
    send(home, "one")
    restore(home, back_up(home, tmp_path / "copy"), replace=True)
    test_every_guard_of_what_is_only_added_is_in_the_store(home, send)


def test_tables_of_the_first_release_are_brought_up_to_date_with_their_rows(home: Path) -> None:
    from django.core.management import call_command

    from filiera.contributions import database, postgresql
    from filiera.contributions.setting import schema_of

    home.joinpath("contributions").mkdir(parents=True)
    database._follow(home)
    with postgresql.alone_preparing(schema_of(home)) if IN_POSTGRESQL else nullcontext():
        call_command("migrate", "contributions", "0002", verbosity=0, interactive=False)
    asked(
        home,
        "INSERT INTO contributions_report (address, version, evidence, language, kind, text, source, email, receipt, "
        "form, created, status, answer, answered_by, accepted_under) VALUES ('claim/beds', 'v', 'e', 'en', 'value', "
        "'of the first release', '', '', 'r', 'f', '2026-01-02 03:04:05', 'new', '{}', '', '')",
    )
    assert texts(home) == ["of the first release"]
    assert asked(home, "SELECT count(*) FROM contributions_account") == [(0,)]


def test_of_many_who_send_at_once_as_many_are_let_through_as_the_limit_says(home: Path, send: Send) -> None:
    from filiera.contributions.database import opened
    from filiera.contributions.throttle import Limits, wait

    send(home, "one")

    def attempt(_: int) -> int:
        with opened(home):
            return wait("192.0.2.7", "key", NOW, Limits())

    found = at_once(12, attempt)
    assert all(isinstance(each, int) for each in found), found
    assert found.count(0) == Limits().of_one_in_an_hour


def test_of_many_who_begin_at_once_one_begins(home: Path, send: Send) -> None:
    from filiera.contributions import assessments
    from filiera.contributions.database import opened

    send(home, "one")

    def begin(number: int) -> Any:
        with opened(home):
            return assessments.start("organisation/x", "care-sites", "2", {}, by=f"account/{number}", now=NOW).key

    assert len(set(at_once(8, begin))) == 1
    assert actions(home) == ["sent", "assessment begun"]


def test_a_form_that_is_sent_from_many_places_at_once_is_one_report(home: Path, send: Send) -> None:
    send(home, "first")
    codes = at_once(8, lambda _: send(home, "the same", form="form"))
    assert len(set(codes)) == 1 and isinstance(codes[0], str), codes
    assert texts(home) == ["first", "the same"]


def test_of_many_who_make_blocks_at_once_nobody_enters_two(home: Path, send: Send) -> None:
    from filiera.contributions import assessments, peer_blocks
    from filiera.contributions.database import opened

    send(home, "one")
    with opened(home):
        for number in range(10):
            each = assessments.start(f"organisation/{number}", "care-sites", "2", {}, by="anna", now=NOW)
            assessments.finish(each, {"keeping": 1}, {"records": 50.0}, by="anna", now=NOW)
            assessments.consent(each, "comparison", given=True, by="anna", now=NOW)

    def make(_: int) -> int:
        with opened(home), peer_blocks.one_at_a_time():
            waiting = [each.id for each in peer_blocks.waiting("care-sites", "2")]
            for first in range(0, len(waiting), 5):
                peer_blocks.add_block("care-sites", "2", [], waiting[first : first + 5], {"records": 50.0}, NOW)
        return len(waiting)

    assert sorted(at_once(4, make)) == [0, 0, 0, 10]
    assert asked(home, "SELECT count(*) FROM contributions_peerblock") == [(2,)]


def test_a_name_of_any_length_is_noted_in_the_log(home: Path, tmp_path: Path, send: Send) -> None:
    from filiera.services import moderation

    send(home, "one")
    moderation.back_up(home, tmp_path / ("a" * 220), by="b" * 300)
    assert actions(home) == ["sent", "backed up"]


@pytest.mark.parametrize(
    "address",
    [
        "mysql://user:hidden@host/name",
        "postgresql://user:hidden@host",
        "postgresql://user:hidden@host:port/name",
        "postgresql://user:hidden@host/name?schema=A%3B",
        "hidden",
    ],
)
def test_an_address_that_is_none_is_refused_and_not_told(
    home: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from filiera.contributions.setting import settings_of

    monkeypatch.setenv("FILIERA_DATABASE", address)
    with pytest.raises(UsageError, match="is no address of a PostgreSQL database") as told:
        settings_of(home)
    assert "hidden" not in str(told.value)


def test_an_address_says_all_that_is_needed(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from filiera.contributions.setting import place_of, settings_of

    monkeypatch.setenv(
        "FILIERA_DATABASE", "postgresql://ada:p%40ss@db.example.org:5433/hub?schema=north&sslmode=require"
    )
    found = settings_of(home)
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"]) == (
        "ada",
        "p@ss",
        "db.example.org",
        "5433",
        "hub",
    )
    assert "search_path=north" in found["OPTIONS"]["options"]
    assert found["OPTIONS"]["sslmode"] == "require"
    assert place_of(home) == "postgresql://db.example.org:5433/hub?schema=north"


def test_a_server_that_does_not_answer_is_told_with_a_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FILIERA_DATABASE", f"postgresql://ada:hidden@/hub?host={tmp_path}")
    done = run(tmp_path, "contributions", "list")
    assert done.returncode == 2, done.stderr
    assert "the contributions cannot be read or written" in done.stderr
    assert "What to do:" in done.stderr and "Traceback" not in done.stderr
    assert "hidden" not in done.stderr


def rows_of(home: Path, table: str) -> list[tuple[Any, ...]]:
    return asked(home, f"SELECT * FROM {table} ORDER BY 1")


@only_in_postgresql
def test_contributions_move_to_postgresql_and_back(
    home: Path, tmp_path: Path, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a backup, whichever of the two it was taken of; numbers go on where they were."""
    from filiera.contributions import assessments
    from filiera.contributions.database import opened
    from filiera.contributions.models import Account

    send(home, "one", "ada@example.org"), send(home, "two")
    with opened(home):
        Account.objects.create_user("bob@example.org", "a long password indeed")
        begun = assessments.start("organisation/x", "care-sites", "2", {"size": "few"}, by="account/1", now=NOW)
        assessments.save(begun, {"keeping": 1, "courses": None}, seen={}, form="f", by="account/1", now=NOW)
    back_up(home, tmp_path / "of-postgresql")
    tables = [f"contributions_{name}" for name in ("report", "account", "assessment", "answer", "submission")]
    before = {table: rows_of(home, table) for table in tables}

    with monkeypatch.context() as of_files:
        of_files.delenv("FILIERA_DATABASE")
        done = run(tmp_path / "file", "contributions", "restore", str(tmp_path / "of-postgresql"))
        assert done.returncode == 0, done.stderr
        assert (tmp_path / "file" / "contributions" / "contributions.sqlite3").stat().st_mode & 0o077 == 0
        done = run(tmp_path / "file", "contributions", "backup", str(tmp_path / "of-file"))
        assert done.returncode == 0, done.stderr
    with closing(sqlite3.connect(tmp_path / "of-file")) as copy:
        copy.execute("UPDATE sqlite_sequence SET seq = 7 WHERE name = 'contributions_report'")
        copy.commit()
    assert restore(tmp_path / "third", tmp_path / "of-file") == 2
    assert {table: rows_of(tmp_path / "third", table) for table in tables} == before
    send(tmp_path / "third", "three")
    assert asked(tmp_path / "third", "SELECT max(id) FROM contributions_report") == [(8,)]


@only_in_postgresql
def test_a_restore_that_fails_in_between_changes_nothing(home: Path, tmp_path: Path, send: Send) -> None:
    send(home, "one")
    backup = back_up(home, tmp_path / "copy")
    send(home, "two")
    with closing(sqlite3.connect(backup)) as copy:
        # The file takes it, PostgreSQL does not: found out when other tables are full already.
        copy.execute("UPDATE contributions_report SET address = ?", ("x" * 300,))
        copy.commit()
    with pytest.raises(ContributionError, match="nothing was changed"):
        restore(home, backup, replace=True)
    assert texts(home) == ["one", "two"]
    assert actions(home) == ["sent", "backed up", "sent"]
    send(home, "three")


@only_in_postgresql
def test_a_connection_that_the_server_ended_is_made_anew(home: Path, send: Send) -> None:
    from django.db import connection

    send(home, "one")
    own = connection.connection.info.backend_pid
    asked(home, f"SELECT pg_terminate_backend({own})")
    with pytest.raises(ContributionError, match="cannot be read or written"):
        send(home, "two")
    send(home, "three")
    assert texts(home) == ["one", "three"]


@only_in_postgresql
def test_a_transaction_of_others_does_not_keep_an_erasure_waiting(home: Path, send: Send) -> None:
    from filiera.services import moderation

    send(home, "one", "ada@example.org")
    with closing(connected(home)) as other:
        other.execute("SELECT * FROM contributions_report")
        assert moderation.erase(home, id=1, by="editor") == 1
    assert texts(home) == [""]
