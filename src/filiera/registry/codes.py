"""Codes that decide and codes that forbid: what registers say outweighs how names look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

import msgspec
import yaml

from filiera.registry.register import Entry
from filiera.vocabulary.learned import learned

_DATA = Path(__file__).with_name("codes.yml")


@learned
class _Known(msgspec.Struct, frozen=True):
    check: tuple[str, ...] = ()
    several: bool = False
    about: str = "organisation"


@dataclass(frozen=True, slots=True)
class Code:
    """One code: which register gave it, and the years in which it was given, where it no longer is."""

    register: str
    code: str
    years: str = ""

    @classmethod
    def read(cls, written: str) -> Code | None:
        """``register:code`` or ``register:code@years``; None where it is neither."""
        register, _, rest = written.strip().partition(":")
        code, _, years = rest.partition("@")
        code = "".join(char for char in code if char.isalnum()).upper()
        return cls(register.strip().lower(), code, years.strip()) if register.strip() and code else None

    def __str__(self) -> str:
        return f"{self.register}:{self.code}" + (f"@{self.years}" if self.years else "")


def codes_of(written: str | None) -> list[Code]:
    """The codes in a cell, ``;`` between them."""
    return [code for part in (written or "").split(";") if (code := Code.read(part))]


class Codes:
    """The codes of a register's organisations."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._who: dict[tuple[str, str], list[tuple[int, str]]] = {}
        self._current: list[dict[str, frozenset[str]]] = []
        for number, entry in enumerate(entries):
            codes = [code for written in entry.codes if (code := Code.read(written))]
            held: dict[str, set[str]] = {}
            for code in codes:
                self._who.setdefault((code.register, code.code), []).append((number, code.years))
                if not code.years:
                    held.setdefault(code.register, set()).add(code.code)
            self._current.append({register: frozenset(each) for register, each in held.items()})

    def decided(self, codes: Sequence[Code]) -> dict[int, str]:
        """Organisation → the code that it shares with the mention, in words; a current one before a former one."""
        found: dict[int, str] = {}
        former: dict[int, str] = {}
        for code in codes:
            if _of_a_thing(code.register) or not valid(code):
                continue
            for number, years in self._who.get((code.register, code.code), ()):
                if years:
                    former.setdefault(number, f"code {code.register}:{code.code}, its code in {years}")
                else:
                    found.setdefault(number, f"code {code.register}:{code.code} agrees")
        return found or former

    def forbids(self, codes: Sequence[Code], organisation: int) -> bool:
        """Whether the organisation bears another code of a register that gives one each."""
        held = self._current[organisation]
        return any(
            code.register in held and code.code not in held[code.register]
            for code in codes
            if not code.years and not _several(code.register) and valid(code)
        )


def valid(code: Code) -> bool:
    """Whether its check digits are right, where its register has any (python-stdnum)."""
    checks = _known().get(code.register, _Known()).check
    return not checks or any(_module_finds_valid(name, code.code) for name in checks)


def _module_finds_valid(name: str, code: str) -> bool:
    return bool(import_module(f"stdnum.{name}").is_valid(code))


def _several(register: str) -> bool:
    return _known().get(register, _Known()).several or _of_a_thing(register)


def _of_a_thing(register: str) -> bool:
    return _known().get(register, _Known()).about == "thing"


@cache
def _known() -> dict[str, _Known]:
    return msgspec.convert(yaml.safe_load(_DATA.read_text(encoding="utf-8")), dict[str, _Known])
