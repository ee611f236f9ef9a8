"""Small registers: a trust and its hospital in one string are both found, each in a segment of its own."""

from __future__ import annotations

import pyarrow as pa
import pytest

from filiera.registry.linking import Linker
from filiera.registry.register import Entry, Register
from filiera.registry.tables import MENTIONS, Tier

ENTRIES = (
    Entry("trust", ("HS Garvell", "Health Trust Garvell"), city="Dalt", country="XV", kinds=("trust",)),
    Entry("site", ("Hospital of Manerbel",), city="Manerbel", country="XV", kinds=("hospital",), parents=("trust",)),
    Entry("second", ("Hospital L. Zembrov",), city="Dalt", country="XV", kinds=("hospital",), parents=("trust",)),
    Entry(
        "unit",
        ("Garvell Telbion Institute for Gene Therapy",),
        city="Dalt",
        country="XV",
        kinds=("institute",),
        parents=("trust",),
    ),
    Entry("stranger", ("Hospital of Port",), city="Port", country="XV", kinds=("hospital",)),
)


@pytest.fixture(scope="module")
def linker() -> Linker:
    return Linker(Register("toy", ENTRIES, "1"))


def linked(linker: Linker, name: str) -> set[str]:
    batch = pa.RecordBatch.from_pylist([{"mention_id": "1", "name": name}], schema=MENTIONS)
    return {row["organisation_id"] for row in linker.link(batch).to_pylist() if row["tier"] == Tier.LINK}


def test_a_trust_and_its_hospital_are_both_found(linker: Linker) -> None:
    assert linked(linker, "HS Garvell - Hospital of Manerbel, Manerbel") == {"trust", "site"}


def test_one_word_more_than_the_register_has_may_stand_there(linker: Linker) -> None:
    assert linked(linker, "HS Garvell - Hospital Luis Zembrov, Dalt") == {"trust", "second"}


def test_a_few_words_of_a_relatives_name_are_not_its_name(linker: Linker) -> None:
    assert "unit" not in linked(linker, "Department of Gene Therapy - HS Garvell, Dalt")


def test_what_one_name_covers_is_not_its_relative_as_well(linker: Linker) -> None:
    assert linked(linker, "Hospital of Manerbel, Manerbel") == {"site"}
