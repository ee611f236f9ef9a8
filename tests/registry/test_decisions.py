"""The store of decisions: lines are only added, whoever writes at once, and whatever dies or is altered meanwhile."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from filiera.errors import DecisionError
from filiera.registry import decisions
from filiera.registry.decision_lines import Judge
from filiera.registry.decisions import append, file_of, read_decisions
from filiera.registry.mending import mend

NOW = datetime(2026, 11, 26, 16, 40, tzinfo=UTC)
WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from filiera.registry.decision_lines import Judge
from filiera.registry.decisions import append
home, who, many = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
for n in range(many):
    line = Judge(left=f"{who} {n}||", right="organisation/x", verdict="positive", reason="perché sì " * 20)
    (written,) = append(home, [line], by=who, now=datetime.now(UTC))
    print(written.n, written.left, flush=True)
"""


def judged(name: str) -> Judge:
    return Judge(left=f"{name}||", right="organisation/x", verdict="positive")


def wrote(home: Path, *names: str) -> Path:
    for name in names:
        append(home, [judged(name)], by="anna", now=NOW)
    return file_of(home)


def names(home: Path) -> list[str]:
    return [line.left.rstrip("|") for line in read_decisions(home).lines if isinstance(line, Judge)]


def test_lines_are_signed_dated_and_in_order(tmp_path: Path) -> None:
    assert read_decisions(tmp_path).lines == ()
    append(tmp_path, [judged("one"), judged("two")], by=" Anna Rossi ", now=NOW)
    append(tmp_path, [judged("three")], by="bruno", now=NOW)
    found = read_decisions(tmp_path).lines
    assert [(line.n, line.by, line.at) for line in found] == [
        (1, "Anna Rossi", "2026-11-26T16:40:00Z"),
        (2, "Anna Rossi", "2026-11-26T16:40:00Z"),
        (3, "bruno", "2026-11-26T16:40:00Z"),
    ]


def test_a_clock_that_goes_back_does_not_make_a_later_line_earlier(tmp_path: Path) -> None:
    wrote(tmp_path, "one")
    append(tmp_path, [judged("two")], by="anna", now=datetime(2020, 1, 1, tzinfo=UTC))
    assert read_decisions(tmp_path).lines[1].at == "2026-11-26T16:40:00Z"


@pytest.mark.parametrize("by", ["", "  ", "method:", "a\nb"])
def test_nobody_decides_unsigned(tmp_path: Path, by: str) -> None:
    with pytest.raises(ValueError, match="signed"):
        append(tmp_path, [judged("one")], by=by, now=NOW)


def test_a_torn_last_line_is_set_aside_and_nothing_else_is_lost(tmp_path: Path) -> None:
    path = wrote(tmp_path, "one", "two", "three")
    whole = path.read_bytes()
    third = whole.splitlines(keepends=True)[2]
    # The head of before the third line, as a process leaves it that dies while it writes.
    decisions.write_head(path, decisions.Head(2, read_decisions(tmp_path).chain))
    for cut in range(1, len(third) - 1):
        path.write_bytes(whole[: len(whole) - len(third) + cut])
        assert names(tmp_path) == ["one", "two"], cut
    path.write_bytes(whole[:-20])
    append(tmp_path, [judged("four")], by="anna", now=NOW)
    assert names(tmp_path) == ["one", "two", "four"]
    (aside,) = path.parent.glob("torn-*")
    assert aside.read_bytes() == third[:-20]


def test_a_last_line_that_lacks_only_its_break_is_whole(tmp_path: Path) -> None:
    path = wrote(tmp_path, "one", "two")
    path.write_bytes(path.read_bytes()[:-1])
    assert names(tmp_path) == ["one", "two"]
    wrote(tmp_path, "three")
    assert names(tmp_path) == ["one", "two", "three"]
    assert not list(path.parent.glob("torn-*"))


@pytest.mark.parametrize("number", [1, 2, 3])
def test_an_altered_line_is_named(tmp_path: Path, number: int) -> None:
    path = wrote(tmp_path, "one", "two", "three")
    lines = path.read_text().splitlines(keepends=True)
    lines[number - 1] = lines[number - 1].replace("positive", "negative")
    path.write_text("".join(lines))
    with pytest.raises(DecisionError) as caught:
        read_decisions(tmp_path)
    assert caught.value.where == f"{path} line {number}"
    assert "altered" in caught.value.what
    assert "backup" in caught.value.remedy
    with pytest.raises(DecisionError):
        append(tmp_path, [judged("four")], by="anna", now=NOW)


