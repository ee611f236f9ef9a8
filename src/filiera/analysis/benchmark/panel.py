"""Indicators of several regions, as a composite takes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from filiera.analysis.benchmark.labelled import Matrix, each_once, numbers, place_of
from filiera.errors import TableError


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """Regions × indicators, each indicator in one unit and of one direction; ``nan`` is missing.

    Raises:
        TableError: labels, cells, units or directions do not fit.
    """

    regions: tuple[str, ...]
    indicators: tuple[str, ...]
    values: Matrix
    units: tuple[str, ...]
    more_is_better: tuple[bool, ...]

    def __post_init__(self) -> None:
        regions, indicators = each_once(self.regions), each_once(self.indicators)
        if not len(indicators) == len(self.units) == len(self.more_is_better):
            raise TableError("an indicator lacks its unit or direction", remedy="state both for every indicator")
        object.__setattr__(self, "regions", regions)
        object.__setattr__(self, "indicators", indicators)
        object.__setattr__(self, "values", numbers(self.values, (len(regions), len(indicators))))

    def of(self, regions: Sequence[str]) -> Panel:
        """The same indicators of some of the regions.

        Raises:
            TableError: there is no such region.
        """
        at = [place_of(region, self.regions) for region in regions]
        return replace(self, regions=tuple(regions), values=self.values[at])

    def without(self, indicator: str) -> Panel:
        """The same regions without one indicator.

        Raises:
            TableError: there is no such indicator, or it is the only one.
        """
        out = place_of(indicator, self.indicators)
        kept = [at for at in range(len(self.indicators)) if at != out]
        return Panel(
            self.regions,
            tuple(self.indicators[at] for at in kept),
            self.values[:, kept],
            tuple(self.units[at] for at in kept),
            tuple(self.more_is_better[at] for at in kept),
        )
