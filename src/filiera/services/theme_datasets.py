"""What the data sets held say of a theme: figures and counts of the hub's own region, and what they do not cover."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from filiera.evidence import Evidence
from filiera.services.datasets import DatasetView, datasets
from filiera.services.figures import FigureView, all_figures
from filiera.services.hub import hub
from filiera.services.indicators import IndicatorView, indicators
from filiera.services.kept_answers import kept_per_version
from filiera.services.themes import ThemeView
from filiera.vocabulary.durations import day


@dataclass(frozen=True, slots=True)
class ReadFigure:
    """The newest figure of a measure that was read from a data set for the hub's own region, whole rather than part."""

    indicator: IndicatorView
    figure: FigureView


@dataclass(frozen=True, slots=True)
class OrganisationNumber:
    """What a data set says of one organisation of the hub; the sum over its sites where it has several."""

    address: str
    name: str
    number: int


@dataclass(frozen=True, slots=True)
class Attested:
    """What a data set says of the hub's organisations in its newest period, the largest first.

    They are not added up: a publisher masks small counts, and organisations that it does not name are not in it.
    """

    property: str
    period: str
    organisations: tuple[OrganisationNumber, ...]


@dataclass(frozen=True, slots=True)
class ThemeDataset:
    """A data set that bears on a theme, with what is held of it."""

    dataset: DatasetView
    figures: tuple[ReadFigure, ...]
    attested: tuple[Attested, ...]
    months: int | None
    """Its age in whole months when this evidence was built; None where nothing dates it."""

    @property
    def years(self) -> int:
        """Its age in whole years."""
        return (self.months or 0) // 12


def theme_datasets(evidence: Evidence, theme: ThemeView) -> list[ThemeDataset]:
    """The data sets that bear on ``theme``, in the order of the pack, held or not."""
    known = _bearing(evidence)
    return [known[name] for name in theme.datasets]


@kept_per_version
def _bearing(evidence: Evidence) -> dict[str, ThemeDataset]:
    """Every data set as a theme shows it, by its id."""
    measures = {view.id: view for view in indicators(evidence)}
    figures = _newest(evidence)
    attested = _attested(evidence)
    built = evidence.version.built_at.date()
    return {
        view.id: ThemeDataset(
            dataset=view,
            figures=tuple(
                ReadFigure(measures[name], figures[view.id, name])
                for name, _ in view.indicators
                if (view.id, name) in figures
            ),
            attested=tuple(
                attested[view.work, name] for name in view.attests if view.held and (view.work, name) in attested
            ),
            months=_months(view, built),
        )
        for view in datasets(evidence)
    }


def _newest(evidence: Evidence) -> dict[tuple[str, str], FigureView]:
    """Data set and indicator → its newest figure of the hub's own region."""
    own = hub(evidence).territory
    newest: dict[tuple[str, str], FigureView] = {}
    for figure in all_figures(evidence):
        if not figure.dataset or figure.territory != own or figure.breakdown:
            continue
        before = newest.get((figure.dataset, figure.indicator))
        if before is None or figure.period > before.period:
            newest[figure.dataset, figure.indicator] = figure
    return newest


def _attested(evidence: Evidence) -> dict[tuple[str, str], Attested]:
    """Work and property → what it says of the hub's organisations."""
    properties = sorted({name for view in datasets(evidence) for name in view.attests})
    if not properties:
        return {}
    names = {row["address"]: row["name"] for row in evidence.rows("organisation")}
    stated: dict[tuple[str, str], dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for row in evidence.rows("organisation_statement", property=properties):
        numbers = stated[row["work"], row["property"]][row["period"]]
        numbers[row["organisation"]] = numbers.get(row["organisation"], 0) + int(row["value"])
    found = {}
    for key, periods in stated.items():
        period = max(periods)
        ordered = sorted(periods[period].items(), key=lambda each: (-each[1], names[each[0]]))
        found[key] = Attested(
            key[1], period, tuple(OrganisationNumber(address, names[address], number) for address, number in ordered)
        )
    return found


def _months(view: DatasetView, built: date) -> int | None:
    since = day(view.held.vintage) if view.held else None
    if since is None:
        return None
    return max(0, (built.year - since.year) * 12 + built.month - since.month - (built.day < since.day))
