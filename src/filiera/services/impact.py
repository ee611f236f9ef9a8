"""What an input-output table says: its multipliers, and its coefficients made regional (``filiera impact``)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from filiera.errors import TableError, UnavailableError, UsageError

try:
    from filiera.analysis.input_output.accounts import Imbalance
    from filiera.analysis.input_output.households import Divisor, Households, TypeTwo, type_two
    from filiera.analysis.input_output.leontief import Leontief
    from filiera.analysis.input_output.location_quotients import (
        DELTA,
        Method,
        RegionalWeights,
        checked_delta,
        simple_quotients,
    )
    from filiera.analysis.input_output.multipliers import TypeOne, type_one
    from filiera.analysis.input_output.regionalisation import delta_band, regional_coefficients
    from filiera.analysis.input_output.table import Matrix, Vector
    from filiera.services.input_output_files import DEMAND, PRIMARY, read_table, read_weights, told_of
except ModuleNotFoundError as error:
    raise UnavailableError(
        "input-output analysis is not installed", where=str(error.name), remedy="pip install 'filiera[analysis]'"
    ) from error

__all__ = ["DELTA", "Multipliers", "Regionalised", "multipliers_of", "regionalised"]


@dataclass(frozen=True, slots=True)
class Multipliers:
    """The multipliers of a table; of type II where it was asked to be closed."""

    open: TypeOne
    closed: TypeTwo | None
    imbalances: tuple[Imbalance, ...]
    """Rows that are a little out of balance."""


@dataclass(frozen=True, slots=True)
class Regionalised:
    """Coefficients of a region and of its nation (n × n), and the simple quotient of each sector (n)."""

    sectors: tuple[str, ...]
    quotients: Vector
    national: Matrix
    coefficients: Matrix
    band: tuple[Vector, Vector] | None
    """Regional inputs for one unit of output (n) at the highest and at the lowest δ of its band, where δ counts."""
    imbalances: tuple[Imbalance, ...]


def multipliers_of(path: Path, *, income: str = "", households: str = "", divisor: str = Divisor.INCOME) -> Multipliers:
    """Multipliers of type I, and of type II where the rows and columns of households are named.

    Args:
        path: a csv, as ``read_table`` reads it.
        income: the row that households earn, as ``v:compensation``.
        households: the column that they spend, as ``f:households``.
        divisor: what consumption is divided by: ``income`` or ``consumption``.

    Raises:
        UsageError: only one of income and households is named, an unknown divisor, a file that cannot be read.
        TableError: the table does not fit, or no economy could work by it.
    """
    if bool(income) != bool(households):
        raise UsageError(
            "a model is closed with both a row of income and a column of households",
            where="--income, --households",
            remedy="name both, as --income v:compensation --households f:households, or neither",
        )
    closing = _households(income, households, divisor) if income else None
    file = read_table(path, households=closing.consumption if closing else "")
    with told_of(path):
        system = Leontief.of(file.table)
        closed = type_two(file.table, closing, system) if closing else None
        return Multipliers(type_one(file.table, system), closed, file.imbalances)


def regionalised(path: Path, weights: Path, *, method: str = Method.FLQ, delta: float = DELTA) -> Regionalised:
    """The coefficients of a nation's table made regional by a location quotient.

    Args:
        path: the nation's table, a csv as ``read_table`` reads it.
        weights: a csv with the columns sector, region, nation.
        method: SLQ, CILQ, RLQ, FLQ or AFLQ.
        delta: δ of FLQ and AFLQ.

    Raises:
        UsageError: an unknown method, or a file that cannot be read.
        TableError: table or weights do not fit, or δ is out of range.
    """
    known = {each.value: each for each in Method}
    if method.upper() not in known:
        raise UsageError(
            "there is no such method",
            where=f"--method {method}",
            remedy="one of: {names}",
            words={"names": ", ".join(known)},
        )
    chosen = known[method.upper()]
    try:
        checked_delta(delta)
    except TableError as error:
        raise error.at(f"--delta {delta:g}") from error
    file = read_table(path)
    with told_of(weights):
        along = read_weights(weights).along(file.table.sectors)
    with told_of(path):
        national = Leontief.of(file.table).coefficients
    return Regionalised(
        file.table.sectors,
        simple_quotients(along),
        national,
        regional_coefficients(national, along, chosen, delta),
        _band(national, along, chosen),
        file.imbalances,
    )


def _band(national: Matrix, weights: RegionalWeights, method: Method) -> tuple[Vector, Vector] | None:
    if method not in (Method.FLQ, Method.AFLQ):
        return None
    inputs = [coefficients.sum(axis=0) for coefficients in delta_band(national, weights, method).values()]
    return inputs[-1], inputs[0]


def _households(income: str, households: str, divisor: str) -> Households:
    if divisor not in list(Divisor):
        raise UsageError(
            "there is no such divisor",
            where=f"--divisor {divisor}",
            remedy="one of: {names}",
            words={"names": ", ".join(Divisor)},
        )
    return Households(income.removeprefix(PRIMARY), households.removeprefix(DEMAND), Divisor(divisor))
