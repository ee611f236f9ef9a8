"""Several systems ``(I − A)′ y = v`` of one A, solved together by GMRES: by products, A read once a round."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from filiera.analysis.input_output.table import Matrix

RESIDUAL = 1e-13
"""Largest residual of a system, as a share of its right-hand side."""
_ROUNDS = 40
_RESTARTS = 3


def gmres_rows(product: Callable[[Matrix], Matrix], rows: Matrix) -> Matrix | None:
    """The solutions y (k × n) of ``product(y) = rows``, or none where rounds do not bring them.

    Generalised minimal residual method (Saad & Schultz 1986, *SIAM Journal on Scientific and Statistical Computing*
    7(3), 856-869), each row with a Krylov space of its own. SciPy has it for one right-hand side at a time, and then
    reading A from memory is what takes the time.

    Args:
        product: the linear map, of rows (k × n) to rows.
        rows: right-hand sides (k × n).
    """
    solved = np.zeros_like(rows)
    goal = RESIDUAL * np.linalg.norm(rows, axis=1)
    left = rows
    for _ in range(_RESTARTS):
        solved = solved + _correction(product, left, goal)
        left = rows - product(solved)
        if not np.isfinite(left).all():
            return None
        if (np.linalg.norm(left, axis=1) <= goal).all():
            return solved
    return None


def _correction(product: Callable[[Matrix], Matrix], rows: Matrix, goal: Matrix) -> Matrix:
    """What brings each residual down to its goal, or as far as the rounds go."""
    count = len(rows)
    norms = np.linalg.norm(rows, axis=1)
    basis = [rows / np.where(norms > 0, norms, 1.0)[:, np.newaxis]]
    projected = np.zeros((count, _ROUNDS + 1, _ROUNDS))
    weights = np.zeros((count, 0))
    for turn in range(_ROUNDS):
        following = product(basis[turn])
        for at, direction in enumerate(basis):
            along = np.einsum("kn,kn->k", following, direction)
            projected[:, at, turn] = along
            following -= along[:, np.newaxis] * direction
        length = np.linalg.norm(following, axis=1)
        projected[:, turn + 1, turn] = length
        basis.append(following / np.where(length > 0, length, 1.0)[:, np.newaxis])
        weights, off = _least_squares(projected[:, : turn + 2, : turn + 1], norms)
        if (off <= goal / 2).all():
            break
    correction: Matrix = np.einsum("kj,jkn->kn", weights, np.array(basis[: weights.shape[1]]))
    return correction


def _least_squares(projected: Matrix, norms: Matrix) -> tuple[Matrix, Matrix]:
    """Weights of the directions so far, and the residual that they leave."""
    weights, off = np.empty((len(norms), projected.shape[2])), np.empty(len(norms))
    for at, (matrix, norm) in enumerate(zip(projected, norms, strict=True)):
        target = np.zeros(len(matrix))
        target[0] = norm
        weights[at] = np.linalg.lstsq(matrix, target, rcond=None)[0]
        off[at] = np.linalg.norm(target - matrix @ weights[at])
    return weights, off
