"""How a verdict is shown: its mark, how much attention it asks for, and what it means in one sentence."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from filiera.vocabulary.translation import translate


@dataclass(frozen=True, slots=True)
class Mark:
    """The face of a verdict."""

    verdict: str
    tone: str
    meaning: Promise

    @property
    def symbol(self) -> str:
        """Name of the drawing in ``marks.svg``."""
        return self.verdict.replace(" ", "-")

    def name(self, language: str) -> str:
        """The verdict as ``language`` says it."""
        return translate(self.verdict, language)


def _mark(verdict: str, tone: str, meaning: Promise) -> Mark:
    return Mark(verdict, tone, meaning)


MARKS: dict[str, Mark] = {
    mark.verdict: mark
    for mark in (
        _mark(
            "does not reconcile",
            "alarm",
            _("The figure contradicts another figure of the same text: both cannot hold."),
        ),
        _mark("differs", "alarm", _("A document that was checked gives another value than the ledger.")),
        _mark("source disagrees", "alarm", _("Other evidence that we hold gives another value.")),
        _mark(
            "scope differs",
            "care",
            _("The figure counts another place, group or thing than its heading or label says."),
        ),
        _mark("ambiguous", "care", _("The text can be read in more than one way.")),
        _mark("stale", "care", _("The figure was already old when the text was published.")),
        _mark("unsourced", "plain", _("The text gives no source for the figure.")),
        _mark("unchecked", "plain", _("Nothing that we hold can test the figure. This is no approval.")),
        _mark("derived", "good", _("The figure follows from others by calculation.")),
        _mark("consistent", "good", _("The figure agrees with other figures, within its rounding.")),
        _mark("reproduced", "good", _("The calculation was repeated and gives the same figure.")),
    )
}

NOTE = _mark("noted", "plain", _("Worth knowing; it does not change the verdict."))


def mark_of(outcome: str) -> Mark:
    """The mark of a verdict, or of an outcome that only informs."""
    return MARKS.get(outcome, NOTE)
