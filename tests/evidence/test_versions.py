"""Which evidence is in use, which is kept, and who may build."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from filiera.errors import EvidenceError
from filiera.evidence import (
    Evidence,
    current_version,
    filiera_home,
    kept_versions,
    verify_evidence,
    write_evidence,
)
from filiera.evidence.lock import build_lock
from tests.evidence.sample import sample


def files(home: Path) -> list[str]:
    return sorted(path.name for path in home.iterdir())


def test_home_is_where_the_environment_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FILIERA_HOME", str(tmp_path))
    assert filiera_home() == tmp_path
    monkeypatch.setenv("FILIERA_HOME", "~/hub")
    assert filiera_home() == Path.home() / "hub"
    monkeypatch.setenv("FILIERA_HOME", "")
    assert filiera_home().name == "filiera"


def test_the_pointer_names_the_file(home: Path) -> None:
    assert current_version(home) is None
    version = write_evidence(sample(), home, pack="exemple")
    pointer = json.loads((home / "current").read_text("utf-8"))
    assert pointer["file"] == f"evidence-{version.hash}.duckdb" == version.path.name
    assert (pointer["hash"], pointer["pack"]) == (version.hash, "exemple")
    assert current_version(home) == version
    assert not version.reused
    assert files(home) == sorted(["build.lock", "current", version.path.name, version.parquet.name])


def test_the_same_content_is_used_again(home: Path) -> None:
    first = write_evidence(sample(), home, pack="exemple")
    written, pointer = first.path.stat(), (home / "current").stat()
    again = write_evidence(sample(), home, pack="exemple")
    assert again.reused
    assert (again.hash, again.built_at, again.counts) == (first.hash, first.built_at, first.counts)
    assert first.path.stat().st_ino == written.st_ino
    assert (home / "current").stat().st_mtime_ns == pointer.st_mtime_ns, "readers need not open anything anew"


def test_missing_parquet_is_exported_anew(home: Path) -> None:
    version = write_evidence(sample(), home, pack="exemple")
    (version.parquet / "figure.parquet").write_bytes(b"garbage")
    (version.parquet / "work.parquet").unlink()
    assert write_evidence(sample(), home, pack="exemple").reused
    assert (version.parquet / "work.parquet").read_bytes()[:4] == b"PAR1"
    assert (version.parquet / "figure.parquet").read_bytes()[:4] == b"PAR1"


def test_the_last_three_are_kept(home: Path) -> None:
    versions = [write_evidence(sample(edition), home, pack="exemple") for edition in range(5)]
    kept = versions[:1:-1]
    assert kept_versions(home) == kept
    names = [name for version in kept for name in (version.path.name, version.parquet.name)]
    assert files(home) == sorted(["build.lock", "current", *names])
    for version in kept:
        verify_evidence(version.path)


def test_going_back_to_kept_content_moves_the_pointer_back(home: Path) -> None:
    first = write_evidence(sample(1), home, pack="exemple")
    second = write_evidence(sample(2), home, pack="exemple")
    back = write_evidence(sample(1), home, pack="exemple")
    assert back.reused and back.built_at == first.built_at
    assert [version.hash for version in kept_versions(home)] == [first.hash, second.hash]


def test_what_dead_builds_left_is_cleaned(home: Path) -> None:
    kept = write_evidence(sample(1), home, pack="exemple")
    (home / "building" / "evidence-0123456789abcdef").mkdir(parents=True)
    (home / "building" / "evidence-0123456789abcdef.duckdb.wal").write_bytes(b"half")
    (home / "evidence-0123456789abcdef.duckdb").write_bytes(b"renamed, but the pointer never moved")
    (home / "evidence-fedcba9876543210").mkdir()
    (home / "notes.txt").write_text("not ours", "utf-8")
    new = write_evidence(sample(2), home, pack="exemple")
    expected = ["build.lock", "current", "notes.txt"]
    for version in (kept, new):
        expected += [version.path.name, version.parquet.name]
    assert files(home) == sorted(expected)


def test_readers_follow_the_pointer(home: Path) -> None:
    write_evidence(sample(1), home, pack="exemple")
    with Evidence.open(home) as evidence:
        assert not evidence.follow()
        second = write_evidence(sample(2), home, pack="exemple")
        assert evidence.rows("meta", key="edition")[0]["value"] == "1", "nothing changes under a reader"
        assert evidence.follow()
        assert evidence.version == second
        assert evidence.rows("meta", key="edition")[0]["value"] == "2"
        assert not evidence.follow()


def test_a_reader_left_far_behind_still_reads(home: Path) -> None:
    first = write_evidence(sample(1), home, pack="exemple")
    with Evidence.open(home) as evidence:
        for edition in range(2, 6):
            write_evidence(sample(edition), home, pack="exemple")
        assert not first.path.exists()
        assert {row["value"][-1] for row in evidence.rows("figure", origin="claim")} == {"1"}  # type: ignore[index]


def test_a_second_build_is_refused(home: Path) -> None:
    before = write_evidence(sample(1), home, pack="exemple")
    with build_lock(home), pytest.raises(EvidenceError) as refused:
        write_evidence(sample(2), home, pack="exemple")
    assert f"process {os.getpid()} is building evidence here" in str(refused.value)
    assert "wait until it ends, or stop it" in refused.value.remedy
    assert current_version(home) == before
    write_evidence(sample(2), home, pack="exemple")


def test_a_build_in_another_process_is_refused_and_its_death_frees_the_home(home: Path) -> None:
    home.mkdir()
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys, pathlib, filiera.evidence.lock as l\n"
            "with l.build_lock(pathlib.Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()",
            str(home),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout is not None and holder.stdin is not None
    with holder:
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(EvidenceError, match=f"process {holder.pid} is building"):
            write_evidence(sample(), home, pack="exemple")
        holder.kill()
    assert write_evidence(sample(), home, pack="exemple").path.exists()


def test_a_refused_build_leaves_the_evidence_in_use(home: Path) -> None:
    before = write_evidence(sample(1), home, pack="exemple")
    tables = sample(2)
    tables["citation"][0]["work"] = "nowhere"
    with pytest.raises(EvidenceError):
        write_evidence(tables, home, pack="exemple")
    assert current_version(home) == before
    assert files(home) == sorted(["build.lock", "current", before.path.name, before.parquet.name])
