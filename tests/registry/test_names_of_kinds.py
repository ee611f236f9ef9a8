"""Names that follow from the kind and the town of an organisation."""

from __future__ import annotations

import pytest

from filiera.registry.names_of_kinds import NamesOfKinds

KINDS = [
    {
        "id": "hs",
        "schema_type": "GovernmentOrganization",
        "names_json": '{"ca":"HS (horta sanitària)","en":"HS (health trust)"}',
    },
    {"id": "hospital", "schema_type": "Hospital", "names_json": '{"ca":"hospital","en":"infirmary"}'},
    {"id": "institute", "schema_type": "Hospital", "names_json": '{"en":"research hospital"}'},
]


def organisation(kind: str, name: str, town: str) -> dict[str, str]:
    return {"kind": kind, "name": name, "municipality": town}


def test_the_short_form_of_a_kind_is_written_out() -> None:
    trust = organisation("hs", "HS de Dalt", "Dalt")
    assert NamesOfKinds(KINDS, [trust]).of(trust, ["HS de Dalt", "Trust"]) == [
        "horta sanitària de Dalt",
        "health trust de Dalt",
    ]


def test_a_short_form_within_a_word_is_none() -> None:
    trust = organisation("hs", "MATHS", "Dalt")
    assert NamesOfKinds(KINDS, [trust]).of(trust, ["MATHS"]) == []


def test_the_only_hospital_of_a_town_is_called_by_the_town() -> None:
    alone = organisation("hospital", "Santa Maria", "Dalt")
    assert NamesOfKinds(KINDS, [alone]).of(alone, []) == ["hospital Dalt", "infirmary Dalt"]


def test_of_two_in_a_town_of_any_such_kind_none_is() -> None:
    one, other = organisation("hospital", "Santa Maria", "Dalt"), organisation("institute", "Cor", "Dalt")
    names = NamesOfKinds(KINDS, [one, other])
    assert names.of(one, []) == names.of(other, []) == []


def test_without_a_town_nothing_follows() -> None:
    nowhere = organisation("hospital", "Santa Maria", "")
    assert NamesOfKinds(KINDS, [nowhere]).of(nowhere, []) == []


def test_initials_and_a_number_stand_for_who_bears_a_roman_one() -> None:
    site = organisation("hospital", "Hospital Papa Joan XXIII", "Dalt")
    found = NamesOfKinds(KINDS, [site, site]).of(site, ["Hospital Papa Joan XXIII"])
    assert {"Hospital PJ23", "Hospital HPJ23", "Hospital IPJ23"} <= set(found)


def test_the_short_form_of_a_kind_is_no_initial() -> None:
    trust = organisation("hs", "HS Papa Joan XXIII", "Dalt")
    assert "HS HPJ23" in NamesOfKinds(KINDS, [trust]).of(trust, ["HS Papa Joan XXIII"])


@pytest.mark.parametrize("name", ["Hospital Pius X", "Hospital XXIII", "Joan XXIII", "Part II of It"])
def test_a_short_number_or_a_single_word_has_no_such_form(name: str) -> None:
    site = organisation("hospital", name, "Dalt")
    assert NamesOfKinds(KINDS, [site, site]).of(site, [name]) == []
