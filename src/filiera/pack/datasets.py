"""What can be wrong with works and data sets: licences, addresses, dates, spans, files, and what they feed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from filiera.pack.counts import problems_of_count
from filiera.pack.problems import Problem, known_in
from filiera.pack.read import Pack
from filiera.pack.source_schema import Dataset, Feed, Work
from filiera.pack.web_addresses import fault_of
from filiera.vocabulary.durations import day, duration
from filiera.vocabulary.licences import licences_named, nearest_licence

_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,120}")
_FACTOR = re.compile(r"-?\d{1,15}(\.\d{1,12})?|\d(\.\d{1,12})?e-?\d{1,2}", re.ASCII)


def problems_of_datasets(pack: Pack) -> Iterator[Problem]:
    """Every problem of works, data sets and their corrections, in reading order."""
    for work in pack.works.values():
        yield from _licence(pack, work)
    for dataset in pack.datasets.values():
        yield from _dataset(pack, dataset)
    for key, corrections in pack.corrections.items():
        if corrections and key not in pack.datasets:
            where = pack.where("corrections", key)
            yield from known_in(pack, where, "corrections", key, pack.datasets, "data set", "datasets of its source")


def _licence(pack: Pack, work: Work) -> Iterator[Problem]:
    stated = work.licence.strip()
    if stated in ("", "unknown") or licences_named(stated):
        return
    near = nearest_licence(stated)
    hint = f"did you mean '{near}'? else " if near else "name one of vocabulary/licences.yml, such as CC-BY-4.0; "
    remedy = f"{hint}where it is not known, write licence: unknown (its rows are then shown, not passed on)"
    yield Problem(f"{pack.where('work', work.id)} ({work.id})", "licence", f"no licence is called '{stated}'", remedy)


def _dataset(pack: Pack, dataset: Dataset) -> Iterator[Problem]:
    where = f"{pack.where('data set', dataset.id)} ({dataset.id})"
    if not _ID.fullmatch(dataset.id):
        yield Problem(where, "id", f"'{dataset.id}' is no name", "use small letters, digits, '.', '-' and '_'")
    yield from known_in(pack, where, "work", dataset.work, pack.works, "work", "works of its source")
    yield from _files(where, dataset.files)
    yield from _had(where, dataset)
    yield from _attests(where, dataset)
    if dataset.cadence and duration(dataset.cadence) is None:
        yield Problem(where, "cadence", f"'{dataset.cadence}' is no span of time", "write P1Y, P3M, P1W or P1D")
    if dataset.vintage and day(dataset.vintage) is None:
        yield Problem(where, "vintage", f"'{dataset.vintage}' is no date", "write 2024, 2024-03 or 2024-03-31")
    if dataset.introduces:
        yield from known_in(pack, where, "introduces", dataset.introduces, pack.kinds, "kind", "kinds.yml")
    if dataset.older_of:
        yield from known_in(pack, where, "older_of", dataset.older_of, pack.datasets, "data set", "datasets")
        if dataset.older_of == dataset.id:
            yield Problem(where, "older_of", "is an earlier vintage of itself", "name the later data set")
    for field, text in (("covers", dataset.covers), ("lacks", dataset.lacks)):
        for language in pack.manifest.languages if text else ():
            if not text.get(language, "").strip():
                yield Problem(where, field, f"has no text in '{language}'", f"write it under {field}: {language}")
    for feed in dataset.feeds:
        yield from _feed(pack, where, feed)
    for count in dataset.counts:
        yield from problems_of_count(pack, where, count)
    work = pack.works.get(dataset.work)
    if dataset.feeds and work is not None and work.licence.strip() in ("", "unknown"):
        remedy = "state the licence of the work: its figures cannot be passed on without"
        yield Problem(where, "work", f"the licence of '{work.id}' is not stated, and its figures are shown", remedy)


def _attests(where: str, dataset: Dataset) -> Iterator[Problem]:
    for attest in dataset.attests:
        by_field = attest.property == "website"
        if by_field and (attest.measures or not attest.field):
            yield Problem(where, "attests", "a website stands in a field of the records", "write field: and its name")
        elif not by_field and (attest.field or not attest.measures):
            yield Problem(
                where, "attests", f"'{attest.property}' is a sum of measures", "write measures: and their names"
            )


def _files(where: str, files: str) -> Iterator[Problem]:
    path = PurePosixPath(files)
    if not files.strip() or path.is_absolute() or ".." in path.parts or "\\" in files or ":" in files:
        remedy = "write a path below the folder of snapshots, such as eurostat/gdp.tsv.gz"
        yield Problem(where, "files", f"'{files}' is no path within a folder", remedy)


def _had(where: str, dataset: Dataset) -> Iterator[Problem]:
    if dataset.url and (fault := fault_of(dataset.url)):
        yield Problem(where, "url", str(fault), "write a public address that starts with https://")
    if dataset.protocol and not dataset.url:
        yield Problem(where, "url", f"is missing for the protocol '{dataset.protocol}'", "write where it is had")
    if dataset.query and not dataset.protocol:
        yield Problem(where, "query", "stands without a protocol", "name the protocol, or delete the query")


def _feed(pack: Pack, where: str, feed: Feed) -> Iterator[Problem]:
    yield from known_in(pack, where, "feeds", feed.indicator, pack.indicators, "indicator", "indicators/")
    for dimension, code in feed.breakdown.items():
        yield from known_in(pack, where, "feeds", dimension, pack.dimensions, "dimension", "dimensions.yml")
        if dimension in pack.dimensions:
            codes = {each.id for each in pack.dimensions[dimension].codes}
            yield from known_in(pack, where, "feeds", code, codes, "code", "dimensions.yml")
    for dimension in feed.parts:
        yield from known_in(pack, where, "feeds", dimension, pack.dimensions, "dimension", "dimensions.yml")
    for territory in feed.places.values():
        yield from known_in(pack, where, "feeds", territory, pack.territories, "territory", "territories.yml")
    if not _FACTOR.fullmatch(feed.factor):
        yield Problem(where, "feeds", f"the factor '{feed.factor}' is no number", 'write it with a point: "0.001"')
