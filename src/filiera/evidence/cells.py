"""The values that a cell of evidence may hold, in the one form in which they are stored and hashed."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Decimal

import msgspec

from filiera.evidence.layout import Column, Kind

Cell = str | int | float | bool | None

_INTEGER_LIMIT = 2**31


def cell(column: Column, value: object) -> Cell:
    """The stored form of ``value``; ``ValueError`` says in words why it cannot be one."""
    if value is None:
        if column.nullable:
            return None
        raise ValueError("is empty, but must hold a value: leave the column out to get its default")
    return _STORED[column.kind](column, value)


def _text(column: Column, value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"holds {value!r}, which is not text")
    return value


def _json(column: Column, value: object) -> str:
    # Keys are sorted, so that the order in which a mapping was filled never changes a hash.
    if value == "" and isinstance(column.default, str):
        return column.default
    try:
        tree = msgspec.json.decode(value) if isinstance(value, str) else value
        return msgspec.json.encode(tree, order="sorted").decode()
    except (msgspec.MsgspecError, TypeError) as error:
        raise ValueError(f"does not hold JSON ({error})") from error


def _integer(column: Column, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"holds {value!r}, which is not a whole number")
    if not -_INTEGER_LIMIT <= value < _INTEGER_LIMIT:
        raise ValueError(f"holds {value}, beyond what a 32-bit column can hold")
    return value


def _number(column: Column, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise ValueError(f"holds {value!r}, which is not a number")
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(f"holds {value}: what is missing is left empty, never a special number")
    # One zero only: -0.0 equals 0.0 and must not give the row another hash.
    return number + 0.0


def _flag(column: Column, value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"holds {value!r}, which is neither true nor false")
    return value


_STORED: dict[Kind, Callable[[Column, object], Cell]] = {
    "text": _text,
    "json": _json,
    "integer": _integer,
    "number": _number,
    "flag": _flag,
}
