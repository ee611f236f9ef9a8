"""``filiera impact value``: what the region's chain is worth, and what was published of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from filiera.cli.building import ensure_evidence
from filiera.cli.screen import console, decimal, in_language, language, locale, print_json, say, whole
from filiera.errors import PackError

if TYPE_CHECKING:
    from filiera.services.chain_published import Edition, Published
    from filiera.services.chain_value import ChainValue
    from filiera.services.figures import FigureView
    from filiera.services.what_if import Banded


def value_command(*, as_json: bool) -> None:
    """Print each chain of the region: its parts with their bands, what moves them, what was published."""
    from filiera.services.investment import need_analysis

    need_analysis()
    from filiera.services.chain_published import published
    from filiera.services.chain_value import chain_values
    from filiera.services.store import open_evidence

    ensure_evidence()
    with open_evidence() as evidence:
        found = [(value, published(evidence, value)) for value in chain_values(evidence)]
    if not found:
        raise PackError(
            "describes no chain of its region",
            where="chains/",
            remedy="add chains/<id>.yml: the sectors of the table, and the parameters of their shares",
        )
    if as_json:
        print_json({"chains": [_plain(value, told) for value, told in found]})
        return
    for value, told in found:
        _print(value, told)


def _print(value: ChainValue, told: Published) -> None:
    from rich.table import Table

    screen = console()
    gva = value.effects["gva"]
    first = say(
        "{chain}, {year}: {direct} billion euro of value added direct, {indirect} indirect, {induced} induced.",
        chain=in_language(value.chain.names),
        year=value.period,
        **{part: _billion(banded.value) for part, banded in gva.items()},
    )
    screen.print(first, markup=False, soft_wrap=True)
    table = Table(box=None, pad_edge=False)
    for name in ("", say("direct"), say("indirect"), say("induced")):
        table.add_column(name, justify="right" if name else "left")
    table.add_row(say("value added, billion euro"), *(_band(each) for each in gva.values()))
    jobs = value.effects["employment"]
    table.add_row(say("jobs"), *(_whole_band(each) for each in jobs.values()))
    screen.print(table)
    screen.print(f"\n{say('What moves it most: value added of all three parts, at both ends of one assumption')}")
    for swing in value.swings[:5]:
        low, high = swing.ends
        label = in_language(swing.parameter.label)
        screen.print(f"  {label}: {_billion(low)}–{_billion(high)}", markup=False, soft_wrap=True)
    screen.print(f"\n{say('As published')}")
    for edition in told.editions:
        screen.print(f"  {_edition(edition)}", markup=False, soft_wrap=True)
    together = say("All three parts together, as publications add them up: {total}", total=_band(value.as_published))
    screen.print(together, markup=False, soft_wrap=True)
    for variant in (*value.perimeters, *value.ways):
        name = in_language(variant.names) or _way(variant.id)
        screen.print(f"  {name}: {_billion(sum(variant.parts.values()))}", markup=False, soft_wrap=True)


def _edition(edition: Edition) -> str:
    told = [edition.period]
    for name, figure in (
        (say("direct"), edition.direct),
        (say("in all"), edition.total),
        (say("jobs"), edition.employment),
    ):
        if figure is not None:
            told.append(f"{name} {_shown(figure)}")
    if edition.ratio is not None:
        told.append(say("ratio {ratio}", ratio=decimal(edition.ratio, 2)))
    return " · ".join(told)


def _shown(figure: FigureView) -> str:
    return figure.shown(locale()) if language() else figure.value


def _way(id: str) -> str:
    return {
        "nation": say("With the nation's own supply instead of the region's"),
        "nation-income": say("With the nation's own supply, and household consumption over income"),
        "income": say("With household consumption over income"),
        "consumption": say("With household consumption over consumption: all income is spent"),
    }[id]


def _billion(million: float) -> str:
    return decimal(million / 1000, 1)


def _band(banded: Banded) -> str:
    return f"{_billion(banded.value)} ({_billion(banded.low)}–{_billion(banded.high)})"


def _whole_band(banded: Banded) -> str:
    rounded = [whole(round(each, -2)) for each in (int(banded.value), int(banded.low), int(banded.high))]
    return f"{rounded[0]} ({rounded[1]}–{rounded[2]})"


def _plain(value: ChainValue, told: Published) -> dict[str, object]:
    return {
        "chain": value.chain.id,
        "territory": value.territory,
        "period": value.period,
        "unit": "EUR_m",
        "effects": {
            measure: {part: _as_data(each) for part, each in parts.items()} for measure, parts in value.effects.items()
        },
        "as_published": _as_data(value.as_published),
        "sectors": [
            {
                "sector": each.sector,
                "belongs": each.belongs.id,
                "here": each.here.id,
                "value_added": each.value_added,
                "employment": each.employment,
            }
            for each in value.sectors
        ],
        "suppliers": value.suppliers,
        "swings": [{"parameter": each.parameter.id, "low": each.low, "high": each.high} for each in value.swings],
        "perimeters": {each.id: each.parts for each in value.perimeters},
        "ways": {each.id: each.parts for each in value.ways},
        "counted_twice": value.counted_twice,
        "parameters": [
            {"id": p.id, "value": p.value, "low": p.low, "high": p.high, "unit": p.unit, "reference": p.reference}
            for p in value.parameters
        ],
        "published": [
            {
                "period": each.period,
                "direct": each.direct and each.direct.address,
                "total": each.total and each.total.address,
                "employment": each.employment and each.employment.address,
                "share": each.share and each.share.address,
                "ratio": each.ratio,
            }
            for each in told.editions
        ],
    }


def _as_data(result: Banded) -> dict[str, float]:
    return {"value": result.value, "low": result.low, "high": result.high}
