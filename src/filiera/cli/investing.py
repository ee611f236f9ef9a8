"""``filiera impact --sector``: what an investment would set off in the region."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from filiera.cli.screen import console, decimal, in_language, language, locale, print_json, say, whole
from filiera.errors import UsageError

if TYPE_CHECKING:
    from filiera.pack.schema import Parameter
    from filiera.services.investment import Answer
    from filiera.services.what_if import Banded, Investment, Phase


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asks of an investment."""

    sector: str
    spend: float = 0.0
    jobs: float = 0.0
    split: str = ""
    delta: float | None = None
    spending: float | None = None
    csv: Path | None = None
    pdf: Path | None = None


def what_if_command(options: Options, pack: str, *, as_json: bool) -> None:
    """Print the phases of an investment, each part with its band, and what all rests on."""
    if not options.sector:
        raise UsageError(
            "no sector is named",
            where="filiera impact",
            remedy="name one, as --sector C21 --spend 120e6 --jobs 250; filiera impact --help says more",
        )
    from filiera.services.investment import answer, need_analysis

    need_analysis()
    found = answer(pack, _asked(options))
    _write(found, options)
    if as_json:
        print_json(_plain(found))
    else:
        _print(found)


def _write(found: Answer, options: Options) -> None:
    """The answer into the files that were named."""
    from filiera.services.named_files import writing

    if options.csv is not None:
        from filiera.publish.what_if_pdf import what_if_csv

        with writing(options.csv):
            options.csv.write_text(what_if_csv(found, language()), encoding="utf-8", newline="")
    if options.pdf is not None:
        from filiera.publish.what_if_pdf import what_if_pdf

        content = what_if_pdf(found, locale(), author="Filiera", invented=found.invented)
        with writing(options.pdf):
            options.pdf.write_bytes(content)
    for path in filter(None, (options.csv, options.pdf)):
        console(stderr=True).print(say("Written: {path}", path=path), markup=False, soft_wrap=True)


def _asked(options: Options) -> Investment:
    from filiera.services.what_if import Investment

    return Investment(
        options.sector, options.spend, options.jobs, _split(options.split), options.delta, options.spending
    )


def _split(text: str) -> dict[str, float]:
    """``F=45,C28=45,M71=10`` as product and percent."""
    parts: dict[str, float] = {}
    for pair in filter(None, (each.strip() for each in text.split(","))):
        product, _, percent = pair.partition("=")
        try:
            parts[product.strip()] = float(percent)
        except ValueError as error:
            raise UsageError(
                "'{pair}' is no product with its percent",
                where="--split",
                remedy="write products and percents, as --split F=45,C28=45,M71=10",
                words={"pair": pair},
            ) from error
    return parts


def _print(found: Answer) -> None:
    screen = console()
    told = found.what_if
    jobs = {phase.name: phase.effects["employment"] for phase in told.phases}
    first = [
        say(
            "{phase}: {direct} jobs direct, {indirect} indirect, {induced} induced.",
            phase=_phase(name),
            direct=_whole(parts["direct"].value),
            indirect=_whole(parts["indirect"].value),
            induced=_whole(parts["induced"].value),
        )
        for name, parts in jobs.items()
    ]
    screen.print(" ".join(first), markup=False, soft_wrap=True)
    for phase in told.phases:
        _print_phase(phase)
    screen.print(f"\n{say('It rests on')}", markup=False)
    screen.print(f"  {in_language(found.title)}: {found.attribution}", markup=False, soft_wrap=True)
    for work in found.works:
        screen.print(f"  {in_language(work)}", markup=False, soft_wrap=True)
    for row in found.weights:
        if row.note:
            screen.print(f"  {row.group} ({row.period}): {row.note}", markup=False, soft_wrap=True)
    screen.print(f"  {in_language(found.note)}", markup=False, soft_wrap=True)
    for parameter in told.parameters:
        screen.print(f"  {in_language(parameter.label)}: {_range(parameter)}", markup=False, soft_wrap=True)
    for warning in found.warnings:
        screen.print(f"{say('Mind')}: {warning.said(say)}", markup=False, soft_wrap=True)


def _print_phase(phase: Phase) -> None:
    from rich.table import Table

    once = phase.name == "construction"
    spent = decimal(phase.spent)
    title = (
        say("{phase}: {spent} million euro, once", phase=_phase(phase.name), spent=spent)
        if once
        else say("{phase}: output of {spent} million euro a year", phase=_phase(phase.name), spent=spent)
    )
    console().print(f"\n{title}", markup=False, soft_wrap=True)
    table = Table(box=None, pad_edge=False)
    for name in ("", say("direct"), say("indirect"), say("induced")):
        table.add_column(name, justify="right" if name else "left")
    names = {
        "output": say("output, million euro"),
        "gva": say("value added, million euro"),
        "compensation": say("compensation, million euro"),
        "employment": say("jobs for one year") if once else say("jobs"),
    }
    for measure, parts in phase.effects.items():
        digits = 0 if measure == "employment" else 1
        table.add_row(names[measure], *(_banded(parts[part], digits) for part in ("direct", "indirect", "induced")))
    console().print(table)
    leaks = say(
        "Goes abroad: {abroad}; to the rest of the nation: {rest} million euro",
        abroad=_banded(phase.abroad, 1),
        rest=_banded(phase.rest_of_nation, 1),
    )
    console().print(leaks, markup=False, soft_wrap=True)


def _phase(name: str) -> str:
    return say("Construction") if name == "construction" else say("Operation")


def _banded(result: Banded, digits: int) -> str:
    if math.isclose(result.low, result.high):
        return decimal(result.value, digits)
    return f"{decimal(result.value, digits)} ({decimal(result.low, digits)}–{decimal(result.high, digits)})"


def _whole(value: float) -> str:
    return whole(round(value))


def _range(parameter: Parameter) -> str:
    band = f" ({parameter.low}–{parameter.high})" if parameter.low else ""
    told = f"{parameter.value}{band} {parameter.unit}" if parameter.unit != "ratio" else f"{parameter.value}{band}"
    return f"{told}. {parameter.reference}"


def _plain(found: Answer) -> dict[str, object]:
    told = found.what_if
    return {
        "sector": told.asked.sector,
        "territory": told.territory,
        "unit": told.unit,
        "phases": [
            {
                "phase": phase.name,
                "spent": phase.spent,
                "effects": {
                    measure: {part: _as_data(result) for part, result in parts.items()}
                    for measure, parts in phase.effects.items()
                },
                "abroad": _as_data(phase.abroad),
                "rest_of_nation": _as_data(phase.rest_of_nation),
                "value_added_by_sector": phase.sectors,
            }
            for phase in told.phases
        ],
        "rests_on": {
            "table": found.attribution,
            "note": in_language(found.note),
            "works": [in_language(work) for work in found.works],
            "weights": [
                {
                    "group": row.group,
                    "region": float(row.region),
                    "nation": float(row.nation),
                    "unit": row.unit,
                    "period": row.period,
                    "work": row.work,
                    "note": row.note,
                }
                for row in found.weights
            ],
            "parameters": [
                {"id": p.id, "value": p.value, "low": p.low, "high": p.high, "unit": p.unit, "reference": p.reference}
                for p in told.parameters
            ],
        },
        "warnings": [warning.said(say) for warning in found.warnings],
    }


def _as_data(result: Banded) -> dict[str, float]:
    return {"value": result.value, "low": result.low, "high": result.high}
