"""Fetching a pack's data sets: what is asked for, side by side, and what became of each."""

from __future__ import annotations

import socket
import threading
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from filiera.errors import AddressError, UnreachableError, UsageError
from filiera.services.fetching import Arriving, Begun, Fetched, Outcome, fetch
from filiera.services.source_holdings import source_holdings
from filiera.sources.manners import Manners
from filiera.sources.snapshots import FOLDER, Store
from tests.services.source_packs import data_set, pack_with
from tests.sources.publisher import TABLE, Asked, answer, publisher, ranged, says

TODAY = datetime(2026, 3, 1, 12, tzinfo=UTC)
MANNERS = Manners(interval=0, pause=0, attempts=2, read=2, now=lambda: TODAY)


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


def fetched(pack: Path, home: Path, *wanted: str, **more: object) -> Fetched:
    return fetch(pack, wanted, home=home, **({"manners": MANNERS, "today": TODAY.date()} | more))  # type: ignore[arg-type]


def statuses(found: Fetched) -> dict[str, str]:
    return {each.dataset: each.status for each in found.outcomes}


def test_new_then_unchanged_then_another_vintage(tmp_path: Path) -> None:
    with publisher(ranged(TABLE, '"1"'), ranged(TABLE, '"1"'), ranged(TABLE[:-9], '"2"')) as there:
        pack = pack_with(tmp_path, data_set("beds", there.url))
        home = tmp_path / "home"
        assert statuses(fetched(pack, home, "beds")) == {"beds": "new"}
        assert statuses(fetched(pack, home, "beds")) == {"beds": "unchanged"}
        assert there.asked[1].headers["if-none-match"] == '"1"'
        assert statuses(fetched(pack, home, "beds")) == {"beds": "new"}
    vintages = Store(home / FOLDER).vintages("beds")
    assert [each.size for each in vintages] == [len(TABLE), len(TABLE) - 9]


def test_what_fails_leaves_yesterdays(tmp_path: Path) -> None:
    with publisher(ranged(TABLE), says(answer(500))) as there:
        pack = pack_with(tmp_path, data_set("beds", there.url))
        home = tmp_path / "home"
        fetched(pack, home)
        (failed,) = fetched(pack, home, every=True).outcomes
    assert failed.status == "failed" and failed.error is not None and failed.held is not None
    assert "status 500" in failed.error.what
    assert Store(home / FOLDER).sound("beds") == (failed.held, [])


def test_one_that_fails_hinders_no_other(tmp_path: Path) -> None:
    def by_name(asked: Asked, line: socket.socket) -> None:
        line.sendall(answer(404) if asked.path == "/gone" else answer(200, TABLE))

    with publisher(by_name) as there:
        pack = pack_with(
            tmp_path, data_set("gone", f"{there.url}/gone"), data_set("beds", there.url), data_set("odd", "ftp://x/")
        )
        assert statuses(fetched(pack, tmp_path / "home")) == {"gone": "failed", "beds": "new", "odd": "failed"}


def test_hosts_side_by_side_but_one_at_a_time_from_each(tmp_path: Path) -> None:
    at_once: dict[str, int] = {}
    most: dict[str, int] = {}
    together = [0, 0]
    lock = threading.Lock()

    def counting(host: str) -> object:
        def give(asked: Asked, line: socket.socket) -> None:
            with lock:
                at_once[host] = at_once.get(host, 0) + 1
                most[host] = max(most.get(host, 0), at_once[host])
                together[0] += 1
                together[1] = max(together)
            time.sleep(0.1)
            with lock:
                at_once[host] -= 1
                together[0] -= 1
            line.sendall(answer(200, TABLE))

        return give

    with publisher(counting("a")) as one, publisher(counting("b")) as other:  # type: ignore[arg-type]
        sets = [
            data_set(f"{name}{n}", f"{there.url}/{n}") for name, there in (("a", one), ("b", other)) for n in range(3)
        ]
        found = fetched(pack_with(tmp_path, *sets), tmp_path / "home")
    assert set(statuses(found).values()) == {"new"}
    assert most == {"a": 1, "b": 1}
    assert together[1] == 2


def test_only_what_is_due_is_asked_for(tmp_path: Path) -> None:
    with publisher(ranged(TABLE)) as there:
        pack = pack_with(
            tmp_path,
            data_set("yearly", f"{there.url}/1", cadence="P1Y"),
            data_set("monthly", f"{there.url}/2", cadence="P1M"),
            data_set("any", f"{there.url}/3"),
            "{id: brought, work: oficina-gent, format: delimited, files: x.csv}",
        )
        home = tmp_path / "home"
        first = fetched(pack, home)
        assert statuses(first) == {"yearly": "new", "monthly": "new", "any": "new"}
        assert first.brought == ("brought",)
        later = fetched(pack, home, today=date(2026, 4, 15))
        assert statuses(later) == {"monthly": "unchanged", "any": "unchanged"}
        assert later.fresh == ("yearly",)
        assert len(fetched(pack, home, every=True).outcomes) == 3
        assert statuses(fetched(pack, home, "yearly")) == {"yearly": "unchanged"}
        assert len(fetched(pack, home, "oficina").outcomes) == 3
        assert len(fetched(pack, home, "oficina-llits", "yearly").outcomes) == 3
        with pytest.raises(UsageError, match="somebody brings it"):
            fetched(pack, home, "brought")
        with pytest.raises(AddressError) as unknown:
            fetched(pack, home, "yearl")
        assert "near: yearly" in unknown.value.remedy


