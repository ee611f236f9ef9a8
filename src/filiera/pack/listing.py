"""The registry's own list of what a published total counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from filiera.pack.read import Pack
from filiera.pack.schema import Attestation, Indicator, Organisation

Counts = Literal["rows", "codes", "beds"]


@dataclass(frozen=True, slots=True)
class Listing:
    """What the registry lists of one thing: how many, of which kinds, which rows."""

    counts: Counts
    """What was counted: organisations, their codes in a register, or their beds."""
    listed: int
    parts: dict[str, int]
    """Kind of organisation → how many of them."""
    organisations: tuple[str, ...]
    period: str = ""
    """The year that the beds are of."""


def codes_in(organisation: Organisation, register: str) -> list[str]:
    """The codes that a register gives to an organisation now; those with years after ``@`` are of the past."""
    pairs = (code.strip().partition(":") for code in organisation.codes.split(";"))
    return [code for name, _, code in pairs if name == register and code and "@" not in code]


def beds_of(pack: Pack) -> dict[str, tuple[int, str]]:
    """Organisation → its beds in the newest year that a source states, all sites together, and that year."""
    stated: dict[str, list[Attestation]] = {}
    for row in pack.attestations.values():
        if row.property == "beds":
            stated.setdefault(row.organisation, []).append(row)
    found = {}
    for organisation, rows in stated.items():
        newest = max(row.period for row in rows)
        found[organisation] = (sum(int(row.value) for row in rows if row.period == newest), newest)
    return found


def listing(pack: Pack, indicator: Indicator) -> Listing | None:
    """The list that stands behind an indicator; ``None`` where the registry has none."""
    kinds = [indicator.register_kind, *indicator.register_also]
    rows = [o for o in pack.organisations.values() if o.kind in kinds]
    if not indicator.register_kind or not rows:
        return None
    counts: Counts = "beds" if indicator.register_beds else "codes" if indicator.register_codes else "rows"
    beds = beds_of(pack) if indicator.register_beds else {}
    numbers: dict[str, int] = {}
    for row in rows:
        if counts == "beds":
            number = beds.get(row.id, (0, ""))[0]
        elif counts == "codes":
            number = len(codes_in(row, indicator.register_codes))
        else:
            number = 1
        if number:
            numbers[row.id] = number
    parts: Counter[str] = Counter()
    for row in rows:
        parts[row.kind] += numbers.get(row.id, 0)
    years = sorted({beds[name][1] for name in numbers if name in beds})
    return Listing(
        counts=counts,
        listed=sum(numbers.values()),
        parts={kind: parts[kind] for kind in kinds if parts[kind]},
        organisations=tuple(sorted(numbers)),
        period="/".join(dict.fromkeys((years[0], years[-1]))) if years else "",
    )
