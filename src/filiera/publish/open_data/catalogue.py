"""The catalogue of the open data in the profile DCAT-AP_IT, which harvesters of public data read.

A data set is described by title, contents, theme, rights holder, how often it changes, and its files;
each file by where it lies, its format and its licence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import msgspec
import yaml

from filiera.publish.open_data.datasets import COMPILATION, Dataset, OpenFile
from filiera.publish.open_data.rdf import Iri, Literal, Thing
from filiera.services.figures import Text
from filiera.services.open_data import OpenData
from filiera.vocabulary.learned import learned
from filiera.vocabulary.licences import load_licences
from filiera.vocabulary.translation import translate

AUTHORITY = "http://publications.europa.eu/resource/authority"
LICENCE_TYPE = "http://purl.org/adms/licencetype"
TITLE = "Open data of the life-science hub {region}"
DESCRIPTION = "Published figures with verdict, arithmetic and source; organisations; indicators; sources."
ROW_LICENCES = "Each row keeps the licence of its source: {licences}."
INVENTED = "Invented data: this region does not exist."


@learned
class Authorities(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Codes of the EU's authority tables."""

    formats: dict[str, str]
    media_types: dict[str, str]
    languages: dict[str, str]
    themes: list[str]
    frequency: str


@cache
def authorities() -> Authorities:
    """The codes that we use."""
    path = Path(__file__).with_name("authorities.yml")
    return msgspec.convert(yaml.safe_load(path.read_text(encoding="utf-8")), Authorities)


def catalogue(data: OpenData, sets: Sequence[Dataset], sizes: Mapping[str, int], base: str = "") -> list[Thing]:
    """The catalogue, its agent and licence, the data sets and their files.

    ``base`` is where the files lie (ends with a slash); empty: beside the catalogue. ``sizes`` gives the
    bytes of the files that are there.
    """
    agent, licence = Iri(f"{base}agent"), Iri(load_licences()[COMPILATION].url)
    modified = Literal(f"{data.built_at:%Y-%m-%d}", datatype="xsd:date")
    own = Thing(
        Iri(f"{base}catalogue"),
        ("dcatapit:Catalog", "dcat:Catalog"),
        [
            *_in_each_language("dct:title", TITLE, data, region=data.names),
            *_in_each_language("dct:description", DESCRIPTION, data),
            ("dct:publisher", agent),
            ("dct:modified", modified),
            *_languages(data.languages),
            ("dcat:themeTaxonomy", Iri(f"{AUTHORITY}/data-theme")),
            *(("dcat:dataset", _dataset_iri(base, each)) for each in sets),
        ],
    )
    things = [own, _agent(data, agent), _licence(licence)]
    for each in sets:
        things.append(_dataset(data, each, agent, modified, base))
        things += [_distribution(each, file, licence, modified, sizes, base) for file in each.files]
    return things


def _dataset(data: OpenData, each: Dataset, agent: Iri, modified: Literal, base: str) -> Thing:
    told = []
    for language in data.languages:
        parts = [_words(each.description, language)]
        if each.licences:
            parts.append(translate(ROW_LICENCES, language).format(licences="; ".join(each.licences)))
        if data.invented:
            parts.append(translate(INVENTED, language))
        told.append(("dct:description", Literal(" ".join(parts), language)))
    return Thing(
        _dataset_iri(base, each),
        ("dcatapit:Dataset", "dcat:Dataset"),
        [
            *(("dct:title", Literal(_words(each.title, language), language)) for language in data.languages),
            *told,
            ("dct:identifier", Literal(f"{data.pack}:{each.id}")),
            *(("dcat:theme", Iri(f"{AUTHORITY}/data-theme/{theme}")) for theme in authorities().themes),
            ("dct:modified", modified),
            ("dct:rightsHolder", agent),
            ("dct:publisher", agent),
            ("dct:accrualPeriodicity", Iri(f"{AUTHORITY}/frequency/{authorities().frequency}")),
            ("owl:versionInfo", Literal(data.version)),
            *_languages(data.languages),
            *(("dcat:distribution", _file_iri(base, file)) for file in each.files),
        ],
    )


def _distribution(
    each: Dataset, file: OpenFile, licence: Iri, modified: Literal, sizes: Mapping[str, int], base: str
) -> Thing:
    codes = authorities()
    size = sizes.get(file.name)
    return Thing(
        _file_iri(base, file),
        ("dcatapit:Distribution", "dcat:Distribution"),
        [
            *(("dct:title", Literal(words, language)) for language, words in each.title.items()),
            ("dcat:accessURL", Iri(f"{base}{file.name}")),
            ("dcat:downloadURL", Iri(f"{base}{file.name}")),
            ("dct:format", Iri(f"{AUTHORITY}/file-type/{codes.formats[file.format]}")),
            ("dcat:mediaType", Iri(f"https://www.iana.org/assignments/media-types/{codes.media_types[file.format]}")),
            ("dct:license", licence),
            ("dct:modified", modified),
            *_languages([file.language] if file.language else []),
            *([("dcat:byteSize", Literal(str(size), datatype="xsd:decimal"))] if size is not None else []),
        ],
    )


def _agent(data: OpenData, iri: Iri) -> Thing:
    names = data.runs_it or {language: f"Filiera {words}" for language, words in data.names.items()}
    return Thing(
        iri,
        ("dcatapit:Agent", "foaf:Agent"),
        [
            ("dct:identifier", Literal(data.pack)),
            *(("foaf:name", Literal(words, language)) for language, words in names.items()),
        ],
    )


def _licence(iri: Iri) -> Thing:
    licence = load_licences()[COMPILATION]
    return Thing(
        iri,
        ("dcatapit:LicenseDocument", "dct:LicenseDocument"),
        [
            ("dct:type", Iri(f"{LICENCE_TYPE}/{licence.type}")),
            ("foaf:name", Literal(licence.name, "en")),
            ("owl:versionInfo", Literal(licence.version)),
        ],
    )


def _in_each_language(predicate: str, message: str, data: OpenData, **words: Text) -> list[tuple[str, Iri | Literal]]:
    return [
        (
            predicate,
            Literal(
                translate(message, language).format(**{key: _words(text, language) for key, text in words.items()}),
                language,
            ),
        )
        for language in data.languages
    ]


def _languages(codes: Sequence[str]) -> list[tuple[str, Iri | Literal]]:
    known = authorities().languages
    return [("dct:language", Iri(f"{AUTHORITY}/language/{known[code]}")) for code in codes if code in known]


def _dataset_iri(base: str, each: Dataset) -> Iri:
    return Iri(f"{base}dataset/{each.id}")


def _file_iri(base: str, file: OpenFile) -> Iri:
    return Iri(f"{base}{file.name}#distribution")


def _words(text: Text, language: str) -> str:
    return text.get(language) or text.get("en") or next(iter(text.values()), "")
