"""Figures of one indicator as a cube: place, year, breakdown and source, one figure a cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

import msgspec

from filiera.evidence import Evidence
from filiera.services.figures import FigureView, Text
from filiera.services.licensing import Terms
from filiera.services.open_data import open_data
from filiera.vocabulary.units import load_units

TOTAL = "_T"
"""The code of what is not broken down, and of what is given without a year, as statistical offices write it."""
NO_YEAR = "_Z"
LEAST = 2


@dataclass(frozen=True, slots=True)
class Dimension:
    """One side of a cube: its categories with their names."""

    id: str
    names: Text
    categories: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class Cube:
    """The figures of an indicator that may be passed on, in the indicator's unit."""

    indicator: str
    label: Text
    definition: Text
    unit: str
    dimensions: tuple[Dimension, ...]
    cells: tuple[tuple[tuple[str, ...], FigureView, float], ...]
    """Categories, figure, and its value in the unit of the cube; in the order of the categories."""
    licences: tuple[str, ...]

    @property
    def years(self) -> tuple[str, ...]:
        """The years that the figures speak of, in order."""
        return tuple(sorted({year for _, view, _ in self.cells for year in view.period.split("/") if year}))


def cube_of(evidence: Evidence, indicator: str) -> Cube | None:
    """The cube of one indicator, however few its figures; none where no figure may be passed on."""
    return next((cube for cube in cubes(evidence, least=1) if cube.indicator == indicator), None)


def cubes(evidence: Evidence, *, least: int = LEAST) -> list[Cube]:
    """A cube for each indicator with ``least`` figures or more that may be passed on."""
    units = {row["id"]: row["unit"] for row in evidence.rows("indicator")}
    breakdowns: dict[str, tuple[Text, dict[str, Text]]] = {
        row["id"]: (
            msgspec.json.decode(row["names_json"]),
            {code["id"]: code["names"] for code in msgspec.json.decode(row["codes_json"])},
        )
        for row in evidence.rows("dimension")
    }
    works = {row["id"]: msgspec.json.decode(row["title_json"]) for row in evidence.rows("work")}
    publications = {row["id"]: msgspec.json.decode(row["title_json"]) for row in evidence.rows("publication")}
    grouped: dict[str, list[tuple[FigureView, Terms]]] = defaultdict(list)
    for view, terms in open_data(evidence).figures:
        grouped[view.indicator].append((view, terms))
    found = (
        _cube(indicator, units[indicator], figures, breakdowns, works | publications)
        for indicator, figures in sorted(grouped.items())
        if len(figures) >= least
    )
    # A figure that a text prints twice fills one cell.
    return [cube for cube in found if len(cube.cells) >= least]


def _cube(
    indicator: str,
    unit: str,
    figures: list[tuple[FigureView, Terms]],
    breakdowns: Mapping[str, tuple[Text, dict[str, Text]]],
    titles: Mapping[str, Text],
) -> Cube:
    broken_by = sorted({part.partition("=")[0] for view, _ in figures for part in view.breakdown.split(";") if part})
    # Keyed by place, year, breakdown and source; a second value of the same source gets a source of its own.
    taken: dict[tuple[str, ...], FigureView] = {}
    for view, _ in figures:
        codes = dict(part.split("=", 1) for part in view.breakdown.split(";") if part)
        head = (view.territory, view.period or NO_YEAR, *(codes.get(name, TOTAL) for name in broken_by))
        source = view.publication or view.citations[0].work
        if (other := taken.get((*head, source))) is not None:
            if (other.value, other.unit) == (view.value, view.unit):
                continue
            source = f"{source}@{view.address.partition('/')[2]}"
        taken[(*head, source)] = view
    cells = sorted((key, view, _in_unit(view, unit)) for key, view in taken.items())
    first = figures[0][0]
    names: dict[str, dict[str, Text]] = {
        "territory": {view.territory: view.territory_names for view in taken.values()},
        "period": {key[1]: {} for key in taken},
        **{name: breakdowns[name][1] if name in breakdowns else {} for name in broken_by},
        "source": {key[-1]: titles.get(key[-1].partition("@")[0], {}) for key in taken},
    }
    titles_of = {name: breakdowns[name][0] if name in breakdowns else {} for name in broken_by}
    return Cube(
        indicator=indicator,
        label=first.label,
        definition=first.definition,
        unit=unit,
        dimensions=tuple(
            Dimension(name, titles_of.get(name, {}), _categories((key[place] for key in taken), known))
            for place, (name, known) in enumerate(names.items())
        ),
        cells=tuple(cells),
        licences=tuple(sorted({terms.licence or terms.basis for _, terms in figures})),
    )


def _categories(codes: Iterable[str], names: Mapping[str, Text]) -> tuple[tuple[str, Text], ...]:
    return tuple((code, names.get(code, {})) for code in sorted(set(codes)))


def _in_unit(view: FigureView, unit: str) -> float:
    """The printed value in ``unit``: exactly as printed where it is the same."""
    units = load_units()
    if view.unit == unit or unit not in units or units[unit].dimension != units[view.unit].dimension:
        return float(view.value)
    return float(Decimal(view.value) * units[view.unit].factor / units[unit].factor)
