"""Observations of snapshots become figures: those that the pack's data sets feed to an indicator."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

import msgspec

from filiera.errors import Phrase, SourceError
from filiera.pack import Pack
from filiera.pack.schema import Observation
from filiera.pack.source_schema import Dataset, Feed
from filiera.pack.validate import is_period
from filiera.services.mending import mended_observations
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
    mended: tuple[int, ...] = ()
    """The mended cells of the snapshot that it rests on, by their place among them."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A figure that the pack's own table states otherwise than the snapshot of the same work."""

    observation: str
    stated: str
    read: str
    dataset: str


@dataclass(frozen=True, slots=True)
class FedFigures:
    """All figures that the snapshots give, where the pack's own tables disagree, and which feeds give none."""

    figures: Mapping[str, Fed]
    disagreements: tuple[Disagreement, ...]
    idle: tuple[tuple[str, str], ...]
    """Data set and indicator of the feeds that find no value in what is held."""


def fed_figures(pack: Pack, read: Iterable[tuple[Holding, Remembered]]) -> FedFigures:
    """The figures that the pack's data sets feed, by the id of the observation.

    A figure that the pack's own tables transcribe from the same work keeps its address, and takes the
    snapshot's value.

    Raises:
        SourceError: a feed finds two values for one place and period, or one of a period that is no year.
    """
    own = {_scope(o): o for o in pack.observations.values()}
    figures: dict[str, Fed] = {}
    disagreements: list[Disagreement] = []
    gives: dict[tuple[str, int, str], bool] = {}
    for holding, remembered in read:
        if holding.past:
            continue
        for number, feed in enumerate(holding.dataset.feeds):
            gives.setdefault((holding.dataset.id, number, feed.indicator), False)
        mended = mended_observations(remembered.report.mended)
        for number, observation, found in _observations(pack, holding.dataset, remembered):
            gives[holding.dataset.id, number, observation.indicator] = True
            before = own.get(_scope(observation))
            if before is not None:
                if not _agree(before, observation):
                    disagreements.append(Disagreement(before.id, before.value, observation.value, holding.dataset.id))
                observation = msgspec.structs.replace(observation, id=before.id, role=before.role, note=before.note)
            figures[observation.id] = Fed(
                observation,
                holding.dataset.id,
                holding.digest,
                found.flag,
                mended.get((found.file, found.line, found.column), ()),
            )
    idle = tuple((dataset, indicator) for (dataset, _, indicator), found in gives.items() if not found)
    return FedFigures(figures, tuple(disagreements), idle)


def _observations(pack: Pack, dataset: Dataset, remembered: Remembered) -> Iterator[tuple[int, Observation, Selected]]:
    path = remembered.folder / "observations.parquet"
    if not path.is_file():
        return
    for number, feed in enumerate(dataset.feeds):
        places = feed.places or {code: code for code in near(pack)}
        for found in selected(path, dataset.id, feed, places, codes_of(pack, feed)):
            _refuse_unless_years(feed, found)
            yield number, _observation(pack, dataset, feed, found), found


def codes_of(pack: Pack, feed: Feed) -> dict[str, set[str]]:
    """The codes of each dimension by whose parts a feed asks."""
    return {name: {code.id for code in pack.dimensions[name].codes} for name in feed.parts}


def _refuse_unless_years(feed: Feed, found: Selected) -> None:
    if not is_period(found.period):
        raise SourceError(
            "the feed of '{indicator}' finds the period '{period}', which is no year",
            where=Phrase("{file} line {line}", {"file": found.file, "line": found.line}),
            remedy="take the year out of the cell with 'split' and 'part'",
            words={"indicator": feed.indicator, "period": found.period[:40]},
        )


def near(pack: Pack) -> list[str]:
    """The territories whose figures a hub shows unless a feed says otherwise: itself, its country, peers and parts."""
    own = pack.manifest.territory
    parts = [code for code, territory in pack.territories.items() if territory.parent == own]
    return list(dict.fromkeys(filter(None, (own, pack.nation_of(own), *pack.manifest.peers, *parts))))


def _observation(pack: Pack, dataset: Dataset, feed: Feed, found: Selected) -> Observation:
    codes = sorted(part.partition("=")[2] for part in found.breakdown.split(";") if part)
    of_what = [feed.indicator, found.place, found.period.replace("/", "-"), *codes]
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
        breakdown=found.breakdown,
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
