"""``filiera brochure``."""

from __future__ import annotations

import time
from pathlib import Path

from filiera.cli.building import ensure_evidence
from filiera.cli.screen import console, language, print_json, say
from filiera.errors import UsageError


def brochure_command(lang: str, out: Path | None, since: str, *, as_json: bool) -> None:
    """Set the brochure, write it, and say where it lies and what an editor should know of it."""
    ensure_evidence()
    from filiera.publish.brochure.making import make_brochure
    from filiera.services.hub import hub
    from filiera.services.store import filiera_home, open_evidence

    started = time.perf_counter()
    with open_evidence() as evidence:
        spoken = hub(evidence).languages
        chosen = lang or (language() if language() in spoken else spoken[0])
        made = make_brochure(evidence, chosen, filiera_home(), since)
        version = evidence.version.hash
    path = out or Path(made.name)
    try:
        path.write_bytes(made.pdf)
    except OSError as error:
        raise UsageError(
            "the brochure cannot be written ({reason})",
            where=str(path),
            remedy="name another file with --out",
            words={"reason": error.strerror or type(error).__name__},
        ) from error
    seconds = time.perf_counter() - started
    if as_json:
        print_json(
            {
                "file": str(path),
                "language": chosen,
                "evidence": version,
                "bytes": len(made.pdf),
                "seconds": round(seconds, 3),
                "warnings": list(made.warnings),
            }
        )
        return
    screen = console()
    size, took = f"{len(made.pdf) / 1000:.0f}", f"{seconds:.1f}"
    screen.print(say("Brochure written: {path} ({size} kB, {seconds} s).", path=path, size=size, seconds=took))
    screen.print(say("From evidence {version}; the same evidence gives the same file.", version=version))
    for warning in made.warnings:
        console(stderr=True).print(say("To look at: {warning}", warning=warning), markup=False)
