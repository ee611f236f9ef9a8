"""``filiera build`` and ``filiera serve``."""

from __future__ import annotations

from filiera.cli.screen import console, mark, print_json, say
from filiera.errors import UsageError


def build_command(pack: str, *, as_json: bool) -> None:
    """Build, and print what was built: counts, verdicts, how long, where."""
    from filiera.services.build import build
    from filiera.services.packs import default_pack

    report = build(pack or default_pack())
    if as_json:
        print_json(
            {
                "pack": report.pack,
                "evidence": str(report.version.path),
                "hash": report.version.hash,
                "reused": report.version.reused,
                "counts": report.counts,
                "verdicts": report.verdicts,
                "seconds": round(report.seconds, 3),
            }
        )
        return
    from rich.table import Table

    out = console()
    seconds = f"{report.seconds:.1f}"
    if report.version.reused:
        out.print(say("Evidence of {pack} is up to date ({seconds} s).", pack=report.pack, seconds=seconds))
    else:
        out.print(say("Evidence of {pack} built in {seconds} s.", pack=report.pack, seconds=seconds))
    names = {
        "claims": say("published figures"),
        "observations": say("figures of other publications"),
        "indicators": say("indicators"),
        "sources": say("sources"),
        "organisations": say("organisations"),
        "findings": say("findings"),
    }
    out.print(" · ".join(f"{report.counts[key]} {name}" for key, name in names.items()))
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(justify="right")
    table.add_column()
    for verdict, n in report.verdicts.items():
        table.add_row(str(n), mark(verdict))
    out.print(table)
    out.print(say("Kept in {path}", path=report.version.path), soft_wrap=True)


def serve_command(host: str, port: int) -> None:
    """Serve the portal; the evidence of the only region is built first where none is there."""
    from filiera.services.store import filiera_home

    ensure_evidence()
    try:
        from importlib import import_module

        server = import_module("filiera.portal.server")
    except ImportError as error:
        raise UsageError(
            "the portal is not installed", where=str(error.name), remedy="pip install 'filiera[portal]'"
        ) from error
    server.check_port(host, port)
    console().print(say("Serving on {address} — Ctrl-C ends it.", address=f"http://{host}:{port}"), soft_wrap=True)
    server.serve(host, port, filiera_home())


def ensure_evidence() -> None:
    """Build the only region's evidence where no version is in use yet, saying so."""
    from filiera.services.store import has_evidence

    if not has_evidence():
        from filiera.services.build import build
        from filiera.services.packs import default_pack

        name = default_pack()
        console(stderr=True).print(say("No evidence yet: building {pack}.", pack=name))
        build(name)
