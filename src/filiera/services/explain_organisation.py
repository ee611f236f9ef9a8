"""Who an organisation is, and how we know: its row, its addresses, the names that mean it, and who judged them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from filiera.errors import AddressError
from filiera.evidence import Evidence
from filiera.registry.judgements import ORGANISATION
from filiera.services.decided import judged_now
from filiera.services.explain import nearest
from filiera.services.explain_records import records_explained
from filiera.services.identity_history import DatedRelation, identity_history, moved
from filiera.services.mention_links import MentionLink, mention_links
from filiera.services.organisations import all_organisations


def explained(evidence: Evidence, home: Path, address: str, language: str) -> dict[str, Any]:
    """Everything behind an organisation as plain data; of an address that was given up, of the one that it leads to.

    Raises:
        AddressError: no such organisation; names the nearest.
        DecisionError: the home's decisions are damaged.
    """
    led = moved(evidence, address)
    target = led.target if led else address
    views = all_organisations(evidence)
    view = views.get(target)
    links = [link for link in mention_links(evidence) if link.organisation == target]
    if view is None and not links:
        near = ", ".join(nearest(address, [*views]))
        raise AddressError(
            "no such organisation",
            where=address,
            remedy="nearest: {near}" if near else "look it up in the directory: addresses begin organisation/",
            words={"near": near},
        )
    history = identity_history(evidence, target)
    judged = judged_now(evidence, home)
    return {
        "address": target,
        "asked": address,
        "moved": None if led is None else {"at": led.at, "by": led.by, "reason": led.because(language)},
        "name": view.name if view else links[0].name,
        "kind": _in(view.kind_names, language) if view else None,
        "place": view.municipality if view else links[0].city,
        "codes": [f"{code.register}:{code.code}{'@' + code.years if code.years else ''}" for code in view.codes]
        if view
        else [],
        "source": None
        if view is None
        else {
            "work": view.source.work,
            "producer": view.source.producer_name,
            "title": _in(view.source.title, language),
            "vintage": view.vintage,
            "locator": view.locator,
        },
        "earlier_addresses": [
            {"address": each.address, "at": each.at, "by": each.by, "reason": each.because(language)}
            for each in history.earlier
        ],
        "relations": [_relation(each, language) for each in history.relations],
        "mentions": [_mention(link) for link in sorted(links, key=lambda each: (-each.records, each.mention))],
        "judgements": [
            {
                "other": next((node for node in pair if node != target), target),
                "verdict": str(judgement.verdict),
                "by": judgement.by,
                "at": judgement.at,
                "reason": judgement.reason,
                "where": judgement.where,
            }
            for pair, judgement in judged.holding.items()
            if target in pair or address in pair
        ],
    } | (records_explained(evidence, view, language) if view else {})


def is_organisation_address(address: str) -> bool:
    """Whether an address names an organisation."""
    return address.startswith(ORGANISATION)


def _mention(link: MentionLink) -> dict[str, Any]:
    return {
        "mention": link.mention,
        "name": link.name,
        "city": link.city,
        "country": link.country,
        "records": link.records,
        "score": link.score,
        "tier": link.tier,
        "reason": link.reason,
    }


def _relation(each: DatedRelation, language: str) -> dict[str, Any]:
    return {
        "relation": each.relation.partition(":")[0],
        "inverse": each.relation.endswith(":inverse"),
        "organisation": each.address,
        "name": each.other.name if each.other else None,
        "since": each.since,
        "until": each.until,
        "source": each.source.work if each.source else None,
        "by": each.by,
        "at": each.at,
        "reason": each.because(language),
    }


def _in(texts: dict[str, str], language: str) -> str:
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")
