"""``filiera why organisation/…``: who it is, and how we know."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from filiera.cli.explaining_records import names_and_codes, topics
from filiera.cli.registry import tier_name, verdict_name
from filiera.cli.screen import console, decimal, language, print_json, say, say_count

SHOWN = 30
"""So many names are shown on the screen; --json gives all."""


def why_organisation(address: str, *, as_json: bool) -> None:
    """Print an organisation's row, its addresses, the names that mean it, and who judged them."""
    from filiera.services.explain_organisation import explained
    from filiera.services.store import filiera_home, open_evidence

    with open_evidence() as evidence:
        told = explained(evidence, filiera_home(), address, language())
    if as_json:
        print_json(told)
        return
    out = console()
    for line in _lines(told):
        out.print(line, markup=False, soft_wrap=True)


def _lines(told: dict[str, Any]) -> Iterator[str]:
    if led := told["moved"]:
        yield say(
            "{old} was given up and leads to {new}: {reason}", old=told["asked"], new=told["address"], **_why(led)
        )
    yield ", ".join(filter(None, (told["name"], told["kind"], told["place"])))
    yield f"  {say('address')}: {told['address']}"
    if told["codes"]:
        yield f"  {say('codes')}: {', '.join(told['codes'])}"
    if source := told["source"]:
        where = ", ".join(filter(None, (source["producer"], source["title"], source["vintage"], source["locator"])))
        yield f"  {say('source')}: {where}"
    yield from names_and_codes(told)
    for each in told["earlier_addresses"]:
        yield f"  {say('earlier address')}: {each['address']}; {_why(each)['reason']}"
    for each in told["relations"]:
        yield f"  {_relation(each)}"
    yield from topics(told)
    mentions = told["mentions"]
    yield say_count("{n} name in records means it, or may.", "{n} names in records mean it, or may.", len(mentions))
    for each in mentions[:SHOWN]:
        place = ", ".join(filter(None, (each["city"], each["country"])))
        score = f"{tier_name(each['tier'])} {decimal(100 * each['score'])}%"
        yield f"  {each['name']} ({place or '–'}): {score}; {each['reason']}"
    if (further := len(mentions) - SHOWN) > 0:
        yield "  " + say_count("and {n} more (--json lists it)", "and {n} more (--json lists them all)", further)
    for each in told["judgements"]:
        signed = f"{each['by']}, {each['at'][:10]}"
        yield f"  {verdict_name(each['verdict'])}: {each['other']} ({signed}) {each['reason']}".rstrip()


def _why(each: dict[str, Any]) -> dict[str, str]:
    return {"reason": ", ".join(filter(None, (each["reason"], each["by"], each["at"][:10])))}


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
