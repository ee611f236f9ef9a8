"""A symmetric input-output table with its labels and units, checked at the door."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from filiera.errors import Phrase, TableError

Vector: TypeAlias = NDArray[np.float64]
Matrix: TypeAlias = NDArray[np.float64]

IN_ROW = Phrase("row {row}")
IN_COLUMN = Phrase("column {column}")
IN_CELL = Phrase("row {row}, column {column}")


@dataclass(frozen=True, slots=True, eq=False)
class InputOutputTable:
    """Flows of one economy in one period; every vector stands in the order of ``sectors``.

    The flows are of domestic origin; what sectors buy from abroad is a row of ``imports``. Arrays are kept as views
    that nobody can write to. Final demand may be negative (changes in inventories), and so may a primary input (taxes
    less subsidies); flows, imports and output may not.

    Raises:
        TableError: a label twice, a vector of another length, a cell that is no number or negative, or a sector
            without output that buys.
    """

    sectors: tuple[str, ...]
    flows: Matrix
    """Z (n × n): row i sells to column j."""
    output: Vector
    """x (n)."""
    final_demand: Mapping[str, Vector] = field(default_factory=dict)
    """Each category of f (n)."""
    primary_inputs: Mapping[str, Vector] = field(default_factory=dict)
    """Each v (n): value added, compensation, persons employed …"""
    imports: Mapping[str, Vector] = field(default_factory=dict)
    """What each sector buys from abroad, by row of the table."""
    unit: str = "currency"
    """The one unit of flows, output, final demand and imports."""
    units: Mapping[str, str] = field(default_factory=dict)
    """Units of primary inputs that are not in ``unit``, such as persons."""

    def __post_init__(self) -> None:
        sectors = checked_labels(self.sectors)
        object.__setattr__(self, "sectors", sectors)
        object.__setattr__(self, "flows", checked_matrix(sectors, self.flows))
        object.__setattr__(self, "output", checked_vector(sectors, "output", self.output, negative=False))
        for name, negative in (("final_demand", True), ("primary_inputs", True), ("imports", False)):
            given = getattr(self, name)
            kept = {key: checked_vector(sectors, key, value, negative=negative) for key, value in given.items()}
            object.__setattr__(self, name, MappingProxyType(kept))
        for name in self.units:
            self.primary(name)
        object.__setattr__(self, "units", MappingProxyType(dict(self.units)))
        self._refuse_idle_buyers()

    @property
    def size(self) -> int:
        """n, the number of sectors."""
        return len(self.sectors)

    def position(self, sector: str) -> int:
        """Where a sector stands.

        Raises:
            TableError: there is no such sector.
        """
        return self.sectors.index(known(sector, self.sectors))

    def positions(self, sectors: Sequence[str]) -> NDArray[np.intp]:
        """Where several sectors stand, each named once.

        Raises:
            TableError: there is none of such a name, one is named twice, or none is named.
        """
        return np.array([self.position(sector) for sector in checked_labels(sectors)], dtype=np.intp)

    def primary(self, name: str) -> Vector:
        """A primary input by name.

        Raises:
            TableError: the table has none of that name.
        """
        return self.primary_inputs[known(name, tuple(self.primary_inputs))]

    def demand(self, name: str) -> Vector:
        """A category of final demand by name.

        Raises:
            TableError: the table has none of that name.
        """
        return self.final_demand[known(name, tuple(self.final_demand))]

    def unit_of(self, name: str) -> str:
        """The unit of a primary input."""
        return self.units.get(name, self.unit)

    def _refuse_idle_buyers(self) -> None:
        for at in np.flatnonzero(self.output == 0):
            if self.flows[:, at].any():
                raise TableError(
                    "buys from others and has no output: its coefficients cannot be formed",
                    where=IN_COLUMN.filled(column=self.sectors[at]),
                    remedy="state its output, or leave the sector out of rows and columns",
                )


def known(name: str, names: Sequence[str]) -> str:
    """The name, if it is among ``names``.

    Raises:
        TableError: it is not.
    """
    if name not in names:
        shown = ", ".join(names[:12]) + (" …" if len(names) > 12 else "")
        raise TableError(
            "the table has no '{name}'", remedy="one of: {names}", words={"name": name, "names": shown or "–"}
        )
    return name


def checked_labels(labels: Sequence[str]) -> tuple[str, ...]:
    """Labels, each once and none empty.

    Raises:
        TableError: there are none, one is empty or stands twice.
    """
    if not labels:
        raise TableError("names no sector", remedy="name one sector at least")
    for label, times in Counter(labels).items():
        if not label.strip():
            raise TableError("has a sector without a code", remedy="give every sector a code of its own")
        if times > 1:
            raise TableError(
                "the code '{code}' stands {times} times",
                remedy="give every sector a code of its own",
                words={"code": label, "times": times},
            )
    return tuple(labels)


def checked_matrix(sectors: Sequence[str], cells: Matrix) -> Matrix:
    """Flows (n × n) as numbers that nobody can write to, none negative.

    Raises:
        TableError: of another shape, or a cell is no finite number or negative.
    """
    array = _frozen(cells)
    size = len(sectors)
    if array.shape != (size, size):
        raise TableError(
            "the flows are {rows} × {columns} for {n} sectors",
            remedy="give one row and one column a sector, in the same order",
            words={"rows": array.shape[0], "columns": array.shape[-1], "n": size},
        )
    # One number tells of them all, without a copy: a cell that is no number makes the minimum none.
    if not (array.min() >= 0 and np.isfinite(array.max())):
        row, column = np.argwhere(~((array >= 0) & np.isfinite(array)))[0]
        place = IN_CELL.filled(row=sectors[row], column=sectors[column])
        raise _bad(float(array[row, column]), place)
    return array


def checked_vector(sectors: Sequence[str], name: str, cells: Vector, *, negative: bool) -> Vector:
    """A vector (n) as numbers that nobody can write to.

    Raises:
        TableError: of another length, or a cell is no finite number, or negative where ``negative`` is false.
    """
    array = _frozen(cells)
    if array.shape != (len(sectors),):
        raise TableError(
            "'{name}' has {found} values for {n} sectors",
            remedy="give one value a sector, in their order",
            words={"name": name, "found": array.size, "n": len(sectors)},
        )
    good = np.isfinite(array) if negative else np.isfinite(array) & (array >= 0)
    if not good.all():
        at = int(np.flatnonzero(~good)[0])
        raise _bad(float(array[at]), IN_CELL.filled(row=name, column=sectors[at]))
    return array


def _frozen(cells: Matrix | Vector) -> NDArray[np.float64]:
    view = np.asarray(cells, dtype=np.float64).view()
    view.flags.writeable = False
    return view


def _bad(value: float, where: Phrase) -> TableError:
    if np.isfinite(value):
        return TableError(
            "is negative: {value}",
            where=where,
            remedy="correct the cell, or book the flow from its buyer to its seller",
            words={"value": f"{value:g}"},
        )
    return TableError("is no finite number", where=where, remedy="write the number; 0 where nothing flows")
