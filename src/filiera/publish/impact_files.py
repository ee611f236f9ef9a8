"""What an impact rests on, and what a chain is worth, as CSV: enough to repeat every number elsewhere."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from filiera.publish.tables import without_formula
from filiera.publish.what_if_sheet import in_language
from filiera.services.chain_value import ChainValue, chain_values
from filiera.services.pages import Evidence
from filiera.services.regional_economy import RegionalEconomy, central_supply, economy_of

Make = Callable[[Evidence, str], str]
_MARK = "\ufeff"


def _table(evidence: Evidence, language: str) -> str:
    return economy_of(evidence).ground.cells


def _weights(evidence: Evidence, language: str) -> str:
    economy = economy_of(evidence)
    found = zip(
        economy.table.sectors,
        economy.weights.region,
        economy.weights.nation,
        economy.quotients,
        strict=True,
    )
    return _written(("sector", "region", "nation", "quotient"), found)


def _national(evidence: Evidence, language: str) -> str:
    economy = economy_of(evidence)
    return _matrix(economy, economy.national.coefficients)


def _regional(evidence: Evidence, language: str) -> str:
    economy = economy_of(evidence)
    return _matrix(economy, central_supply(economy).system.coefficients)


def _inverse(evidence: Evidence, language: str) -> str:
    economy = economy_of(evidence)
    return _matrix(economy, central_supply(economy).system.inverse())


def _parameters(evidence: Evidence, language: str) -> str:
    ground = economy_of(evidence).ground
    say = partial(in_language, language=language)
    used = [each for id, each in ground.parameters.items() if id.startswith(("impact-", "chain-"))]
    rows = (
        (p.id, say(p.label), p.value, p.low, p.high, p.unit, "yes" if p.assumption else "no", say(p.note), p.reference)
        for p in used
    )
    return _written(("id", "label", "value", "low", "high", "unit", "assumption", "note", "reference"), rows)


def _value(evidence: Evidence, language: str) -> str:
    rows = [row for value in chain_values(evidence) for row in _rows_of(value, language)]
    return _written(("chain", "what", "measure", "part", "sector", "value", "low", "high"), rows)


def _rows_of(value: ChainValue, language: str) -> Iterable[Sequence[object]]:
    id = value.chain.id
    for measure, parts in value.effects.items():
        for part, each in parts.items():
            yield id, "result", measure, part, "", each.value, each.low, each.high
    for sector in value.sectors:
        yield id, "sector", "gva", "direct", sector.sector, sector.value_added, "", ""
        yield id, "sector", "employment", "direct", sector.sector, sector.employment, "", ""
    for code, told in value.suppliers.items():
        for part in ("indirect", "induced"):
            yield id, "sector", "gva", part, code, told[part], "", ""
            yield id, "sector", "employment", part, code, told[f"{part}_jobs"], "", ""
    for swing in value.swings:
        for part in swing.low:
            yield id, swing.parameter.id, "gva", part, "", "", swing.low[part], swing.high[part]
    for variant in (*value.perimeters, *value.ways):
        for part, number in variant.parts.items():
            yield id, variant.id, "gva", part, "", number, "", ""


FILES: Mapping[str, Make] = {
    "table": _table,
    "weights": _weights,
    "national-coefficients": _national,
    "regional-coefficients": _regional,
    "regional-inverse": _inverse,
    "assumptions": _parameters,
    "value": _value,
}
"""By name, as their addresses have it."""


def impact_file(evidence: Evidence, name: str, language: str) -> str:
    """One of the files.

    Raises:
        KeyError: there is no file of that name.
        PackError, TableError: there is no table, or it does not fit.
    """
    return FILES[name](evidence, language)


def _matrix(economy: RegionalEconomy, cells: Iterable[Iterable[float]]) -> str:
    sectors = economy.table.sectors
    return _written(("sector", *sectors), ((name, *row) for name, row in zip(sectors, cells, strict=True)))


def _written(header: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([without_formula(cell) if isinstance(cell, str) else _plain(cell) for cell in row])
    return _MARK + out.getvalue()


def _plain(cell: object) -> object:
    return repr(float(cell)) if isinstance(cell, float) else cell
