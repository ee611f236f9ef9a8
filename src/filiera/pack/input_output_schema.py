"""The shape of ``input_output/*.yml`` and ``regional_weights/*.csv``: a country's table, and a region's part of it."""

from __future__ import annotations

import msgspec

from filiera.pack.schema import Record, Text


class Sector(Record):
    """One sector of a table."""

    code: str
    group: str
    """The aggregate by which regions are weighed: its sectors have the same quotient."""
    names: Text


class InputOutput(Record):
    """``input_output/<id>.yml``: what ``<id>.csv`` beside it holds, in the form that ``filiera impact`` reads."""

    id: str
    territory: str
    period: str
    unit: str
    work: str
    attribution: str
    title: Text
    sectors: list[Sector]
    note: Text = msgspec.field(default_factory=dict)
    """What the table does not hold, and how it differs from the work's own."""


class RegionalWeight(Record):
    """One row of ``regional_weights/*.csv``: persons employed in a group of sectors, in a region and in its nation."""

    table: str
    territory: str
    group: str
    region: str
    nation: str
    unit: str
    period: str
    work: str
    note: str = ""
