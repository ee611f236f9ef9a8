"""The commands below ``filiera governance``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from filiera.cli.help import Told, ToldGroup

Json = Annotated[bool, typer.Option("--json", help="Print plain data for programs.")]
By = Annotated[str, typer.Option(help="Who does it; the user of this machine by default.")]
Pack = Annotated[str, typer.Option(help="Name of the pack, or path to its folder; that of the evidence by default.")]
Number = Annotated[int, typer.Argument(min=1, help="Number of the change.")]

governance_app = typer.Typer(
    cls=ToldGroup,
    help="List and export what editors have changed.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@governance_app.command(
    "list", cls=Told, epilog="filiera governance list\nfiliera governance list --state approved --json"
)
def governance_list(
    state: Annotated[str, typer.Option(help="Only proposed, approved, exported, refused or withdrawn ones.")] = "",
    as_json: Json = False,
) -> None:
    """List changes of content."""
    from filiera.cli.governing import list_command

    list_command(state, as_json=as_json)


@governance_app.command("show", cls=Told, epilog="filiera governance show 3\nfiliera governance show 3 --json")
def governance_show(number: Number, as_json: Json = False) -> None:
    """Show one change with its history."""
    from filiera.cli.governing import show_command

    show_command(number, as_json=as_json)


@governance_app.command(
    "revert",
    cls=Told,
    epilog="filiera governance revert 3 --reason 'The source was withdrawn.'\n"
    "filiera governance revert 3 --reason 'A slip.' --by Anna --json",
)
def governance_revert(
    number: Number,
    reason: Annotated[str, typer.Option(help="Why it is taken back.")] = "",
    pack: Pack = "",
    by: By = "",
    as_json: Json = False,
) -> None:
    """Take a change back by a new one, which waits for approval."""
    from filiera.cli.governing import revert_command

    revert_command(number, reason, pack, by, as_json=as_json)


@governance_app.command(
    "export",
    cls=Told,
    epilog="filiera governance export --out changes\nfiliera governance export --out changes --pack packs/mine --json",
)
def governance_export(
    out: Annotated[Path, typer.Option(help="Folder to write; no file of ours may be there.")],
    pack: Pack = "",
    by: By = "",
    as_json: Json = False,
) -> None:
    """Write what was approved as a patch of the pack, and the decisions as its rows."""
    from filiera.cli.governing import export_command

    export_command(out, pack, by, as_json=as_json)
