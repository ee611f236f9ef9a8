"""The commands below ``filiera contributions``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from filiera.cli.help import Told, ToldGroup

Json = Annotated[bool, typer.Option("--json", help="Print plain data for programs.")]

By = Annotated[str, typer.Option(help="Who does it; the user of this machine by default.")]

contributions_app = typer.Typer(
    cls=ToldGroup,
    help="List, answer, back up, restore and erase reports.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@contributions_app.command(
    "list",
    cls=Told,
    epilog="filiera contributions list\nfiliera contributions list --status new --json",
)
def contributions_list(
    status: Annotated[str, typer.Option(help="Only new, accepted, rejected or closed ones.")] = "",
    address: Annotated[str, typer.Option(help="Only those about one address, e.g. claim/….")] = "",
    with_emails: Annotated[bool, typer.Option("--with-emails", help="Show the senders' e-mail addresses.")] = False,
    as_json: Json = False,
) -> None:
    """List what readers have reported."""
    from filiera.cli.contributing import list_command

    list_command(status, address, with_emails=with_emails, as_json=as_json)


@contributions_app.command(
    "answer",
    cls=Told,
    epilog="filiera contributions answer 3 --accept --says 'Under check.' --says 'it=In verifica.'\n"
    "filiera contributions answer 4 --reject --json",
)
def contributions_answer(
    number: Annotated[int, typer.Argument(min=1, help="Number of the report.")],
    accept: Annotated[bool, typer.Option("--accept", help="Show the page as under review.")] = False,
    reject: Annotated[bool, typer.Option("--reject", help="Nothing is wrong.")] = False,
    close: Annotated[bool, typer.Option("--close", help="It is settled.")] = False,
    says: Annotated[
        list[str] | None, typer.Option(help="Your sentence, shown to readers; it=… for another language. Repeatable.")
    ] = None,
    by: By = "",
    as_json: Json = False,
) -> None:
    """Accept, reject or close a report."""
    from filiera.cli.contributing import answer_command

    chosen = {"accepted": accept, "rejected": reject, "closed": close}
    answer_command(number, chosen, says or [], by, as_json=as_json)


@contributions_app.command(
    "backup",
    cls=Told,
    epilog="filiera contributions backup reports.sqlite3\nfiliera contributions backup reports.sqlite3 --json",
)
def contributions_backup(
    target: Annotated[Path, typer.Argument(help="File to write; none of that name may be there.")],
    by: By = "",
    as_json: Json = False,
) -> None:
    """Copy all contributions into a file, while the hub is in use."""
    from filiera.cli.contributing import backup_command

    backup_command(target, by, as_json=as_json)


@contributions_app.command(
    "restore",
    cls=Told,
    epilog="filiera contributions restore reports.sqlite3\nfiliera contributions restore reports.sqlite3 --replace",
)
def contributions_restore(
    backup: Annotated[Path, typer.Argument(help="A file that backup has written.")],
    replace: Annotated[bool, typer.Option("--replace", help="In the place of what is there.")] = False,
    by: By = "",
    as_json: Json = False,
) -> None:
    """Put a backup in place, whole or not at all."""
    from filiera.cli.contributing import restore_command

    restore_command(backup, by, replace=replace, as_json=as_json)


@contributions_app.command(
    "erase",
    cls=Told,
    epilog="filiera contributions erase 3\nfiliera contributions erase --email name@example.org",
)
def contributions_erase(
    number: Annotated[int | None, typer.Argument(help="Number of the report.")] = None,
    email: Annotated[str, typer.Option(help="All reports whose sender left this e-mail address.")] = "",
    older_than: Annotated[int | None, typer.Option(min=0, help="All older than so many months.")] = None,
    expired: Annotated[bool, typer.Option("--expired", help="All older than the hub keeps them.")] = False,
    by: By = "",
    as_json: Json = False,
) -> None:
    """Erase what senders wrote; that there was a report stays."""
    from filiera.cli.contributing import erase_command

    erase_command(number, email, older_than, by, expired=expired, as_json=as_json)
