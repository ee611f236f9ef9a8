"""Read a pack and the packs it builds on into one set of records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TypeVar

import msgspec

from filiera.errors import PackError
from filiera.pack import schema
from filiera.pack.benchmark_schema import Benchmark
from filiera.pack.boundary_schema import Boundaries
from filiera.pack.files import Entry, read_many, read_one, read_table, read_with_parts, read_with_places
from filiera.pack.find import MANIFEST, find_pack
from filiera.pack.input_output_schema import Chain, InputOutput, RegionalWeight
from filiera.pack.page_texts import read_text
from filiera.pack.programme_schema import LineOfAction, Programme
from filiera.pack.questionnaire_schema import Questionnaire, WhereToTurn
from filiera.pack.source_schema import Correction, Dataset, Producer, Unread, Work

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
    producers: dict[str, Producer] = field(default_factory=dict)
    works: dict[str, Work] = field(default_factory=dict)
    datasets: dict[str, Dataset] = field(default_factory=dict)
    corrections: dict[str, list[Correction]] = field(default_factory=dict)
    """By data set."""
    unread: dict[str, Unread] = field(default_factory=dict)
    producer_of: dict[str, str] = field(default_factory=dict)
    publications: dict[str, schema.Publication] = field(default_factory=dict)
    indicators: dict[str, schema.Indicator] = field(default_factory=dict)
    observations: dict[str, schema.Observation] = field(default_factory=dict)
    claims: dict[str, schema.Claim] = field(default_factory=dict)
    publication_of: dict[str, str] = field(default_factory=dict)
    registers: dict[str, schema.Register] = field(default_factory=dict)
    organisations: dict[str, schema.Organisation] = field(default_factory=dict)
    attestations: dict[str, schema.Attestation] = field(default_factory=dict)
    judgements: dict[str, schema.JudgementRow] = field(default_factory=dict)
    relations: dict[str, schema.RelationRow] = field(default_factory=dict)
    redirects: dict[str, schema.RedirectRow] = field(default_factory=dict)
    boundaries: dict[str, Boundaries] = field(default_factory=dict)
    parameters: dict[str, schema.Parameter] = field(default_factory=dict)
    input_output: dict[str, InputOutput] = field(default_factory=dict)
    chains: dict[str, Chain] = field(default_factory=dict)
    """Input-output tables; the numbers of each stand in the csv beside it."""
    regional_weights: dict[str, RegionalWeight] = field(default_factory=dict)
    """By ``<table> · <territory> · <group>``."""
    benchmarks: dict[str, Benchmark] = field(default_factory=dict)
    programmes: dict[str, Programme] = field(default_factory=dict)
    lines_of_action: dict[str, LineOfAction] = field(default_factory=dict)
    programme_of: dict[str, str] = field(default_factory=dict)
    themes: dict[str, schema.Theme] = field(default_factory=dict)
    texts: dict[str, schema.PageText] = field(default_factory=dict)
    """By ``<theme>.<language>``."""
    questionnaires: dict[str, Questionnaire] = field(default_factory=dict)
    where_to_turn: dict[str, WhereToTurn] = field(default_factory=dict)
    """By ``<questionnaire>/<action>``."""
    entries: dict[tuple[str, str], Entry] = field(default_factory=dict)
    """(kind of record, id) → where it stands."""

    def add(self, kind: str, table: dict[str, R], key: str, record: R, entry: Entry) -> None:
        """Put a record under its id; an id that stands already is an error naming both places."""
        if key in table:
            raise PackError(
                "{kind} '{key}' stands twice (also {other})",
                where=entry.place,
                remedy="give each its own id, or delete one",
                words={"kind": kind, "key": key, "other": self.entries[(kind, key)].place},
            )
        table[key] = record
        self.entries[(kind, key)] = entry

    def path_of(self, entry: Entry) -> Path:
        """The file that a place of this pack, or of one that it builds on, is in."""
        first = PurePosixPath(entry.file).parts[0]
        return next(folder.parent / entry.file for folder in self.folders if folder.name == first)

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
    for path, name in _files(folder, "registers.yml"):
        for register, entry in read_many(path, schema.Register, name):
            pack.add("register", pack.registers, register.id, register, entry)
    for path, name in _files(folder, "parameters/*.yml"):
        for parameter, entry in read_many(path, schema.Parameter, name):
            pack.add("parameter", pack.parameters, parameter.id, parameter, entry)
    _read_sources(pack, folder)
    _read_input_output(pack, folder)
    for path, name in _files(folder, "indicators/*.yml"):
        indicator, entry = read_one(path, schema.Indicator, name)
        _named_after(path, "indicator", indicator.id, entry)
        pack.add("indicator", pack.indicators, indicator.id, indicator, entry)
    for path, name in _files(folder, "observations/*.csv"):
        for observation, entry in read_table(path, schema.Observation, name):
            pack.add("observation", pack.observations, observation.id, observation, entry)
    _read_organisations(pack, folder)
    for path, name in _files(folder, "statements/*.csv"):
        for row, entry in read_table(path, schema.Attestation, name):
            # One source may call it by several names.
            name_of_it = row.value if row.property in schema.NAMES else ""
            told = (row.organisation, row.property, name_of_it, row.site, row.period, row.work)
            key = " · ".join(filter(None, told))
            pack.add("statement", pack.attestations, key, row, entry)
    for path, name in _files(folder, "boundaries/*.yml"):
        boundaries, entry = read_one(path, Boundaries, name)
        _named_after(path, "boundaries", boundaries.id, entry)
        pack.add("boundaries", pack.boundaries, boundaries.id, boundaries, entry)
    for path, name in _files(folder, "benchmarks/*.yml"):
        benchmark, entry = read_one(path, Benchmark, name)
        _named_after(path, "benchmark", benchmark.id, entry)
        pack.add("benchmark", pack.benchmarks, benchmark.id, benchmark, entry)
    _read_claims(pack, folder)
    _read_programmes(pack, folder)
    _read_questionnaires(pack, folder)
    _read_texts(pack, folder)


def _read_organisations(pack: Pack, folder: Path) -> None:
    for path, name in _files(folder, "organisations/*.csv"):
        if path.name == "judgements.csv":
            for judged, entry in read_table(path, schema.JudgementRow, name):
                key = " · ".join((judged.left, judged.right, judged.by, judged.at))
                pack.add("judgement", pack.judgements, key, judged, entry)
        elif path.name == "relations.csv":
            for related, entry in read_table(path, schema.RelationRow, name):
                key = " · ".join(filter(None, (related.left, related.relation, related.right, related.since)))
                pack.add("relation", pack.relations, key, related, entry)
        elif path.name == "redirects.csv":
            for redirect, entry in read_table(path, schema.RedirectRow, name):
                pack.add("redirect", pack.redirects, redirect.address, redirect, entry)
        else:
            for organisation, entry in read_table(path, schema.Organisation, name):
                pack.add("organisation", pack.organisations, organisation.id, organisation, entry)


def _read_sources(pack: Pack, folder: Path) -> None:
    for path, name in _files(folder, "sources/*.yml"):
        producer, entry, places = read_with_parts(path, Producer, name, "works", "datasets", "corrections")
        _add_producer(pack, producer, entry)
        for number, work in enumerate(producer.works):
            pack.add("work", pack.works, work.id, work, places["works"][number])
            pack.producer_of[work.id] = producer.id
        for number, dataset in enumerate(producer.datasets):
            pack.add("data set", pack.datasets, dataset.id, dataset, places["datasets"][number])
        for dataset_id, corrections in producer.corrections.items():
            pack.corrections.setdefault(dataset_id, []).extend(corrections)
            pack.entries.setdefault(("corrections", dataset_id), places["corrections"][dataset_id])
    for path, name in _files(folder, "unread.yml"):
        for unread, entry in read_many(path, Unread, name):
            pack.add("unread file", pack.unread, unread.files, unread, entry)
    for path, name in _files(folder, "publications/*.yml"):
        publication, entry = read_one(path, schema.Publication, name)
        pack.add("publication", pack.publications, publication.id, publication, entry)


def _add_producer(pack: Pack, producer: Producer, entry: Entry) -> None:
    """A producer; one that a pack below names too, in the same words, gets the works of both."""
    before = pack.producers.get(producer.id)
    if before is None or (before.name, before.kind, before.url) != (producer.name, producer.kind, producer.url):
        pack.add("producer", pack.producers, producer.id, producer, entry)
        return
    pack.producers[producer.id] = msgspec.structs.replace(
        before,
        works=[*before.works, *producer.works],
        datasets=[*before.datasets, *producer.datasets],
        corrections={**before.corrections, **producer.corrections},
    )


def _read_input_output(pack: Pack, folder: Path) -> None:
    for path, name in _files(folder, "input_output/*.yml"):
        table, entry = read_one(path, InputOutput, name)
        _named_after(path, "input-output table", table.id, entry)
        pack.add("input-output table", pack.input_output, table.id, table, entry)
    for path, name in _files(folder, "regional_weights/*.csv"):
        for weight, entry in read_table(path, RegionalWeight, name):
            key = " · ".join((weight.table, weight.territory, weight.group))
            pack.add("regional weight", pack.regional_weights, key, weight, entry)
    for path, name in _files(folder, "chains/*.yml"):
        chain, entry = read_one(path, Chain, name)
        _named_after(path, "chain", chain.id, entry)
        pack.add("chain", pack.chains, chain.id, chain, entry)


def _read_claims(pack: Pack, folder: Path) -> None:
    for path, name in _files(folder, "claims/*.yml"):
        file, _ = read_one(path, schema.ClaimFile, name)
        for claim, entry in read_many(path, schema.Claim, name, key="claims"):
            pack.add("claim", pack.claims, claim.id, claim, entry)
            pack.publication_of[claim.id] = file.publication


def _read_programmes(pack: Pack, folder: Path) -> None:
    for path, name in _files(folder, "programmes/*.yml"):
        programme, entry = read_one(path, Programme, name)
        _named_after(path, "programme", programme.id, entry)
        pack.add("programme", pack.programmes, programme.id, programme, entry)
    for path, name in _files(folder, "programmes/*/*.yml"):
        line, entry = read_one(path, LineOfAction, name)
        _named_after(path, "line of action", line.id, entry)
        pack.add("line of action", pack.lines_of_action, line.id, line, entry)
        pack.programme_of[line.id] = path.parent.name


def _read_questionnaires(pack: Pack, folder: Path) -> None:
    for path, name in _files(folder, "questionnaires/*.yml"):
        questionnaire, entry, places = read_with_places(path, Questionnaire, name)
        _named_after(path, "questionnaire", questionnaire.id, entry)
        pack.add("questionnaire", pack.questionnaires, questionnaire.id, questionnaire, entry)
        home = questionnaire.id
        for number, dimension in enumerate(questionnaire.dimensions):
            at = f"$.dimensions[{number}]"
            pack.entries["dimension", f"{home}/{dimension.id}"] = places(at)
            for place, question in enumerate(dimension.questions):
                pack.entries["question", f"{home}/{question.id}"] = places(f"{at}.questions[{place}]")
        for number, action in enumerate(questionnaire.actions):
            pack.entries["action", f"{home}/{action.id}"] = places(f"$.actions[{number}]")
    for path, name in _files(folder, "where_to_turn.yml"):
        for row, entry in read_many(path, WhereToTurn, name):
            pack.add("where to turn", pack.where_to_turn, row.action, row, entry)


def _read_texts(pack: Pack, folder: Path) -> None:
    for path, name in _files(folder, "themes.yml"):
        for theme, entry in read_many(path, schema.Theme, name):
            pack.add("theme", pack.themes, theme.id, theme, entry)
    for path, name in _files(folder, "texts/*.md"):
        text, entry = read_text(path, name)
        pack.add("text", pack.texts, f"{text.theme}.{text.language}", text, entry)


def _named_after(path: Path, kind: str, key: str, entry: Entry) -> None:
    """A file that holds one record bears its id, so that the path is the address."""
    if key != path.stem:
        raise PackError(
            "{kind} '{key}' stands in a file of another name",
            where=entry.place,
            remedy="name the file {key}.yml",
            words={"kind": kind, "key": key},
        )
