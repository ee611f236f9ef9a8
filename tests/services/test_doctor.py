"""The doctor tells what is sound, what is worth knowing, and what needs attention, each with its remedy."""

from __future__ import annotations

import shutil
import socket
from datetime import UTC, datetime
from pathlib import Path

import pytest

from filiera.registry.decision_lines import Judge
from filiera.registry.decisions import append, file_of
from filiera.services import doctor
from filiera.services.doctor import Check, checks
from filiera.services.fetching import fetch
from filiera.sources.manners import Manners
from filiera.sources.snapshots import FOLDER, Store
from tests.services.source_packs import data_set, pack_with
from tests.sources.publisher import TABLE, publisher, ranged


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


def found(pack: Path, home: Path, name: str) -> list[Check]:
    told = checks(str(pack), home)
    assert all(str(check.remedy) for check in told if check.status == "attention"), "each with its remedy"
    return [check for check in told if check.name == name]


def fetched(pack: Path, home: Path, now: datetime) -> None:
    fetch(pack, home=home, manners=Manners(interval=0, now=lambda: now))


def test_a_sound_installation_needs_nothing(tmp_path: Path) -> None:
    with publisher(ranged(TABLE)) as there:
        pack = pack_with(tmp_path, data_set("beds", there.url, format="json-stat", options="{}"))
        told = checks(str(pack), tmp_path / "home")
    ill = [check for check in told if check.status == "attention"]
    assert [check.name for check in ill] in ([], ["pack"]), "the toy data set may say too little for its format"
    assert {check.name for check in told} == {"versions", "disk", "evidence", "decisions", "pack", "snapshots", "hosts"}


def test_a_damaged_snapshot_is_set_aside(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with publisher(ranged(TABLE)) as there:
        pack = pack_with(tmp_path, data_set("beds", there.url))
        fetched(pack, home, datetime.now(UTC))
        store = Store(home / FOLDER)
        held = store.newest("beds")
        assert held is not None
        assert [check.status for check in found(pack, home, "snapshots")] == ["sound"]
        store.path(held).write_bytes(b"?")
        ill, _ = found(pack, home, "snapshots")
    assert (ill.status, str(ill.where), str(ill.remedy)) == ("attention", "beds", "filiera fetch beds")
    assert store.newest("beds") is None


def test_what_is_overdue_needs_attention(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "problems_of_pack", lambda pack: iter(()))
    home = tmp_path / "home"
    with publisher(ranged(TABLE)) as there:
        pack = pack_with(tmp_path, data_set("beds", there.url, cadence="P1M"))
        fetched(pack, home, datetime(2020, 1, 1, tzinfo=UTC))
        (old,) = found(pack, home, "sources")
        assert old.status == "attention" and str(old.remedy) == "filiera fetch beds"
        fetched(pack, home, datetime.now(UTC))
        assert found(pack, home, "sources") == []


def test_offline_is_no_illness_but_one_silent_host_is(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        closed = f"http://127.0.0.1:{door.getsockname()[1]}"
    (offline,) = found(pack_with(tmp_path, data_set("a", closed)), tmp_path / "home", "hosts")
    assert offline.status == "note" and "offline: none of 1 hosts" in str(offline.what)
    with publisher(ranged(TABLE)) as there:
        pack = pack_with(tmp_path, data_set("a", closed), data_set("b", f"{there.url}/deep/file?key=abc"))
        hosts = found(pack, tmp_path / "home", "hosts")
    assert [check.status for check in hosts] == ["attention", "sound"]
    assert there.asked[0].path == "/", "only the front door is asked for"


def test_problems_of_the_pack_are_told(tmp_path: Path) -> None:
    pack = pack_with(tmp_path, data_set("beds", "", cadence="often"))
    told = [str(check.what) for check in found(pack, tmp_path / "home", "pack")]
    assert "'often' is no span of time" in told
    shutil.rmtree(pack)
    (gone,) = found(pack, tmp_path / "home", "pack")
    assert gone.status == "attention"


def test_a_home_that_cannot_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    (disk,) = found(pack_with(tmp_path), tmp_path / "home", "disk")
    assert disk.status == "attention" and "FILIERA_HOME" in str(disk.remedy)


def test_little_room_needs_attention(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "LEAST_FREE", 2**60)
    (disk,) = found(pack_with(tmp_path), tmp_path / "home", "disk")
    assert disk.status == "attention" and "GB free" in str(disk.what)


def test_a_missing_part_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "CORE", ("no-such-package",))
    monkeypatch.setattr(doctor, "EXTRAS", {"no-such-extra": "portal"})
    told = found(pack_with(tmp_path), tmp_path / "home", "versions")
    assert [check.status for check in told] == ["sound", "attention", "note"]


def test_damaged_decisions_need_attention(tmp_path: Path) -> None:
    home = tmp_path / "home"
    line = Judge(left="a||", right="organisation/x", verdict="positive")
    append(home, [line, line], by="Anna", now=datetime(2026, 11, 26, tzinfo=UTC))
    (sound,) = found(tmp_path, home, "decisions")
    assert (sound.status, str(sound.what)) == ("sound", "decisions about who is who, whole: 2")
    file_of(home).write_bytes(file_of(home).read_bytes() + b'{"does":"ju')
    assert [check.status for check in found(tmp_path, home, "decisions")] == ["note", "sound"]
    file_of(home).write_bytes(b"{}\n")
    (ill,) = found(tmp_path, home, "decisions")
    assert ill.status == "attention"
    assert "line 1" in str(ill.where)
