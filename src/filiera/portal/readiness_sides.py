"""The sides of a result as pages draw them: score, what is open, peers, what was before."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from filiera.services.readiness_findings import Change
from filiera.services.readiness_peers import Comparison
from filiera.services.readiness_results import DimensionView


@dataclass(frozen=True, slots=True)
class Before:
    """The same side at an earlier measurement."""

    name: str
    """``T0``."""
    score: float | None
    change: Change

    @property
    def open_matters(self) -> bool:
        """Whether what is open would move the change by a point that is shown."""
        return round(self.change.low or 0) != round(self.change.high or 0)


@dataclass(frozen=True, slots=True)
class Side:
    """A dimension of a result."""

    view: DimensionView
    comparison: Comparison | None
    before: tuple[Before, ...] = ()
    """The latest first."""

    @property
    def score(self) -> str:
        """How far the bar reaches, of 100."""
        return f"{self.view.found.score or 0:.1f}"

    @property
    def low(self) -> str:
        """Where what is still open begins."""
        return f"{self.view.found.low or 0:.1f}"

    @property
    def open_width(self) -> str:
        """How wide what is still open is."""
        return f"{max(0.0, (self.view.found.high or 0) - (self.view.found.low or 0)):.1f}"

    @property
    def peers_mean(self) -> str:
        """Where the peers' mean stands; empty where there are not enough of them."""
        peers = self.comparison.peers if self.comparison else None
        return f"{peers.mean:.1f}" if peers else ""

    @property
    def score_before(self) -> str:
        """Where the latest earlier score stands; empty where there is none."""
        score = self.before[0].score if self.before else None
        return "" if score is None else f"{score:.1f}"

    @property
    def weights_matter(self) -> bool:
        """Whether other weights would move the score by a point that is shown."""
        ends = self.view.by_weights
        return ends is not None and round(ends[0]) != round(ends[1])

    @property
    def drawn(self) -> str:
        """What the drawing shows, in words."""
        found = self.view.found
        if found.score is None:
            return _("No score yet.")
        said = [_("%(score)d of 100") % {"score": round(found.score)}]
        if found.open and found.low is not None and found.high is not None:
            said.append(_("between %(low)d and %(high)d") % {"low": round(found.low), "high": round(found.high)})
        if self.peers_mean:
            said.append(_("mean of peers %(mean)d") % {"mean": round(float(self.peers_mean))})
        if self.score_before:
            words = {"name": self.before[0].name, "score": round(float(self.score_before))}
            said.append(_("%(name)s: %(score)d") % words)
        return "; ".join(said)
