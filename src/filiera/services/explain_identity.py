"""How an organisation came to its address: addresses given up, dated relations, and who judged which names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from filiera.evidence import Evidence
from filiera.services.decided import judged_now
from filiera.services.identity_history import DatedRelation, identity_history, moved


def identity_steps(evidence: Evidence, home: Path, address: str, language: str) -> dict[str, Any]:
    """As plain data, of the address that stands: of one that was given up, of the one that it leads to.

    Raises:
        DecisionError: the home's decisions are damaged.
    """
    led = moved(evidence, address)
    target = led.target if led else address
    history = identity_history(evidence, target)
    judged = judged_now(evidence, home)
    return {
        "address": target,
        "asked": address,
        "moved": None if led is None else {"at": led.at, "by": led.by, "reason": led.because(language)},
        "earlier_addresses": [
            {"address": each.address, "at": each.at, "by": each.by, "reason": each.because(language)}
            for each in history.earlier
        ],
        "relations": [_relation(each, language) for each in history.relations],
        "judgements": [
            {
                "other": next((node for node in pair if node not in (target, address)), target),
                "verdict": str(judgement.verdict),
                "by": judgement.by,
                "at": judgement.at,
                "reason": judgement.reason,
                "where": judgement.where,
            }
            for pair, judgement in judged.holding.items()
            if target in pair or address in pair
        ],
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
