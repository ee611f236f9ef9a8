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
    no_args_is_help=True,
    invoke_without_command=True,
    rich_markup_mode=None,
)


@impact_app.callback(
    epilog="filiera impact --sector C21 --spend 120e6 --jobs 250\nfiliera impact multipliers table.csv"
)
def impact(
    context: typer.Context,
    sector: Annotated[str, typer.Option(help="Sector of the region's table that is invested in.")] = "",
    spend: Annotated[float, typer.Option(help="Euro that building it costs, once.")] = 0.0,
    jobs: Annotated[float, typer.Option(help="Persons who will work in it.")] = 0.0,
    split: Annotated[str, typer.Option(help="What the amount is made of, in percent: F=45,C28=45,M71=10.")] = "",
    delta: Annotated[float | None, typer.Option(help="Delta of FLQ; the pack's by default.")] = None,
    spending: Annotated[float | None, typer.Option(help="Percent of pay that households spend.")] = None,
    pack: Annotated[str, typer.Option(help="Name of a pack, or path to its folder; the only region by default.")] = "",
    csv: Annotated[Path | None, typer.Option(help="Write all numbers into this file.")] = None,
    pdf: Annotated[Path | None, typer.Option(help="Write the answer as a document into this file.")] = None,
    as_json: Json = False,
) -> None:
    """Say what an investment would set off.

    Building and running it stand apart, and so do direct, indirect and induced; each with the band of its assumptions.
    The commands compute with any input-output table.
    """
    if context.invoked_subcommand is None:
        from filiera.cli.investing import Options, what_if_command

        what_if_command(Options(sector, spend, jobs, split, delta, spending, csv, pdf), pack, as_json=as_json)


@impact_app.command("value", cls=Told, epilog="filiera impact value\nfiliera impact value --json")
def impact_value(as_json: Json = False) -> None:
    """Say what the region's chain is worth.

    From the evidence in FILIERA_HOME: value added and employment, direct, indirect and induced apart, with the band of
    the assumptions; what moves them; and what was published, edition by edition.
    """
    from filiera.cli.valuing import value_command

    value_command(as_json=as_json)


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


OptionalTable = Annotated[
    Path | None, typer.Argument(help="csv of any economy; without one the region of the pack is taken.")
]
OfPack = Annotated[str, typer.Option("--pack", help="Name of a pack, or path to its folder, where no csv is named.")]
OfDelta = Annotated[float | None, typer.Option("--delta", help="Delta of FLQ for the region; the pack's by default.")]


@impact_app.command("linkages", cls=Told, epilog="filiera impact linkages\nfiliera impact linkages table.csv --json")
def impact_linkages(
    table: OptionalTable = None, pack: OfPack = "", delta: OfDelta = None, as_json: Json = False
) -> None:
    """Print how sectors hang together.

    Backward and forward linkages (Leontief and Ghosh), as they are and normalised, key sectors, net multipliers: of a
    table, or of the region by Flegg's quotients.
    """
    from filiera.cli.structure_told import linkages_command

    linkages_command(table, pack, delta, as_json=as_json)


@impact_app.command(
    "extract",
    cls=Told,
    epilog="filiera impact extract --sectors C21,Q86\nfiliera impact extract table.csv --sectors A --variant purchases",
)
def impact_extract(
    table: OptionalTable = None,
    sectors: Annotated[str, typer.Option(help="Those that are taken out together, as C21,Q86.")] = "",
    variant: Annotated[str, typer.Option(help="complete, purchases, sales or ties.")] = "complete",
    pack: OfPack = "",
    delta: OfDelta = None,
    as_json: Json = False,
) -> None:
    """Print what would be lost without some sectors.

    Hypothetical extraction of a block: trade of its sectors with one another is not counted twice. Output and every
    primary input, in the block and in all others.
    """
    from filiera.cli.structure_told import extract_command

    extract_command(table, sectors, variant, pack, delta, as_json=as_json)
