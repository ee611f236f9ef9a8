"""The shape of ``input_output/*.yml``, ``regional_weights/*.csv`` and ``chains/*.yml``.

A country's table, a region's part of it, and a chain of a region as shares of sectors.
"""

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


class ChainPart(Record):
    """What of one sector belongs to a chain: ids of two parameters, both in percent."""

    sector: str
    belongs: str
    """How much of the nation's sector is part of the chain."""
    here: str
    """How much of that the region has."""


class Perimeter(Record):
    """The same chain drawn otherwise: what is added, which sectors are left out."""

    id: str
    names: Text
    parts: list[ChainPart] = msgspec.field(default_factory=list)
    without: list[str] = msgspec.field(default_factory=list)


class PublishedPart(Record):
    """A published value of one part of the chain: a figure of an indicator, times a parameter where it is a rate."""

    sector: str
    indicator: str
    times: str = ""


class PublishedChain(Record):
    """Indicators whose figures stand beside what is computed; an empty one is not compared."""

    total: str = ""
    """Value added with what it sets off elsewhere, as published."""
    direct: str = ""
    employment: str = ""
    share: str = ""
    """Of the total in the region's product."""
    product: str = ""
    """Gross domestic product of the region."""
    parts: list[PublishedPart] = msgspec.field(default_factory=list)


class Chain(Record):
    """``chains/<id>.yml``: a chain of the region as shares of the sectors of a table."""

    id: str
    table: str
    names: Text
    parts: list[ChainPart]
    note: Text = msgspec.field(default_factory=dict)
    """What is counted in and what is left out."""
    perimeters: list[Perimeter] = msgspec.field(default_factory=list)
    published: PublishedChain = msgspec.field(default_factory=PublishedChain)
