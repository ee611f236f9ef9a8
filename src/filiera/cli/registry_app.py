"""The commands below ``filiera registry``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from filiera.cli.help import Told, ToldGroup

Json = Annotated[bool, typer.Option("--json", help="Print plain data for programs.")]
By = Annotated[str, typer.Option(help="Who decides and signs; the user of this machine by default.")]
Because = Annotated[str, typer.Option("--reason", help="Why: one sentence, kept with the decision.")]
Node = Annotated[str, typer.Argument(help="An organisation (organisation/…), or a name as review --list gives it.")]

registry_app = typer.Typer(
    cls=ToldGroup,
    help="Decide who is who.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@registry_app.command("status", cls=Told, epilog="filiera registry status\nfiliera registry status --json")
def registry_status(as_json: Json = False) -> None:
    """Say what was decided, what waits, and where people do not agree."""
    from filiera.cli.registry import status_command

    status_command(as_json=as_json)


@registry_app.command(
    "review", cls=Told, epilog="filiera registry review --by 'Anna Rossi'\nfiliera registry review --list --json"
)
def registry_review(
    by: Annotated[str, typer.Option(help="Who decides and signs; asked for if not given.")] = "",
    listed: Annotated[bool, typer.Option("--list", help="List what waits, and ask nothing.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="So many at most.")] = 1000,
    as_json: Json = False,
) -> None:
    """Show the doubtful names one by one, and take your word.

    Each stands beside the organisation that it may mean, with the reasons. y: the same; n: different; ?: cannot be
    told; Enter: later; q: enough. A reason may follow the letter. What you say is kept at once and counts from the
    next build.
    """
    from filiera.cli.reviewing import list_command, review_command

    if listed or as_json:
        list_command(limit, as_json=as_json)
    else:
        review_command(by, limit)


@registry_app.command(
    "judge",
    cls=Told,
    epilog="filiera registry judge organisation/one organisation/same-one --same --by 'Anna Rossi'\n"
    "filiera registry judge organisation/one organisation/other --different --reason 'Two sites, two codes'",
)
def registry_judge(
    left: Node,
    right: Node,
    same: Annotated[bool, typer.Option("--same", help="They mean the same organisation.")] = False,
    different: Annotated[bool, typer.Option("--different", help="They do not.")] = False,
    unsure: Annotated[bool, typer.Option("--unsure", help="It cannot be told.")] = False,
    reason: Because = "",
    by: By = "",
    as_json: Json = False,
) -> None:
    """Write down whether two names mean the same organisation."""
    from filiera.cli.registry import judge_command

    chosen = {"positive": same, "negative": different, "unsure": unsure}
    judge_command(left, right, chosen, reason, by, as_json=as_json)


@registry_app.command(
    "relate",
    cls=Told,
    epilog="filiera registry relate organisation/new successor_of organisation/old --since 2016-01-01\n"
    "filiera registry relate organisation/ward department_of organisation/hospital --by 'Anna Rossi'",
)
def registry_relate(
    left: Annotated[str, typer.Argument(help="An organisation (organisation/…).")],
    relation: Annotated[
        str, typer.Argument(help="What it is to the other: site_of, department_of, part_of, successor_of, member_of.")
    ],
    right: Annotated[str, typer.Argument(help="The other organisation.")],
    since: Annotated[str, typer.Option(help="From when: 2016, 2016-01 or 2016-01-01.")] = "",
    until: Annotated[str, typer.Option(help="Until when.")] = "",
    reason: Because = "",
    by: By = "",
    as_json: Json = False,
) -> None:
    """Write down what one organisation is to another; the two stay two."""
    from filiera.cli.registry import relate_command

    relate_command(left, relation, right, since, until, reason, by, as_json=as_json)


@registry_app.command(
    "changes", cls=Told, epilog="filiera registry changes\nfiliera registry changes 0123456789abcdef --json"
)
def registry_changes(
    old: Annotated[
        str, typer.Argument(help="An evidence file or its hash; the one before the current by default.")
    ] = "",
    new: Annotated[str, typer.Argument(help="An evidence file or its hash; the current one by default.")] = "",
    as_json: Json = False,
) -> None:
    """List every name whose tier moved between two builds.

    After a change of the register, of the linker, or of what people decided.
    """
    from filiera.cli.registry import changes_command

    changes_command(old, new, as_json=as_json)


@registry_app.command("export", cls=Told, epilog="filiera registry export\nfiliera registry export --out proposal")
def registry_export(
    out: Annotated[Path | None, typer.Option(help="Folder to write into; printed if not given.")] = None,
    as_json: Json = False,
) -> None:
    """Propose what was decided here as rows of the pack."""
    from filiera.cli.registry import export_command

    export_command(out, as_json=as_json)


@registry_app.command("mend", cls=Told, epilog="filiera registry mend\nfiliera registry mend --json")
def registry_mend(as_json: Json = False) -> None:
    """Go on from what can be read of damaged decisions.

    Put back a backup first, if there is one. The damaged file is set aside, not deleted.
    """
    from filiera.cli.registry import mend_command

    mend_command(as_json=as_json)
