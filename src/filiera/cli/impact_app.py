"""The commands below ``filiera impact``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from filiera.cli.help import Told, ToldGroup

Json = Annotated[bool, typer.Option("--json", help="Print plain data for programs.")]
Table = Annotated[
    Path,
    typer.Argument(help="csv: a row and a column for each sector, f: final demand, v: primary inputs, m:, x:output."),
]

impact_app = typer.Typer(
    cls=ToldGroup,
    help="Compute with input-output tables.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@impact_app.command(
    "multipliers",
    cls=Told,
    epilog="filiera impact multipliers table.csv --json\n"
    "filiera impact multipliers table.csv --income v:compensation --households f:households --divisor income",
)
def impact_multipliers(
    table: Table,
    income: Annotated[str, typer.Option(help="Row that households earn, to close the model: v:compensation.")] = "",
    households: Annotated[str, typer.Option(help="Column of what households consume: f:households.")] = "",
    divisor: Annotated[
        str, typer.Option(help="What consumption is divided by: income, or consumption (all income is spent).")
    ] = "income",
    as_json: Json = False,
) -> None:
    """Print the multipliers and effects of a table.

    Output and every primary input; of type I, and of type II where the model is closed with households. Direct,
    indirect and induced stand apart. The table must balance, and its economy be productive.
    """
    from filiera.cli.impact import multipliers_command

    multipliers_command(table, income, households, divisor, as_json=as_json)


@impact_app.command(
    "regionalise",
    cls=Told,
    epilog="filiera impact regionalise table.csv --weights weights.csv\n"
    "filiera impact regionalise table.csv --weights weights.csv --method AFLQ --delta 0.25 --json",
)
def impact_regionalise(
    table: Table,
    weights: Annotated[Path, typer.Option(help="csv: sector, region, nation (employment, output or value added).")],
    method: Annotated[str, typer.Option(help="Location quotient: SLQ, CILQ, RLQ, FLQ or AFLQ.")] = "FLQ",
    delta: Annotated[float, typer.Option(help="Delta of FLQ and AFLQ, 0 or more and below 1.")] = 0.3,
    as_json: Json = False,
) -> None:
    """Make the coefficients of a nation's table those of a region.

    What the region does not supply is taken to come from elsewhere; the less of a sector it has, the more.
    """
    from filiera.cli.impact import regionalise_command

    regionalise_command(table, weights, method, delta, as_json=as_json)
