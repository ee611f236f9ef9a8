"""A chain's value as its page shows it: with charts, the published figures, and the reasons of differences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from filiera.portal.templatetags.filiera import shown, words
from filiera.publish.drawing import draw
from filiera.publish.impact_charts import BandedBar, Reach, banded_bars, reaches
from filiera.publish.impact_numbers import THOUSAND, banded, written
from filiera.publish.ink import Spec
from filiera.services.chain_published import Published, in_base, published
from filiera.services.chain_value import ChainValue, chain_values
from filiera.services.impact_ground import ground
from filiera.services.pages import Evidence

SUPPLIERS = 10
SWINGS = 8
_BILLION = 1e9


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart in two widths, with what it says in words."""

    wide: SafeString
    narrow: SafeString
    alt: str


@dataclass(frozen=True, slots=True)
class Supplier:
    """A sector that supplies the chain, or those who live by it."""

    code: str
    name: str
    told: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class ChainPage:
    """All that the page tells of a chain."""

    value: ChainValue
    published: Published
    parts: Drawing
    swings: Drawing | None
    suppliers: tuple[Supplier, ...]

    @property
    def difference(self) -> float | None:
        """Million euro by which the published total is above the computed one."""
        now = self.published.now
        if now is None or now.total is None:
            return None
        return in_base(now.total) / 1e6 - self.value.as_published.value


def chain_pages(evidence: Evidence, language: str) -> list[ChainPage]:
    """The chains of the region.

    Raises:
        PackError, TableError: as ``chain_values``.
    """
    return [_page(evidence, value, language) for value in chain_values(evidence)]


def _page(evidence: Evidence, value: ChainValue, language: str) -> ChainPage:
    told = published(evidence, value)
    return ChainPage(value, told, _parts(value, told, language), _swings(value, language), _suppliers(evidence, value))


def _parts(value: ChainValue, told: Published, language: str) -> Drawing:
    names = {"direct": _("direct"), "indirect": _("indirect"), "induced": _("induced")}
    bars = [
        BandedBar(
            names[part],
            each.value / THOUSAND,
            each.low / THOUSAND,
            each.high / THOUSAND,
            banded(each, language, scale=THOUSAND),
        )
        for part, each in value.effects["gva"].items()
    ]
    direct = told.now.direct if told.now else None
    if direct is not None:
        number = in_base(direct) / _BILLION
        name = _("direct, as published")
        bars.insert(1, BandedBar(name, number, number, number, shown(direct), own=False))
    alt = "; ".join(f"{bar.name} {bar.shown}" for bar in bars)
    return _drawing(banded_bars(bars), banded_bars(bars, narrow=True), alt)


def _swings(value: ChainValue, language: str) -> Drawing | None:
    found = []
    for swing in value.swings[:SWINGS]:
        low, high = (end / THOUSAND for end in swing.ends)
        told_ends = written(low, language), written(high, language)
        found.append(Reach(words(swing.parameter.label), low, high, *told_ends))
    if not found:
        return None
    central = value.as_published.value / THOUSAND
    told = written(central, language)
    alt = "; ".join(f"{each.name}: {each.shown_low}–{each.shown_high}" for each in found)
    return _drawing(reaches(found, central, told), reaches(found, central, told, narrow=True), alt)


def _suppliers(evidence: Evidence, value: ChainValue) -> tuple[Supplier, ...]:
    names = {sector.code: words(sector.names) for sector in ground(evidence).told.sectors}
    ordered = sorted(value.suppliers, key=lambda code: -value.suppliers[code]["indirect"])
    return tuple(Supplier(code, names[code], value.suppliers[code]) for code in ordered[:SUPPLIERS])


def _drawing(wide: Spec, narrow: Spec, alt: str) -> Drawing:
    # Drawn by us from escaped text; the drawings hold no script and no style.
    return Drawing(
        mark_safe(draw(wide, settings.FILIERA_HOME)),  # noqa: S308
        mark_safe(draw(narrow, settings.FILIERA_HOME)),  # noqa: S308
        alt,
    )
