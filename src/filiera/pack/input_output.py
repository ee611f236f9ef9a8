"""What can be wrong with input-output tables, regional weights and chains: addresses, sectors, files, numbers."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from filiera.pack.files import read_text
from filiera.pack.input_output_schema import Chain, InputOutput, RegionalWeight
from filiera.pack.problems import Problem, known_in, text_in_all_languages
from filiera.pack.read import Pack
from filiera.vocabulary.units import load_units


def problems_of_input_output(pack: Pack) -> Iterator[Problem]:
    """Every problem of tables and weights, in reading order."""
    for table in pack.input_output.values():
        yield from _table(pack, table)
    for key, weight in pack.regional_weights.items():
        yield from _weight(pack, pack.where("regional weight", key), weight)
    for key, chain in pack.chains.items():
        yield from _chain(pack, pack.where("chain", key), chain)


def _table(pack: Pack, table: InputOutput) -> Iterator[Problem]:
    entry = pack.entries["input-output table", table.id]
    where = str(entry)
    yield from _addresses(pack, where, table)
    yield from text_in_all_languages(pack, where, "title", table.title)
    for sector in table.sectors:
        yield from text_in_all_languages(pack, where, f"sectors ({sector.code})", sector.names)
    file = pack.path_of(entry).with_suffix(".csv")
    if not file.is_file():
        yield Problem(where, "id", f"there is no {file.name} beside it", "put the numbers into a file of that name")
        return
    header = next(csv.reader(read_text(file, file.name).splitlines()), [])
    codes = [cell for cell in header[1:] if not cell.startswith("f:")]
    if codes != [sector.code for sector in table.sectors]:
        remedy = "give both the same codes in the same order"
        yield Problem(where, "sectors", f"they are not the columns of {file.name}", remedy)


def _weight(pack: Pack, where: str, weight: RegionalWeight) -> Iterator[Problem]:
    yield from known_in(pack, where, "table", weight.table, pack.input_output, "table", "input_output/")
    yield from _addresses(pack, where, weight)
    if weight.table in pack.input_output:
        groups = {sector.group for sector in pack.input_output[weight.table].sectors}
        yield from known_in(pack, where, "group", weight.group, groups, "group", "sectors of the table")
    try:
        region, nation = Decimal(weight.region), Decimal(weight.nation)
    except InvalidOperation:
        yield Problem(where, "region", "region or nation is no number", "write digits with a point, as 1234.5")
        return
    if not 0 <= region <= nation or not nation:
        yield Problem(where, "region", f"{region} is no part of {nation}", "see that the columns are not exchanged")


def _chain(pack: Pack, where: str, chain: Chain) -> Iterator[Problem]:
    yield from known_in(pack, where, "table", chain.table, pack.input_output, "table", "input_output/")
    yield from text_in_all_languages(pack, where, "names", chain.names)
    for perimeter in chain.perimeters:
        yield from text_in_all_languages(pack, where, f"perimeters ({perimeter.id})", perimeter.names)
    parts = [*chain.parts, *(part for perimeter in chain.perimeters for part in perimeter.parts)]
    if chain.table in pack.input_output:
        sectors = {sector.code for sector in pack.input_output[chain.table].sectors}
        named = [*(part.sector for part in parts), *(part.sector for part in chain.published.parts)]
        for sector in (*named, *(code for perimeter in chain.perimeters for code in perimeter.without)):
            yield from known_in(pack, where, "sector", sector, sectors, "sector", "sectors of the table")
    times = [part.times for part in chain.published.parts if part.times]
    for parameter in (*(each for part in parts for each in (part.belongs, part.here)), *times):
        yield from known_in(pack, where, "parts", parameter, pack.parameters, "parameter", "parameters/")
    told = chain.published
    compared = (told.total, told.direct, told.employment, told.share, told.product)
    for indicator in filter(None, (*compared, *(part.indicator for part in told.parts))):
        yield from known_in(pack, where, "published", indicator, pack.indicators, "indicator", "indicators/")


def _addresses(pack: Pack, where: str, record: InputOutput | RegionalWeight) -> Iterator[Problem]:
    yield from known_in(pack, where, "work", record.work, pack.works, "work", "sources/")
    yield from known_in(pack, where, "territory", record.territory, pack.territories, "territory", "territories.yml")
    yield from known_in(pack, where, "unit", record.unit, load_units(), "unit", "units.yml")
