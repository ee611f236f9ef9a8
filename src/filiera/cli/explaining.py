"""``filiera why`` and ``filiera diff``."""

from __future__ import annotations

from filiera.cli.building import ensure_evidence
from filiera.cli.screen import console, language, mark, print_json, say


def why_command(address: str, *, as_json: bool) -> None:
    """Print the path of a figure: value, place, source, definition, findings."""
    from filiera.services.explain import find, steps
    from filiera.services.store import open_evidence

    ensure_evidence()
    with open_evidence() as evidence:
        told = steps(find(evidence, address), language())
    if as_json:
        print_json(told)
        return
    out = console()
    out.print(f"{told['label']}: {told['shown']} — {mark(told['verdict'])}", markup=False)
    if told["sentence"]:
        out.print(told["sentence"], markup=False)
    rows = [(say("address"), f"{told['address']} @ {told['version']}")]
    if told["place"]:
        words = {**told["place"], "printed": told["place"]["printed"]}
        rows.append((say("in the text"), say("{publication}, section {section}, line {line}: «{printed}»", **words)))
    rows.append((say("measures"), told["definition"]))
    scope = [told["territory"], told["period"] or say("no year given"), told["breakdown"] or ""]
    rows.append((say("scope"), ", ".join(part for part in scope if part)))
    for source in told["sources"]:
        hand = say("primary") if source["primary"] else say("second-hand")
        mark_ = f"[{source['footnote']}] " if source["footnote"] else ""
        year = source["published"] or say("no year given")
        rows.append((say("source"), f"{mark_}{source['producer']}, {source['title']} ({year}); {hand}"))
    if not told["sources"]:
        rows.append((say("source"), say("none given")))
    if told["via"]:
        rows.append((say("as reported by"), told["via"]))
    for name, text in rows:
        out.print(f"  {name}: {text}", markup=False, soft_wrap=True)
    out.print(say("What the rules found:") if told["findings"] else say("No rule could test it."))
    for finding in told["findings"]:
        out.print(f"  {mark(finding['outcome'])}: {finding['arithmetic']}", markup=False, soft_wrap=True)
        others = [operand for operand in finding["operands"] if operand != told["address"]]
        if others:
            out.print(f"      {say('rests on')} {', '.join(others)}", markup=False, soft_wrap=True)


def diff_command(old: str, new: str, *, as_json: bool) -> None:
    """Print what moved between two evidence files."""
    from filiera.services.explain import changes

    before, after, moved = changes(old, new)
    if as_json:
        rows = [
            {
                "kind": change.kind,
                "table": change.table,
                "address": change.address,
                "column": change.column,
                "before": change.before,
                "after": change.after,
            }
            for change in moved
        ]
        print_json({"old": before.name, "new": after.name, "changes": rows})
        return
    out = console()
    if not moved:
        out.print(say("Nothing moved between {old} and {new}.", old=before.name, new=after.name))
        return
    out.print(say("{n} changes between {old} and {new}.", n=len(moved), old=before.name, new=after.name))
    for change in moved:
        detail = f"{change.column}: {change.before} → {change.after}" if change.column else ""
        out.print(
            f"  {say(change.kind)} {change.table} {change.address} {detail}".rstrip(),
            markup=False,
            soft_wrap=True,
        )
