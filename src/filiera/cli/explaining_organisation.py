"""``filiera why organisation/…``: what an organisation is called, its codes, and the records that name it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from filiera.cli.explaining_identity import identity_lines, told_move
from filiera.cli.screen import console, decimal, language, print_json, say, say_count

if TYPE_CHECKING:
    from filiera.services.store import Evidence

ORGANISATION = "organisation/"
SHOWN = 5
"""So many records of a data set stand on the screen."""


def tell_organisation(evidence: Evidence, address: str, *, as_json: bool) -> None:
    """Print who an organisation is, and by which links records lead to it."""
    from filiera.services.explain_identity import identity_steps
    from filiera.services.explain_organisation import organisation_steps
    from filiera.services.store import filiera_home

    identity = identity_steps(evidence, filiera_home(), address, language())
    told = organisation_steps(evidence, identity["address"], language()) | identity
    if as_json:
        print_json(told)
        return
    out = console()
    for line in _lines(told):
        out.print(line, markup=False, soft_wrap=True)


def _lines(told: dict[str, Any]) -> Iterator[str]:
    if told["moved"]:
        yield told_move(told)
    yield ", ".join(filter(None, (told["name"], told["kind"], told["municipality"])))
    yield f"  {say('address')}: {told['address']} @ {told['version']}"
    yield f"  {say('source')}: {told['source']}"
    for named in told["also_called"]:
        yield f"  {say('also called')}: {named['name']} ({named['what']}; {named['source']})"
    for code in told["codes"]:
        years = f" ({code['years']})" if code["years"] else ""
        sure = f" — {decimal(code['score'], 2)}: {code['reason']}" if code["score"] is not None else ""
        yield f"  {say('code')}: {code['register']} {code['code']}{years}{sure}"
    yield from identity_lines(told)
    if told["not_linked"] == "no snapshots":
        yield say("Built without snapshots: no records were looked through. That says nothing of it.")
    elif told["not_linked"]:
        yield say("The linker of names is not installed (pip install 'filiera[match]'): codes alone decide.")
    for topic in told["topics"]:
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
            place = f", {surest['city']}" if surest["city"] else ""
            counts = "".join(f" · {measure}: {value:.0f}" for measure, value in record["counts"].items())
            yield f"    {record['id']} {', '.join(record['roles'])}: «{surest['name']}»{place}{counts}"
            yield f"      {decimal(surest['score'], 2)}: {surest['reason']}"
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
