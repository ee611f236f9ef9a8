"""JSON-stat 2.0, as Eurostat and other offices answer: one cube, its values by position, flags beside them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

import msgspec

from filiera.errors import SourceError
from filiera.sources.parsed import Parsed, Refusal, table
from filiera.sources.unpacking import gunzipped

VERSION = 1
MOST_CELLS = 20_000_000


class Options(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What a pack says of such an answer."""

    measure: str
    """What is measured: the code of the table, where no dimension says it."""
    measure_dimension: str = ""
    place_dimension: str = "geo"
    time_dimension: str = "time"
    unit_dimension: str = "unit"
    scheme: str = "nuts"
    leave_out: tuple[str, ...] = ("freq",)


class _Category(msgspec.Struct):
    index: list[str] | dict[str, int] | None = None
    label: dict[str, str] = {}


class _Dimension(msgspec.Struct):
    category: _Category


class _Cube(msgspec.Struct):
    id: list[str]
    size: list[int]
    dimension: dict[str, _Dimension]
    value: list[float | None] | dict[str, float | None]
    status: list[str | None] | dict[str, str | None] | str | None = None
    updated: str = ""


def parse(data: bytes, options: Options) -> Parsed:
    """The cells of one cube; a position without a value is a cell without one.

    Raises:
        SourceError: it is no such cube, its sizes do not fit, or it lacks a dimension that the options name.
    """
    try:
        cube = msgspec.json.decode(gunzipped(data), type=_Cube)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise _no_cube(str(error)) from error
    codes = _codes(cube)
    for name in filter(None, (options.place_dimension, options.time_dimension, options.measure_dimension)):
        if name not in cube.id:
            raise SourceError(
                "there is no dimension '{name}'",
                remedy="use one of: {known}",
                words={"name": name, "known": ", ".join(cube.id)},
            )
    used = {options.place_dimension, options.time_dimension, options.unit_dimension, options.measure_dimension}
    told = [name for name in cube.id if name not in used and name not in options.leave_out]
    rows: list[dict[str, Any]] = []
    refused: list[Refusal] = []
    for position, combination in enumerate(product(*codes)):
        at = dict(zip(cube.id, combination, strict=True))
        value, flag = _at(cube.value, position), _status(cube, position)
        if value is not None and value != value:
            refused.append(
                Refusal("the value at position {position} is no number", position, {"position": str(position)})
            )
            continue
        rows.append(
            {
                "measure": at.get(options.measure_dimension, options.measure),
                "scheme": options.scheme,
                "about": at[options.place_dimension],
                "period": at[options.time_dimension],
                "dimensions": ";".join(f"{name}={at[name]}" for name in told),
                "unit": at.get(options.unit_dimension, ""),
                "value": value,
                "flag": "" if flag == ":" else flag,
                "missing": "" if value is not None else "confidential" if "c" in flag else "missing",
                "line": position + 1,
            }
        )
    return Parsed(
        rows=len(rows) + len(refused),
        observations=table("observations", rows),
        refused=tuple(refused),
        vintage=cube.updated[:10],
    )


def _codes(cube: _Cube) -> list[Sequence[str]]:
    """The codes of each dimension, in the order of their positions."""
    if len(cube.id) != len(cube.size) or len(set(cube.id)) != len(cube.id):
        raise _no_cube("dimensions and sizes do not fit")
    cells = 1
    for size in cube.size:
        if size < 1:
            raise _no_cube("a dimension is empty")
        cells *= size
        if cells > MOST_CELLS:
            raise _no_cube(f"it has more than {MOST_CELLS} cells")
    found: list[Sequence[str]] = []
    for name, size in zip(cube.id, cube.size, strict=True):
        if name not in cube.dimension:
            raise _no_cube(f"dimension '{name[:40]}' is not described")
        index = cube.dimension[name].category.index
        if index is None:
            codes: Sequence[str] = list(cube.dimension[name].category.label)
        elif isinstance(index, dict):
            codes = sorted(index, key=lambda code, at=index: at[code])  # type: ignore[misc]
            if sorted(index.values()) != list(range(len(index))):
                raise _no_cube(f"the positions of dimension '{name[:40]}' have gaps")
        else:
            codes = index
        if len(codes) != size:
            raise _no_cube(f"dimension '{name[:40]}' has {len(codes)} codes where {size} are stated")
        found.append(codes)
    if isinstance(cube.value, list) and len(cube.value) != cells:
        raise _no_cube(f"it has {len(cube.value)} values where {cells} are stated")
    if isinstance(cube.value, dict) and not all(key.isascii() and key.isdigit() for key in cube.value):
        raise _no_cube("a value has no position")
    return found


def _at(values: list[float | None] | dict[str, float | None], position: int) -> float | None:
    return values.get(str(position)) if isinstance(values, dict) else values[position]


def _status(cube: _Cube, position: int) -> str:
    if cube.status is None:
        return ""
    if isinstance(cube.status, str):
        return cube.status
    if isinstance(cube.status, dict):
        return cube.status.get(str(position)) or ""
    return (cube.status[position] or "") if position < len(cube.status) else ""


def _no_cube(problem: str) -> SourceError:
    return SourceError(
        "is no JSON-stat cube: {problem}",
        remedy="see that it is JSON-stat 2.0, and not a page or an error message",
        words={"problem": problem[:160]},
    )
