"""By which records an organisation is known: its names, the codes that were found, and each topic, as plain data."""

from __future__ import annotations

from typing import Any

from filiera.evidence import Evidence
from filiera.services.codes_found import codes_found
from filiera.services.figures import Text
from filiera.services.involvement import Block, involvement
from filiera.services.linked import LinkView
from filiera.services.organisations import OrganisationView, organisation


def records_explained(evidence: Evidence, view: OrganisationView, language: str) -> dict[str, Any]:
    """Names by source, codes found by linking, and what the files held show topic by topic."""
    found = involvement(evidence, view.address)
    return {
        "also_called": [
            {
                "name": named.value,
                "what": _in(named.words, language) or named.property,
                "source": _source(named.source.producer_name, named.source.title, named.vintage, language),
            }
            for named in organisation(evidence, view.address).names
        ],
        "codes_found": [
            {
                "register": each.code.register,
                "code": each.code.code,
                "score": each.link.score,
                "reason": each.link.reason,
            }
            for each in codes_found(evidence, view)
        ],
        "linked_by": found.method or None,
        "not_linked": found.not_linked or None,
        "topics": [_topic(block, language) for block in found.blocks],
    }


def _topic(block: Block, language: str) -> dict[str, Any]:
    return {
        "topic": block.topic,
        "records": block.count,
        "unsure": len(block.unsure),
        "shown": [
            {
                "dataset": each.dataset.id,
                "vintage": each.dataset.held.vintage if each.dataset.held else "",
                "lacks": _in(each.dataset.lacks, language),
                "records": [
                    {
                        "id": record.record.id if record.record else "",
                        "title": record.record.title if record.record else "",
                        "roles": list(record.roles),
                        "counts": {count.measure: count.value for count in record.record.counts}
                        if record.record
                        else {},
                        "mentions": [_mention(link) for link in record.links],
                    }
                    for record in each.records
                ],
            }
            for each in block.shown
        ],
        "looked_through": [
            {
                "dataset": each.dataset.id,
                "vintage": each.dataset.held.vintage if each.dataset.held else "",
                "covers": _in(each.dataset.covers, language),
                "lacks": _in(each.dataset.lacks, language),
            }
            for each in block.looked_through
        ],
    }


def _mention(link: LinkView) -> dict[str, Any]:
    return {"name": link.name, "city": link.city, "role": link.role, "score": link.score, "reason": link.reason}


def _source(producer: str, title: Text, vintage: str, language: str) -> str:
    return ", ".join(filter(None, (producer, _in(title, language), vintage)))


def _in(texts: Text, language: str) -> str:
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")
