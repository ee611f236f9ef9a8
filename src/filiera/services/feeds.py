"""Observations of snapshots become figures: those that the pack's data sets feed to an indicator."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

import msgspec

from filiera.pack import Pack
from filiera.pack.schema import Observation
from filiera.pack.source_schema import Dataset, Feed
from filiera.sources.holdings import Holding
from filiera.sources.remembered import Remembered
from filiera.sources.selecting import Selected, selected

PROVISIONAL, ESTIMATE = "p", "e"


@dataclass(frozen=True, slots=True)
class Fed:
    """A figure that was read from a snapshot: the observation, and which bytes it comes from."""

    observation: Observation
    dataset: str
    digest: str
    flag: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A figure that the pack's own table states otherwise than the snapshot of the same work."""

    observation: str
    stated: str
    read: str
    dataset: str


@dataclass(frozen=True, slots=True)
class FedFigures:
    """All figures that the snapshots give, and where the pack's own tables disagree with them."""

    figures: Mapping[str, Fed]
    disagreements: tuple[Disagreement, ...]


def fed_figures(pack: Pack, read: Iterable[tuple[Holding, Remembered]]) -> FedFigures:
    """The figures that the pack's data sets feed, by the id of the observation.

    A figure that the pack's own tables transcribe from the same work keeps its address, and takes the
    snapshot's value.

    Raises:
        SourceError: a feed finds two values for one place and period.
    """
    own = {_scope(o): o for o in pack.observations.values()}
    figures: dict[str, Fed] = {}
    disagreements: list[Disagreement] = []
    for holding, remembered in read:
        if holding.past:
            continue
        for observation, flag in _observations(pack, holding.dataset, remembered):
            before = own.get(_scope(observation))
            if before is not None:
                if not _agree(before, observation):
                    disagreements.append(Disagreement(before.id, before.value, observation.value, holding.dataset.id))
                observation = msgspec.structs.replace(observation, id=before.id, role=before.role, note=before.note)
            figures[observation.id] = Fed(observation, holding.dataset.id, holding.digest, flag)
    return FedFigures(figures, tuple(disagreements))


def _observations(pack: Pack, dataset: Dataset, remembered: Remembered) -> Iterator[tuple[Observation, str]]:
    path = remembered.folder / "observations.parquet"
    if not path.is_file():
        return
    for feed in dataset.feeds:
        places = feed.places or {code: code for code in near(pack)}
        for found in selected(path, dataset.id, feed, places):
            yield _observation(pack, dataset, feed, found), found.flag


def near(pack: Pack) -> list[str]:
    """The territories whose figures a hub shows unless a feed says otherwise: itself, its country, peers and parts."""
    own = pack.manifest.territory
    parts = [code for code, territory in pack.territories.items() if territory.parent == own]
    return list(dict.fromkeys(filter(None, (own, pack.nation_of(own), *pack.manifest.peers, *parts))))


def _observation(pack: Pack, dataset: Dataset, feed: Feed, found: Selected) -> Observation:
    of_what = [feed.indicator, found.place, found.period.replace("/", "-"), *sorted(feed.breakdown.values())]
    return Observation(
        id="-".join([dataset.id, *of_what]).lower(),
        indicator=feed.indicator,
        territory=found.place,
        period=found.period,
        value=in_unit(found.value, feed.factor),
        unit=pack.indicators[feed.indicator].unit,
        work=dataset.work,
        role="evidence",
        qualifier=_qualifier(found.flag),
        locator=f"{found.file}, line {found.line}" + (f", column {found.column}" if found.column else ""),
        breakdown=feed.scope,
    )


def in_unit(value: float, factor: str) -> str:
    """The publisher's number in the indicator's unit, with all of its digits and no others."""
    exact = Decimal(repr(value)) * Decimal(factor)
    whole = exact == exact.to_integral_value()
    return str(exact.quantize(Decimal(1)) if whole else exact.normalize())


def _qualifier(flag: str) -> str:
    if ESTIMATE in flag:
        return "estimate"
    return "provisional" if PROVISIONAL in flag else "exact"


def _scope(observation: Observation) -> tuple[str, ...]:
    breakdown = ";".join(sorted(filter(None, observation.breakdown.split(";"))))
    return (observation.work, observation.indicator, observation.territory, observation.period, breakdown)


def _agree(stated: Observation, read: Observation) -> bool:
    """Whether the value read, rounded as far as the stated one is, is the stated one."""
    digits = Decimal(stated.value).as_tuple().exponent
    step = Decimal(1).scaleb(int(digits))
    return Decimal(read.value).quantize(step) == Decimal(stated.value) and stated.unit == read.unit
