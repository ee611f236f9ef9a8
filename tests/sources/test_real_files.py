"""All data sets of the real region over the real files: row counts, accounts, privacy, and a few rows read by hand."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from filiera.pack import read_pack
from filiera.services.snapshots import ReadSnapshots, read_snapshots
from tests.built_homes import BuiltHomes

EMAIL = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+\.[A-Za-z]{2,}"


@pytest.fixture(scope="module")
def read(built_homes: BuiltHomes, snapshots: Path, tmp_path_factory: pytest.TempPathFactory) -> ReadSnapshots:
    """Everything, parsed from nothing by the build of this run and remembered since."""
    return read_snapshots(read_pack("lombardia"), snapshots, built_homes.region(tmp_path_factory.mktemp("read")))


def rows(read: ReadSnapshots, dataset: str, table: str, **where: Any) -> list[dict[str, Any]]:
    (folder,) = [remembered.folder for holding, remembered in read.read if holding.dataset.id == dataset]
    return pq.read_table(
        folder / f"{table}.parquet", filters=[(k, "=", v) for k, v in where.items()] or None
    ).to_pylist()


def test_every_file_has_the_rows_that_the_index_states(read: ReadSnapshots) -> None:
    differ = {
        a.dataset: (a.rows, a.expected) for a in read.accounts if a.expected not in (None, a.rows) and not a.because
    }
    assert differ == {}
    assert len(read.accounts) >= 60


def test_every_row_is_kept_or_refused_with_a_reason(read: ReadSnapshots) -> None:
    for account in read.accounts:
        assert account.refused <= 119, (account.dataset, account.refusals[:2])
        if account.counts["records"]:
            assert account.counts["records"] + account.refused == account.rows, account.dataset


def test_every_file_that_is_left_has_a_reason(read: ReadSnapshots) -> None:
    assert [name for name, because in read.unread if not because] == []


def test_no_table_holds_an_e_mail_address(read: ReadSnapshots) -> None:
    found = []
    for holding, remembered in read.read:
        for name in remembered.report.tables:
            table = pq.read_table(remembered.folder / f"{name}.parquet")
            for column in table.column_names:
                texts = table.column(column).cast("string").combine_chunks() if table.num_rows else None
                if texts is None:
                    continue
                texts = texts.filter(pc.match_substring(texts, "@"))
                if pc.any(pc.match_substring_regex(texts, EMAIL)).as_py():
                    bad = texts.filter(pc.match_substring_regex(texts, EMAIL))[0].as_py()
                    found.append((holding.dataset.id, name, column, re.search(EMAIL, bad)[0]))  # type: ignore[index]
    assert found == []


def test_persons_of_the_italian_notices_are_dropped_and_counted(read: ReadSnapshots) -> None:
    (account,) = [a for a in read.accounts if a.dataset == "ted-italy"]
    assert account.dropped["email"] >= 294


def test_gdp_of_the_region_is_as_the_file_has_it(read: ReadSnapshots) -> None:
    (row,) = rows(read, "eurostat-gdp", "observations", about="ITC4", period="2021", unit="MIO_EUR")
    assert row["value"] == 403136.35 or round(row["value"]) == 403136
    assert (row["missing"], row["scheme"]) == ("", "nuts")


def test_a_flag_stays_with_its_value(read: ReadSnapshots) -> None:
    row = rows(read, "eurostat-gdp", "observations", about="AL", period="2020", unit="EUR_HAB")[0]
    assert (row["value"], row["flag"]) == (4700.0, "p")


def test_masked_and_missing_cells_are_no_zeros(read: ReadSnapshots) -> None:
    masked = rows(read, "ministry-discharges-by-age", "observations", missing="masked")
    assert masked and all(row["value"] is None for row in masked)
    missing = rows(read, "eurostat-gdp", "observations", about="AL", period="2000", unit="EUR_HAB")
    assert [(row["value"], row["missing"]) for row in missing] == [(None, "missing")]


def test_thousands_are_thousands(read: ReadSnapshots) -> None:
    """minsalute_sdo2022…esito.csv line 2: OSPEDALE MARIA VITTORIA, 512 deaths, 10.487 discharged home."""
    found = rows(read, "ministry-discharges-by-outcome", "observations", about="010003")
    assert {(row["measure"], row["value"]) for row in found} >= {("deaths", 512.0), ("discharged_home", 10487.0)}


def test_a_trial_of_the_table_is_read_whole(read: ReadSnapshots) -> None:
    """ctgov_covid19_20201012_all.tsv line 2."""
    (trial,) = rows(read, "trials-covid", "records", id="NCT04372602")
    assert (trial["title"], trial["status"]) == ("Duvelisib to Combat COVID-19", "not_yet_recruiting")
    sponsors = rows(read, "trials-covid", "mentions", record="NCT04372602", role="sponsor")
    assert [row["name"] for row in sponsors] == ["Washington University School of Medicine"]


def test_estimated_and_actual_enrolment_stay_apart(read: ReadSnapshots) -> None:
    bodies = [
        row["body"] for name in ("trials-samples-ctgov", "trials-samples-aact") for row in rows(read, name, "records")
    ]
    assert any('"type":"actual"' in body for body in bodies) and any('"type":"estimated"' in body for body in bodies)


def test_positions_that_are_wrong_are_cleared(read: ReadSnapshots) -> None:
    (sacco,) = rows(read, "gisco-hospitals", "mentions", record="703-30916-")
    assert (sacco["latitude"], sacco["longitude"]) == (None, None)


def test_what_is_remembered_is_not_parsed_again(read: ReadSnapshots, snapshots: Path) -> None:
    store = read.read[0][1].folder.parent
    again = read_snapshots(read_pack("lombardia"), snapshots, store.parent)
    assert not any(remembered.fresh for _, remembered in again.read)
    assert again.parts == read.parts


@pytest.mark.long
def test_two_parsings_of_the_same_bytes_are_the_same(read: ReadSnapshots, snapshots: Path, tmp_path: Path) -> None:
    again = read_snapshots(read_pack("lombardia"), snapshots, tmp_path)
    assert [r.report for _, r in again.read] == [r.report for _, r in read.read]
