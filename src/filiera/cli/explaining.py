"""``filiera why`` and ``filiera diff``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from filiera.cli.building import ensure_evidence
from filiera.cli.screen import MARKS, console, in_language, language, mark, print_json, say, say_count, short

if TYPE_CHECKING:
    from filiera.services.explain import Change

NAMES = 20
"""So many of a list are named on the screen."""


def why_command(address: str, *, as_json: bool) -> None:
    """Print the path of a figure: value, place, source, definition, findings; or who an organisation is."""
    from filiera.services.explain import find, latest, steps
    from filiera.services.explain_organisation import is_organisation_address
    from filiera.services.store import open_evidence

    ensure_evidence()
    if is_organisation_address(address):
        from filiera.cli.explaining_organisations import why_organisation

        why_organisation(address, as_json=as_json)
        return
    with open_evidence() as evidence:
        indicator = latest(evidence, address, language())
        told = indicator or steps(find(evidence, address), language(), evidence)
    if as_json:
        print_json(told)
        return
    out = console()
    if indicator is not None:
        for line in _latest(indicator):
            out.print(line, markup=False, soft_wrap=True)
        return
    out.print(f"{told['label']}: {told['shown']} — {mark(told['verdict'])}", markup=False)
    if told["sentence"]:
        out.print(told["sentence"], markup=False)
    for name, text in _rows(told):
        out.print(f"  {name}: {text}", markup=False, soft_wrap=True)
    for line in _list(told["list"]) if told["list"] else ():
        out.print(line, markup=False, soft_wrap=True)
    out.print(say("What the rules found:") if told["findings"] else say("No rule could test it."))
    for finding in told["findings"]:
        out.print(f"  {mark(finding['outcome'])}: {finding['arithmetic']}", markup=False, soft_wrap=True)
        others = [operand for operand in finding["operands"] if operand != told["address"]]
        if others:
            out.print(f"      {say('rests on')} {', '.join(others)}", markup=False, soft_wrap=True)


def _latest(told: dict[str, Any]) -> Iterator[str]:
    """An indicator: what it measures, and the newest figure of each place and part."""
    yield told["label"]
    yield f"  {say('measures')}: {told['definition']}"
    yield say("Newest figures, each with its address:") if told["figures"] else say("No figure of it is held.")
    for each in told["figures"]:
        scope = [each["territory_name"], each["breakdown_name"] or "", each["period"] or say("no year given")]
        verdict = f" — {mark(each['verdict'])}" if each["verdict"] else ""
        yield f"  {each['shown']} ({', '.join(filter(None, scope))}){verdict}"
        yield f"      {each['address']}"


def _rows(told: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield say("address"), f"{told['address']} @ {told['version']}"
    if place := told["place"]:
        yield (
            say("in the text"),
            say(
                "{publication}, «{section}», line {line}: «{printed}»",
                publication=place["publication_title"],
                section=place["section_title"],
                line=place["line"],
                printed=place["printed"],
            ),
        )
    yield say("measures"), told["definition"]
    scope = [told["territory_name"], told["period"] or say("no year given"), told["breakdown_name"] or ""]
    yield say("scope"), ", ".join(part for part in scope if part)
    for source in told["sources"]:
        hand = say("primary") if source["primary"] else say("second-hand")
        footnote = f"[{source['footnote']}] " if source["footnote"] else ""
        year = source["published"] or say("no year given")
        yield say("source"), f"{footnote}{source['producer']}, {source['title']} ({year}); {hand}"
    if not told["sources"]:
        yield say("source"), say("none given")
    if told["via"]:
        yield say("as reported by"), told["via"]
    if read := told["read_from"]:
        yield say("read from"), f"{read['locator']} ({read['dataset']}, sha256 {short(read['snapshot'])})"
    for mended in told["mended"]:
        yield say("mended here"), _mended(mended)


def _mended(told: dict[str, Any]) -> str:
    """A cell that a correction changed: what was published, what it became, why, and where it stands."""
    place = say("{file} line {line}", file=told["file"], line=told["line"])
    where = f"{place}, {told['dataset']}, sha256 {short(told['snapshot'])}"
    reported = say("; reported: {reported}", reported=told["reported"]) if told["reported"] else ""
    return f"{told['what']} ({where}). {told['reason']}{reported}"


def _list(listed: dict[str, Any]) -> Iterator[str]:
    """The registry's own list against the published total: how many, why, which."""
    words = {"n": listed["listed"], "stated": listed["stated"]}
    yield (
        say("The list behind it gives {n}, as stated here.", **words)
        if listed["agrees"]
        else say("The list behind it gives {n}; stated here: {stated}.", **words)
    )
    if listed["because"]:
        yield f"  {listed['because']}"
    names = [each["name"] for each in listed["organisations"]]
    further = len(names) - NAMES
    if names:
        yield f"  {' · '.join(names[:NAMES])}"
    if further > 0:
        yield "  " + say_count("and {n} more (--json lists it)", "and {n} more (--json lists them all)", further)


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
    words = {"old": before.name, "new": after.name}
    shown = _told_once(moved)
    out.print(
        say_count("{n} change between {old} and {new}.", "{n} changes between {old} and {new}.", len(shown), **words)
    )
    for change in shown:
        detail = f"{_column(change.column)}: {_cell(change.before)} → {_cell(change.after)}" if change.column else ""
        line = f"  {_kind(change)}: {_table(change)} {change.address} {detail}"
        out.print(line.rstrip(), markup=False, soft_wrap=True)


def _told_once(moved: list[Change]) -> list[Change]:
    """The changes without those that say again what another says of the same row."""
    values = {(change.table, change.address) for change in moved if change.column == "value"}
    return [c for c in moved if not (c.column == "number" and (c.table, c.address) in values)]


def _kind(change: Change) -> str:
    return {"added": say("added"), "removed": say("removed"), "changed": say("changed")}[change.kind]


def _table(change: Change) -> str:
    names = {
        "figure": say("figure"),
        "verdict": say("verdict"),
        "organisation": say("organisation"),
        "indicator": say("indicator"),
        "work": say("source"),
    }
    return names.get(change.table, change.table)


def _column(name: str) -> str:
    names = {
        "value": say("value"),
        "number": say("value"),
        "unit": say("unit"),
        "qualifier": say("qualifier"),
        "territory": say("place"),
        "period": say("period"),
        "breakdown": say("breakdown"),
        "verdict": say("verdict"),
        "printed": say("in the text"),
        "wording_json": say("wording"),
        "note_json": say("note"),
        "section": say("section"),
        "line": say("line"),
        "work": say("source"),
        "name": say("name"),
        "kind": say("kind"),
        "label_json": say("label"),
        "definition_json": say("definition"),
        "title_json": say("title"),
        "about_json": say("description"),
    }
    return names.get(name, name.removesuffix("_json"))


def _cell(value: object) -> str:
    """A cell as a reader sees it: of texts in several languages, the one in the reader's."""
    if value is None or value == "":
        return "–"
    if isinstance(value, str) and value in MARKS:
        return mark(value)
    if isinstance(value, str) and value.startswith("{"):
        import msgspec

        texts = msgspec.json.decode(value)
        if all(isinstance(text, str) for text in texts.values()):
            return in_language(texts)
    return str(value)
