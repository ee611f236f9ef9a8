"""Names of the rules that find something, for readers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NAMES = {
    "parts and total": _("Parts against total"),
    "part of a whole": _("Part of a whole"),
    "listed members": _("Count against the text's own list"),
    "mean between groups": _("Mean between its groups"),
    "ratio recomputed": _("Ratio recomputed"),
    "implied value": _("Value implied by other figures"),
    "implied value against evidence": _("Implied value against evidence"),
    "triangulation": _("Two roads to one total"),
    "triangulation with evidence": _("Two shares against evidence"),
    "one figure, two statements": _("One figure stated twice"),
    "one number, two definitions": _("One number, two definitions"),
    "one number, two scopes": _("One number, two scopes"),
    "scope of the heading": _("Scope of the heading"),
    "label against population": _("Label against what is counted"),
    "qualifier against precision": _("Qualifier against precision"),
    "wording against the period": _("Wording against the period"),
    "wording against the series": _("Wording against the series"),
    "staleness": _("Age of the figure"),
    "source before the period's end": _("Source older than the period"),
    "duplicate footnote": _("Footnote printed twice"),
    "missing footnote": _("Footnote missing"),
    "spelling of the source": _("Spelling of the source"),
    "source": _("Source in the text"),
    "edition against edition": _("Edition against edition"),
    "outside evidence": _("Outside evidence"),
    "place in an order": _("Place in an order"),
    "registry list": _("List of the registry"),
}


def rule_name(rule: str) -> str:
    """The name of a rule; what it was applied by (``parts and total by sex``) shows in its operands."""
    return str(NAMES.get(rule.partition(" by ")[0], rule))
