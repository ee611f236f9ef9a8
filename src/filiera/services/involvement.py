"""Where the records held name an organisation: block by block, with what was looked through and what it lacks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from filiera.evidence import Evidence
from filiera.services.datasets import DatasetView, datasets
from filiera.services.kept_answers import kept_per_version
from filiera.services.linked import LinkView, RecordView, links_to

Topic = Literal["hosted", "sponsored", "participations", "notices", "start_ups", "other_records", "registers"]
TOPICS: tuple[Topic, ...] = (
    "hosted",
    "sponsored",
    "participations",
    "notices",
    "start_ups",
    "other_records",
    "registers",
)
"""In the order in which a page tells them."""
_ALWAYS: tuple[Topic, ...] = ("hosted", "sponsored", "participations", "notices")
"""Told of every organisation, also where the files held show none: absence is no zero."""


@dataclass(frozen=True, slots=True)
class LookedThrough:
    """A data set in which the organisation was looked for."""

    dataset: DatasetView
    mentions: int
    """Organisations that its records name; none where it has records without organisations."""
    compared: int
    """Those that may be of this country."""


@dataclass(frozen=True, slots=True)
class RecordOf:
    """One record with every mention in it that means the organisation, the surest first."""

    record: RecordView | None
    links: tuple[LinkView, ...]

    @property
    def best(self) -> LinkView:
        """The surest mention."""
        return self.links[0]

    @property
    def roles(self) -> tuple[str, ...]:
        """What the organisation is to the record, in the publisher's words."""
        return tuple(dict.fromkeys(link.role for link in self.links))


@dataclass(frozen=True, slots=True)
class InDataset:
    """What one data set shows of the organisation: records that no other data set of the block has shown before."""

    dataset: DatasetView
    records: tuple[RecordOf, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """What the files held show of one topic."""

    topic: Topic
    shown: tuple[InDataset, ...]
    unsure: tuple[LinkView, ...]
    """Mentions that may mean it: a person has to decide, and nothing counts them."""
    looked_through: tuple[LookedThrough, ...]

    @property
    def count(self) -> int:
        """Different records that name it."""
        return sum(len(each.records) for each in self.shown)


@dataclass(frozen=True, slots=True)
class Involvement:
    """All blocks of an organisation; ``not_linked`` says why there are none in this hub, or fewer."""

    blocks: tuple[Block, ...]
    method: str
    not_linked: str
    """Empty, ``no snapshots``, or ``not installed`` where codes alone decided."""


def involvement(evidence: Evidence, address: str) -> Involvement:
    """Where records name the organisation at ``address``."""
    meta = {row["key"]: row["value"] for row in evidence.rows("meta", key=["linker", "not_linked"])}
    method, not_linked = meta.get("linker", ""), meta.get("not_linked", "")
    if not method:
        return Involvement((), method, not_linked)
    by_topic: dict[Topic, list[LinkView]] = {topic: [] for topic in TOPICS}
    for link in links_to(evidence, address):
        by_topic[topic_of(link)].append(link)
    searched = _looked_through(evidence)
    blocks = [
        _block(topic, links, searched.get(topic, ()), evidence)
        for topic, links in by_topic.items()
        if links or (topic in _ALWAYS and searched.get(topic))
    ]
    return Involvement(tuple(blocks), method, not_linked)


def topic_of(link: LinkView) -> Topic:
    """The block that a mention belongs to."""
    kind = link.record.kind if link.record is not None else ""
    if kind == "trial":
        return "hosted" if link.role == "site" else "sponsored"
    return _topic_of_kind(kind) or ("registers" if link.role == "self" else "other_records")


def _topic_of_kind(kind: str) -> Topic | None:
    if kind == "participant" or kind.startswith("project"):
        return "participations"
    named: dict[str, Topic] = {"notice": "notices", "start-up": "start_ups"}
    return named.get(kind)


def _block(topic: Topic, links: list[LinkView], searched: Iterable[LookedThrough], evidence: Evidence) -> Block:
    known = {view.id: view for view in datasets(evidence)}
    records: dict[tuple[str, ...], list[LinkView]] = {}
    for link in links:
        if link.sure:
            records.setdefault(_same(link), []).append(link)
    shown: dict[str, list[RecordOf]] = {}
    for found in records.values():
        surest_first = sorted(found, key=lambda link: (link.dataset != found[0].dataset, -link.score, link.seq))
        shown.setdefault(found[0].dataset, []).append(RecordOf(found[0].record, tuple(surest_first)))
    return Block(
        topic=topic,
        shown=tuple(InDataset(known[dataset], tuple(found)) for dataset, found in shown.items()),
        unsure=tuple(link for link in links if not link.sure),
        looked_through=tuple(searched),
    )


def _same(link: LinkView) -> tuple[str, ...]:
    """Mentions with the same are of one record: a trial is one, whichever registers tell of it."""
    if link.record is None:
        return (link.dataset, link.name, link.city, link.codes)
    return (link.record.kind, link.record.id) if link.record.kind == "trial" else (link.dataset, link.record.id)


@kept_per_version
def _looked_through(evidence: Evidence) -> dict[Topic, tuple[LookedThrough, ...]]:
    known = {view.id: view for view in datasets(evidence)}
    found: dict[Topic, list[LookedThrough]] = {}
    for row in evidence.rows("linking"):
        each = LookedThrough(known[row["dataset"]], row["mentions"], row["compared"])
        if row["kind"] == "trial":
            found.setdefault("hosted", []).append(each)
            found.setdefault("sponsored", []).append(each)
        else:
            other = _topic_of_kind(row["kind"])
            if other is not None:
                found.setdefault(other, []).append(each)
    order = {
        topic: sorted(each, key=lambda e: (not e.mentions, -e.compared, e.dataset.id)) for topic, each in found.items()
    }
    return {topic: tuple(each) for topic, each in order.items()}
