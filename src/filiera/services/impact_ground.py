"""What the impact of anything in a region rests on, as its pack states it: table, weights, assumptions, chains."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from filiera.errors import PackError
from filiera.evidence import Evidence
from filiera.pack import Pack
from filiera.pack.files import read_text
from filiera.pack.input_output_schema import Chain, InputOutput, RegionalWeight
from filiera.pack.schema import Parameter
from filiera.services.kept_answers import kept_per_version
from filiera.services.tables import Rows, as_json


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """The newest table that is held, and all that a region's impact needs beside it."""

    pack: str
    territory: str
    told: InputOutput
    """The nation's table as the pack tells of it: title, work, what it lacks."""
    cells: str
    """The table itself: its csv, as it stands."""
    weights: tuple[RegionalWeight, ...]
    parameters: Mapping[str, Parameter]
    chains: Mapping[str, Chain]
    works: Mapping[str, Mapping[str, str]]
    """Titles by id."""

    @property
    def file(self) -> Path:
        """What errors call the table."""
        return Path(f"{self.told.id}.csv")

    def parameter(self, id: str) -> Parameter:
        """An assumption.

        Raises:
            PackError: it is not stated.
        """
        if id not in self.parameters:
            raise PackError(
                "the assumption '{name}' is missing",
                where=self.pack,
                remedy="state it in parameters/, with value, range and reference",
                words={"name": id},
            )
        return self.parameters[id]


def impact_tables(pack: Pack) -> dict[str, Rows]:
    """A pack's tables, weights and chains as rows of the evidence."""
    return {
        "input_output": [
            {"id": each.id, "body_json": as_json(each), "cells": _cells(pack, each)}
            for each in pack.input_output.values()
        ],
        "regional_weight": [
            {"input_output": w.table, "territory": w.territory, "sectors": w.group, "body_json": as_json(w)}
            for w in pack.regional_weights.values()
        ],
        "chain": [
            {"id": each.id, "seq": seq, "body_json": as_json(each)} for seq, each in enumerate(pack.chains.values())
        ],
    }


def ground_of_pack(pack: Pack) -> Ground:
    """What a pack states.

    Raises:
        PackError: it has no table.
    """
    told = _newest(list(pack.input_output.values()), pack.manifest.id)
    titles = {work.id: work.title for work in pack.works.values()}
    return _ground(
        pack.manifest.id,
        pack.manifest.territory,
        told,
        _cells(pack, told),
        list(pack.regional_weights.values()),
        pack.parameters,
        list(pack.chains.values()),
        titles,
    )


@kept_per_version
def has_ground(evidence: Evidence) -> bool:
    """Whether the evidence holds a table from which an impact can be computed."""
    return bool(evidence.rows("input_output"))


@kept_per_version
def ground(evidence: Evidence) -> Ground:
    """What the evidence holds.

    Raises:
        PackError: it holds no table.
    """
    meta = {row["key"]: row["value"] for row in evidence.rows("meta")}
    tables = {
        row["id"]: (msgspec.json.decode(row["body_json"], type=InputOutput), row["cells"])
        for row in evidence.rows("input_output")
    }
    told = _newest([table for table, _ in tables.values()], meta["pack"])
    parameters = {row["id"]: _parameter(row) for row in evidence.rows("parameter")}
    chains = [
        msgspec.json.decode(row["body_json"], type=Chain)
        for row in sorted(evidence.rows("chain"), key=lambda row: int(row["seq"]))
    ]
    weights = [msgspec.json.decode(row["body_json"], type=RegionalWeight) for row in evidence.rows("regional_weight")]
    titles = {row["id"]: msgspec.json.decode(row["title_json"]) for row in evidence.rows("work")}
    return _ground(meta["pack"], meta["territory"], told, tables[told.id][1], weights, parameters, chains, titles)


def _ground(
    pack: str,
    territory: str,
    told: InputOutput,
    cells: str,
    weights: list[RegionalWeight],
    parameters: Mapping[str, Parameter],
    chains: list[Chain],
    titles: Mapping[str, Mapping[str, str]],
) -> Ground:
    return Ground(
        pack,
        territory,
        told,
        cells,
        tuple(row for row in weights if row.table == told.id and row.territory == territory),
        parameters,
        {chain.id: chain for chain in chains if chain.table == told.id},
        titles,
    )


def _newest(tables: list[InputOutput], pack: str) -> InputOutput:
    if not tables:
        raise PackError(
            "has no input-output table",
            where=pack,
            remedy="add input_output/<id>.yml and <id>.csv, or build on a pack of the country that has them",
        )
    return max(tables, key=lambda each: each.period)


def _cells(pack: Pack, told: InputOutput) -> str:
    file = pack.path_of(pack.entries["input-output table", told.id]).with_suffix(".csv")
    return read_text(file, file.name)


def _parameter(row: Mapping[str, object]) -> Parameter:
    given = {name: row[name] for name in ("id", "value", "unit", "reference", "date", "low", "high", "assumption")}
    read = {name: msgspec.json.decode(str(row[f"{name}_json"])) for name in ("label", "note", "figures")}
    return msgspec.convert(given | read, Parameter)
