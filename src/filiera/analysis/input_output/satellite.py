"""A satellite account: a chain that is a share of each sector, and what the rest of the economy makes for it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy.linalg import solve

from filiera.analysis.input_output.households import Closure
from filiera.analysis.input_output.parts import OutputParts
from filiera.analysis.input_output.table import IN_ROW, InputOutputTable, Matrix, Vector, known
from filiera.errors import TableError


def shares_of(table: InputOutputTable, shares: Mapping[str, float]) -> Vector:
    """s (n): the chain's share of each sector; 0 of those that are not named.

    Raises:
        TableError: an unknown sector, or a share that is not between 0 and 1.
    """
    vector = np.zeros(table.size)
    for sector, share in shares.items():
        if not 0 <= share <= 1:
            raise TableError(
                "the chain's share is {share}, and must be between 0 and 1",
                where=IN_ROW.filled(row=sector),
                remedy="write 0.25 for a quarter of the sector",
                words={"share": f"{share:g}"},
            )
        vector[table.sectors.index(known(sector, table.sectors))] = share
    return vector


def chain_output(
    table: InputOutputTable, coefficients: Matrix, shares: Mapping[str, float], closure: Closure | None = None
) -> OutputParts:
    """What the chain makes, what others make for it, and what households' spending adds: nothing is counted twice.

    Each sector is split into the chain's part and the rest, alike in inputs. The chain's output is given; the rest
    makes ``y = (I − ŝ)(A y + A ŝ x)`` for it: the extraction of a part of each sector (Dietzenbacher & Lahr 2013,
    *Economic Systems Research*), the same as exogenous output in Miller & Blair (2009), § 13.2.1.

    Args:
        table: of the place whose chain it is, with its output.
        coefficients: A, of that place's own supply (n × n).
        shares: of sectors, between 0 and 1.
        closure: households; without them nothing is induced.

    Raises:
        TableError: an unknown sector, or a share that is not between 0 and 1.
    """
    share = shares_of(table, shares)
    households = None if closure is None else (closure.earned, closure.spent)
    return given_output(table.sectors, coefficients, share * table.output, 1.0 - share, households)


def given_output(
    sectors: tuple[str, ...],
    coefficients: Matrix,
    given: Vector,
    rest: Vector,
    households: tuple[Vector, Vector] | None = None,
) -> OutputParts:
    """What is made for output that is given, by all that is not given itself: ``y = (I − ŝ)(A y + A x̄)``.

    Miller & Blair (2009), ch. 13, of output that is exogenous. Induced is what the model closed with households adds.

    Args:
        sectors: labels of all of these.
        coefficients: A, of the place's own supply (n × n).
        given: x̄, output of the chain (n).
        rest: how much of what is bought of each sector does not come from the chain, I − ŝ (n).
        households: income for one unit of output, and consumption for one unit of income (n each).
    """
    indirect = _made_by_rest(coefficients, rest, given)
    size = len(sectors)
    induced = np.zeros(size)
    if households is not None:
        closed = np.zeros((size + 1, size + 1))
        closed[:size, :size], closed[size, :size], closed[:size, size] = coefficients, *households
        induced = _made_by_rest(closed, np.append(rest, 1.0), np.append(given, 0.0))[:size] - indirect
    return OutputParts(sectors, given, indirect, induced)


def _made_by_rest(coefficients: Matrix, rest: Vector, given: Vector) -> Vector:
    supplied = rest[:, np.newaxis] * coefficients
    made: Vector = solve(np.eye(len(rest)) - supplied, supplied @ given)
    return made
