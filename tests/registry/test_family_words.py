"""Small registers: a word that one family alone bears, and a name of which a town alone stands in the mention."""

from __future__ import annotations

import pyarrow as pa
import pytest

from filiera.registry.linking import Linker
from filiera.registry.register import Entry, Register
from filiera.registry.tables import MENTIONS, Tier

ENTRIES = (
    Entry("trust", ("Great Trust of Qarvellum",), city="Dalt", country="XV", kinds=("hospital",)),
    Entry("site", ("Qarvellum Old Infirmary",), city="Dalt", country="XV", kinds=("hospital",), parents=("trust",)),
    Entry("other", ("Zembrovic Hospital",), city="Dalt", country="XV", kinds=("hospital",)),
    Entry("school", ("Zembrovic Medical University",), city="Dalt", country="XV", kinds=("university",)),
    Entry("town", ("University of Dalt",), city="Dalt", country="XV", kinds=("university",)),
    Entry("port", ("Hospital of the Port",), city="Vallmar", country="XV", kinds=("hospital",)),
)


@pytest.fixture(scope="module")
def linker() -> Linker:
    return Linker(Register("toy", ENTRIES, "1"))


def linked(linker: Linker, name: str) -> list[str]:
    batch = pa.RecordBatch.from_pylist([{"mention_id": "1", "name": name}], schema=MENTIONS)
    return [row["organisation_id"] for row in linker.link(batch).to_pylist() if row["tier"] == Tier.LINK]


def test_a_word_that_one_family_alone_bears_names_it_where_the_town_agrees(linker: Linker) -> None:
    assert linked(linker, "Qarvellum Hospital, Dalt") == ["site"]


def test_without_its_town_it_does_not(linker: Linker) -> None:
    assert linked(linker, "Qarvellum Hospital") == []


def test_without_an_institution_word_or_another_word_of_the_name_it_does_not(linker: Linker) -> None:
    assert linked(linker, "Maria Qarvellum, Dalt") == []


def test_a_word_that_two_families_bear_does_not(linker: Linker) -> None:
    assert linked(linker, "Zembrovic Foundation, Dalt") == []


def test_a_town_alone_names_nobody(linker: Linker) -> None:
    assert linked(linker, "Trams of Dalt") == []
    assert linked(linker, "University of Dalt") == ["town"]
