"""What an investment would set off, told in a language: the same rows for page, PDF and CSV."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from filiera.errors import Phrase
from filiera.pack.schema import Parameter
from filiera.publish.impact_charts import BandedBar, banded_bars
from filiera.publish.impact_numbers import banded, banded_persons, persons, written
from filiera.publish.ink import Spec
from filiera.services.investment import Answer
from filiera.services.what_if import PARTS, Banded, Phase
from filiera.vocabulary.translation import translate

MOST = 10
"""So many sectors are told by name; the others together."""
TITLE = Phrase("What an investment would set off")
PART_NAMES = {"direct": Phrase("direct"), "indirect": Phrase("indirect"), "induced": Phrase("induced")}
READING = {
    "direct": Phrase("what is built, or made in operation, itself"),
    "indirect": Phrase("at suppliers in the region, and at theirs"),
    "induced": Phrase("where households spend what they earn by the two others"),
}
MEASURES = {
    "output": Phrase("output, million euro"),
    "gva": Phrase("value added, million euro"),
    "compensation": Phrase("compensation, million euro"),
    "employment": Phrase("jobs"),
}
FOR_A_YEAR = Phrase("jobs for one year")
HEADINGS = {
    "construction": Phrase("Construction: {spent} million euro, once"),
    "operation": Phrase("Operation: output of {spent} million euro a year"),
}
HEADLINES = {
    "construction": Phrase(
        "Building it gives work for one year to {direct} persons; {indirect} more at suppliers, {induced} where "
        "households spend."
    ),
    "operation": Phrase(
        "Running it employs {direct} persons each year; {indirect} more at suppliers, {induced} where households spend."
    ),
}
CHART = Phrase("Value added in the region, million euro; the line is the band")
ABROAD = Phrase("goes abroad")
REST = Phrase("goes to the rest of the nation")
OTHERS = Phrase("all other sectors")
METHOD = Phrase(
    "Leontief model of the region by Flegg's location quotients, closed with households. The band holds every result "
    "of the ranges of the assumptions, the lowest and the highest."
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: its label, and its cells as the language writes them."""

    label: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PhaseSheet:
    """One phase as it is told."""

    name: str
    heading: str
    headline: str
    rows: tuple[Row, ...]
    """Measure by part."""
    leaks: tuple[Row, ...]
    chart: Spec
    chart_title: str
    chart_alt: str
    sectors: tuple[Row, ...]
    """Value added direct, indirect, induced, and jobs of all three, of the sectors that gain most."""


