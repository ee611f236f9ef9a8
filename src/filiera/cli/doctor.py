"""``filiera doctor``: what was looked at, what needs attention, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from filiera.cli.screen import console, print_json, say, say_count

if TYPE_CHECKING:
    from filiera.errors import Phrase

MARKS = {"sound": "✓", "note": "–", "attention": "≠"}


def doctor_command(pack: str, *, as_json: bool) -> None:
    """Print every check; exit status 1 if one needs attention."""
    from filiera.services.doctor import checks

    found = checks(pack)
    ill = [check for check in found if check.status == "attention"]
    if as_json:
        rows = [
            {
                "check": check.name,
                "status": check.status,
                "what": str(check.what),
                "where": str(check.where),
                "remedy": str(check.remedy),
            }
            for check in found
        ]
        print_json({"sound": not ill, "checks": rows})
    else:
        out = console()
        if ill:
            out.print(say_count("{n} thing needs attention.", "{n} things need attention.", len(ill)))
        else:
            out.print(say("Nothing needs attention."))
        names = _names()
        width = max(len(name) for name in names.values())
        last = ""
        for check in found:
            name = names[check.name] if check.name != last else ""
            last = check.name
            where = f"{_said(check.where)}: " if _said(check.where) else ""
            line = f"  {name:<{width}}  {MARKS[check.status]} {where}{check.what.said(say)}"
            out.print(line, markup=False, soft_wrap=True)
            if remedy := check.remedy.said(say):
                out.print(f"  {'':<{width}}    {say('What to do:')} {remedy}", markup=False, soft_wrap=True)
    if ill:
        raise typer.Exit(1)


def _names() -> dict[str, str]:
    return {
        "versions": say("versions"),
        "disk": say("disk"),
        "evidence": say("evidence"),
        "decisions": say("decisions"),
        "pack": say("pack"),
        "snapshots": say("snapshots"),
        "sources": say("sources"),
        "hosts": say("hosts"),
    }


def _said(where: Phrase | str) -> str:
    return where if isinstance(where, str) else where.said(say)
