"""``filiera fetch``, ``sources`` and ``doctor`` as people and programs meet them."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.services.source_packs import ROOT, data_set, pack_with
from tests.sources.publisher import TABLE, Asked, answer, publisher, ranged

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def command(*arguments: str, language: str = "en") -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "FILIERA_HOME": str(tmp_path / "home"), "FILIERA_LANG": language}
        environment |= {"PYTHONIOENCODING": "utf-8", "NO_PROXY": "127.0.0.1"}
        command = [sys.executable, "-m", "filiera.cli", *arguments]
        return subprocess.run(command, capture_output=True, text=True, env=environment, cwd=ROOT, timeout=120)

    return command


def some(asked: Asked, line: socket.socket) -> None:
    if asked.path == "/gone":
        line.sendall(answer(404))
    else:
        ranged(TABLE, Last_Modified="Sun, 01 Feb 2026 10:00:00 GMT")(asked, line)


def test_a_day_with_the_publishers(run: Run, tmp_path: Path) -> None:
    with publisher(some) as there:
        pack = str(
            pack_with(
                tmp_path,
                data_set("beds", f"{there.url}/beds.csv?api_key=abc123", cadence="P1Y"),
                data_set("gone", f"{there.url}/gone"),
            )
        )
        first = run("fetch", "--pack", pack)
        assert first.returncode == 1
        assert first.stdout.splitlines()[0] == "Data sets asked for: 2 (new: 1, failed: 1)."
        assert f"gone, {there.url}/gone: is not there (status 404)" in first.stdout
        assert "What to do: look up its new address" in first.stdout
        assert "Next: filiera build" in first.stdout
        assert "beds: new, " in first.stderr and "of 2026-02-01" in first.stderr
        assert "\x1b" not in first.stdout + first.stderr, "no bars where nobody watches"
        assert run("fetch", "beds", "--pack", pack).stdout.startswith("Data sets asked for: 1 (unchanged: 1).")
        told = json.loads(run("fetch", "oficina", "--json", "--pack", pack).stdout)
        assert [each["status"] for each in told["datasets"]] == ["unchanged", "failed"]
        assert told["datasets"][1]["error"]["remedy"]
        listed = run("sources", pack)
        assert listed.stdout.startswith("Data sets: 2 (fresh: 1, not held: 1).")
        assert "CC-BY-4.0" in listed.stdout and "2026-02-01" in listed.stdout
        beds, gone = json.loads(run("sources", pack, "--json").stdout)["datasets"]
        assert (beds["state"], beds["bytes"], gone["state"]) == ("fresh", len(TABLE), "not held")
        italian = run("fetch", "gone", "--pack", pack, language="it")
        assert "Insiemi di dati chiesti: 1 (non riusciti: 1)." in italian.stdout
        everything = [
            first,
            listed,
            italian,
            run("sources", pack, "--json"),
            run("fetch", "beds", "--json", "--pack", pack),
        ]
    assert not any("abc123" in done.stdout + done.stderr for done in everything)
    offline = run("fetch", "beds", "--pack", pack)
    assert offline.returncode == 1
    assert offline.stdout.startswith("Offline: no publisher can be reached. What was fetched before stays in use.")
    assert "In use: the one fetched on 20" in offline.stdout and "(today)" in offline.stdout
    assert run("fetch", "--pack", pack, "nowhere").returncode == 2


def test_a_pack_without_data_sets_to_fetch(run: Run, tmp_path: Path) -> None:
    pack = str(pack_with(tmp_path))
    done = run("fetch", "--pack", pack)
    assert (done.returncode, done.stdout) == (0, "No data set of the pack is fetched from a publisher.\n")


def test_the_doctor_ends_with_what_it_found(run: Run, tmp_path: Path) -> None:
    pack = pack_with(tmp_path)
    well = run("doctor", str(pack))
    assert well.returncode == 0, well.stdout
    assert well.stdout.startswith("Nothing needs attention.")
    assert "run 'filiera build'" in well.stdout
    (pack / "pack.yml").write_text("id: [", encoding="utf-8")
    ill = run("doctor", str(pack), language="it")
    assert ill.returncode == 1
    assert ill.stdout.startswith("1 cosa richiede attenzione.")
    told = json.loads(run("doctor", str(pack), "--json").stdout)
    assert told["sound"] is False
    assert {"check", "status", "what", "where", "remedy"} == set(told["checks"][0])
