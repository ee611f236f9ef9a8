"""The commands. Heavy parts are imported inside them, so that ``--help`` answers at once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from filiera import __version__

app = typer.Typer(
    name="filiera",
    help="A regional life-science hub whose every number can be defended and acted on.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
pack_app = typer.Typer(help="Check a pack, or begin a new one.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(pack_app, name="pack")

Json = Annotated[bool, typer.Option("--json", help="Print plain data for programs.")]
Pack = Annotated[str, typer.Argument(help="Name of a pack, or path to its folder; the only region by default.")]


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"filiera {__version__}")
        raise typer.Exit


@app.callback()
def filiera(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print it.")] = False,
) -> None:
    """A regional life-science hub whose every number can be defended and acted on."""


@app.command(epilog="Examples:  filiera build  |  filiera build tests/packs/exemple --json")
def build(pack: Pack = "", as_json: Json = False) -> None:
    """Build the evidence of a pack: read, judge, verify, then move the pointer."""
    from filiera.cli.building import build_command

    build_command(pack, as_json=as_json)


@app.command(epilog="Examples:  filiera serve  |  filiera serve --port 8001")
def serve(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8000,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
) -> None:
    """Serve the portal of the current evidence until Ctrl-C."""
    from filiera.cli.building import serve_command

    serve_command(host, port)


@app.command(epilog="Examples:  filiera check draft.docx  |  filiera check draft.pdf --language it --json")
def check(
    document: Annotated[Path, typer.Argument(help="A txt, md, html, pdf or docx file.")],
    language: Annotated[str, typer.Option(help="Language of the document; found from its words if not given.")] = "",
    all_figures: Annotated[bool, typer.Option("--all", help="List every number, not only those to look at.")] = False,
    as_json: Json = False,
) -> None:
    """Check every number of a document against the ledger.

    Exit status 1 if a figure does not reconcile, differs, or its source disagrees; 2 on bad input.
    """
    from filiera.cli.checking import check_command

    check_command(document, language, every=all_figures, as_json=as_json)


@app.command(epilog="Examples:  filiera why claim/chain-gdp-share  |  filiera why chain-gdp-share --json")
def why(
    address: Annotated[str, typer.Argument(help="Address of a figure, e.g. claim/…, or its id.")],
    as_json: Json = False,
) -> None:
    """Say where a figure comes from, step by step, and what the rules found about it."""
    from filiera.cli.explaining import why_command

    why_command(address, as_json=as_json)


@app.command(epilog="Examples:  filiera diff  |  filiera diff evidence-1a2b.duckdb evidence-3c4d.duckdb --json")
def diff(
    old: Annotated[
        str, typer.Argument(help="An evidence file or its hash; the one before the current by default.")
    ] = "",
    new: Annotated[str, typer.Argument(help="An evidence file or its hash; the current one by default.")] = "",
    as_json: Json = False,
) -> None:
    """Say what moved between two versions of the evidence."""
    from filiera.cli.explaining import diff_command

    diff_command(old, new, as_json=as_json)


@pack_app.command("check", epilog="Examples:  filiera pack check  |  filiera pack check ./mypack --json")
def pack_check(pack: Pack = "", as_json: Json = False) -> None:
    """Validate a pack: every problem with file, line, field and remedy."""
    from filiera.cli.packing import pack_check_command

    pack_check_command(pack, as_json=as_json)


@pack_app.command(
    "new",
    epilog="Examples:  filiera pack new packs/mine  |  filiera pack new packs/mine --territory XX1 --languages ca,en",
)
def pack_new(
    folder: Annotated[Path, typer.Argument(help="Folder to make; its name becomes the pack's id.")],
    territory: Annotated[str, typer.Option(help="Code of the region, e.g. its NUTS code.")] = "XX0",
    languages: Annotated[str, typer.Option(help="Languages, English always among them.")] = "en",
) -> None:
    """Write the skeleton of a pack that builds."""
    from filiera.cli.packing import pack_new_command

    pack_new_command(folder, territory, languages)
