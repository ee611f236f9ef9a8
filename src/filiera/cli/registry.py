"""``filiera registry``: what was decided about who is who, and what follows."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filiera.cli.building import ensure_evidence
from filiera.cli.screen import console, decimal, print_json, say, say_count, whole
from filiera.errors import UsageError

if TYPE_CHECKING:
    from filiera.services.registry_status import Move, Status

SHOWN = 40
"""So many are shown on the screen; --json gives all."""


def status_command(*, as_json: bool) -> None:
    """Print the state of who is who."""
    from filiera.services.registry_status import status
    from filiera.services.store import filiera_home, open_evidence

    ensure_evidence()
    with open_evidence() as evidence:
        found = status(evidence, filiera_home())
    if as_json:
        print_json(_status_data(found))
        return
    out = console()
    out.print(
        say_count("{n} decision", "{n} decisions", found.lines)
        + " · "
        + say_count("{n} question waits for a person", "{n} questions wait for a person", found.waiting)
        + " · "
        + say_count("{n} contradiction", "{n} contradictions", len(found.contradictions))
    )
    out.print(
        say(
            "Of {mentions} names with a candidate {linked} are linked; {several} mean several organisations.",
            linked=whole(found.linked),
            mentions=whole(found.mentions),
            several=whole(found.several),
        )
    )
    for name, n in found.people.items():
        out.print(f"  {name}: {say_count('{n} judgement', '{n} judgements', n)}", markup=False, soft_wrap=True)
    for each in found.contradictions:
        out.print(say("People do not agree about {left} and {right}:", left=each.pair[0], right=each.pair[1]))
        for judgement in each.judgements:
            line = f"  {judgement.at} {judgement.by}: {verdict_name(judgement.verdict)} {judgement.reason}".rstrip()
            out.print(line, markup=False, soft_wrap=True)
    for refused in found.refused:
        told = say(
            "Not joined: {left} and {right} ({by}), because {one} and {other} are held apart.",
            left=refused.pair[0],
            right=refused.pair[1],
            by=refused.by,
            one=refused.crosses[0],
            other=refused.crosses[1],
        )
        out.print(told, markup=False, soft_wrap=True)
    if found.torn:
        out.print(say("A line was left half written: the next decision sets it aside; nothing else is touched."))
    out.print(say("Kept in {path}", path=found.file), soft_wrap=True)
    if found.waiting:
        out.print(say("Next: {command}", command="filiera registry review"), markup=False)


def _status_data(found: Status) -> dict[str, Any]:
    return {
        "file": str(found.file),
        "lines": found.lines,
        "torn": found.torn,
        "does": found.does,
        "people": found.people,
        "mentions": found.mentions,
        "linked": found.linked,
        "several": found.several,
        "waiting": found.waiting,
        "contradictions": [
            {
                "left": each.pair[0],
                "right": each.pair[1],
                "judgements": [
                    {"verdict": str(j.verdict), "by": j.by, "at": j.at, "reason": j.reason, "where": j.where}
                    for j in each.judgements
                ],
            }
            for each in found.contradictions
        ],
        "refused": [
            {"left": each.pair[0], "right": each.pair[1], "by": each.by, "crosses": list(each.crosses)}
            for each in found.refused
        ],
    }


def judge_command(left: str, right: str, chosen: dict[str, bool], reason: str, by: str, *, as_json: bool) -> None:
    """Write one judgement."""
    from filiera.services.judging import Verdict, decide
    from filiera.services.store import filiera_home, open_evidence

    wanted = [verdict for verdict, asked in chosen.items() if asked]
    if len(wanted) != 1:
        raise UsageError("say what holds of the two", remedy="give one of --same, --different, --unsure")
    ensure_evidence()
    with open_evidence() as evidence:
        verdict = Verdict(wanted[0])
        line = decide(evidence, filiera_home(), left, right, verdict, by=by or me(), reason=reason)
    _print_written(line.n, line.at, line.by, as_json=as_json)


def relate_command(
    left: str, relation: str, right: str, since: str, until: str, reason: str, by: str, *, as_json: bool
) -> None:
    """Write one relation."""
    from filiera.services.judging import relate
    from filiera.services.store import filiera_home, open_evidence

    ensure_evidence()
    with open_evidence() as evidence:
        home = filiera_home()
        told = relate(evidence, home, left, relation, right, by=by or me(), since=since, until=until, reason=reason)
    _print_written(told.n, told.at, told.by, as_json=as_json)


def _print_written(n: int, at: str, by: str, *, as_json: bool) -> None:
    if as_json:
        print_json({"line": n, "at": at, "by": by})
        return
    told = say("Decision {n} is kept, signed {by}, {at}. It counts from the next build.", n=n, by=by, at=at)
    console().print(told, markup=False, soft_wrap=True)


def changes_command(old: str, new: str, *, as_json: bool) -> None:
    """Print every mention whose tier moved."""
    from filiera.services.registry_status import moves

    found = moves(old, new)
    if as_json:
        rows = [_move_data(move) for move in found.moves]
        print_json({"old": found.old.name, "new": found.new.name, "mentions": found.mentions, "moves": rows})
        return
    out = console()
    moved = {move.mention for move in found.moves}
    out.print(
        say_count(
            "The tier of {n} name out of {all} moved between {old} and {new}.",
            "The tiers of {n} names out of {all} moved between {old} and {new}.",
            len(moved),
            all=whole(found.mentions),
            old=found.old.name,
            new=found.new.name,
        ),
        soft_wrap=True,
    )
    for move in found.moves[:SHOWN]:
        before, after = (f"{tier_name(t)}{_score(s)}" for t, s in _sides(move))
        out.print(f"  {move.mention} → {move.organisation}: {before} → {after}", markup=False, soft_wrap=True)
    if (further := len(found.moves) - SHOWN) > 0:
        out.print("  " + say_count("and {n} more (--json lists it)", "and {n} more (--json lists them all)", further))


def _sides(move: Move) -> tuple[tuple[str, float | None], tuple[str, float | None]]:
    return (move.before, move.score_before), (move.after, move.score_after)


def _move_data(move: Move) -> dict[str, Any]:
    return {
        "mention": move.mention,
        "organisation": move.organisation,
        "before": move.before,
        "after": move.after,
        "score_before": move.score_before,
        "score_after": move.score_after,
    }


def export_command(folder: Path | None, *, as_json: bool) -> None:
    """Print or write what was decided here as rows of the pack."""
    from filiera.services.proposals import as_csv, proposed, write_proposal
    from filiera.services.store import filiera_home, open_evidence

    ensure_evidence()
    with open_evidence() as evidence:
        proposal = proposed(evidence, filiera_home())
    written = write_proposal(proposal, folder) if folder else []
    if as_json:
        print_json({"files": [str(path) for path in written], "rows": proposal})
        return
    out = console()
    if not any(proposal.values()):
        out.print(say("Nothing was decided here that the pack does not have yet."))
        return
    if folder:
        for path in written:
            out.print(say("Written: {path}", path=path), soft_wrap=True)
        out.print(say("Join them to the pack's files; where kind and work are empty, fill them in: filiera pack check"))
        return
    for name, rows in proposal.items():
        if rows:
            sys.stdout.write(f"# {name}\n{as_csv(name, rows)}")


def mend_command(*, as_json: bool) -> None:
    """Go on from what can be read of damaged decisions."""
    from filiera.services.registry_status import mend_decisions
    from filiera.services.store import filiera_home

    mended = mend_decisions(filiera_home())
    if as_json:
        print_json({"kept": mended.kept, "lost": list(mended.lost), "aside": str(mended.aside)})
        return
    out = console()
    out.print(
        say_count("{n} decision can be read and stands.", "{n} decisions can be read and stand.", mended.kept),
        soft_wrap=True,
    )
    if mended.lost:
        lines = ", ".join(map(str, mended.lost))
        out.print(say("Lost are the lines {lines} of {path}.", lines=lines, path=mended.aside), soft_wrap=True)
    else:
        out.print(say("The damaged file lies in {path}.", path=mended.aside), soft_wrap=True)


def verdict_name(verdict: str) -> str:
    """What a judgement says, in the user's language."""
    return {"positive": say("the same"), "negative": say("different"), "unsure": say("cannot be told")}[str(verdict)]


def tier_name(tier: str) -> str:
    """What a score is good for, in the user's language."""
    names = {"link": say("linked"), "ask": say("to be asked"), "leave": say("not the same"), "none": say("no link")}
    return names.get(tier, tier)


def _score(score: float | None) -> str:
    return "" if score is None else f" ({decimal(100 * score)}%)"


def me() -> str:
    """The user of this machine, where nobody else signs."""
    try:
        return getpass.getuser()
    except (OSError, KeyError) as error:
        raise UsageError("this machine does not say who you are", remedy="say it with --by") from error
