"""The commands below ``filiera accounts``."""

from __future__ import annotations

from typing import Annotated

import typer

from filiera.cli.help import Told, ToldGroup

Json = Annotated[bool, typer.Option("--json", help="Print plain data for programs.")]
By = Annotated[str, typer.Option(help="Who does it; the user of this machine by default.")]

accounts_app = typer.Typer(
    cls=ToldGroup, help="List accounts, give roles, erase.", no_args_is_help=True, rich_markup_mode=None
)


@accounts_app.command("list", cls=Told, epilog="filiera accounts list\nfiliera accounts list --json")
def accounts_list(as_json: Json = False) -> None:
    """List accounts and their roles."""
    from filiera.cli.accounts import list_command

    list_command(as_json=as_json)


@accounts_app.command(
    "role",
    cls=Told,
    epilog="filiera accounts role name@example.org administrator\nfiliera accounts role name@example.org editor --json",
)
def accounts_role(
    email: Annotated[str, typer.Argument(help="The e-mail address that the account signs in with.")],
    role: Annotated[str, typer.Argument(help="member, editor or administrator.")],
    by: By = "",
    as_json: Json = False,
) -> None:
    """Give an account a role; the first administrator is made here."""
    from filiera.cli.accounts import role_command

    role_command(email, role, by, as_json=as_json)


@accounts_app.command(
    "erase", cls=Told, epilog="filiera accounts erase --expired\nfiliera accounts erase name@example.org"
)
def accounts_erase(
    email: Annotated[str, typer.Argument(help="The e-mail address that the account signs in with.")] = "",
    expired: Annotated[bool, typer.Option("--expired", help="All that is no longer kept, assessments too.")] = False,
    by: By = "",
    as_json: Json = False,
) -> None:
    """Erase an account, or all whose time has passed."""
    from filiera.cli.accounts import erase_command

    erase_command(email, by, expired=expired, as_json=as_json)
