"""What publishers write as a licence, and what it lets others do."""

from __future__ import annotations

import pytest

from filiera.vocabulary.licences import licences_named, load_licences


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("CC-BY-4.0", ["CC-BY-4.0"]),
        ("CC BY 4.0", ["CC-BY-4.0"]),
        ("cc-by-nc-4.0", ["CC-BY-NC-4.0"]),
        ("CC-BY-NC-ND", ["CC-BY-ND-4.0"]),
        ("CC-BY-SA 3.0", ["CC-BY-SA-4.0"]),
        ("CC0-1.0 (terminology); upstream IODL-2.0", ["CC0-1.0", "IODL-2.0"]),
        ("official act", ["official-act"]),
        ("unknown", []),
        ("", []),
        ("not stated; said to be CC-BY", []),
        ("accord-by", []),
    ],
)
def test_a_licence_is_recognised_where_the_statement_begins_with_one(statement: str, named: list[str]) -> None:
    assert [licence.id for licence in licences_named(statement)] == named


def test_what_may_not_be_sold_or_changed_is_not_open() -> None:
    for name in ("CC-BY-NC-4.0", "CC-BY-ND-4.0"):
        assert load_licences()[name].passing_on == "closed"
    assert load_licences()["ODbL-1.0"].passing_on == "alike"


def test_every_spelling_leads_to_its_own_licence() -> None:
    for licence in load_licences().values():
        for spelling in licence.spellings:
            assert licences_named(spelling) == (licence,), spelling
