"""Of ``filiera why organisation/…``: addresses given up, dated relations, and who judged which names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from filiera.cli.registry import verdict_name
from filiera.cli.screen import say


def told_move(told: dict[str, Any]) -> str:
    """That the address asked for was given up, and why."""
    words = {"old": told["asked"], "new": told["address"], "reason": _why(told["moved"])}
    return say("{old} was given up and leads to {new}: {reason}", **words)


def identity_lines(told: dict[str, Any]) -> Iterator[str]:
    """Earlier addresses, relations and judgements, a line each."""
    for each in told["earlier_addresses"]:
        yield f"  {say('earlier address')}: {each['address']}; {_why(each)}"
    for each in told["relations"]:
        yield f"  {_relation(each)}"
    for each in told["judgements"]:
        signed = f"{each['by']}, {each['at'][:10]}"
        yield f"  {verdict_name(each['verdict'])}: {each['other']} ({signed}) {each['reason']}".rstrip()


def _why(each: dict[str, Any]) -> str:
    return ", ".join(filter(None, (each["reason"], each["by"], each["at"][:10])))


def _relation(each: dict[str, Any]) -> str:
    names = {
        "site_of": say("site of"),
        "department_of": say("department of"),
        "part_of": say("part of"),
        "successor_of": say("took the place of"),
        "member_of": say("member of"),
        "split_into": say("was parted; some of it is now"),
    }
    other = each["name"] or each["organisation"]
    dates = f"{each['since']}–{each['until']}".strip("–")
    told = names[each["relation"]]
    said = f"{other}: {told} {say('this one')}" if each["inverse"] else f"{told} {other}"
    return f"{said}, {dates}" if dates else said
