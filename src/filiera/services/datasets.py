"""The data sets that a hub reads: what is held of each, as of when, what was not taken, and what it feeds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from filiera.errors import AddressError, Phrase
from filiera.evidence import Evidence
from filiera.evidence.reading import Row
from filiera.pack.source_schema import Attest, Count, Feed
from filiera.services.figures import Text, all_figures
from filiera.services.kept_answers import kept_per_version
from filiera.services.mending import MendedView, mended_in

Translate = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class RefusalView:
    """A row that could not be read."""

    file: str
    line: int | None
    reason: str
    """A template of the engine's, in English."""
    words: dict[str, str]

    def told(self, translate: Translate) -> str:
        """The reason in the language that ``translate`` speaks."""
        return Phrase(self.reason, self.words).said(translate)


@dataclass(frozen=True, slots=True)
class CountLine:
    """How many records bear one word."""

    code: str
    """The publisher's own word; empty where it gives none."""
    names: Text
    """Ours; empty where the publisher's stands."""
    in_region: int | None
    in_all: int


@dataclass(frozen=True, slots=True)
class CountView:
    """The records of a snapshot, for the hub's own region and in all."""

    of: Text
    as_told: Text
    """By what they are told apart; empty where they are not."""
    region_told: Text
    """By what the region is told, or why it cannot be."""
    lines: tuple[CountLine, ...]
    in_region: int | None
    """None where the files do not tell the region."""
    in_all: int


@dataclass(frozen=True, slots=True)
class SnapshotView:
    """The bytes of one vintage, and what was read of them."""

    digest: str
    origin: str
    fetched: str
    vintage: str
    files: int
    size: int
    read: int
    """Rows that the files have, as their publisher counts them."""
    expected: int | None
    because: Text
    observations: int
    records: int
    mentions: int
    refused: int
    refusals: tuple[RefusalView, ...]
    dropped: dict[str, int]
    """Field of natural persons: values that were not stored."""
    corrected: int
    """How many corrections the pack has of it."""
    mended: tuple[MendedView, ...]
    """Each cell that they changed."""
    counts: tuple[CountView, ...]
    """Its records, counted as the data set says; empty where it does not say how."""


@dataclass(frozen=True, slots=True)
class DatasetView:
    """A data set of a publisher."""

    id: str
    work: str
    title: Text
    producer: str
    producer_name: str
    published: int | None
    licence: str
    attribution: str
    cadence: str
    url: str
    covers: Text
    lacks: Text
    older_of: str
    snapshots: tuple[SnapshotView, ...]
    """What is held, the newest first; empty where the pack alone was built."""
    indicators: tuple[tuple[str, Text], ...]
    """What it feeds."""
    figures: int
    """How many figures were read from it."""
    attests: tuple[str, ...]
    """What it says of organisations: ``discharges``, ``students``."""

    @property
    def held(self) -> SnapshotView | None:
        """The newest that is held."""
        return self.snapshots[0] if self.snapshots else None


@kept_per_version
def datasets(evidence: Evidence) -> list[DatasetView]:
    """All data sets of the pack, by publisher and title."""
    producers = {row["id"]: row["name"] for row in evidence.rows("producer")}
    works = {row["id"]: row for row in evidence.rows("work")}
    labels = {row["id"]: msgspec.json.decode(row["label_json"]) for row in evidence.rows("indicator")}
    fed: dict[str, int] = {}
    for figure in all_figures(evidence):
        if figure.dataset:
            fed[figure.dataset] = fed.get(figure.dataset, 0) + 1
    snapshots = _snapshots(evidence)
    views = []
    for row in evidence.rows("dataset"):
        work = works[row["work"]]
        feeds = dict.fromkeys(feed.indicator for feed in msgspec.json.decode(row["feeds_json"], type=list[Feed]))
        views.append(
            DatasetView(
                id=row["id"],
                work=work["id"],
                title=msgspec.json.decode(work["title_json"]),
                producer=work["producer"],
                producer_name=producers[work["producer"]],
                published=work["published"],
                licence=work["licence"],
                attribution=row["attribution"],
                cadence=row["cadence"],
                url=row["url"] or work["url"],
                covers=msgspec.json.decode(row["covers_json"]),
                lacks=msgspec.json.decode(row["lacks_json"]),
                older_of=row["older_of"],
                snapshots=tuple(snapshots.get(row["id"], ())),
                indicators=tuple((name, labels.get(name, {})) for name in feeds),
                figures=fed.get(row["id"], 0),
                attests=tuple(
                    each.property
                    for each in msgspec.json.decode(row["attests_json"], type=list[Attest])
                    if each.measures
                ),
            )
        )
    return sorted(views, key=lambda view: (view.producer_name.casefold(), view.id))


