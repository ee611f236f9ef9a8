"""Units of measure: what may be compared, and by which factor."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType

import msgspec
import yaml

from filiera.errors import PackError
from filiera.vocabulary.learned import learned

_UNITS = Path(__file__).with_name("units.yml")


@learned
class Unit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A unit: ``value × factor`` is the value in the base of its dimension."""

    id: str
    dimension: str
    factor: Decimal


@cache
def load_units() -> Mapping[str, Unit]:
    """All units by id."""
    try:
        units = msgspec.convert(yaml.safe_load(_UNITS.read_text(encoding="utf-8")), list[Unit], strict=False)
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise PackError(
            "a unit is not described as it must be ({reason})",
            where=_UNITS.name,
            remedy="give each unit an id, a dimension and a factor",
            words={"reason": error},
        ) from error
    return MappingProxyType({unit.id: unit for unit in units})
