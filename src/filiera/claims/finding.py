"""What a rule found about a figure, and the verdict that the findings amount to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from filiera.claims.interval import Interval

VERDICTS = (
    "does not reconcile",
    "differs",
    "source disagrees",
    "scope differs",
    "ambiguous",
    "stale",
    "unsourced",
    "unchecked",
    "derived",
    "consistent",
    "reproduced",
)
"""From the gravest to the best; the verdict of a figure is the gravest outcome among its findings."""

ALARMS = VERDICTS[:3]
"""Verdicts that an editor must not let pass."""

NOTED = "noted"
"""An outcome that informs without changing the verdict."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A value in a message: printed with its unit and qualifier in the reader's language."""

    value: Decimal | Fraction
    unit: str
    qualifier: str = "exact"
    digits: int | None = None
    """Decimals to show for a computed value; ``None`` prints the value's own digits."""


@dataclass(frozen=True, slots=True)
class Span:
    """An interval in a message."""

    interval: Interval
    unit: str
    digits: int = 1


@dataclass(frozen=True, slots=True)
class Name:
    """The label of an indicator, territory, work or concept, in the reader's language."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Terms:
    """Several numbers in a row, as in a sum: written without their unit."""

    values: tuple[Decimal, ...]
    join: str = " + "


Parameter = Amount | Span | Name | Terms | str | int


@dataclass(frozen=True, slots=True)
class Message:
    """One readable line: an English template (the translation key) and what fills it."""

    template: str
    parameters: Mapping[str, Parameter] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """One outcome of one rule for one figure, with the rows that it rests on."""

    figure: str
    rule: str
    outcome: str
    operands: tuple[str, ...]
    message: Message

    @property
    def says(self) -> tuple[str, str, str]:
        """What it says, whichever rows it says it of: equal findings are one."""
        return (
            self.rule,
            self.outcome,
            f"{self.message.template} {sorted(map(str, self.message.parameters.items()))}",
        )


def verdict_of(outcomes: Iterable[str], *, sourced: bool = True) -> str:
    """The gravest outcome. A figure that nothing could test is ``unchecked``, never a pass."""
    tested = [outcome for outcome in outcomes if outcome in VERDICTS]
    if not sourced:
        tested.append("unsourced")
    return min(tested or ["unchecked"], key=VERDICTS.index)