def dataset(evidence: Evidence, id: str) -> DatasetView:
    """The data set called ``id``.

    Raises:
        AddressError: there is none.
    """
    for view in datasets(evidence):
        if view.id == id:
            return view
    raise AddressError("no such data set", where=id, remedy="look it up among the sources")


def _snapshots(evidence: Evidence) -> dict[str, list[SnapshotView]]:
    refusals: dict[tuple[str, str], list[Row]] = {}
    counts = _counts(evidence)
    for row in evidence.rows("snapshot_refusal"):
        refusals.setdefault((row["dataset"], row["digest"]), []).append(row)
    found: dict[str, list[SnapshotView]] = {}
    newest_first = sorted(evidence.rows("snapshot"), key=lambda r: (r["fetched"], r["vintage"]), reverse=True)
    for row in newest_first:
        own = refusals.get((row["dataset"], row["digest"]), [])
        found.setdefault(row["dataset"], []).append(
            SnapshotView(
                digest=row["digest"],
                origin=row["origin"],
                fetched=row["fetched"],
                vintage=row["vintage"],
                files=row["files"],
                size=int(row["size"]),
                read=row["read"],
                expected=row["expected"],
                because=msgspec.json.decode(row["because_json"]),
                observations=row["observations"],
                records=row["records"],
                mentions=row["mentions"],
                refused=row["refused"],
                refusals=tuple(
                    RefusalView(r["file"], r["line"], r["reason"], msgspec.json.decode(r["words_json"])) for r in own
                ),
                dropped=msgspec.json.decode(row["dropped_json"]),
                corrected=row["corrected"],
                mended=mended_in(evidence, row["dataset"], row["digest"]),
                counts=tuple(counts.get((row["dataset"], row["digest"]), ())),
            )
        )
    return found


def _counts(evidence: Evidence) -> dict[tuple[str, str], list[CountView]]:
    """The counts of each snapshot, in the order of its data set."""
    lines: dict[tuple[str, str], dict[int, list[Row]]] = {}
    for row in evidence.rows("record_count"):
        lines.setdefault((row["dataset"], row["digest"]), {}).setdefault(row["seq"], []).append(row)
    told = {row["id"]: msgspec.json.decode(row["counts_json"], type=list[Count]) for row in evidence.rows("dataset")}
    return {key: [_count(told[key[0]][seq], rows) for seq, rows in sorted(own.items())] for key, own in lines.items()}


def _count(told: Count, rows: list[Row]) -> CountView:
    ordered = sorted(rows, key=lambda row: (-(row["in_region"] or 0), -row["in_all"], row["code"]))
    if told.by in ("published", "starts", "ends"):
        # Years are read in the order of time.
        ordered.sort(key=lambda row: row["code"], reverse=True)
    return CountView(
        of=told.of,
        as_told=told.as_told,
        region_told=told.region_told,
        lines=tuple(
            CountLine(row["code"], told.codes.get(row["code"], {}), row["in_region"], row["in_all"]) for row in ordered
        )
        if told.by
        else (),
        in_region=sum(row["in_region"] for row in rows) if told.region else None,
        in_all=sum(row["in_all"] for row in rows),
    )
