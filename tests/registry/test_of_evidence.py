"""The organisations of the evidence as a register, spellings that are asked once, and codes that decide."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from filiera.registry.asking import asked, city_in
from filiera.registry.by_code import CodeIndex
from filiera.registry.method import method
from filiera.registry.of_evidence import country_of, register_of
from filiera.registry.register import Entry, Register
from filiera.registry.tables import MENTIONS

TABLES: dict[str, list[dict[str, Any]]] = {
    "territory": [
        {"code": "XV", "kind": "country", "parent": "", "names_json": '{"en":"Newland"}'},
        {"code": "XV1", "kind": "region", "parent": "XV", "names_json": '{"en":"Vallclara"}'},
    ],
    "organisation_kind": [
        {"id": "hospital", "schema_type": "Hospital", "names_json": '{"en":"hospital","ca":"hospital"}'},
        {"id": "plan", "schema_type": "Project", "names_json": '{"en":"plan"}'},
    ],
    "organisation": [
        {
            "address": f"organisation/{id}",
            "name": name,
            "kind": kind,
            "municipality": "Dalt",
            "territory": "XV1",
            "codes_json": codes,
            "part_of": part_of,
        }
        for id, name, kind, codes, part_of in (
            ("one", "One", "hospital", '["asv:1","asv:9@2018/2022"]', "two"),
            ("two", "Two", "hospital", "[]", ""),
            ("plan", "Plan", "plan", "[]", ""),
            ("site", "Site that is planned", "plan", '["cup:7"]', ""),
        )
    ],
    "organisation_statement": [
        {"organisation": "organisation/one", "property": property, "value": value, "related": related}
        for property, value, related in (
            ("name", "First", ""),
            ("former_name", "Old One", ""),
            ("acronym", "FO", ""),
            ("beds", "12", ""),
            ("run_by", "two", "organisation/two"),
        )
    ],
}


def test_an_entry_bears_every_name_that_a_source_states() -> None:
    register = register_of(TABLES, "toy")
    one = register.entries[0]
    assert one == Entry(
        id="organisation/one",
        names=("One", "First", "Old One"),
        acronyms=("FO",),
        city="Dalt",
        region="Vallclara",
        country="XV",
        kinds=("hospital",),
        codes=("asv:1", "asv:9@2018/2022"),
        parents=("organisation/two",),
    )


def test_nobody_means_a_plan_unless_by_its_code() -> None:
    assert [entry.id.partition("/")[2] for entry in register_of(TABLES, "toy").entries] == ["one", "site", "two"]


def test_the_version_follows_the_content() -> None:
    shuffled = {name: rows[::-1] for name, rows in TABLES.items() if name != "organisation_statement"}
    shuffled["organisation_statement"] = TABLES["organisation_statement"]
    assert register_of(shuffled, "toy").version == register_of(TABLES, "toy").version
    fewer = TABLES | {"organisation_statement": TABLES["organisation_statement"][1:]}
    assert register_of(fewer, "toy").version != register_of(TABLES, "toy").version


def test_a_territory_without_a_country_has_none() -> None:
    territories = {row["code"]: row for row in TABLES["territory"]}
    assert (country_of("XV1", territories), country_of("nowhere", territories)) == ("XV", "")


ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "name": st.sampled_from(["A", "B", "C"]),
            "city": st.sampled_from(["", "X"]),
            "address": st.sampled_from(["", "Road 1, Y, 123", "Road 1"]),
            "country": st.sampled_from(["", "XV"]),
            "codes": st.sampled_from(["", "asv:1"]),
        }
    )
)


@given(ROWS, st.randoms())
def test_each_spelling_is_asked_once_and_order_changes_nothing(rows: list[dict[str, str]], random: Any) -> None:
    questions = asked(rows)
    again = list(rows)
    random.shuffle(again)
    assert asked([*again, *rows]) == questions
    assert questions.batch.num_rows == len(questions.ids)
    assert questions.batch.schema == MENTIONS


@pytest.mark.parametrize(
    ("address", "city"),
    [
        ("VIA DELLA LUNA 60, SELENE, 20132", "SELENE"),
        ("VIA DELLA LUNA 60", ""),
        ("", ""),
        ("Calle 1, 08001, Dalt", "Dalt"),
    ],
)
def test_the_city_of_an_address_on_one_line(address: str, city: str) -> None:
    assert city_in(address) == city


def _mentions(*codes: str) -> pa.RecordBatch:
    rows = [{"mention_id": f"m{n}", "name": "x", "city": "", "country": "", "codes": c} for n, c in enumerate(codes)]
    return pa.RecordBatch.from_pylist(rows, schema=MENTIONS)


def test_codes_decide_also_those_of_earlier_years_and_not_those_that_two_bear() -> None:
    entries = (
        Entry("a", ("A",), codes=("asv:1", "asv:9@2018/2022", "cf:5")),
        Entry("b", ("B",), codes=("asv:2", "cf:5")),
    )
    links, left = CodeIndex(Register("toy", entries, "1")).link(
        _mentions("asv:1", "x:0; asv:9", "cf:5", "asv:1;asv:2", "", "asv:3")
    )
    assert [(row["mention_id"], row["organisation_id"], row["reason"]) for row in links.to_pylist()] == [
        ("m0", "a", "code asv:1"),
        ("m1", "a", "code asv:9, which it bore in 2018/2022"),
        ("m3", "a", "code asv:1"),
        ("m3", "b", "code asv:2"),
    ]
    assert left.column("mention_id").to_pylist() == ["m2", "m4", "m5"]


def test_the_method_has_a_name_of_its_own() -> None:
    assert method() == method()
    assert len(method()) == len("linker-") + 12
