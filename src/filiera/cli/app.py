"""The commands. Heavy parts are imported inside them, so that ``--help`` answers at once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from filiera import __version__
from filiera.cli.accounts_app import accounts_app
from filiera.cli.contributions_app import contributions_app
from filiera.cli.governance_app import governance_app
from filiera.cli.help import Told, ToldGroup
from filiera.cli.impact_app import impact_app
from filiera.cli.registry_app import registry_app

app = typer.Typer(
    name="filiera",
    cls=ToldGroup,
    help="A regional life-science hub whose every number can be defended and acted on.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
pack_app = typer.Typer(
    cls=ToldGroup, help="Check a pack, or begin a new one.", no_args_is_help=True, rich_markup_mode=None
)
app.add_typer(pack_app, name="pack")
app.add_typer(accounts_app, name="accounts")
app.add_typer(contributions_app, name="contributions")
app.add_typer(registry_app, name="registry")
app.add_typer(governance_app, name="governance")
app.add_typer(impact_app, name="impact")

Json = Annotated[bool, typer.Option("--json", help="Print plain data for programs.")]


Pack = Annotated[str, typer.Argument(help="Name of a pack, or path to its folder; the only region by default.")]


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"filiera {__version__}")
        raise typer.Exit


@app.callback()
def filiera(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """A regional life-science hub whose every number can be defended and acted on."""


@app.command(cls=Told, epilog="filiera build\nfiliera build --snapshots snapshots --report")
def build(
    pack: Pack = "",
    snapshots: Annotated[
        Path | None, typer.Option(help="Folder of files that the pack's data sets name; what was fetched otherwise.")
    ] = None,
    report: Annotated[bool, typer.Option("--report", help="Account for every file and row of the snapshots.")] = False,
    as_json: Json = False,
) -> None:
    """Build the evidence of a pack.

    It is read, judged and verified beside the evidence in use, which is replaced only then.
    """
    from filiera.cli.building import build_command

    build_command(pack, snapshots, in_full=report, as_json=as_json)


@app.command(cls=Told, epilog="filiera fetch\nfiliera fetch eurostat ror --json")
def fetch(
    sources: Annotated[
        list[str] | None, typer.Argument(help="Data sets, works or producers; all that are due if none is named.")
    ] = None,
    pack: Annotated[str, typer.Option(help="Name of a pack, or path to its folder; the only region by default.")] = "",
    every: Annotated[bool, typer.Option("--all", help="Also those of which no new one is due yet.")] = False,
    as_json: Json = False,
) -> None:
    """Fetch public data from their publishers.

    Only what has changed is taken, and it is kept word for word. Exit status 1 if some could not be had: what was
    fetched before stays in use.
    """
    from filiera.cli.fetching import fetch_command

    fetch_command(sources or [], pack, every=every, as_json=as_json)


@app.command(cls=Told, epilog="filiera sources\nfiliera sources ./mypack --json")
def sources(pack: Pack = "", as_json: Json = False) -> None:
    """List the data sets of a pack.

    Each with its publisher, what is held of it, how old that is against its cadence, its size and its licence.
    """
    from filiera.cli.sources import sources_command

    sources_command(pack, as_json=as_json)


@app.command(cls=Told, epilog="filiera doctor\nfiliera doctor ./mypack --json")
def doctor(pack: Pack = "", as_json: Json = False) -> None:
    """Look the installation over.

    Versions, disk, evidence, pack, snapshots, hosts: each with a remedy. Exit status 1 if something needs attention.
    """
    from filiera.cli.doctor import doctor_command

    doctor_command(pack, as_json=as_json)


@app.command(cls=Told, epilog="filiera serve\nfiliera serve --port 8001")
def serve(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8000,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
) -> None:
    """Serve the portal of the current evidence until Ctrl-C."""
    from filiera.cli.building import serve_command

    serve_command(host, port)


@app.command(cls=Told, epilog="filiera check draft.docx\nfiliera check draft.pdf --language it --json")
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


@app.command(cls=Told, epilog="filiera why claim/chain-gdp-share\nfiliera why organisation/irccs-ca-granda --json")
def why(
    address: Annotated[
        str, typer.Argument(help="Address of a figure or organisation, e.g. claim/…, or a figure's id.")
    ],
    as_json: Json = False,
) -> None:
    """Say where a figure comes from, or who an organisation is.

    Step by step: value, place in the text, scope, source, and what the rules found about it. Of an organisation:
    codes, earlier addresses, relations, and the names that mean it, each with its reason.
    """
    from filiera.cli.explaining import why_command

    why_command(address, as_json=as_json)


@app.command(cls=Told, epilog="filiera search 'nursing home'\nfiliera search beds --kind indicator --json")
def search(
    text: Annotated[str, typer.Argument(help="Words, in any of the hub's languages; slips are forgiven.")],
    kind: Annotated[
        list[str] | None, typer.Option(help="Only page, indicator, organisation, claim or source; may be repeated.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="So many at most.")] = 10,
    offset: Annotated[int, typer.Option(min=0, max=10_000, help="Leave out so many of the best.")] = 0,
    as_json: Json = False,
) -> None:
    """Find organisations, figures, sources and pages by words."""
    from filiera.cli.searching import search_command

    search_command(text, kind or [], limit, offset, as_json=as_json)


@app.command(
    cls=Told,
    epilog="filiera link names.csv --against pack --out links.csv\n"
    "filiera link authors.parquet --against ror.csv.gz --out links.parquet --explain --json",
)
def link(
    mentions: Annotated[
        Path,
        typer.Argument(help="csv, jsonl or parquet with mention_id and name, and any of city, country, codes."),
    ],
    against: Annotated[
        str, typer.Option(help="pack: the hub's organisations; or a file: a dump of ROR, or a csv with id and name.")
    ],
    out: Annotated[Path, typer.Option(help="File to write: csv, jsonl or parquet.")],
    engine: Annotated[str, typer.Option(help="local: this machine's processors; spark: Apache Spark.")] = "local",
    explain: Annotated[bool, typer.Option("--explain", help="Also write the candidates that were left.")] = False,
    as_json: Json = False,
) -> None:
    """Link names to the organisations that they mean.

    Each link has a score, a tier (link, ask a person, leave) and its reasons; rows that cannot be read are named.
    """
    from filiera.cli.linking import link_command

    link_command(mentions, against, out, engine, explain=explain, as_json=as_json)


@app.command(cls=Told, epilog="filiera diff\nfiliera diff --source eurostat-gdp --json")
def diff(
    old: Annotated[
        str, typer.Argument(help="An evidence file or its hash; the one before the current by default.")
    ] = "",
    new: Annotated[str, typer.Argument(help="An evidence file or its hash; the current one by default.")] = "",
    source: Annotated[str, typer.Option(help="A data set: compare its vintages instead, series by series.")] = "",
    as_json: Json = False,
) -> None:
    """Say what moved.

    Between two versions of the evidence, or with --source between the vintages of a data set.
    """
    if source:
        from filiera.cli.revising import revisions_command

        revisions_command(source, as_json=as_json)
        return
    from filiera.cli.explaining import diff_command

    diff_command(old, new, as_json=as_json)


@app.command(cls=Told, epilog="filiera brochure --lang it\nfiliera brochure --lang en --out edition.pdf --json")
def brochure(
    lang: Annotated[str, typer.Option(help="Language of the brochure; the reader's own if the hub speaks it.")] = "",
    out: Annotated[Path | None, typer.Option(help="File to write; named after pack, evidence and language.")] = None,
    since: Annotated[str, typer.Option(help="Earlier evidence (hash or file): a note says what moved.")] = "",
    as_json: Json = False,
) -> None:
    """Print the brochure of the current evidence as a PDF.

    It is an accessible A4 document, made from the ledger.
    """
    from filiera.cli.printing import brochure_command

    brochure_command(lang, out, since, as_json=as_json)


@app.command(cls=Told, epilog="filiera export\nfiliera export --out data --format csv --json")
def export(
    out: Annotated[Path | None, typer.Option(help="Folder to write into; open-data-PACK by default.")] = None,
    wanted: Annotated[
        str, typer.Option("--format", help="all, csv, parquet, json-stat or dcat (the catalogue).")
    ] = "all",
    url: Annotated[str, typer.Option(help="Where the files will be reached, for the catalogue: https://…/data/")] = "",
    as_json: Json = False,
) -> None:
    """Write the open data.

    It holds what may be passed on, and names what is left out.
    """
    from filiera.cli.exporting import export_command

    export_command(out, wanted, url, as_json=as_json)


@app.command(cls=Told, epilog="filiera benchmark\nfiliera benchmark --nearest 5 --indicator gdp-per-person-pps --json")
def benchmark(
    peers: Annotated[str, typer.Option(help="Codes of regions, parted by commas; the pack's own by default.")] = "",
    nearest: Annotated[int, typer.Option(min=0, help="So many regions that are most like the hub's.")] = 0,
    indicator: Annotated[list[str] | None, typer.Option(help="Only these; may be repeated.")] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print the table as CSV, a line for each cell.")] = False,
    as_json: Json = False,
) -> None:
    """Compare the region with others.

    Indicators with year and source of every cell, ranks as intervals, what would change them, what each region lives
    from, and which regions are alike.
    """
    from filiera.cli.benchmarking import benchmark_command

    benchmark_command(peers, nearest, indicator or [], as_json=as_json, as_csv=as_csv)


@app.command(cls=Told, epilog="filiera notify --site https://hub.example.org\nfiliera notify --dry-run --json")
def notify(
    site: Annotated[str, typer.Option(help="Where readers find the portal: links in e-mails begin with it.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be sent; nothing changes.")] = False,
    as_json: Json = False,
) -> None:
    """Tell members what changed of what they follow.

    One e-mail for each at most, however often it runs. For cron, after a build.
    """
    from filiera.cli.notifying import notify_command

    notify_command(site, dry_run=dry_run, as_json=as_json)


@app.command(cls=Told, epilog="filiera backup hub-2026-11.zip\nfiliera backup hub-2026-11.zip --json")
def backup(
    target: Annotated[Path, typer.Argument(help="File to write; none of that name may be there.")],
    by: Annotated[str, typer.Option(help="Who does it; the user of this machine by default.")] = "",
    as_json: Json = False,
) -> None:
    """Copy accounts, reports and decisions into a file.

    The hub may be in use.
    """
    from filiera.cli.accounts import backup_command

    backup_command(target, by, as_json=as_json)


@app.command(cls=Told, epilog="filiera restore hub-2026-11.zip\nfiliera restore hub-2026-11.zip --replace")
def restore(
    backup: Annotated[Path, typer.Argument(help="A file that backup has written.")],
    replace: Annotated[bool, typer.Option("--replace", help="In the place of what is there.")] = False,
    by: Annotated[str, typer.Option(help="Who does it; the user of this machine by default.")] = "",
    as_json: Json = False,
) -> None:
    """Put a backup in place, whole or not at all."""
    from filiera.cli.accounts import restore_command

    restore_command(backup, by, replace=replace, as_json=as_json)


@pack_app.command("check", cls=Told, epilog="filiera pack check\nfiliera pack check ./mypack --json")
def pack_check(pack: Pack = "", as_json: Json = False) -> None:
    """Validate a pack: every problem with its remedy.

    Each names file, line and field. Exit status 2 if there is one.
    """
    from filiera.cli.packing import pack_check_command

    pack_check_command(pack, as_json=as_json)


@pack_app.command(
    "new",
    cls=Told,
    epilog="filiera pack new packs/mine\nfiliera pack new packs/mine --territory XX1 --languages ca,en",
)
def pack_new(
    folder: Annotated[Path, typer.Argument(help="Folder to make; its name becomes the pack's id.")],
    territory: Annotated[str, typer.Option(help="Code of the region, e.g. its NUTS code.")] = "XX0",
    languages: Annotated[str, typer.Option(help="Languages, English always among them.")] = "en",
) -> None:
    """Write the skeleton of a pack that builds."""
    from filiera.cli.packing import pack_new_command

    pack_new_command(folder, territory, languages)
