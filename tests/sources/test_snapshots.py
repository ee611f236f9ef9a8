"""The store: bytes as they came, never changed, other bytes beside them, damaged ones set aside."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from filiera.errors import SourceError
from filiera.sources.arrived import Got
from filiera.sources.fetching import Known
from filiera.sources.snapshots import ARRIVING, DAMAGED, Snapshot, Store
from tests.sources.conftest import NOW

URL = "https://x.example/files/beds.tsv.gz?key=***"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "snapshots")


def keep(store: Store, body: bytes, now: datetime = NOW, url: str = URL, **said: str) -> tuple[Snapshot, bool]:
    with store.lock("beds", 0, lambda seconds: None) as folder:
        path = folder / "file.whole"
        path.write_bytes(body)
        got = Got(path, hashlib.sha256(body).hexdigest(), len(body), **said)
        return store.keep(got, dataset="beds", url=url, protocol="http", now=now)


def test_bytes_and_what_is_known_of_them(store: Store) -> None:
    said = {"etag": '"e"', "last_modified": "Sun, 01 Feb 2026 10:00:00 GMT", "content_type": "text/csv"}
    snapshot, new = keep(store, b"abc", **said)
    assert new
    assert store.path(snapshot).read_bytes() == b"abc"
    assert store.path(snapshot).name == f"{hashlib.sha256(b'abc').hexdigest()}.tsv.gz"
    note = json.loads(store.path(snapshot).with_name(f"{snapshot.sha256}.json").read_text())
    assert note == {
        "dataset": "beds",
        "url": URL,
        "fetched_at": "2026-03-01T12:00:00.000000Z",
        "sha256": snapshot.sha256,
        "size": 3,
        "file": f"{snapshot.sha256}.tsv.gz",
        "protocol": "http",
        "vintage": "2026-02-01",
        **said,
    }
    assert keep(store, b"other", vintage="2025-12-31")[0].vintage == "2025-12-31"


def test_the_same_bytes_again_are_only_seen_again(store: Store) -> None:
    first, _ = keep(store, b"abc", etag='"1"')
    before = {path: path.read_bytes() for path in store.folder("beds").glob("*.*") if path.is_file()}
    again, new = keep(store, b"abc", NOW + timedelta(days=1), etag='"2"')
    assert not new and again == first
    assert store.last_seen(first).at == "2026-03-02T12:00:00.000000Z"
    assert store.known(first) == Known('"2"', ""), "the publisher is asked by its latest mark"
    store.see_again(first, NOW + timedelta(days=2))
    assert store.known(first).etag == '"2"'
    assert {path: path.read_bytes() for path in before} == before
    assert len(store.vintages("beds")) == 1


def test_other_bytes_are_another_vintage(store: Store) -> None:
    for days, body in enumerate((b"one", b"two", b"three")):
        keep(store, body, NOW + timedelta(days=days))
    assert [store.path(each).read_bytes() for each in store.vintages("beds")] == [b"one", b"two", b"three"]
    newest = store.newest("beds")
    assert newest is not None and store.path(newest).read_bytes() == b"three"
    keep(store, b"one", NOW + timedelta(days=9))
    newest = store.newest("beds")
    assert newest is not None and store.path(newest).read_bytes() == b"one", "what the publisher gives today"
    assert store.newest("none") is None


@pytest.mark.parametrize("harm", ["changed", "cut", "gone", "note"])
def test_what_is_damaged_is_set_aside_and_not_used(store: Store, harm: str) -> None:
    keep(store, b"first")
    bad, _ = keep(store, b"second", NOW + timedelta(days=1))
    path = store.path(bad)
    if harm == "changed":
        path.write_bytes(b"secund")
    elif harm == "cut":
        path.write_bytes(b"")
    elif harm == "gone":
        path.unlink()
    else:
        path.with_name(f"{bad.sha256}.json").write_bytes(b"{")
    held, damaged = store.sound("beds")
    assert held is not None and store.path(held).read_bytes() == b"first"
    assert damaged == [bad.sha256]
    assert not list(store.folder("beds").glob(f"{bad.sha256}*"))
    assert list((store.folder("beds") / DAMAGED).glob(f"{bad.sha256}*"))
    assert store.sound("beds") == (held, [])
    keep(store, b"second", NOW + timedelta(days=2))
    held, damaged = store.sound("beds")
    assert held is not None and store.path(held).read_bytes() == b"second" and not damaged


def test_bytes_without_a_note_are_no_snapshot(store: Store) -> None:
    """The process was killed between the two."""
    snapshot, _ = keep(store, b"abc")
    store.path(snapshot).with_name(f"{snapshot.sha256}.json").unlink()
    assert store.vintages("beds") == []
    with store.lock("beds", 0, lambda seconds: None):
        assert not store.path(snapshot).exists(), "they are taken away before the next fetch"
    assert keep(store, b"abc")[1]
    assert store.sound("beds")[0] is not None


@pytest.mark.parametrize(
    ("url", "suffix"),
    [
        ("https://x/a.CSV", ".csv"),
        ("https://x/a.csv.gz?b=c.d", ".csv.gz"),
        ("https://x/data.json", ".data"),
        ("https://x/data.seen", ".data"),
        ("https://x/2.1/data/nama_10r", ""),
        ("https://x/v1.2.json", ".data"),
        ("https://x/..", ""),
    ],
)
def test_names_of_files(store: Store, url: str, suffix: str) -> None:
    snapshot, _ = keep(store, b"abc", url=url)
    assert snapshot.file == snapshot.sha256 + suffix


@pytest.mark.parametrize("name", ["", "..", "../x", "a/b", ".lock", "A", "a\0", "x" * 200])
def test_a_data_set_has_a_name(store: Store, name: str) -> None:
    with pytest.raises(SourceError, match="no name for a data set"):
        store.folder(name)


def test_one_process_at_a_time(store: Store) -> None:
    slept: list[float] = []
    with store.lock("beds", 0, slept.append) as folder:
        assert folder.name == ARRIVING
        with pytest.raises(SourceError, match="another process"), store.lock("beds", 1, slept.append):
            pass
        with store.lock("others", 0, slept.append):
            pass
    assert 4 <= len(slept) <= 6
    with store.lock("beds", 0, slept.append):
        pass


def test_a_killed_process_locks_nobody_out(store: Store) -> None:
    code = (
        "import sys, time; from pathlib import Path; from filiera.sources.snapshots import Store\n"
        "with Store(Path(sys.argv[1])).lock('beds', 0, time.sleep): print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(store.root)], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None and other.stdout.readline() == b"held\n"
        with pytest.raises(SourceError), store.lock("beds", 0, lambda seconds: None):
            pass
        other.kill()
    with store.lock("beds", 0, lambda seconds: None):
        pass
