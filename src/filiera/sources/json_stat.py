"""JSON-stat 2.0 and 1.x, as Eurostat and other offices answer: one cube, its values by position, flags beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import prod
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from filiera.errors import SourceError
from filiera.sources.dates import read_date
from filiera.sources.parsed import OBSERVATIONS, WORD, Parsed
from filiera.sources.unpacking import gunzipped

VERSION = 2
MOST_CELLS = 5_000_000


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
    dimension: dict[str, msgspec.Raw]
    value: list[float | None] | dict[str, float | None]
    id: list[str] = []
    size: list[int] = []
    status: list[str | None] | dict[str, str | None] | str | None = None
    updated: str = ""


def parse(data: bytes, options: Options) -> Parsed:
    """The cells of one cube; a position without a value is a cell without one. ``line`` is the position, from one.

    Raises:
        SourceError: it is no such cube, its sizes do not fit, or it lacks a dimension that the options name.
    """
    try:
        cube = _cube(gunzipped(data))
        codes = _codes(cube)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise _no_cube(str(error)) from error
    for name in filter(None, (options.place_dimension, options.time_dimension, options.measure_dimension)):
        if name not in codes:
            raise SourceError(
                "there is no dimension '{name}'",
                remedy="use one of: {known}",
                words={"name": name, "known": ", ".join(codes)},
            )
    cells = prod(map(len, codes.values()))
    used = {options.place_dimension, options.time_dimension, options.unit_dimension, options.measure_dimension}
    told = [name for name in codes if name not in used and name not in options.leave_out]
    values = pa.array(_spread(cube.value, cells), pa.float64())
    flags = pa.array([flag or "" for flag in _spread(cube.status, cells)])
    confidential = pc.match_substring(flags, "c")
    missing = pc.if_else(pc.is_null(values), pc.if_else(confidential, "confidential", "missing"), "")

    def column(name: str, otherwise: str = "") -> pa.Array:
        return _along(codes, name) if name in codes else _constant(otherwise, cells)

    observations = pa.Table.from_arrays(
        [
            column(options.measure_dimension, options.measure),
            _constant(options.scheme, cells),
            column(options.place_dimension),
            column(options.time_dimension),
            _told(codes, told, cells),
            column(options.unit_dimension),
            values,
            pc.if_else(pc.equal(flags, ":"), "", flags).dictionary_encode().cast(WORD),
            missing.dictionary_encode().cast(WORD),
            pa.array(range(1, cells + 1), pa.int32()),
            pa.repeat(pa.scalar(0, pa.int16()), cells),
        ],
        schema=OBSERVATIONS,
    )
    vintage = read_date(cube.updated[:10]) or ""
    return Parsed(rows=cells, observations=observations, vintage=vintage)


def _cube(text: bytes) -> _Cube:
    """The cube, whether it stands alone (2.0) or by a name within another object (1.x)."""
    outer = msgspec.json.decode(text, type=dict[str, msgspec.Raw])
    if "dimension" not in outer and outer:
        if len(outer) > 1:
            raise _no_cube(f"it holds {len(outer)} parts where one cube is read")
        text = bytes(next(iter(outer.values())))
    cube = msgspec.json.decode(text, type=_Cube)
    if not cube.id and "id" in cube.dimension:
        # In 1.x the order and the sizes of the dimensions stand among them.
        cube.id = msgspec.json.decode(cube.dimension["id"], type=list[str])
        cube.size = msgspec.json.decode(cube.dimension.get("size", msgspec.Raw(b"[]")), type=list[int])
    return cube


def _codes(cube: _Cube) -> dict[str, Sequence[str]]:
    """The codes of each dimension, in the order of their positions."""
    if not cube.id or len(cube.id) != len(cube.size) or len(set(cube.id)) != len(cube.id):
        raise _no_cube("dimensions and sizes do not fit")
    if min(cube.size) < 1:
        raise _no_cube("a dimension is empty")
    cells = prod(cube.size)
    if cells > MOST_CELLS:
        raise _no_cube(f"it has more than {MOST_CELLS} cells")
    found: dict[str, Sequence[str]] = {}
    for name, size in zip(cube.id, cube.size, strict=True):
        if name not in cube.dimension:
            raise _no_cube(f"dimension '{name[:40]}' is not described")
        found[name] = codes = _in_order(name, msgspec.json.decode(cube.dimension[name], type=_Dimension).category)
        if len(codes) != size:
            raise _no_cube(f"dimension '{name[:40]}' has {len(codes)} codes where {size} are stated")
    if isinstance(cube.value, list) and len(cube.value) != cells:
        raise _no_cube(f"it has {len(cube.value)} values where {cells} are stated")
    if isinstance(cube.status, list) and len(cube.status) not in (1, cells):
        raise _no_cube(f"it has {len(cube.status)} flags where {cells} are stated")
    for keyed in (cube.value, cube.status):
        if isinstance(keyed, dict) and not all(_is_position(key, cells) for key in keyed):
            raise _no_cube("a value has no position")
    return found


def _in_order(name: str, category: _Category) -> Sequence[str]:
    index = category.index
    if index is None:
        return list(category.label)
    if isinstance(index, list):
        return index
    if sorted(index.values()) != list(range(len(index))):
        raise _no_cube(f"the positions of dimension '{name[:40]}' have gaps")
    return sorted(index, key=index.__getitem__)


def _is_position(key: str, cells: int) -> bool:
    return key.isascii() and key.isdigit() and len(key) < 10 and int(key) < cells


def _spread(given: Any, cells: int) -> Sequence[Any]:
    """What is given for each position, for some, or once for all."""
    if isinstance(given, dict):
        spread = [None] * cells
        for key, one in given.items():
            spread[int(key)] = one
        return spread
    if isinstance(given, list):
        return given * cells if len(given) == 1 else given
    return [given] * cells


def _along(codes: Mapping[str, Sequence[str]], name: str) -> pa.Array:
    """The code that one dimension has at each position: the last dimension changes first."""
    names = list(codes)
    at = names.index(name)
    before = prod(len(codes[each]) for each in names[:at])
    after = prod(len(codes[each]) for each in names[at + 1 :])
    places = [n for n in range(len(codes[name])) for _ in range(after)] * before
    return pa.DictionaryArray.from_arrays(pa.array(places, pa.int32()), pa.array(list(codes[name]), pa.string()))


def _told(codes: Mapping[str, Sequence[str]], names: Sequence[str], cells: int) -> pa.Array:
    """``age=TOTAL;sex=F`` at each position."""
    if not names:
        return _constant("", cells)
    parts = [pc.binary_join_element_wise(name, _along(codes, name).cast(pa.string()), "=") for name in names]
    joined = parts[0] if len(parts) == 1 else pc.binary_join_element_wise(*parts, ";")
    return joined.dictionary_encode().cast(WORD)


def _constant(text: str, length: int) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.repeat(pa.scalar(0, pa.int32()), length), pa.array([text]))


def _no_cube(problem: str) -> SourceError:
    return SourceError(
        "is no JSON-stat cube: {problem}",
        remedy="see that it is JSON-stat, and not a page or an error message",
        words={"problem": problem[:160]},
    )