@pytest.mark.parametrize(("gone", "named"), [(1, 1), (2, 2), (3, 3)])
def test_a_line_that_was_taken_out_is_noticed(tmp_path: Path, gone: int, named: int) -> None:
    path = wrote(tmp_path, "one", "two", "three")
    lines = path.read_text().splitlines(keepends=True)
    del lines[gone - 1]
    path.write_text("".join(lines))
    with pytest.raises(DecisionError) as caught:
        read_decisions(tmp_path)
    assert caught.value.where == f"{path} line {named}"


def test_a_file_that_is_gone_is_noticed(tmp_path: Path) -> None:
    wrote(tmp_path, "one", "two").unlink()
    with pytest.raises(DecisionError, match="cut off: 0 of 2"):
        read_decisions(tmp_path)


def test_lines_that_were_exchanged_are_noticed(tmp_path: Path) -> None:
    path = wrote(tmp_path, "one", "two", "three")
    one, two, three = path.read_text().splitlines(keepends=True)
    path.write_text(one + three + two)
    with pytest.raises(DecisionError, match="line 2"):
        read_decisions(tmp_path)


def test_mending_keeps_every_line_that_can_be_read(tmp_path: Path) -> None:
    path = wrote(tmp_path, "one", "two", "three", "four")
    lines = path.read_bytes().splitlines(keepends=True)
    damaged = lines[0] + lines[1][:40] + b"\xff\n" + lines[2].replace(b"positive", b"unsure") + lines[3]
    path.write_bytes(damaged)
    mended = mend(tmp_path, NOW)
    assert (mended.kept, mended.lost) == (3, (2,))
    assert mended.aside.read_bytes() == damaged
    found = read_decisions(tmp_path).lines
    assert [(line.n, line.by) for line in found] == [(1, "anna"), (2, "anna"), (3, "anna")]
    wrote(tmp_path, "five")
    assert names(tmp_path) == ["one", "three", "four", "five"]


def test_two_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    each = 40
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    writers = [
        subprocess.Popen([*command, who, str(each)], stdout=subprocess.DEVNULL) for who in ("anna", "bruno", "carla")
    ]
    assert [writer.wait(120) for writer in writers] == [0, 0, 0]
    found = names(tmp_path)
    assert sorted(found) == sorted(f"{who} {n}" for who in ("anna", "bruno", "carla") for n in range(each))


def test_whoever_is_killed_in_the_middle_has_lost_no_line_that_was_acknowledged(tmp_path: Path) -> None:
    acknowledged: list[str] = []
    for round_ in range(6):
        who = f"round {round_}"
        command = [sys.executable, "-c", WRITER, str(tmp_path), who, "100000"]
        writer = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert writer.stdout is not None
        acknowledged.append(writer.stdout.readline().split(" ", 1)[1].strip().rstrip("|"))
        time.sleep(0.02 * round_)
        writer.send_signal(signal.SIGKILL)
        acknowledged += [line.split(" ", 1)[1].strip().rstrip("|") for line in writer.stdout if line.endswith("\n")]
        writer.wait()
        found = names(tmp_path)
        assert set(acknowledged) <= set(found)
        # What was written but not acknowledged is one line at most.
        assert len(found) - len(acknowledged) <= round_ + 1
    wrote(tmp_path, "after all")
    assert names(tmp_path)[-1] == "after all"


def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        # The administrator may write anywhere: a file stands where the folder should be.
        (tmp_path / "decisions").write_text("")
    else:
        (tmp_path / "decisions").mkdir(mode=stat.S_IRUSR | stat.S_IXUSR)
    with pytest.raises(DecisionError) as caught:
        append(tmp_path, [judged("one")], by="anna", now=NOW)
    assert "nothing was decided" in caught.value.what
    assert "permissions" in caught.value.remedy


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = wrote(tmp_path, "one")
    before = path.read_bytes()
    write = os.write

    def full(descriptor: int, data: bytes) -> int:
        if len(data) > 50:
            return write(descriptor, data[:50])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(DecisionError, match="No space left"):
        append(tmp_path, [judged("two")], by="anna", now=NOW)
    monkeypatch.undo()
    assert path.read_bytes() == before
    wrote(tmp_path, "two")
    assert names(tmp_path) == ["one", "two"]


def test_a_writer_that_keeps_them_for_long_is_not_waited_for_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decisions, "PATIENCE", 0.3)
    wrote(tmp_path, "one")
    with decisions.held(file_of(tmp_path).parent), pytest.raises(DecisionError, match="another process"):
        append(tmp_path, [judged("two")], by="anna", now=NOW)
