"""``filiera pack check`` and ``filiera pack new``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from filiera.cli.screen import console, print_json, say, say_count

if TYPE_CHECKING:
    from filiera.services.packs import Stray


def pack_check_command(pack: str, *, as_json: bool) -> None:
    """Print every problem of a pack; exit status 2 if there is one."""
    from filiera.services.packs import default_pack, pack_problems, pack_strays

    name = pack or default_pack()
    problems = pack_problems(name)
    strays = [] if problems else pack_strays(name)
    if as_json:
        rows = [{"where": p.where, "field": p.field, "what": p.what, "remedy": p.remedy} for p in problems]
        off = [{"where": s.where, "organisation": s.organisation, "position": s.position} for s in strays]
        print_json({"pack": name, "problems": rows, "stray_positions": off})
    elif not problems:
        console().print(say("Pack {pack} is sound.", pack=name))
        _say_strays(strays)
    else:
        out = console()
        out.print(say_count("Pack {pack}: {n} problem.", "Pack {pack}: {n} problems.", len(problems), pack=name))
        for problem in problems:
            out.print(f"{problem.where}, {problem.field}: {problem.what}", soft_wrap=True, markup=False)
            out.print(f"  {problem.remedy}", soft_wrap=True, markup=False)
    if problems:
        raise typer.Exit(2)


def _say_strays(strays: list[Stray]) -> None:
    """No fault of the pack: sources say so. But no map shows such a place."""
    if not strays:
        return
    out = console()
    out.print(
        say_count("{n} position lies outside its territory:", "{n} positions lie outside their territory:", len(strays))
    )
    for stray in strays:
        out.print(f"{stray.where}: {stray.organisation}, {stray.position}", soft_wrap=True, markup=False)
    out.print(say("Maps leave them out and say so; if the source is right, mend the territory."), soft_wrap=True)


def pack_new_command(folder: Path, territory: str, languages: str) -> None:
    """Write a skeleton and say what to do next."""
    from filiera.services.packs import new_pack

    files = new_pack(folder, territory, [code.strip() for code in languages.split(",") if code.strip()])
    out = console()
    out.print(
        say_count(
            "Pack written: {n} file in {folder}.", "Pack written: {n} files in {folder}.", len(files), folder=folder
        )
    )
    out.print(say("Next: filiera pack check {folder}, then filiera build {folder}", folder=folder))
