"""By which records an organisation is known, for the screen: names, codes, topics, and what the files do not cover."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from filiera.cli.screen import decimal, say, say_count

SHOWN = 5
"""So many records of a data set stand on the screen; --json gives all."""


def names_and_codes(told: dict[str, Any]) -> Iterator[str]:
    """What sources call it, and the codes that were found in linked records."""
    for named in told.get("also_called", ()):
        yield f"  {say('also called')}: {named['name']} ({named['what']}; {named['source']})"
    for code in told.get("codes_found", ()):
        yield f"  {say('code')}: {code['register']}:{code['code']} ({decimal(code['score'], 2)}: {code['reason']})"


def topics(told: dict[str, Any]) -> Iterator[str]:
    """What the files held show, and where they do not reach."""
    if told.get("not_linked") == "no snapshots":
        yield say("Built without snapshots: no records were looked through. That says nothing of it.")
    elif told.get("not_linked"):
        yield say("The linker of names is not installed (pip install 'filiera[match]'): codes alone decide.")
    for topic in told.get("topics", ()):
        yield from _topic(topic)


def _topic(topic: dict[str, Any]) -> Iterator[str]:
    name = {
        "hosted": say("Trials that name it as a site"),
        "sponsored": say("Trials that name it as sponsor or collaborator"),
        "participations": say("Participation in research programmes"),
        "notices": say("Procurement notices that name it"),
        "start_ups": say("Registers of start-ups"),
        "other_records": say("Other records that name it"),
        "registers": say("Registers and files that know it"),
    }[topic["topic"]]
    if not topic["records"]:
        yield f"{name}: {say('the files held show none; they cover only:')}"
        for each in topic["looked_through"]:
            yield f"  {each['dataset']} ({each['vintage'] or '?'}): {each['covers']} {_lacks(each['lacks'])}"
    else:
        yield f"{name}: {topic['records']}"
    for each in topic["shown"]:
        yield f"  {each['dataset']}, {each['vintage'] or '?'}: {len(each['records'])}. {_lacks(each['lacks'])}"
        for record in each["records"][:SHOWN]:
            surest = record["mentions"][0]
            counts = "".join(f" · {measure}: {value:.0f}" for measure, value in record["counts"].items())
            sure = f"{decimal(surest['score'], 2)}: {surest['reason']}"
            yield f"    {record['id']} {', '.join(record['roles'])}: «{surest['name']}»{counts} ({sure})"
        further = len(each["records"]) - SHOWN
        if further > 0:
            yield "    " + say_count("and {n} more (--json lists it)", "and {n} more (--json lists them all)", further)
    if topic["unsure"]:
        yield "  " + say_count(
            "{n} mention may mean it: a person has to decide",
            "{n} mentions may mean it: a person has to decide",
            topic["unsure"],
        )


def _lacks(text: str) -> str:
    return say("Not covered: {what}", what=text) if text else ""
