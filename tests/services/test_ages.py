"""The age of what is held counts from the data's own date and says from when; an unknown date is no lack of cadence."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from filiera.services.build import build
from filiera.services.freshness import Freshness, freshness
from filiera.services.source_holdings import HeldSource, source_holdings
from tests.services.source_packs import data_set, pack_with

TODAY = date(2026, 11, 26)
OPTIONS = "{observations: [{about: place, scheme: own, period: year, measures: {beds: beds}}]}"


@pytest.mark.parametrize(
    ("cadence", "since", "state"),
    [
        ("P1Y", "2025-01", Freshness("due", 664)),
        ("P1Y", "2026-03", Freshness("fresh", 240)),
        ("P1Y", "2023", Freshness("overdue", 1061)),
        ("P1Y", "?", Freshness("no date")),
        ("", "2025-01", Freshness("no cadence", 664)),
        ("", "?", Freshness("no cadence")),
        ("P1Y", "", Freshness("not held")),
    ],
)
def test_the_state_of_what_is_held(cadence: str, since: str, state: Freshness) -> None:
    assert freshness(cadence, since, TODAY) == state


def held(folder: Path, **more: str) -> HeldSource:
    pack = pack_with(folder, data_set("beds", "https://x.example/", options=OPTIONS, cadence="P1Y", **more))
    (folder / "snapshots").mkdir()
    (folder / "snapshots" / "beds.csv").write_text("place,year,beds\nR1,2023,5\n", encoding="utf-8")
    build(pack, folder / "home", folder / "snapshots")
    (source,) = source_holdings(pack, folder / "home", TODAY)
    return source


def test_what_was_brought_counts_from_its_vintage(tmp_path: Path) -> None:
    source = held(tmp_path, vintage='"2025-01"')
    assert (source.freshness.state, source.since) == ("due", "2025-01")


def test_what_was_brought_without_a_vintage_is_of_unknown_date(tmp_path: Path) -> None:
    assert held(tmp_path).freshness == Freshness("no date")
