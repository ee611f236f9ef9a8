"""Records are counted for the region and in all; where the files do not tell the region, that is not zero."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from filiera.pack.source_schema import Count
from filiera.services.counted_records import Counted, counted_records
from filiera.sources.parsed import table

RECORDS = [
    {"register": "a", "id": "1", "status": "open", "published": "2021-03-02", "body": '{"phases":["1","2"]}'},
    {"register": "a", "id": "2", "status": "open", "published": "2021-10-01", "body": "{}"},
    {"register": "a", "id": "3", "status": "shut", "published": "2022", "body": '{"phases":["2"]}'},
    {"register": "b", "id": "1", "status": "open", "published": "", "body": '{"phases":["2"]}'},
]
MENTIONS = [
    {"register": "a", "record": "1", "role": "site", "region": "XV1A", "country": "XV"},
    {"register": "a", "record": "1", "role": "site", "region": "XV1B", "country": "XV"},
    {"register": "a", "record": "2", "role": "sponsor", "region": "XV1A", "country": "XV"},
    {"register": "a", "record": "2", "role": "site", "region": "XV2", "country": "XV"},
    {"register": "b", "record": "1", "role": "site", "region": "", "country": "XV"},
]
SITES = [{"mention.role": ["site"], "mention.region": ["XV1*"]}]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pq.write_table(table("records", RECORDS), tmp_path / "records.parquet")
    pq.write_table(table("mentions", MENTIONS), tmp_path / "mentions.parquet")
    return tmp_path


def test_a_record_counts_once_however_many_of_its_sites_are_of_the_region(folder: Path) -> None:
    assert counted_records(folder, Count(of={}, region=SITES)) == [Counted("", 1, 4)]


def test_all_conditions_must_hold_of_one_and_the_same_mention(folder: Path) -> None:
    """Record 2 has a sponsor in the region and a site elsewhere: no site in the region."""
    sponsors = [{"mention.role": ["sponsor"], "mention.region": ["XV1*"]}]
    assert counted_records(folder, Count(of={}, region=SITES)) == [Counted("", 1, 4)]
    assert counted_records(folder, Count(of={}, region=[*SITES, *sponsors])) == [Counted("", 2, 4)]


def test_the_same_id_in_another_register_is_another_record(folder: Path) -> None:
    found = counted_records(folder, Count(of={}, by="register", region=SITES))
    assert found == [Counted("a", 1, 3), Counted("b", 0, 1)]


def test_an_untold_region_is_not_zero(folder: Path) -> None:
    assert counted_records(folder, Count(of={}, by="status")) == [Counted("open", None, 3), Counted("shut", None, 1)]


def test_fields_of_the_body_and_first_letters_tell_records_apart(folder: Path) -> None:
    by_phase = counted_records(folder, Count(of={}, by="body.phases"))
    assert by_phase == [Counted("2", None, 2), Counted("", None, 1), Counted("1, 2", None, 1)]
    by_year = counted_records(folder, Count(of={}, by="published", first=4))
    assert by_year == [Counted("2021", None, 2), Counted("", None, 1), Counted("2022", None, 1)]


def test_only_the_records_that_are_asked_for_are_counted(folder: Path) -> None:
    count = Count(of={}, among={"status": ["open"], "published": ["20*"]}, region=[{"id": ["2", "3"]}])
    assert counted_records(folder, count) == [Counted("", 1, 2)]


def test_a_pattern_is_the_whole_cell(folder: Path) -> None:
    assert counted_records(folder, Count(of={}, region=[{"published": ["2021"]}])) == [Counted("", 0, 4)]


def test_a_snapshot_without_records_has_no_counts(tmp_path: Path) -> None:
    assert counted_records(tmp_path, Count(of={}, region=SITES)) == []
