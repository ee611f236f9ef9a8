"""Labels and cells of a benchmark, checked at the door."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from filiera.errors import Phrase, TableError

Vector: TypeAlias = NDArray[np.float64]
Matrix: TypeAlias = NDArray[np.float64]

AT_LABEL = Phrase("row {row}")


def each_once(labels: Sequence[str]) -> tuple[str, ...]:
    """Labels, each once and none empty.

    Raises:
        TableError: there are none, one is empty or stands twice.
    """
    if not labels or not all(label.strip() for label in labels):
        raise TableError("has a row or column without a label", remedy="give every one a label of its own")
    label, times = Counter(labels).most_common(1)[0]
    if times > 1:
        raise TableError(
            "the label '{label}' stands {times} times",
            remedy="give every one a label of its own",
            words={"label": label, "times": times},
        )
    return tuple(labels)


def numbers(cells: ArrayLike, shape: tuple[int, ...]) -> NDArray[np.float64]:
    """Cells as numbers that nobody can write to; ``nan`` is missing.

    Raises:
        TableError: of another shape, or a cell is infinite.
    """
    array = np.array(cells, dtype=np.float64)
    if array.shape != shape:
        raise TableError(
            "has cells {found} for labels {wanted}",
            remedy="give one cell for each label, in their order",
            words={"found": _sides(array.shape), "wanted": _sides(shape)},
        )
    if np.isinf(array).any():
        raise TableError("has an infinite cell", remedy="write the number, or leave the cell missing")
    array.flags.writeable = False
    return array


def place_of(label: str, labels: Sequence[str]) -> int:
    """Where a label stands.

    Raises:
        TableError: there is none of that name.
    """
    if label not in labels:
        raise TableError(
            "has no '{label}'", remedy="one of: {labels}", words={"label": label, "labels": ", ".join(labels[:12])}
        )
    return labels.index(label)


def _sides(shape: tuple[int, ...]) -> str:
    return " × ".join(str(side) for side in shape) or "1"
