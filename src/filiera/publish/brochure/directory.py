"""Published totals with the lists behind them, and the directory: who is listed, kind by kind."""

from __future__ import annotations

from filiera.publish.brochure.edition import Block, Edition, choices
from filiera.publish.brochure.statements import large
from filiera.services.organisations import OrganisationView, all_organisations
from filiera.services.pages import Evidence
from filiera.services.reconciliations import reconciliations


def list_blocks(edition: Edition, evidence: Evidence) -> list[Block]:
    """Each published total that a list stands behind: what the text says, what the list gives, and why."""
    return [
        large(edition, found.figure)
        | {
            "said": found.figure.shown(edition.language),
            "listed": edition.number(found.listed),
            "because": edition.text(found.because),
        }
        for found in reconciliations(evidence)
    ]


def directory_blocks(edition: Edition, evidence: Evidence) -> list[Block]:
    """One table a kind: those with a published total whose list is short enough for print, then hubs and their like."""
    choice = choices()
    by_kind: dict[str, list[OrganisationView]] = {}
    for view in all_organisations(evidence).values():
        by_kind.setdefault(view.kind, []).append(view)
    counted = [part.kind for found in reconciliations(evidence) if found.counts == "rows" for part in found.parts]
    kinds = (kind for kind in dict.fromkeys([*counted, *choice["directory"]]) if kind in by_kind)
    return [
        {
            "title": edition.text(by_kind[kind][0].kind_plural) or kind,
            "entries": [_entry(edition, v) for v in sorted(by_kind[kind], key=lambda v: (v.name.casefold(), v.id))],
        }
        for kind in kinds
        if len(by_kind[kind]) <= choice["longest_list"]
    ]


def _entry(edition: Edition, view: OrganisationView) -> Block:
    return {
        "name": view.name,
        "about": edition.text(view.about),
        "place": view.municipality,
        "codes": [f"{code.register} {code.code}" for code in view.codes if not code.years],
        "source": edition.cite(view.source.work),
        "vintage": view.vintage,
    }
