"""A figure as the rules see it: what it measures, where, when, and what its printed digits allow."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from filiera.claims.interval import Interval, printed_interval
from filiera.pack import Pack
from filiera.pack.schema import Claim, Derivation, Indicator, Observation, Operand, Publication
from filiera.vocabulary.units import Unit, load_units

Key = tuple[str, str, tuple[tuple[str, str], ...]]
"""Indicator, territory and breakdown: what a figure measures, without its date."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One claim or one observation, with everything that rules look at."""

    address: str
    indicator: str
    territory: str
    breakdown: tuple[tuple[str, str], ...]
    period: str
    value: Decimal
    unit: Unit
    qualifier: str
    work: str = ""
    claim: Claim | None = None
    observation: Observation | None = None

    @property
    def key(self) -> Key:
        """What is measured, where, of whom."""
        return (self.indicator, self.territory, self.breakdown)

    @property
    def interval(self) -> Interval:
        """What the printed digits and qualifier allow, in the base of the unit's dimension."""
        whole = self.unit.dimension in ("count", "rank")
        return printed_interval(self.value, self.qualifier, whole=whole, factor=self.unit.factor)

    @property
    def point(self) -> Fraction:
        """The printed value in the base of the unit's dimension."""
        return Fraction(self.value) * Fraction(self.unit.factor)

    @property
    def years(self) -> tuple[int, int] | None:
        """First and last reference year, where the text gives one."""
        if not self.period:
            return None
        first, _, last = self.period.partition("/")
        return int(first[:4]), int((last or first)[:4])

    @property
    def second_hand(self) -> bool:
        """Known only through somebody else's report of it."""
        return self.observation is not None and bool(self.observation.via)


def same_time(one: Figure, other: Figure) -> bool:
    """Whether two figures may speak of the same time: equal periods, or one of them undated."""
    return not one.period or not other.period or one.period == other.period


@dataclass
class Case:
    """All that the rules judge: the figures of a pack, with its definitions."""

    pack: Pack
    claims: list[Figure]
    observations: list[Figure]
    by_key: dict[Key, list[Figure]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # in the order of the text, whatever the order of the files: the rules then say the same in any case
        self.claims = sorted(self.claims, key=lambda f: (f.claim.line if f.claim else 0, f.address))
        self.observations = sorted(self.observations, key=lambda f: f.address)
        for figure in (*self.claims, *self.observations):
            self.by_key.setdefault(figure.key, []).append(figure)

    def indicator(self, figure: Figure) -> Indicator:
        """The definition that a figure follows."""
        return self.pack.indicators[figure.indicator]

    def publication(self, figure: Figure) -> Publication | None:
        """The publication in which a claim stands; None for an observation."""
        claim = figure.claim
        return None if claim is None else self.pack.publications.get(self.pack.publication_of.get(claim.id, ""))

    def derivation(self, figure: Figure) -> Derivation:
        """How the figure follows from others (all fields empty where it does not)."""
        return self.indicator(figure).derivation or Derivation()

    def operand_key(self, operand: Operand, figure: Figure) -> Key:
        """What an operand of ``figure``'s derivation measures, its territory resolved."""
        place = {
            "self": figure.territory,
            "nation": self.pack.nation_of(figure.territory),
            "top": self.outermost(figure.territory),
        }.get(operand.territory, operand.territory)
        breakdown = operand.breakdown or dict(figure.breakdown)
        return (operand.indicator, place, tuple(sorted(breakdown.items())))

    def outermost(self, territory: str) -> str:
        """The largest territory below the world that ``territory`` lies in."""
        code, seen = territory, set[str]()
        while code in self.pack.territories and code not in seen:
            seen.add(code)
            parent = self.pack.territories[code].parent
            if not parent or self.pack.territories.get(parent) is None:
                return code
            if self.pack.territories[parent].kind == "world":
                return code
            code = parent
        return code

    def stated(self, key: Key, like: Figure) -> list[Figure]:
        """Claims that state ``key`` for the same time as ``like``."""
        return [f for f in self.by_key.get(key, ()) if f.claim is not None and same_time(f, like)]

    def held(self, key: Key) -> list[Figure]:
        """Observations of ``key``, whatever their date."""
        return [f for f in self.by_key.get(key, ()) if f.observation is not None]

    def parameter(self, name: str, default: str) -> Decimal:
        """An assumption of the pack, or the engine's default where the pack sets none."""
        found = self.pack.parameters.get(name)
        return Decimal(found.value if found else default)


def plain_qualifier(qualifier: str) -> str:
    """A qualifier as claims know it: an estimate is about right, a provisional value is as it stands."""
    return {"estimate": "about", "provisional": "exact"}.get(qualifier, qualifier)


def case_of(pack: Pack) -> Case:
    """The figures of a pack, ready to be judged."""
    units = load_units()
    claims = [
        Figure(
            address=f"claim/{c.id}",
            indicator=c.indicator,
            territory=c.territory,
            breakdown=tuple(sorted(c.breakdown.items())),
            period=c.period,
            value=Decimal(c.value),
            unit=units[c.unit],
            qualifier=c.qualifier,
            claim=c,
        )
        for c in pack.claims.values()
    ]
    observations = [
        Figure(
            address=f"observation/{o.id}",
            indicator=o.indicator,
            territory=o.territory,
            breakdown=parse_breakdown(o.breakdown),
            period=o.period,
            value=Decimal(o.value),
            unit=units[o.unit],
            qualifier=plain_qualifier(o.qualifier),
            work=o.work,
            observation=o,
        )
        for o in pack.observations.values()
    ]
    return Case(pack, claims, observations)


def parse_breakdown(text: str) -> tuple[tuple[str, str], ...]:
    """``sex=female;age=65`` as sorted pairs."""
    pairs = [part.partition("=") for part in text.split(";") if part]
    return tuple(sorted((dimension, code) for dimension, _, code in pairs))
