"""A build with snapshots killed at any moment, then run again, ends like one that nobody disturbed."""

from __future__ import annotations

import hashlib
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from filiera.evidence import Evidence, current_version, verify_evidence
from filiera.services.build import build
from filiera.services.search import search
from filiera.services.snapshots import STORE
from tests.services.source_packs import ROOT, data_set, pack_with

FILES, ROWS = ("first", "second", "third", "fourth"), 20_000
OPTIONS = "{record: {kind: bed, register: beds, id: id, title: what}}"


def snapshots(folder: Path, year: int) -> Path:
    """Four invented tables as they were in ``year``: the first and the last change, the others stay."""
    folder.mkdir()
    for name in FILES:
        of = year if name in (FILES[0], FILES[-1]) else 0
        lines = "".join(f"{name}-{of}-{n},bed {n} of {of}\n" for n in range(ROWS))
        (folder / f"{name}.csv").write_text("id,what\n" + lines, encoding="utf-8")
    return folder


def state(home: Path) -> dict[str, str]:
    """Every file that a home holds but the lock and the pointer, which bears a time.

    Evidence by the hash that is its name, once it was verified; others by their content.
    """
    found = {}
    for path in sorted(home.rglob("*")):
        name = path.relative_to(home).as_posix()
        if path.suffix == ".duckdb":
            verify_evidence(path)
            found[name] = "verified"
        elif path.suffix == ".sqlite":
            found[name] = "made of the evidence"
        elif path.is_file() and path.name not in ("build.lock", "current"):
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def read_whole(home: Path) -> str:
    """The hash of the evidence in use, once all of it was read: every row, every part, and the search."""
    with Evidence.open(home) as evidence:
        verify_evidence(evidence.version.path)
        assert search(evidence, "beds", language="en").hits
        for row in evidence.rows("snapshot"):
            records = evidence.part(row["part"], "records")
            assert records is not None and pq.read_table(records).num_rows == ROWS
        return evidence.version.hash


@pytest.mark.parametrize("kills", [10, pytest.param(100, marks=pytest.mark.long)])
def test_killed_at_random_points(tmp_path: Path, kills: int) -> None:
    chance = random.Random(46)
    pack = pack_with(
        tmp_path / "packs", *(data_set(name, "https://oficina.example/", options=OPTIONS) for name in FILES)
    )
    old, new = snapshots(tmp_path / "old", 2025), snapshots(tmp_path / "new", 2026)
    before, undisturbed = tmp_path / "before", tmp_path / "undisturbed"
    yesterday = build(pack, before, old).version.hash
    shutil.copytree(before, undisturbed)
    started = time.perf_counter()
    today = build(pack, undisturbed, new).version.hash
    takes = time.perf_counter() - started
    assert read_whole(undisturbed) == today != yesterday
    expected, stopped = state(undisturbed), set()
    for kill in range(kills):
        home = tmp_path / f"home-{kill}"
        shutil.copytree(before, home)
        command = [sys.executable, "-m", "tests.services.one_build", str(pack), str(home), str(new)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as running:
            assert running.stdout is not None and running.stdout.readline() == b"begun\n"
            time.sleep(chance.uniform(0, takes))
            running.kill()
        assert read_whole(home) in (yesterday, today), "what is in use is whole"
        parsed = {path.name for path in (home / STORE).iterdir()}
        stopped.add((len(parsed), (home / "building").exists(), current_version(home).hash == today))
        assert build(pack, home, new).version.hash == today
        assert state(home) == expected
        shutil.rmtree(home)
    assert len(stopped) > 1, "kills were to meet a build at several of its steps"
