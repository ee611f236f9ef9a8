"""Coefficients: what one unit of a sector's output takes, from home, from abroad, and of primary inputs."""

from __future__ import annotations

import numpy as np

from filiera.analysis.input_output.table import InputOutputTable, Matrix, Vector
from filiera.errors import TableError


def per_output(output: Vector, cells: Matrix) -> Matrix:
    """Each column (of n) divided by its sector's output; 0 where a sector makes nothing."""
    return cells * np.divide(1.0, output, out=np.zeros(len(output)), where=output > 0)


def domestic_coefficients(table: InputOutputTable) -> Matrix:
    """A = Z x̂⁻¹ (n × n), of domestic flows (Miller & Blair 2009, § 2.2.2)."""
    return per_output(table.output, table.flows)


def import_coefficients(table: InputOutputTable) -> Vector:
    """m (n): imported inputs for one unit of output, all rows of imports together."""
    total: Vector = np.sum(list(table.imports.values()), axis=0) if table.imports else np.zeros(table.size)
    return per_output(table.output, total)


def primary_coefficients(table: InputOutputTable, name: str) -> Vector:
    """v (n): a primary input for one unit of output, in its unit per unit of output (Miller & Blair 2009, § 6.2.2)."""
    return per_output(table.output, table.primary(name))


def technical_coefficients(domestic: InputOutputTable, imported: InputOutputTable) -> Matrix:
    """A of inputs wherever they come from (n × n): domestic and imported flows over domestic output.

    Args:
        domestic: flows of domestic origin, with the output.
        imported: the flows of the same sectors from abroad; its output is not used.

    Raises:
        TableError: the two tables differ in their sectors or in their unit.
    """
    if domestic.sectors != imported.sectors or domestic.unit != imported.unit:
        raise TableError(
            "the domestic and the imported table differ in sectors or unit",
            remedy="give both the same sectors in the same order, and one unit",
        )
    return per_output(domestic.output, domestic.flows + imported.flows)
