"""What can be wrong with a comparison of regions: addresses, weights, what a quotient lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from filiera.pack.benchmark_schema import Benchmark, Compared, Composite
from filiera.pack.problems import Problem, known_in, text_in_all_languages
from filiera.pack.read import Pack
from filiera.vocabulary.units import load_units

MOST_DRAWS = 100_000


def problems_of_benchmarks(pack: Pack) -> Iterator[Problem]:
    """Every problem of comparisons, in reading order."""
    for benchmark in pack.benchmarks.values():
        yield from _benchmark(pack, pack.where("benchmark", benchmark.id), benchmark)


def _benchmark(pack: Pack, where: str, told: Benchmark) -> Iterator[Problem]:
    yield from text_in_all_languages(pack, where, "title", told.title)
    yield from text_in_all_languages(pack, where, "note", told.note)
    for field in ("gdp", "gdp_pps"):
        if getattr(told, field):
            yield from _indicator(pack, where, field, getattr(told, field))
    for compared in told.compared:
        yield from _compared(pack, f"{where} ({compared.id})", compared)
        if compared.price_level and not (told.gdp and told.gdp_pps):
            yield Problem(where, "gdp", "no price level is known without it", "name the indicators gdp and gdp_pps")
    for structure in told.structures:
        at = f"{where} ({structure.id})"
        yield from _indicator(pack, at, "indicator", structure.indicator)
        yield from known_in(pack, at, "dimension", structure.dimension, pack.dimensions, "dimension", "dimensions.yml")
        yield from text_in_all_languages(pack, at, "because", structure.because)
    for name, times in Counter([*(c.id for c in told.compared), *(s.id for s in told.structures)]).items():
        if times > 1:
            yield Problem(where, "id", f"'{name}' stands {times} times", "give each its own id")
    yield from _composite(pack, where, told.composite)
    if told.distance is not None:
        ids = {each.id for each in told.compared}
        for name in told.distance.indicators:
            yield from known_in(pack, where, "distance", name, ids, "comparison", "compared")
        structures = {each.id for each in told.structures}
        yield from known_in(pack, where, "distance", told.distance.structure, structures, "structure", "structures")
        yield from text_in_all_languages(pack, where, "distance", told.distance.because)


def _compared(pack: Pack, where: str, told: Compared) -> Iterator[Problem]:
    yield from text_in_all_languages(pack, where, "because", told.because)
    for field in ("indicator", "over", "from_parts"):
        if getattr(told, field) or field == "indicator":
            yield from _indicator(pack, where, field, getattr(told, field))
    if told.over:
        yield from text_in_all_languages(pack, where, "label", told.label)
        yield from known_in(pack, where, "unit", told.unit, load_units(), "unit", "units.yml")
    elif told.unit or told.label:
        yield Problem(where, "over", "is missing", "name what it is divided by, or take unit and label away")
    if told.weight < 0 or told.within < 0:
        yield Problem(where, "weight", "weight or within is below 0", "write 0 or more")
    if told.weight and not told.direction:
        yield Problem(where, "direction", "is missing", "say whether higher or lower is better, or give no weight")


def _composite(pack: Pack, where: str, told: Composite) -> Iterator[Problem]:
    yield from text_in_all_languages(pack, where, "composite", told.because)
    if not 1 <= told.draws <= MOST_DRAWS:
        yield Problem(where, "draws", f"{told.draws} is no sensible number", f"write 1 to {MOST_DRAWS}, as 1000")
    if not 0 <= told.spread < 1:
        yield Problem(where, "spread", f"{told.spread} is not 0 or more and below 1", "write one such as 0.25")
    if not 0 <= told.least_known <= 1:
        yield Problem(where, "least_known", f"{told.least_known} is no part of a whole", "write 0 to 1, as 0.66")
    if not 0 < told.level <= 1:
        yield Problem(where, "level", f"{told.level} is not above 0 and at most 1", "write one such as 0.9")


def _indicator(pack: Pack, where: str, field: str, name: str) -> Iterator[Problem]:
    yield from known_in(pack, where, field, name, pack.indicators, "indicator", "indicators/")