@dataclass(frozen=True, slots=True)
class Assumption:
    """An assumption as it is told."""

    id: str
    label: str
    value: str
    note: str
    reference: str
    assumed: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole answer in one language."""

    title: str
    subtitle: str
    columns: tuple[str, ...]
    reading: tuple[str, ...]
    """What each of the three parts is."""
    phases: tuple[PhaseSheet, ...]
    assumptions: tuple[Assumption, ...]
    warnings: tuple[str, ...]
    sources: tuple[str, ...]
    method: str


def what_if_sheet(answer: Answer, language: str) -> Sheet:
    """The answer in a language; what it lacks is English."""
    say = partial(translate, language=language)
    asked = answer.what_if.asked
    sector = in_language(answer.sector, language)
    told = [f"{asked.sector} {sector}"]
    if asked.spend:
        amount = written(asked.spend / 1e6, language, 0 if asked.spend % 1e6 == 0 else 2)
        told.append(Phrase("{amount} million euro", {"amount": amount}).said(say))
    if asked.jobs:
        told.append(Phrase("{n} jobs in operation", {"n": written(asked.jobs, language, 0)}).said(say))
    return Sheet(
        TITLE.said(say),
        " · ".join(told),
        tuple(PART_NAMES[part].said(say) for part in PARTS),
        tuple(READING[part].said(say) for part in PARTS),
        tuple(_phase(answer, phase, language) for phase in answer.what_if.phases),
        tuple(assumption(parameter, language) for parameter in answer.what_if.parameters),
        tuple(warning.said(say) for warning in answer.warnings),
        (
            f"{in_language(answer.title, language)}: {answer.attribution}",
            *(in_language(work, language) for work in answer.works),
        ),
        METHOD.said(say),
    )


def assumption(parameter: Parameter, language: str) -> Assumption:
    """An assumption in a language."""
    return Assumption(
        parameter.id,
        in_language(parameter.label, language),
        value_of(parameter, language),
        in_language(parameter.note, language),
        parameter.reference,
        parameter.assumption,
    )


def value_of(parameter: Parameter, language: str) -> str:
    """Value, range and unit of an assumption as a language writes them."""
    spoken = [_plain(text, language) for text in (parameter.value, parameter.low, parameter.high)]
    sign = "%" if parameter.unit == "percent" else ""
    band = f" ({spoken[1]}–{spoken[2]}{sign})" if parameter.low else ""
    return f"{spoken[0]}{sign}{band}"


def in_language(text: Mapping[str, str], language: str) -> str:
    """The text in a language, else in English, else in whichever there is."""
    return text.get(language) or text.get("en") or next(iter(text.values()), "")


def _plain(text: str, language: str) -> str:
    digits = len(text.partition(".")[2])
    return written(float(text), language, digits) if text else ""


def _phase(answer: Answer, phase: Phase, language: str) -> PhaseSheet:
    say = partial(translate, language=language)
    jobs = phase.effects["employment"]
    counted = {part: persons(jobs[part].value, language) for part in PARTS}
    value_added = phase.effects["gva"]
    bars = [
        BandedBar(PART_NAMES[part].said(say), each.value, each.low, each.high, banded(each, language))
        for part, each in value_added.items()
    ]
    spent = written(phase.spent, language)
    heading = HEADINGS[phase.name].filled(spent=spent).said(say)
    return PhaseSheet(
        phase.name,
        heading,
        HEADLINES[phase.name].filled(**counted).said(say),
        tuple(
            Row(_measure(measure, phase.name).said(say), tuple(_cell(measure, parts[part], language) for part in PARTS))
            for measure, parts in phase.effects.items()
        ),
        (
            Row(ABROAD.said(say), (banded(phase.abroad, language),)),
            Row(REST.said(say), (banded(phase.rest_of_nation, language),)),
        ),
        banded_bars(bars, narrow=True),
        CHART.said(say),
        f"{heading}. {CHART.said(say)}: " + "; ".join(f"{bar.name} {bar.shown}" for bar in bars),
        _sectors(answer, phase, language),
    )


def _measure(measure: str, phase: str) -> Phrase:
    return FOR_A_YEAR if (measure, phase) == ("employment", "construction") else MEASURES[measure]


def _cell(measure: str, result: Banded, language: str) -> str:
    return banded_persons(result, language) if measure == "employment" else banded(result, language)


def _sectors(answer: Answer, phase: Phase, language: str) -> tuple[Row, ...]:
    ordered = sorted(phase.sectors, key=lambda sector: -sum(phase.sectors[sector].values()))
    shown, others = ordered[:MOST], ordered[MOST:]
    rows = [
        Row(f"{sector} {in_language(answer.sectors.get(sector, {}), language)}", _of(phase, [sector], language))
        for sector in shown
    ]
    if others:
        rows.append(Row(OTHERS.said(partial(translate, language=language)), _of(phase, others, language)))
    return tuple(rows)


def _of(phase: Phase, sectors: list[str], language: str) -> tuple[str, ...]:
    added = [sum(phase.sectors[sector][part] for sector in sectors) for part in PARTS]
    jobs = [sum(phase.jobs[sector][part] for sector in sectors) for part in PARTS]
    return (*(written(each, language, 2) for each in added), *(written(each, language, 0) for each in jobs))