def test_offline_is_said_of_all_or_of_none(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        closed = f"http://127.0.0.1:{door.getsockname()[1]}"
    pack = pack_with(tmp_path, data_set("a", closed), data_set("b", f"{closed}/b"))
    found = fetched(pack, tmp_path / "home")
    assert found.offline
    assert all(isinstance(each.error, UnreachableError) for each in found.outcomes)
    with publisher(says(answer(200, TABLE))) as there:
        found = fetched(pack_with(tmp_path, data_set("a", closed), data_set("b", there.url)), tmp_path / "home")
    assert not found.offline and statuses(found) == {"a": "failed", "b": "new"}


def test_a_damaged_snapshot_is_fetched_anew(tmp_path: Path) -> None:
    with publisher(ranged(TABLE)) as there:
        pack = pack_with(tmp_path, data_set("beds", there.url))
        home = tmp_path / "home"
        (first,) = fetched(pack, home).outcomes
        assert first.held is not None
        Store(home / FOLDER).path(first.held).write_bytes(b"?")
        (again,) = fetched(pack, home, "beds").outcomes
        assert again.status == "new" and again.damaged == (first.held.sha256,)
        assert "if-none-match" not in there.asked[1].headers, "nothing whole is held that could be confirmed"
    held, damaged = Store(home / FOLDER).sound("beds")
    assert held is not None and not damaged


def test_two_processes_at_once_end_with_one_snapshot(tmp_path: Path) -> None:
    def slow(asked: Asked, line: socket.socket) -> None:
        time.sleep(0.3)
        ranged(TABLE)(asked, line)

    with publisher(slow) as there:
        pack = pack_with(tmp_path, data_set("beds", there.url))
        found: list[Fetched] = []
        threads = [threading.Thread(target=lambda: found.append(fetched(pack, tmp_path / "home"))) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(statuses(each)["beds"] for each in found) == ["new", "unchanged"]
    assert len(Store(tmp_path / "home" / FOLDER).vintages("beds")) == 1


def test_a_folder_that_may_not_be_written_to_is_told(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    with publisher(ranged(TABLE)) as there:
        (failed,) = fetched(pack_with(tmp_path, data_set("beds", there.url)), tmp_path / "home").outcomes
    assert failed.error is not None and "cannot be written" in failed.error.what
    assert "doctor" in failed.error.remedy


def test_tells_how_far_it_is(tmp_path: Path) -> None:
    events: list[Begun | Arriving | Outcome] = []
    with publisher(ranged(TABLE)) as there:
        fetched(pack_with(tmp_path, data_set("beds", there.url)), tmp_path / "home", tell=events.append)
    assert isinstance(events[0], Begun) and isinstance(events[-1], Outcome)
    assert Arriving("beds", len(TABLE), len(TABLE)) in events


def test_the_list_says_what_is_held(tmp_path: Path) -> None:
    with publisher(ranged(TABLE, Last_Modified="Sun, 01 Feb 2026 10:00:00 GMT")) as there:
        pack = pack_with(
            tmp_path,
            data_set("beds", f"{there.url}/?token=abc", cadence="P1M"),
            "{id: people, work: oficina-gent, format: delimited, files: x.csv, cadence: P1Y}",
        )
        home = tmp_path / "home"
        before = {each.id: each for each in source_holdings(pack, home, TODAY.date())}
        assert before["beds"].freshness.state == "not held" and before["beds"].size is None
        fetched(pack, home, manners=replace(MANNERS))
    for day, state in ((date(2026, 2, 20), "fresh"), (date(2026, 3, 20), "due"), (date(2026, 4, 20), "overdue")):
        held = {each.id: each for each in source_holdings(pack, home, day)}
        assert (held["beds"].freshness.state, held["beds"].since) == (state, "2026-02-01")
        assert held["people"].freshness.state == "not held"
    beds = held["beds"]
    assert (beds.vintage, beds.size, beds.vintages, beds.origin) == ("2026-02-01", len(TABLE), 1, "fetched")
    assert (beds.producer_name, beds.licence, beds.title["en"]) == ("Oficina de Dades", "CC-BY-4.0", "Beds")
    assert "abc" not in beds.url
