"""A comparison of regions as a table to download, and as data for programs."""

from __future__ import annotations

import csv
import io
from typing import Any

from filiera.publish.benchmark_text import name
from filiera.publish.tables import without_formula
from filiera.services.benchmark_cells import Cell, Row
from filiera.services.benchmark_composite import CompositeView
from filiera.services.benchmark_regions import RegionsCompared
from filiera.services.benchmark_structures import StructureView
from filiera.services.benchmark_values import Datum, HeldValues

COLUMNS = (
    "indicator",
    "label",
    "region",
    "name",
    "year",
    "compared_year",
    "value",
    "unit",
    "alignment",
    "qualifiers",
    "parts",
    "weight",
    "source",
    "title",
    "vintage",
    "locator",
    "figure",
)


def benchmark_csv(found: RegionsCompared, language: str) -> str:
    """A line for each cell; what is missing has a line without a value. Words in ``language``."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    names = {region.code: name(region, language) for region in found.regions}
    for row in found.rows:
        for cell in row.cells:
            cells = _line(found.held, row, cell, names[cell.region], language)
            writer.writerow([without_formula(each) for each in cells])
    return "\ufeff" + out.getvalue()


def _line(held: HeldValues, row: Row, cell: Cell, region: str, language: str) -> list[str]:
    works = [held.works[work] for work in dict.fromkeys(datum.work for datum in cell.sources) if work in held.works]
    return [
        row.compared.id,
        row.label.get(language) or row.label.get("en", ""),
        cell.region,
        region,
        "" if cell.year is None else str(cell.year),
        "" if row.year is None else str(row.year),
        "" if cell.value is None else f"{cell.value:.10g}",
        row.unit,
        str(cell.alignment),
        " ".join(cell.qualifiers),
        " ".join(cell.parts),
        f"{row.compared.weight:g}",
        " | ".join(dict.fromkeys(work.producer for work in works)),
        " | ".join(work.title.get(language) or work.title.get("en", "") for work in works),
        " | ".join(dict.fromkeys(vintage for d in cell.sources if (vintage := held.vintages.get(d.dataset, "")))),
        " | ".join(datum.locator for datum in cell.sources if datum.locator),
        " | ".join(datum.address for datum in cell.sources if datum.address),
    ]


def benchmark_data(found: RegionsCompared) -> dict[str, Any]:
    """All of it, stable, for programs."""
    held = found.held
    return {
        "benchmark": found.told.id,
        "region": found.own.code,
        "peers": list(found.codes),
        "chosen": found.chosen,
        "regions": [
            {"code": r.code, "names": r.names, "nation": r.nation, "distance": r.distance, "shared_traits": r.shared}
            for r in found.regions
        ],
        "indicators": [_row(held, row) for row in found.rows],
        "composite": _composite(found, found.composite) if found.composite else None,
        "no_composite": None if found.why_none is None else str(found.why_none),
        "structures": [_structure(found, view) for view in found.structures],
        "similar": [
            {
                "code": r.code,
                "names": r.names,
                "distance": r.distance,
                "shared_traits": r.shared,
                "traits": found.traits,
            }
            for r in found.similar
        ],
        "not_held": list(held.absent),
        "note": found.told.note,
    }


def _row(held: HeldValues, row: Row) -> dict[str, Any]:
    return {
        "id": row.compared.id,
        "label": row.label,
        "unit": row.unit,
        "year": row.year,
        "direction": row.compared.direction or None,
        "weight": row.compared.weight,
        "because": row.compared.because,
        "cells": [
            {
                "region": cell.region,
                "value": cell.value,
                "year": cell.year,
                "alignment": str(cell.alignment),
                "qualifiers": list(cell.qualifiers),
                "parts": list(cell.parts),
                "sources": [_source(held, datum) for datum in cell.sources],
            }
            for cell in row.cells
        ],
    }


def _source(held: HeldValues, datum: Datum) -> dict[str, Any]:
    return {
        "region": datum.region,
        "year": datum.year,
        "value": datum.value,
        "figure": datum.address or None,
        "dataset": datum.dataset or None,
        "work": datum.work,
        "vintage": held.vintages.get(datum.dataset) if datum.dataset else None,
        "locator": datum.locator,
    }


def _composite(found: RegionsCompared, view: CompositeView) -> dict[str, Any]:
    told = found.told.composite
    return {
        "indicators": dict(zip(view.indicators, view.weights, strict=True)),
        "left_out": list(view.left_out),
        "draws": told.draws,
        "spread": told.spread,
        "level": told.level,
        "ranked": view.ranked,
        "regions": [
            {
                "region": each.region,
                "arithmetic": each.arithmetic,
                "geometric": each.geometric,
                "rank": each.rank,
                "interval": None if each.low is None else [each.low, each.high],
                "median": each.median,
                "lacks": list(each.lacks),
            }
            for each in view.placed
        ],
        "drawn_in": [list(each) for each in view.drawn_in],
        "changes": [
            {"changed": each.changed, "indicator": each.indicator or None, "ranks": list(each.ranks)}
            for each in view.changes
        ],
        "others_join": None
        if view.joined is None
        else {
            "others": view.joined.others,
            "ranks_alone": list(view.joined.alone),
            "ranks_together": list(view.joined.together),
            "scores_together": list(view.joined.arithmetic),
        },
    }


def _structure(found: RegionsCompared, view: StructureView) -> dict[str, Any]:
    codes = [region.code for region in found.regions]
    return {
        "id": view.told.id,
        "indicator": view.told.indicator,
        "year": view.year,
        "work": view.work or None,
        "nations": dict(zip(codes, view.nations, strict=True)),
        "krugman": dict(zip(codes, view.krugman, strict=True)),
        "krugman_nation": dict(zip(codes, view.krugman_nation, strict=True)),
        "industries": [
            {
                "code": each.code,
                "names": each.names,
                "shares": dict(zip(codes, each.shares, strict=True)),
                "location_quotients": dict(zip(codes, each.quotients, strict=True)),
                "balassa": dict(zip(codes, each.balassa, strict=True)),
            }
            for each in view.industries
        ],
        "missing": list(view.missing),
        "shift_share": None
        if view.years is None
        else {
            "years": list(view.years),
            "regions": [
                {
                    "region": p.region,
                    "nation": p.nation,
                    "start": p.start,
                    "change": p.change,
                    "national": p.national,
                    "mix": p.mix,
                    "competitive": p.competitive,
                    "competitive_homothetic": p.competitive_alike,
                    "allocation": p.allocation,
                }
                for p in view.parted
            ],
        },
    }
