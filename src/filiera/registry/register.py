"""A register of organisations as the linker reads it: what each is called, where it is, which codes it bears."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One organisation of a register."""

    id: str
    """Its address (``organisation/…``) in a pack, or its identifier in the register's own terms."""
    names: tuple[str, ...]
    """What it is called, in any language, its main name first; former names among them."""
    acronyms: tuple[str, ...] = ()
    city: str = ""
    region: str = ""
    country: str = ""
    """ISO 3166-1, two letters."""
    kinds: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    """``register:code``, or ``register:code@years`` where the code is no longer given."""
    parents: tuple[str, ...] = ()
    """Ids of the organisations that it belongs to."""
    successors: tuple[str, ...] = ()
    """Ids of the organisations that took its place."""
    active: bool = True


@dataclass(frozen=True, slots=True)
class Register:
    """Organisations among which mentions are looked for."""

    name: str
    entries: tuple[Entry, ...]
    version: str
    """Hash of its content."""
