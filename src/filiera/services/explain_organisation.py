"""What is known of an organisation and by which links: the path from its page back to records and sources."""

from __future__ import annotations

from typing import Any

from filiera.errors import AddressError
from filiera.evidence import Evidence
from filiera.services.codes_found import codes_found
from filiera.services.explain import nearest
from filiera.services.figures import Text
from filiera.services.involvement import Block, involvement
from filiera.services.linked import LinkView
from filiera.services.organisations import all_organisations, organisation


def organisation_steps(evidence: Evidence, address: str, language: str) -> dict[str, Any]:
    """Names, codes, sources and the records that name it, as plain data.

    Raises:
        AddressError: none such; the remedy names the nearest.
    """
    known = all_organisations(evidence)
    if address not in known:
        near = ", ".join(nearest(address, known))
        remedy = "nearest: {near}" if near else "the directory lists all organisations"
        raise AddressError("no such organisation", where=address, remedy=remedy, words={"near": near})
    page, found = organisation(evidence, address), involvement(evidence, address)
    view = page.organisation
    return {
        "address": address,
        "version": view.version,
        "name": view.name,
        "kind": _in(view.kind_names, language),
        "municipality": view.municipality,
        "source": _source(view.source.producer_name, view.source.title, view.vintage, language),
        "also_called": [
            {
                "name": named.value,
                "what": _in(named.words, language) or named.property,
                "source": _source(named.source.producer_name, named.source.title, named.vintage, language),
            }
            for named in page.names
        ],
        "codes": [
            {"register": code.register, "code": code.code, "years": code.years, "score": None, "reason": None}
            for code in view.codes
        ]
        + [
            {
                "register": each.code.register,
                "code": each.code.code,
                "years": "",
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
