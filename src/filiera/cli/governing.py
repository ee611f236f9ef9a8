"""``filiera governance``: changes of content, and the patch that brings them into the pack."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from filiera.cli.building import ensure_evidence
from filiera.cli.contributing import home_in_use, need_portal, signer
from filiera.cli.screen import console, print_json, say, say_count
from filiera.errors import UsageError

if TYPE_CHECKING:
    from filiera.services.content import Pack
    from filiera.services.governance import ChangeView
    from filiera.services.store import Evidence


def list_command(state: str, *, as_json: bool) -> None:
    """Print changes, the first first."""
    with need_portal():
        from filiera.services.governance import STATES, approvals_needed, list_changes
    if state and state not in STATES:
        raise UsageError(
            "there is no state '{state}'",
            remedy="use one of: {known}",
            words={"state": state, "known": ", ".join(STATES)},
        )
    with _evidence() as evidence:
        needed = approvals_needed(evidence)
    found = [each for each in list_changes(home_in_use(), needed) if state in ("", each.state)]
    if as_json:
        print_json({"changes": [_as_data(change) for change in found]})
        return
    out = console()
    out.print(say_count("{n} change", "{n} changes", len(found)))
    for change in found:
        out.print(_line(change), markup=False, soft_wrap=True)
    if any(change.state == "approved" for change in found):
        out.print(say("Next: filiera governance export --out FOLDER"), markup=False)


def show_command(number: int, *, as_json: bool) -> None:
    """Print one change: what it changes, why, and what became of it."""
    with need_portal():
        from filiera.services.change_patches import diff_of
        from filiera.services.governance import approvals_needed, one_change
    with _evidence() as evidence:
        change = one_change(home_in_use(), number, approvals_needed(evidence))
    if as_json:
        print_json(_as_data(change))
        return
    out = console()
    lines = [
        _line(change),
        say("File: {file}", file=change.file),
        say("Reason: {reason}", reason=change.reason),
        say("Source given: {source}", source=change.source) if change.source else "",
        say("It takes back change {n}.", n=change.reverts) if change.reverts else "",
        *diff_of(change),
        *(f"{step.at:%Y-%m-%d %H:%M} {states()[step.does]}, {step.by} {step.note}" for step in change.steps),
    ]
    for line in filter(None, lines):
        out.print(line, markup=False, soft_wrap=True, highlight=False)


def revert_command(number: int, reason: str, pack: str, by: str, *, as_json: bool) -> None:
    """Propose a change that takes another one back."""
    with need_portal():
        from filiera.services.governance import revert
    with _evidence() as evidence:
        made = revert(
            evidence,
            home_in_use(),
            _pack(evidence, pack),
            number,
            reason=reason,
            by=by or signer(),
            form=secrets.token_urlsafe(24),
        )
    if as_json:
        print_json(_as_data(made))
        return
    told = say("Change {n} takes it back; it waits for another editor to approve it.", n=made.number)
    console().print(told, soft_wrap=True)


def export_command(out: Path, pack: str, by: str, *, as_json: bool) -> None:
    """Write the patch and the decisions; exit status 1 where something approved does not fit any more."""
    with need_portal():
        from filiera.services.change_patches import export
    with _evidence() as evidence:
        patch, written = export(evidence, home_in_use(), _pack(evidence, pack), out, by=by or signer())
    if as_json:
        print_json(
            {
                "written": [str(path) for path in written],
                "changes": [change.number for change in patch.changes],
                "conflicts": [change.number for change in patch.conflicts],
                "files": list(patch.files),
            }
        )
    else:
        screen = console()
        screen.print(
            say_count("{n} change is in the patch.", "{n} changes are in the patch.", len(patch.changes))
            if patch.text
            else say("The pack has all that was approved: there is no patch to write.")
        )
        for path in written:
            screen.print(f"  {path}", markup=False, soft_wrap=True)
        for change in patch.conflicts:
            screen.print(
                say("Left out: change {n}; its field says something else by now.", n=change.number), soft_wrap=True
            )
            screen.print(f"  {_line(change)}", markup=False, soft_wrap=True)
        if patch.conflicts:
            screen.print(say("Refuse it in the portal, and propose it again from what stands there."), soft_wrap=True)
        if patch.text:
            screen.print(say("Next: look at the patch, then git apply it, filiera pack check, filiera build"))
    if patch.conflicts:
        raise typer.Exit(1)


def states() -> dict[str, str]:
    """What the states of a change are called."""
    return {
        "proposed": say("waits for approval"),
        "approved": say("approved"),
        "exported": say("exported"),
        "refused": say("refused"),
        "withdrawn": say("withdrawn"),
    }


@contextmanager
def _evidence() -> Iterator[Evidence]:
    from filiera.services.store import open_evidence

    ensure_evidence()
    with open_evidence() as evidence:
        yield evidence


def _pack(evidence: Evidence, named: str) -> Pack:
    from filiera.services.content import pack_in_use
    from filiera.services.hub import hub

    return pack_in_use(named or hub(evidence).pack)


def _line(change: ChangeView) -> str:
    at = change.place
    what = f"{at.kind}/{at.key} {at.field}"
    return f"{change.number}  {states()[change.state]} · {what} · {change.by} · {change.at:%Y-%m-%d}"


def _as_data(change: ChangeView) -> dict[str, Any]:
    return {
        "number": change.number,
        "state": change.state,
        "file": change.file,
        "kind": change.place.kind,
        "key": change.place.key,
        "field": change.place.field,
        "old": change.old,
        "new": change.new,
        "reason": change.reason,
        "source": change.source,
        "by": change.by,
        "at": change.at.isoformat(),
        "reverts": change.reverts,
        "steps": [
            {"does": step.does, "by": step.by, "at": step.at.isoformat(), "note": step.note} for step in change.steps
        ],
    }
