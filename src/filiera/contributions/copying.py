"""Backup and restore: one file, taken while others write, and put back whole or not at all.

A backup is a SQLite file also where the contributions lie in PostgreSQL: one taken of either is restored into either.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from django.db import DatabaseError, connections

from filiera.contributions import postgresql, rows
from filiera.contributions.database import begun, mark_changed, opened, prepare
from filiera.contributions.inspecting import DAMAGED, reports_in, state_of
from filiera.contributions.setting import PATIENCE, file_of, in_postgresql, place_of
from filiera.durable import flush
from filiera.errors import ContributionError

_PAUSE = 0.25
"""Seconds between two tries, where another writes."""

_OF_THE_DAY = ("contributions_attempt", "contributions_daysalt", "usersessions_usersession", "django_session")
"""What serves for a day only, to count senders and to know who is signed in: no backup holds it."""

# What was erased stays erased, and what the audit log knows it goes on knowing, whatever an older copy says.
_CARRY_OVER = (
    """UPDATE contributions_report SET text = '', source = '', email = '', erased = (
        SELECT here.erased FROM here.contributions_report AS here WHERE here.receipt = contributions_report.receipt
    ) WHERE receipt IN (SELECT receipt FROM here.contributions_report WHERE erased IS NOT NULL)""",
    """UPDATE contributions_report SET email = ''
    WHERE receipt IN (SELECT receipt FROM here.contributions_report WHERE email = '')""",
    """INSERT INTO contributions_auditentry (at, by, action, report, detail)
    SELECT at, by, action, report, detail FROM here.contributions_auditentry AS line WHERE NOT EXISTS (
        SELECT 1 FROM contributions_auditentry AS known WHERE known.at = line.at AND known.by = line.by
            AND known.action = line.action AND known.report IS line.report
    ) ORDER BY id""",
    # A number is never given twice, or an old audit line would speak of a new report.
    """INSERT INTO sqlite_sequence (name, seq)
    SELECT name, seq FROM here.sqlite_sequence WHERE name NOT IN (SELECT name FROM sqlite_sequence)""",
    """UPDATE sqlite_sequence SET seq = max(seq, coalesce(
        (SELECT here.seq FROM here.sqlite_sequence AS here WHERE here.name = sqlite_sequence.name), 0))""",
)

# The same of assessments, where both files know of them. A block outlives what it was made of: were it forgotten, its
# members would be put into others, and the two could be compared.
_CARRY_OVER_ASSESSMENTS = (
    """DELETE FROM contributions_answer WHERE assessment_id IN (SELECT mine.id FROM contributions_assessment AS mine
        JOIN here.contributions_assessment AS now ON now.key = mine.key WHERE now.erased IS NOT NULL)""",
    """DELETE FROM contributions_submission WHERE assessment_id IN (SELECT mine.id FROM contributions_assessment AS mine
        JOIN here.contributions_assessment AS now ON now.key = mine.key WHERE now.erased IS NOT NULL)""",
    """DELETE FROM contributions_consent WHERE assessment_id IN (SELECT mine.id FROM contributions_assessment AS mine
        JOIN here.contributions_assessment AS now ON now.key = mine.key WHERE now.erased IS NOT NULL)""",
    """INSERT INTO contributions_peerblock ({columns}) SELECT {columns} FROM here.contributions_peerblock
    WHERE id NOT IN (SELECT id FROM contributions_peerblock)""",
    """UPDATE contributions_assessment SET (organisation, profile, created_by, finished_by, final, erased, compares,
        block_id) = (SELECT now.organisation, now.profile, now.created_by, now.finished_by, now.final, now.erased,
        now.compares, now.block_id FROM here.contributions_assessment AS now
        WHERE now.key = contributions_assessment.key)
    WHERE key IN (SELECT key FROM here.contributions_assessment WHERE erased IS NOT NULL)""",
    """UPDATE contributions_assessment SET block_id = (SELECT now.block_id FROM here.contributions_assessment AS now
        WHERE now.key = contributions_assessment.key)
    WHERE key IN (SELECT key FROM here.contributions_assessment WHERE block_id IS NOT NULL)""",
)
_COLUMNS_OF_A_BLOCK = 'id, questionnaire, version, "group", size, means, created'
# Where both know of what shows an answer, and of blocks that renew others.
_CARRY_OVER_PROOFS = """DELETE FROM contributions_answerproof WHERE assessment_id IN (
    SELECT mine.id FROM contributions_assessment AS mine
    JOIN here.contributions_assessment AS now ON now.key = mine.key WHERE now.erased IS NOT NULL)"""


def back_up(home: Path, target: Path) -> int:
    """Copy the contributions of ``home`` to a new file; how many reports it holds.

    Raises:
        ContributionError: the file is there already, or cannot be written.
    """
    if target.exists():
        raise ContributionError(
            "a file of that name is there already", where=str(target), remedy="give the backup another name"
        )
    try:
        with private_part(target) as beside:
            if in_postgresql():
                rows.write_file(beside)
            else:
                _copy(file_of(home), beside)
            with closing(sqlite3.connect(beside)) as copy:
                copy.execute("PRAGMA secure_delete=ON")
                with copy:
                    held = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
                    for table in held.intersection(_OF_THE_DAY):
                        # The names are ours.
                        copy.execute(f"DELETE FROM {table}")  # noqa: S608
                copy.execute("PRAGMA journal_mode=DELETE")
            count = reports_in(beside)
            flush(beside)
            # Never over another file, even one that appeared meanwhile.
            os.link(beside, target)
    except (OSError, sqlite3.Error, DatabaseError) as error:
        raise ContributionError(
            "the backup could not be written ({problem})",
            where=str(target),
            remedy="see that the disk has room and the folder may be written by you",
            words={"problem": str(error)},
        ) from error
    return count


def restore(home: Path, backup: Path, *, replace: bool, now: datetime) -> int:
    """Put a backup in the place of the contributions of ``home``; how many reports it holds.

    Erasures and audit lines made since the backup hold for what it brings. A store that is damaged is set aside.

    Raises:
        ContributionError: it is no whole backup, a newer version of the program wrote it, contributions are there
            already and were not to be replaced, or others keep the file for too long.
    """
    count = reports_in(backup)
    try:
        state = _rows_held(home) if in_postgresql() else state_of(file_of(home))
        if state and not replace:
            raise ContributionError(
                "contributions are there already", where=place_of(home), remedy="back them up, then say --replace"
            )
        file_of(home).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if in_postgresql():
            _into_postgresql(home, backup)
        else:
            _into_file(file_of(home), backup, state, now)
        mark_changed(home)
    except (OSError, sqlite3.Error, DatabaseError) as error:
        raise ContributionError(
            "the backup could not be put in place ({problem}); nothing was changed",
            where=place_of(home),
            remedy="see that the disk has room and nobody keeps the contributions, and try again",
            words={"problem": str(error)},
        ) from error
    return count


def _rows_held(home: Path) -> int | None:
    if not begun(home):
        return None
    with opened(home):
        return postgresql.reports_held()


def _into_postgresql(home: Path, backup: Path) -> None:
    with private_part(file_of(home)) as beside, private_part(beside) as here:
        _copy(backup, beside)
        prepare(home)
        with rows.alone_with_all_rows():
            rows.write_what_is_there(here)
            rows.bring_up_to_date(beside)
            _carry_over(here, beside)
            rows.read_file(beside)


def _into_file(target: Path, backup: Path, state: int | None, now: datetime) -> None:
    connections["default"].close()
    with private_part(target) as beside:
        _copy(backup, beside)
        if state == DAMAGED:
            _set_aside(target, now)
        elif state is not None:
            _carry_over(target, beside)
        # Into the file that others have open, in one step: they see the old rows or the new ones.
        _copy(beside, target)
    target.chmod(0o600)


def _copy(source: Path, target: Path) -> None:
    # A busy file is tried again without end, were it not for the count of tries.
    tries = iter(range(int(PATIENCE / _PAUSE)))

    def patient(status: int, remaining: int, total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and next(tries, None) is None:
            raise sqlite3.OperationalError("database is locked")

    with (
        closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as reader,
        closing(sqlite3.connect(target, timeout=0)) as writer,
    ):
        reader.backup(writer, progress=patient, sleep=_PAUSE)


def _carry_over(current: Path, copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("ATTACH ? AS here", (str(current),))
        with connection:
            for statement in _CARRY_OVER:
                connection.execute(statement)
            if _both_know(connection, "contributions_assessment"):
                columns = _COLUMNS_OF_A_BLOCK
                if _both_know(connection, "contributions_answerproof"):
                    connection.execute(_CARRY_OVER_PROOFS)
                    columns += ", renews_id"
                for statement in _CARRY_OVER_ASSESSMENTS:
                    connection.execute(statement.replace("{columns}", columns))


def _both_know(connection: sqlite3.Connection, table: str) -> bool:
    return all(
        # The names are ours.
        connection.execute(f"SELECT 1 FROM {file}.sqlite_master WHERE name = ?", (table,)).fetchone()  # noqa: S608
        for file in ("main", "here")
    )


def _set_aside(target: Path, now: datetime) -> None:
    for ending in ("", "-wal", "-shm"):
        part = target.with_name(target.name + ending)
        if part.exists():
            part.rename(target.with_name(f"{target.name}.damaged-{now:%Y%m%dT%H%M%S}{ending}"))


@contextmanager
def private_part(target: Path) -> Iterator[Path]:
    """A file beside ``target``, readable by its owner only, and gone in the end."""
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    beside.unlink(missing_ok=True)
    os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        yield beside
    finally:
        beside.unlink(missing_ok=True)
