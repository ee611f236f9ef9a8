"""``filiera build`` and ``filiera serve``."""

from __future__ import annotations

from pathlib import Path

from filiera.cli.screen import console, decimal, flow, in_language, mark, print_json, say, say_count
from filiera.errors import UsageError


def build_command(pack: str, snapshots: Path | None, *, in_full: bool, as_json: bool) -> None:
    """Build, and print what was built: counts, verdicts, how long, where, and what of the snapshots was read."""
    from filiera.cli.links import links_as_data, print_links
    from filiera.cli.snapshots import print_snapshots, snapshots_as_data
    from filiera.services.build import build
    from filiera.services.packs import default_pack

    report = build(pack or default_pack(), snapshots=snapshots)
    if as_json:
        print_json(
            {
                "pack": report.pack,
                "evidence": str(report.version.path),
                "hash": report.version.hash,
                "reused": report.version.reused,
                "counts": report.counts,
                "verdicts": report.verdicts,
                "stray_positions": report.strays,
                "seconds": round(report.seconds, 3),
                "snapshots": snapshots_as_data(report),
                "links": links_as_data(report),
            }
        )
        return
    from rich.table import Table

    out = console()
    seconds = decimal(report.seconds)
    if report.version.reused:
        out.print(say("Evidence of {pack} is up to date ({seconds} s).", pack=report.pack, seconds=seconds))
    else:
        out.print(say("Evidence of {pack} built in {seconds} s.", pack=report.pack, seconds=seconds))
    out.print(flow(_counted(report.counts), out.width))
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(justify="right")
    table.add_column()
    for verdict, n in report.verdicts.items():
        table.add_row(str(n), mark(verdict))
    out.print(table)
    print_snapshots(report, out, in_full=in_full)
    print_links(report, out)
    if report.strays:
        told = say_count(
            "{n} position lies outside its territory and is not drawn: filiera pack check {pack} names it.",
            "{n} positions lie outside their territory and are not drawn: filiera pack check {pack} names them.",
            report.strays,
            pack=report.pack,
        )
        out.print(told, soft_wrap=True)
    out.print(say("Kept in {path}", path=report.version.path), soft_wrap=True)


def _counted(counts: dict[str, int]) -> list[str]:
    """What was built, each with its number."""
    return [
        say_count("{n} published figure", "{n} published figures", counts["claims"]),
        say_count("{n} figure of other publications", "{n} figures of other publications", counts["observations"]),
        say_count("{n} indicator", "{n} indicators", counts["indicators"]),
        say_count("{n} source", "{n} sources", counts["sources"]),
        say_count("{n} organisation", "{n} organisations", counts["organisations"]),
        say_count("{n} finding", "{n} findings", counts["findings"]),
    ]


def serve_command(host: str, port: int) -> None:
    """Serve the portal; the evidence of the only region is built first where none is there."""
    from filiera.services.hub import hub
    from filiera.services.store import filiera_home, open_evidence

    ensure_evidence()
    try:
        from importlib import import_module

        server = import_module("filiera.portal.server")
    except ImportError as error:
        raise UsageError(
            "the portal is not installed", where=str(error.name), remedy="pip install 'filiera[portal]'"
        ) from error
    server.check_port(host, port)
    with open_evidence() as evidence:
        region = in_language(hub(evidence).names)
    shown = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    def announce() -> None:
        told = say("Serving {region} on {address} — Ctrl-C ends it", region=region, address=shown)
        out = console()
        out.print(told, markup=False, soft_wrap=True)
        out.file.flush()

    server.serve(host, port, filiera_home(), announce)


def ensure_evidence() -> None:
    """Build the only region's evidence where no version is in use yet, saying so."""
    from filiera.services.store import has_evidence

    if not has_evidence():
        from filiera.services.build import build
        from filiera.services.packs import default_pack

        name = default_pack()
        console(stderr=True).print(say("No evidence yet: building {pack}.", pack=name))
        build(name)
