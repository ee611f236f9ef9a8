"""A fetch killed at any moment, then run again, ends like one that nobody disturbed."""

from __future__ import annotations

import json
import random
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from filiera.services.fetching import fetch
from filiera.sources.manners import Manners
from filiera.sources.snapshots import FOLDER
from tests.services.source_packs import ROOT, data_set, pack_with
from tests.sources.publisher import TABLE, Asked, answer, publisher

PIECE = 1500
FILES = {
    "/whole.csv": TABLE,
    "/parts.csv": TABLE.replace(b"XX", b"YY"),
    "/resource/ab12-cd34.csv": b"id,what\n" + b"".join(b"%d,bed\n" % n for n in range(3000)),
}


def slowly(asked: Asked, line: socket.socket) -> None:
    """Files piece by piece; one of them can be had in parts."""
    path = asked.path.partition("?")[0]
    if path.endswith(".json"):
        line.sendall(answer(200, b'[{"count": "3000"}]'))
        return
    body, start, status, more = FILES[path], 0, 200, {"Last_Modified": "Sun, 01 Feb 2026 10:00:00 GMT"}
    if path == "/parts.csv":
        more["ETag"] = '"one"'
        if asked.headers.get("if-range") == '"one"':
            start, status = int(asked.headers["range"][6:-1]), 206
            more["Content_Range"] = f"bytes {start}-{len(body) - 1}/{len(body)}"
    line.sendall(answer(status, b"", len(body) - start, **more))
    for at in range(start, len(body), PIECE):
        time.sleep(0.01)
        line.sendall(body[at : at + PIECE])


def state(home: Path) -> dict[str, object]:
    """All that is held, but for times."""
    found: dict[str, object] = {}
    for path in sorted((home / FOLDER).rglob("*")):
        name = path.relative_to(home / FOLDER).as_posix()
        if path.suffix == ".json" and not name.endswith(".part.json"):
            note = json.loads(path.read_bytes())
            assert note.pop("fetched_at")
            found[name] = note
        elif path.is_file() and path.suffix != ".seen":
            found[name] = path.read_bytes()
    return found


def until_arriving(home: Path) -> None:
    """Return once a file is on its way."""
    patience = time.monotonic() + 20
    while not any((home / FOLDER).rglob("*.arriving*")) and time.monotonic() < patience:
        time.sleep(0.005)


@pytest.mark.parametrize("kills", [10, pytest.param(100, marks=pytest.mark.long)])
def test_killed_at_random_points(tmp_path: Path, kills: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    chance, amid, taken_up = random.Random(4), 0, 0
    with publisher(slowly) as there:
        pack = pack_with(
            tmp_path / "packs",
            data_set("whole", f"{there.url}/whole.csv"),
            data_set("parts", f"{there.url}/parts.csv"),
            data_set("rows", there.url, protocol="socrata", query="{resource: ab12-cd34}"),
        )
        again = {"every": True, "manners": Manners(interval=0, checkpoint=4000)}
        undisturbed = fetch(pack, home=tmp_path / "undisturbed", **again)  # type: ignore[arg-type]
        assert [each.status for each in undisturbed.outcomes] == ["new"] * 3
        expected = state(tmp_path / "undisturbed")
        assert len([name for name in expected if name.endswith(".json")]) == 3
        for kill in range(kills):
            home = tmp_path / f"home-{kill}"
            command = [sys.executable, "-m", "tests.services.one_fetch", str(pack), str(home)]
            with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as running:
                assert running.stdout is not None and running.stdout.readline() == b"begun\n"
                if kill % 2:  # at work for certain, however slow the machine is
                    until_arriving(home)
                    time.sleep(chance.uniform(0, 0.1))
                else:
                    time.sleep(chance.uniform(0, 0.8))
                running.kill()
            before = state(home)
            for name, held in before.items():
                if name.endswith(".json") and not name.endswith(".part.json"):
                    assert held == expected[name], "what stands there is whole"
            amid += any(".arriving" in name for name in before)
            asked = len(there.asked)
            finished = fetch(pack, home=home, **again)  # type: ignore[arg-type]
            assert not finished.with_status("failed")
            taken_up += any("range" in each.headers for each in there.asked[asked:])
            assert state(home) == expected
    assert amid >= kills // 4, "kills were to meet a fetch at work"
    assert taken_up, "some were to meet a file that is taken up"
