"""``filiera registry review``: the doubtful names one by one, side by side with whom they may mean."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from filiera.cli.building import ensure_evidence
from filiera.cli.registry import me
from filiera.cli.screen import console, decimal, in_language, print_json, say, say_count
from filiera.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from filiera.services.judging import Doubt

ANSWERS = {"y": "positive", "n": "negative", "?": "unsure"}
QUIT = "q"


def list_command(limit: int, *, as_json: bool) -> None:
    """Print what waits for a person."""
    from filiera.services.judging import doubts
    from filiera.services.store import filiera_home, open_evidence

    ensure_evidence()
    with open_evidence() as evidence:
        found = doubts(evidence, filiera_home())
    if as_json:
        print_json({"waiting": len(found), "doubts": [_data(doubt) for doubt in found[:limit]]})
        return
    out = console()
    out.print(say_count("{n} question waits for a person.", "{n} questions wait for a person.", len(found)))
    for doubt in found[:limit]:
        link = doubt.link
        line = f"  {link.mention} → {link.organisation} ({decimal(100 * link.score)}%) {link.reason}"
        out.print(line, markup=False, soft_wrap=True)
    if found:
        out.print(say("Next: {command}", command="filiera registry review"), markup=False)


def review_command(by: str, limit: int) -> None:
    """Ask about each doubtful name; every answer is kept before the next question."""
    from filiera.services.judging import Verdict, decide, doubts
    from filiera.services.store import filiera_home, open_evidence

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            "a review asks questions, and there is no terminal to answer on",
            remedy="filiera registry review --list --json says what waits; filiera registry judge writes one decision",
        )
    ensure_evidence()
    home, out = filiera_home(), console()
    with open_evidence() as evidence:
        waiting = doubts(evidence, home)[:limit]
        if not waiting:
            out.print(say("No question waits for a person."))
            return
        signed = by or _asked_name(out)
        out.print(say_count("{n} question waits for a person.", "{n} questions wait for a person.", len(waiting)))
        kept = 0
        for n, doubt in enumerate(waiting, start=1):
            _show(out, n, len(waiting), doubt)
            answer, reason = _asked(out)
            if answer == QUIT:
                break
            if answer in ANSWERS:
                link, verdict = doubt.link, Verdict(ANSWERS[answer])
                pair = (link.mention, link.organisation)
                decide(evidence, home, *pair, verdict, by=signed, reason=reason, score=link.score)
                kept += 1
    out.print(say_count("{n} decision is kept.", "{n} decisions are kept.", kept))
    if kept:
        out.print(say("They count from the next build: filiera build"))


def _asked_name(out: Console) -> str:
    """Who signs: asked, because a decision bears a person's name."""
    user = me()
    told = out.input(f"{say('Your name, to sign with')} ({user}): ", markup=False).strip()
    return told or user


def _asked(out: Console) -> tuple[str, str]:
    """The letter of an answer and what follows it; an empty one leaves the name for later."""
    while True:
        try:
            told = out.input(
                f"{say('The same? y, n, ? (a reason may follow), Enter: later, q: enough')} ", markup=False
            )
        except EOFError:
            return QUIT, ""
        letter, reason = told.strip()[:1].lower(), told.strip()[1:].strip()
        # In the reader's own language the letters are those that the question names.
        letter = {say("y"): "y", say("n"): "n"}.get(letter, letter)
        if letter in ("", QUIT, *ANSWERS):
            return letter, reason


def _show(out: Console, n: int, of: int, doubt: Doubt) -> None:
    from rich.table import Table

    link, candidate = doubt.link, doubt.candidate
    out.print()
    table = Table(box=None, pad_edge=False, show_header=True, header_style="bold")
    table.add_column(f"{n}/{of}")
    table.add_column(say("the name as it stands"))
    table.add_column(say("whom it may mean"))
    rows = [
        (say("name"), link.name, candidate.name if candidate else link.organisation),
        (
            say("place"),
            ", ".join(filter(None, (link.city, link.country))),
            ", ".join(filter(None, (candidate.municipality, in_language(candidate.territory_names))))
            if candidate
            else "",
        ),
        (say("kind"), "", in_language(candidate.kind_names) if candidate else ""),
        (
            say("codes"),
            ", ".join(link.codes),
            ", ".join(f"{code.register}:{code.code}" for code in candidate.codes) if candidate else "",
        ),
        (say("address"), say_count("in {n} record", "in {n} records", link.records), link.organisation),
    ]
    for name, left, right in rows:
        table.add_row(name, _plain(left) or "–", _plain(right) or "–")
    out.print(table)
    for line in _further(doubt):
        out.print(f"  {_printable(line)}", markup=False, soft_wrap=True)


def _further(doubt: Doubt) -> Iterator[str]:
    link = doubt.link
    yield say("{score}% likely: {reason}", score=decimal(100 * link.score), reason=link.reason or "–")
    for each in link.examples:
        if record := each.record:
            words = {"role": each.role, "register": record.register, "id": record.id, "title": record.title or "–"}
            yield say("{role} in {register} {id}: {title}", **words)
    for other in doubt.others:
        yield say(
            "it also means, or may mean: {organisation} ({score}%)",
            organisation=other.organisation,
            score=decimal(100 * other.score),
        )
    if said := doubt.unsure:
        yield say("{by} could not tell on {at}: {reason}", by=said.by, at=said.at[:10], reason=said.reason or "–")


def _plain(text: str) -> str:
    """The same for a cell of a table, which would read marks in it."""
    from rich.markup import escape

    return escape(_printable(text))


def _printable(text: str) -> str:
    """What a record says, without what a terminal would obey."""
    return "".join(char for char in text if char.isprintable())


def _data(doubt: Doubt) -> dict[str, Any]:
    link, candidate = doubt.link, doubt.candidate
    return {
        "mention": link.mention,
        "name": link.name,
        "city": link.city,
        "country": link.country,
        "records": link.records,
        "organisation": link.organisation,
        "organisation_name": candidate.name if candidate else None,
        "municipality": candidate.municipality if candidate else None,
        "codes": [f"{code.register}:{code.code}" for code in candidate.codes] if candidate else [],
        "score": link.score,
        "reason": link.reason,
        "others": [
            {"organisation": each.organisation, "score": each.score, "tier": each.tier} for each in doubt.others
        ],
        "unsure": None
        if doubt.unsure is None
        else {"by": doubt.unsure.by, "at": doubt.unsure.at, "reason": doubt.unsure.reason},
    }
