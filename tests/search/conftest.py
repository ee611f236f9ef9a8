"""A small index of invented things in two languages."""

from __future__ import annotations

import pytest

from filiera.search import Document, Holdings, Index, Synonyms, build_index

SYNONYMS = (
    Synonyms("hospital", {"it": ["ospedal*", "nosocomio"], "en": ["hospital", "hospitals"]}),
    Synonyms("large-hospital", {"it": ["grandi ospedali"], "en": ["large hospitals"]}, broader="hospital"),
    Synonyms(
        "nursing-home", {"it": ["rsa", "casa di riposo", "case di riposo"], "en": ["nursing home*", "care home*"]}
    ),
    Synonyms("beds", {"it": ["posti letto"], "en": ["bed", "beds"]}),
)


def organisation(name: str, title: str, place: str, it: str, en: str, words: str = "") -> list[Document]:
    """One organisation as two languages tell of it."""
    address = f"organisation/{name}"
    return [
        Document("organisation", address, "it", title, it, place, words),
        Document("organisation", address, "en", title, en, place, words),
    ]


DOCUMENTS = [
    *organisation("matteo", "Policlinico San Matteo", "Pavia", "Ospedale pubblico.", "Public hospital.", "030924"),
    *organisation("raffaele", "Ospedale San Raffaele", "Milano", "Ospedale privato.", "Private hospital.", "030935"),
    *organisation("quiete", "Villa Quiete", "Cantù", "Casa di riposo per anziani.", "Nursing home for the elderly."),
    *organisation("serena", "RSA Serena", "Como", "Struttura residenziale.", "Residential facility."),
    *organisation("statale", "Università degli Studi", "Milano", "Ateneo.", "University.", "mur 1503"),
    *organisation("perche", "Fondazione Perché No", "Lodi", "Fondazione di ricerca.", "Research foundation."),
    Document("indicator", "figure/beds", "it", "Posti letto ospedalieri", "Posti letto degli ospedali."),
    Document("indicator", "figure/beds", "en", "Hospital beds", "Beds of the hospitals."),
    Document("claim", "claim/beds", "it", "Posti letto ospedalieri", "Negli ospedali i posti letto sono 40.000."),
    Document("claim", "claim/beds", "en", "Hospital beds", "The hospitals have 40,000 beds."),
    Document("page", "plan/growth", "it", "Grandi ospedali", "Le strutture maggiori.", concepts=("large-hospital",)),
]


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """That index, open."""
    path = tmp_path_factory.mktemp("search") / "search-0123456789abcdef.sqlite"
    build_index(path, Holdings(DOCUMENTS, SYNONYMS, ("it", "en")), maker="tests")
    return Index(path, maker="tests")
