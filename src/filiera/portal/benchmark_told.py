"""A comparison of regions as its page shows it: names, written values, links, drawings, what each part says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

import msgspec
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from filiera.portal.benchmark_orders import svg, told_composite, told_structure, two
from filiera.portal.templatetags.filiera import words
from filiera.portal.templatetags.units import unit_name
from filiera.publish.benchmark_text import name, written
from filiera.publish.charts import Point, side_by_side
from filiera.services.benchmark_cells import Cell, Row
from filiera.services.benchmark_regions import RegionsCompared, headline
from filiera.services.benchmark_values import Datum
from filiera.services.datasets import datasets
from filiera.services.pages import Evidence
from filiera.services.similar_regions import Region, candidates
from filiera.vocabulary.translation import translate


@dataclass(frozen=True, slots=True)
class ToldCell:
    """One cell of the table."""

    id: str
    region: str
    shown: str
    """Empty where nothing is held."""
    href: str
    year: str
    """Where it is another than the one compared."""
    marks: tuple[str, ...]
    """Estimate, provisional, mean of parts."""
    own: bool


@dataclass(frozen=True, slots=True)
class ToldRow:
    """One indicator."""

    id: str
    label: str
    unit: str
    year: int | None
    because: str
    weight: str
    direction: str
    cells: tuple[ToldCell, ...]
    chart: SafeString | None
    alt: str
    missing: str
    sources: tuple[ToldSource, ...]


@dataclass(frozen=True, slots=True)
class ToldSource:
    """What one cell was made of."""

    id: str
    region: str
    year: int | None
    made_of: tuple[ToldDatum, ...]


@dataclass(frozen=True, slots=True)
class ToldDatum:
    """One value that a cell rests on, and where it stands."""

    href: str
    title: str
    producer: str
    vintage: str
    locator: str
    of: str
    """Whose value, where that is not the region of the cell."""


@dataclass(frozen=True, slots=True)
class ToldRegion:
    """A region of the comparison."""

    code: str
    name: str
    own: bool
    without: str
    """The address of the comparison without it."""
    distance: str


def page_of(evidence: Evidence, found: RegionsCompared, language: str) -> dict[str, object]:
    """Everything that the page shows."""
    say = partial(translate, language=language)
    names = {region.code: name(region, language) for region in found.regions}
    rows = tuple(_row(evidence, found, row, names, language) for row in found.rows)
    structures = [told_structure(found, view, names, language) for view in found.structures]
    return {
        "title": words(found.told.title),
        "headline": headline(found, names[found.own.code]).said(say),
        "note": words(found.told.note),
        "own": names[found.own.code],
        "regions": [
            ToldRegion(
                region.code,
                names[region.code],
                region == found.own,
                _address(found, [code for code in found.codes if code != region.code]),
                two(region.distance, language) if region.distance is not None else "",
            )
            for region in found.regions
        ],
        "peers": ",".join(found.codes),
        "removable": len(found.codes) > 1,
        "chosen": found.chosen,
        "query": query_of(found),
        "rows": rows,
        "asked": [row.compared.id for row in found.rows],
        "indicators": [
            (each.id, words(each.label) or _label(evidence, each.indicator), any(row.id == each.id for row in rows))
            for each in found.told.compared
        ],
        "composite": told_composite(found, found.composite, names, language) if found.composite else None,
        "why_none": found.why_none.said(say) if found.why_none else "",
        "composite_because": words(found.told.composite.because),
        "draws": found.told.composite.draws,
        "level": round(100 * found.told.composite.level),
        "spread": round(100 * found.told.composite.spread),
        "least_known": round(100 * found.told.composite.least_known),
        "structures": [each for each in structures if each],
        "absent_structures": [
            words(view.label) for view, told in zip(found.structures, structures, strict=True) if not told
        ],
        "similar": [_similar(found, region, language) for region in found.similar],
        "distance_because": words(found.told.distance.because) if found.told.distance else "",
        "traits": found.traits,
        "candidates": _choices(evidence, found, language),
        "absent": [view for view in datasets(evidence) if view.id in found.held.absent],
    }


def query_of(found: RegionsCompared) -> str:
    """The comparison as the end of an address."""
    return _address(found, list(found.codes))


def _address(found: RegionsCompared, codes: Sequence[str]) -> str:
    fields: list[tuple[str, str]] = [("peers", ",".join(codes))]
    if len(found.rows) < len(found.told.compared):
        fields += [("indicator", row.compared.id) for row in found.rows]
    return f"?{urlencode(fields, safe=',')}"


def _label(evidence: Evidence, indicator: str) -> str:
    row = next(iter(evidence.rows("indicator", id=indicator)), None)
    return words(msgspec.json.decode(row["label_json"])) if row else indicator


def _row(evidence: Evidence, found: RegionsCompared, row: Row, names: dict[str, str], language: str) -> ToldRow:
    own = found.own.code
    label = words(row.label)
    known = [cell for cell in row.cells if cell.value is not None]
    points = [
        Point(names[cell.region], cell.value, _shown(cell, row, language), cell.region == own, bool(cell.qualifiers))
        for cell in sorted(known, key=lambda cell: -(cell.value or 0.0))
        if cell.value is not None
    ]
    directions = {"higher": _("more counts as better"), "lower": _("less counts as better")}
    return ToldRow(
        id=row.compared.id,
        label=label,
        unit=unit_name(row.unit),
        year=row.year,
        because=words(row.compared.because),
        weight=f"{row.compared.weight:g}" if row.compared.weight else "",
        direction=directions.get(row.compared.direction, _("neither counts as better")),
        cells=tuple(_cell(row, cell, own, names, language) for cell in row.cells),
        chart=svg(side_by_side(points, narrow=True)) if points else None,
        alt="; ".join(f"{point.name} {point.shown}" for point in points),
        missing=", ".join(names[code] for code in row.missing),
        sources=tuple(
            ToldSource(
                _anchor(row, cell),
                names[cell.region],
                cell.year,
                tuple(_datum(evidence, found, datum, cell, language) for datum in cell.sources),
            )
            for cell in known
        ),
    )


def _anchor(row: Row, cell: Cell) -> str:
    return f"cell-{row.compared.id}-{cell.region}"


def _shown(cell: Cell, row: Row, language: str) -> str:
    shown = written(cell.value or 0.0, row.unit, language, bare=row.unit != "percent")
    return f"{shown} ({cell.year})" if cell.year != row.year else shown


def _cell(row: Row, cell: Cell, own: str, names: dict[str, str], language: str) -> ToldCell:
    if cell.value is None:
        return ToldCell(_anchor(row, cell), names[cell.region], "", "", "", (), cell.region == own)
    qualifiers = {
        "estimate": _("estimate"),
        "provisional": _("provisional"),
        "break in series": _("break in series"),
        "low reliability": _("low reliability"),
        "other definition": _("other definition"),
    }
    marks = [qualifiers[each] for each in cell.qualifiers if each in qualifiers]
    if cell.parts:
        marks.append(_("mean of %(n)s regions within it") % {"n": len(cell.parts)})
    single = cell.sources[0].address if len(cell.sources) == 1 else ""
    return ToldCell(
        id=_anchor(row, cell),
        region=names[cell.region],
        shown=written(cell.value, row.unit, language, bare=row.unit != "percent"),
        href=f"/{language}/{single}/" if single else f"#{_anchor(row, cell)}",
        year=str(cell.year) if cell.year != row.year else "",
        marks=tuple(marks),
        own=cell.region == own,
    )


def _datum(evidence: Evidence, found: RegionsCompared, datum: Datum, cell: Cell, language: str) -> ToldDatum:
    work = found.held.works.get(datum.work)
    href = f"/{language}/{datum.address}/" if datum.address else f"/{language}/sources/{datum.dataset}/"
    return ToldDatum(
        href=href,
        title=words(work.title) if work else datum.work,
        producer=work.producer if work else "",
        vintage=found.held.vintages.get(datum.dataset, "") if datum.dataset else "",
        locator=datum.locator,
        of=datum.region if datum.region != cell.region else "",
    )


def _similar(found: RegionsCompared, region: Region, language: str) -> dict[str, object]:
    inside = region.code in found.codes
    return {
        "code": region.code,
        "name": name(region, language),
        "nation": region.nation,
        "distance": two(region.distance, language),
        "shared": region.shared,
        "inside": inside,
        "add": "" if inside else _address(found, [*found.codes, region.code]),
    }


def _choices(evidence: Evidence, found: RegionsCompared, language: str) -> list[tuple[str, str]]:
    """Regions that may be added, by code, with a name where one is held."""
    return [
        (region.code, f"{region.code} · {told}" if (told := name(region, language)) != region.code else region.code)
        for region in candidates(evidence)
        if region.code not in found.codes
    ]
