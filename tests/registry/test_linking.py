"""The linker as a whole: what it finds, what it leaves, and what never changes its answers."""

from __future__ import annotations

import pickle
import random
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filiera.registry.linking import Linker
from filiera.registry.reading_registers import read_register
from filiera.registry.register import Entry, Register
from filiera.registry.tables import LINKS, MENTIONS, Tier

SHARED = Path(__file__).resolve().parents[3] / "shared"
ROR = SHARED / "snapshots" / "ror" / "ror_all_51370_latest.csv.gz"

ENTRIES = (
    Entry("uni-oslo", ("University of Oslo", "Universitetet i Oslo"), ("UiO",), city="Oslo", country="NO"),
    Entry("uni-bergen", ("University of Bergen",), city="Bergen", country="NO", codes=("org:1",)),
    Entry("hosp-oslo", ("Oslo University Hospital",), city="Oslo", country="NO", parents=("uni-oslo",)),
    Entry("carlo-a", ("Ospedale San Carlo",), city="Potenza", country="IT", codes=("org:2",)),
    Entry("carlo-b", ("Ospedale San Carlo",), city="Milano", country="IT", codes=("org:3",)),
    Entry("physics", ("Niels Bohr Institute",), city="Copenhagen", country="DK"),
)
LINKER = Linker(Register("six", ENTRIES, "1"))


def batch(*names: str, **columns: list[str | None]) -> pa.RecordBatch:
    """Mentions with these names, numbered."""
    rows = [
        {"mention_id": str(number), "name": name, **{key: values[number] for key, values in columns.items()}}
        for number, name in enumerate(names)
    ]
    return pa.RecordBatch.from_pylist(rows, schema=MENTIONS)


def linked(links: pa.RecordBatch) -> set[tuple[str, str]]:
    return {(row["mention_id"], row["organisation_id"]) for row in links.to_pylist() if row["tier"] == Tier.LINK}


def test_a_department_leads_to_its_university() -> None:
    links = LINKER.link(batch("Dept. of Physics, Univ. of Bergen, Bergen, Norway"))
    assert linked(links) == {("0", "uni-bergen")}
    assert links.schema == LINKS
    assert "University of Bergen, read in 'univ bergen'" in links.to_pylist()[0]["reason"]


def test_two_organisations_in_one_string_are_both_found() -> None:
    links = LINKER.link(batch("University of Bergen, Bergen, Norway; Niels Bohr Institute, Copenhagen, Denmark"))
    assert linked(links) == {("0", "uni-bergen"), ("0", "physics")}


@pytest.mark.parametrize(
    "name", ["", " ", "Catherine Doe", "Investigational Site 3801", "Department of Surgery", "\x00\x07"]
)
def test_no_organisation_is_an_answer(name: str) -> None:
    assert LINKER.link(batch(name)).num_rows == 0


def test_a_name_that_two_bear_goes_by_place() -> None:
    links = LINKER.link(batch("Ospedale San Carlo", "Ospedale San Carlo, Potenza, Italy", "Ospedale San Carlo"))
    assert ("1", "carlo-a") in {(row["mention_id"], row["organisation_id"]) for row in links.to_pylist()}
    assert ("0", "carlo-a") not in linked(links)
    assert ("0", "carlo-b") not in linked(links)


def test_a_code_decides_and_another_forbids() -> None:
    links = LINKER.link(batch("St. Charles", "University of Bergen, Norway", codes=["org:3", "org:2"]))
    assert linked(links) == {("0", "carlo-b"), ("1", "carlo-a")}
    assert links.to_pylist()[0]["reason"] == "code org:3 agrees"
    other = LINKER.link(batch("University of Bergen, Norway", codes=["org:9"]), explain=True).to_pylist()
    assert [(row["tier"], row["reason"]) for row in other if row["organisation_id"] == "uni-bergen"] == [
        ("leave", "another code of the same register")
    ]


def test_two_codes_of_two_organisations_are_for_a_person() -> None:
    rows = LINKER.link(batch("Hospital", codes=["org:2;org:3"])).to_pylist()
    assert [(row["organisation_id"], row["tier"]) for row in rows] == [("carlo-a", "ask"), ("carlo-b", "ask")]


def test_city_and_country_may_be_missing() -> None:
    short = pa.RecordBatch.from_pydict({"mention_id": ["1"], "name": ["University of Bergen, Bergen, Norway"]})
    assert linked(LINKER.link(short)) == {("1", "uni-bergen")}


def test_explained_are_also_those_that_were_left() -> None:
    name = "Oslo University Hospital, Oslo, Norway"
    short, long = LINKER.link(batch(name)).to_pylist(), LINKER.link(batch(name), explain=True).to_pylist()
    assert [row for row in long if row["tier"] != Tier.LEAVE] == short
    assert len(long) >= len(short)


def test_it_can_be_sent_to_another_process() -> None:
    asked = batch("University of Bergen, Norway", "Niels Bohr Institute")
    assert pickle.loads(pickle.dumps(LINKER)).link(asked).equals(LINKER.link(asked))


def test_an_empty_register_and_an_empty_batch() -> None:
    assert Linker(Register("none", (), "0")).link(batch("University of Bergen")).num_rows == 0
    assert LINKER.link(batch()).num_rows == 0


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=120), max_size=4))
def test_any_text_is_answered(names: list[str]) -> None:
    LINKER.link(batch(*names), explain=True)


def test_a_very_long_name_is_answered() -> None:
    assert LINKER.link(batch("University of Bergen, Norway, " * 400)).num_rows <= 12


@settings(max_examples=30, deadline=None)
@given(st.permutations(range(8)))
def test_order_changes_nothing(order: list[int]) -> None:
    names = [
        "University of Bergen", "Univ. Oslo, Norway", "Ospedale San Carlo, Potenza", "Niels Bohr Inst., Copenhagen",
        "UiO", "nobody", "Oslo Univ Hosp, Oslo", "University of Bergen; Niels Bohr Institute",
    ]  # fmt: skip
    straight = {name: rows_of(LINKER.link(batch(*names)), place) for place, name in enumerate(names)}
    mixed = LINKER.link(batch(*(names[place] for place in order)))
    assert {names[place]: rows_of(mixed, at) for at, place in enumerate(order)} == straight


def rows_of(links: pa.RecordBatch, mention: int) -> list[tuple[str, float, str, str]]:
    return [
        (row["organisation_id"], row["score"], row["tier"], row["reason"])
        for row in links.to_pylist()
        if row["mention_id"] == str(mention)
    ]


@pytest.mark.long
@pytest.mark.skipif(not ROR.exists(), reason="needs ../shared/snapshots/ror")
def test_a_hundred_rows_more_move_hardly_a_tier() -> None:
    """A hundred organisations are taken out of the world's register; put back, they move under 0.1 % of mentions."""
    whole = read_register(ROR)
    draw = random.Random(5)
    out = set(draw.sample(range(len(whole.entries)), 100))
    fewer = tuple(entry for number, entry in enumerate(whole.entries) if number not in out)
    asked = batch(*(f"{entry.names[-1]}, {entry.city}, {entry.country}" for entry in draw.sample(fewer, 4000)))
    before = linked(Linker(Register("fewer", fewer, "1")).link(asked))
    after = linked(Linker(whole).link(asked))
    moved = {mention for mention, _ in before ^ after}
    assert len(before) > 3000
    assert len(moved) < 0.001 * asked.num_rows
