"""Themes: the subjects under which readers look for figures, and the texts that tell them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import msgspec

from filiera.errors import AddressError
from filiera.evidence import Evidence
from filiera.pack.page_texts import references, targets
from filiera.services.figures import Text, all_figures
from filiera.services.indicators import IndicatorView, in_order, indicators


@dataclass(frozen=True, slots=True)
class ThemeView:
    """A theme, the subjects of indicators that it covers, and its text per language."""

    id: str
    names: Text
    question: Text
    covers: tuple[str, ...]
    datasets: tuple[str, ...]
    """The data sets that bear on it, in the order of the pack."""
    titles: Text
    bodies: Text
    mentions: frozenset[str]
    """Indicators whose figures the text names, in whatever language."""

    @property
    def address(self) -> str:
        """Where it lies, without the language."""
        return f"theme/{self.id}"


def themes(evidence: Evidence) -> tuple[ThemeView, ...]:
    """All themes, in the order of the pack."""
    return _themes_of(evidence, evidence.version.hash)


def theme(evidence: Evidence, name: str) -> ThemeView:
    """The theme of that id.

    Raises:
        AddressError: no such theme.
    """
    for view in themes(evidence):
        if view.id == name:
            return view
    raise AddressError("no such theme", where=f"theme/{name}", remedy="the page of figures lists them all")


@dataclass(frozen=True, slots=True)
class Subject:
    """A theme with the indicators that belong to it; without a theme, those that no theme covers."""

    theme: ThemeView | None
    indicators: tuple[IndicatorView, ...]


def subjects(evidence: Evidence) -> list[Subject]:
    """All indicators by theme, in the order of the pack; what no theme covers comes last."""
    every = indicators(evidence)
    found = [Subject(theme, tuple(in_order(v for v in every if v.theme in theme.covers))) for theme in themes(evidence)]
    covered = {covered for theme in themes(evidence) for covered in theme.covers}
    rest = tuple(in_order(view for view in every if view.theme not in covered))
    return [subject for subject in (*found, Subject(None, rest)) if subject.indicators or subject.theme]


def theme_of(evidence: Evidence, view: IndicatorView) -> ThemeView | None:
    """The theme that an indicator belongs to."""
    return next((theme for theme in themes(evidence) if view.theme in theme.covers), None)


@lru_cache(maxsize=4)
def _themes_of(evidence: Evidence, version: str) -> tuple[ThemeView, ...]:
    # cached per evidence version: the evidence never changes under its hash
    titles: dict[str, Text] = {}
    bodies: dict[str, Text] = {}
    for row in evidence.rows("text"):
        titles.setdefault(row["theme"], {})[row["language"]] = row["title"]
        bodies.setdefault(row["theme"], {})[row["language"]] = row["body"]
    indicator_of = {figure.address: figure.indicator for figure in all_figures(evidence)}
    return tuple(
        ThemeView(
            id=row["id"],
            names=msgspec.json.decode(row["names_json"]),
            question=msgspec.json.decode(row["question_json"]),
            covers=tuple(msgspec.json.decode(row["covers_json"])),
            datasets=tuple(msgspec.json.decode(row["datasets_json"])),
            titles=titles.get(row["id"], {}),
            bodies=bodies.get(row["id"], {}),
            mentions=_mentions((titles.get(row["id"], {}), bodies.get(row["id"], {})), indicator_of),
        )
        for row in sorted(evidence.rows("theme"), key=lambda row: row["seq"])
    )


def _mentions(told: tuple[Text, Text], indicator_of: dict[str, str]) -> frozenset[str]:
    texts = [text for each in told for text in each.values()]
    addresses = {f"{kind}/{key}" for text in texts for kind, key in references(text)}
    addresses |= {target.rstrip("/") for text in texts for target in targets(text)}
    named = {address.removeprefix("figure/") for address in addresses if address.startswith("figure/")}
    return frozenset(named | {indicator_of[address] for address in addresses if address in indicator_of})
