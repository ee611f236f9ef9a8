"""Read a pack and the packs it builds on into one set of records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from filiera.errors import PackError
from filiera.pack import schema
from filiera.pack.files import Entry, read_many, read_one, read_table
from filiera.pack.find import MANIFEST, find_pack

R = TypeVar("R", bound=schema.Record)


@dataclass
class Pack:
    """A region with everything it builds on; every mapping is by id, in reading order."""

    manifest: schema.Manifest
    folders: list[Path]
    territories: dict[str, schema.Territory] = field(default_factory=dict)
    concepts: dict[str, schema.Concept] = field(default_factory=dict)
    dimensions: dict[str, schema.Dimension] = field(default_factory=dict)
    kinds: dict[str, schema.OrganisationKind] = field(default_factory=dict)
    producers: dict[str, schema.Producer] = field(default_factory=dict)
    works: dict[str, schema.Work] = field(default_factory=dict)
    producer_of: dict[str, str] = field(default_factory=dict)
    publications: dict[str, schema.Publication] = field(default_factory=dict)
    indicators: dict[str, schema.Indicator] = field(default_factory=dict)
    observations: dict[str, schema.Observation] = field(default_factory=dict)
    claims: dict[str, schema.Claim] = field(default_factory=dict)
    publication_of: dict[str, str] = field(default_factory=dict)
    organisations: dict[str, schema.Organisation] = field(default_factory=dict)
    parameters: dict[str, schema.Parameter] = field(default_factory=dict)
    entries: dict[tuple[str, str], Entry] = field(default_factory=dict)
    """(kind of record, id) → where it stands."""

    def add(self, kind: str, table: dict[str, R], key: str, record: R, entry: Entry) -> None:
        """Put a record under its id; an id that stands already is an error naming both places."""
        if key in table:
            raise PackError(
                f"{kind} '{key}' stands twice (also {self.entries[(kind, key)]})",
                where=str(entry),
                remedy="give each its own id, or delete one",
            )
        table[key] = record
        self.entries[(kind, key)] = entry

    def where(self, kind: str, key: str) -> str:
        """File and line of a record, for messages."""
        return str(self.entries.get((kind, key), key))

    def nation_of(self, territory: str) -> str:
        """The country that a territory lies in (itself, if it is one); empty where unknown."""
        code, seen = territory, set[str]()
        while code in self.territories and code not in seen:
            if self.territories[code].kind == "country":
                return code
            seen.add(code)
            code = self.territories[code].parent
        return ""


def read_pack(name: str | Path) -> Pack:
    """The pack ``name`` with all it builds on, each file checked against its schema.

    Raises:
        PackNotFoundError: no such pack.
        PackError: a file does not say what its schema asks for; names file, line and field.
    """
    folders = _with_foundations(find_pack(name))
    manifest, _ = read_one(folders[-1] / MANIFEST, schema.Manifest, f"{folders[-1].name}/{MANIFEST}")
    pack = Pack(manifest, folders)
    for folder in folders:
        _read_folder(pack, folder)
    return pack


def _with_foundations(folder: Path, above: tuple[Path, ...] = ()) -> list[Path]:
    """The folder after those it builds on, each once."""
    if folder in above:
        raise PackError("builds on itself", where=f"{folder.name}/{MANIFEST}", remedy="mend builds_on")
    manifest, _ = read_one(folder / MANIFEST, schema.Manifest, f"{folder.name}/{MANIFEST}")
    order: list[Path] = []
    for name in manifest.builds_on:
        for found in _with_foundations(find_pack(name, beside=folder), (*above, folder)):
            if found not in order:
                order.append(found)
    return [*order, folder]


def _files(folder: Path, pattern: str) -> Iterable[tuple[Path, str]]:
    """Files of a kind in a stable order, each with its name as messages give it."""
    for path in sorted(folder.glob(pattern)):
        yield path, f"{folder.name}/{path.relative_to(folder).as_posix()}"


def _read_folder(pack: Pack, folder: Path) -> None:
    """All files of one pack folder."""
    for path, name in _files(folder, "territories.yml"):
        for territory, entry in read_many(path, schema.Territory, name):
            pack.add("territory", pack.territories, territory.code, territory, entry)
    for path, name in _files(folder, "lexicon/*.yml"):
        for concept, entry in read_many(path, schema.Concept, name):
            pack.add("concept", pack.concepts, concept.id, concept, entry)
    for path, name in _files(folder, "dimensions.yml"):
        for dimension, entry in read_many(path, schema.Dimension, name):
            pack.add("dimension", pack.dimensions, dimension.id, dimension, entry)
    for path, name in _files(folder, "kinds.yml"):
        for kind, entry in read_many(path, schema.OrganisationKind, name):
            pack.add("kind", pack.kinds, kind.id, kind, entry)
    for path, name in _files(folder, "parameters/*.yml"):
        for parameter, entry in read_many(path, schema.Parameter, name):
            pack.add("parameter", pack.parameters, parameter.id, parameter, entry)
    _read_sources(pack, folder)
    for path, name in _files(folder, "indicators/*.yml"):
        indicator, entry = read_one(path, schema.Indicator, name)
        if indicator.id != path.stem:
            raise PackError(
                f"indicator '{indicator.id}' stands in a file of another name",
                where=str(entry),
                remedy=f"name the file {indicator.id}.yml",
            )
        pack.add("indicator", pack.indicators, indicator.id, indicator, entry)
    for path, name in _files(folder, "observations/*.csv"):
        for observation, entry in read_table(path, schema.Observation, name):
            pack.add("observation", pack.observations, observation.id, observation, entry)
    for path, name in _files(folder, "organisations/*.csv"):
        for organisation, entry in read_table(path, schema.Organisation, name):
            pack.add("organisation", pack.organisations, organisation.id, organisation, entry)
    _read_claims(pack, folder)


def _read_sources(pack: Pack, folder: Path) -> None:
    for path, name in _files(folder, "sources/*.yml"):
        producer, entry = read_one(path, schema.Producer, name)
        pack.add("producer", pack.producers, producer.id, producer, entry)
        for work in producer.works:
            pack.add("work", pack.works, work.id, work, entry)
            pack.producer_of[work.id] = producer.id
    for path, name in _files(folder, "publications/*.yml"):
        publication, entry = read_one(path, schema.Publication, name)
        pack.add("publication", pack.publications, publication.id, publication, entry)


def _read_claims(pack: Pack, folder: Path) -> None:
    for path, name in _files(folder, "claims/*.yml"):
        file, _ = read_one(path, schema.ClaimFile, name)
        for claim, entry in read_many(path, schema.Claim, name, key="claims"):
            pack.add("claim", pack.claims, claim.id, claim, entry)
            pack.publication_of[claim.id] = file.publication
