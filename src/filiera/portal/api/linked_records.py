"""Mentions of organisations as plain data: how many records of each topic, and each with its score and reason."""

from __future__ import annotations

from typing import Any

from filiera.portal.api.gate import API
from filiera.portal.api.telling import NO_TERMS, reuse
from filiera.services.datasets import DatasetView
from filiera.services.involvement import Involvement
from filiera.services.licensing import Terms
from filiera.services.linked import LinkView

Row = dict[str, Any]


def involvement_told(found: Involvement, address: str) -> Row:
    """How many records of each topic name an organisation, and what was looked through."""
    return {
        "linked_by": found.method,
        "not_linked": found.not_linked,
        "records": [
            {
                "topic": block.topic,
                "records": block.count,
                "unsure": len(block.unsure),
                "looked_through": [
                    {
                        "dataset": each.dataset.id,
                        "vintage": each.dataset.held.vintage if each.dataset.held else "",
                        "mentions": each.mentions,
                        "compared": each.compared,
                        "covers": each.dataset.covers,
                        "lacks": each.dataset.lacks,
                    }
                    for each in block.looked_through
                ],
            }
            for block in found.blocks
        ],
        "links": f"{API}/organisations/{address.partition('/')[2]}/links",
    }


def link_told(link: LinkView, dataset: DatasetView, works: dict[str, Terms]) -> Row:
    """One mention."""
    record = link.record
    return {
        "dataset": link.dataset,
        "vintage": dataset.held.vintage if dataset.held else "",
        "numbered_by": record.register if record else "",
        "record": record.id if record else "",
        "record_kind": record.kind if record else "",
        "record_title": record.title if record else "",
        "role": link.role,
        "name": link.name,
        "city": link.city,
        "codes": link.codes,
        "file": link.file,
        "line": link.line,
        "counts": [
            {"measure": c.measure, "value": c.value, "unit": c.unit, "period": c.period, "line": c.line}
            for c in (record.counts if record else ())
        ],
        "score": link.score,
        "tier": link.tier,
        "reason": link.reason,
        "method": link.method,
        "reuse": reuse(works.get(dataset.work, NO_TERMS)),
    }
