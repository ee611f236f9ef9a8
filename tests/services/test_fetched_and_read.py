"""The toy region's data set: fetched from a publisher on this machine, kept, and read into tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from filiera.pack import read_pack
from filiera.services.fetching import fetch
from filiera.sources.holdings import fetched
from filiera.sources.manners import Manners
from filiera.sources.remembered import remember
from filiera.sources.snapshots import FOLDER, Store
from tests.services.source_packs import toy_pack
from tests.sources.publisher import answer, publisher, says

TABLE = "comarca;any;llits\nalta;2023;120\nbaixa;2023;80,5\n"


def test_from_the_publisher_to_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    folder, home = toy_pack(tmp_path), tmp_path / "home"
    file = folder / "sources" / "agencia-salut.yml"
    with publisher(says(answer(200, TABLE.encode(), Last_Modified="Sun, 01 Feb 2026 10:00:00 GMT"))) as there:
        text = file.read_text(encoding="utf-8").replace("https://dades.vallclara.example", there.url)
        file.write_text(text, encoding="utf-8")
        (outcome,) = fetch(folder, ["agencia-llits"], home=home, manners=Manners(interval=0)).outcomes
    assert outcome.status == "new"
    (holding,) = fetched(read_pack(folder).datasets.values(), Store(home / FOLDER))
    assert (holding.origin, holding.vintage, holding.digest) == ("fetched", "2026-02-01", outcome.held.sha256)  # type: ignore[union-attr]
    assert holding.fetched.endswith("Z")
    assert holding.files[0].name == "agencia-llits.csv"
    report = remember(holding, [], home / "parsed").report
    assert (report.rows, report.counts["observations"], report.refused) == (2, 2, 0)
