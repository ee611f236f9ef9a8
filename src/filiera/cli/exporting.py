"""``filiera export``."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from filiera.cli.building import ensure_evidence
from filiera.cli.screen import console, language, print_json, say
from filiera.errors import UsageError
from filiera.vocabulary.translation import translate

ALL = "all"


def export_command(folder: Path | None, wanted: str, url: str, *, as_json: bool) -> None:
    """Write the open data of the current evidence, and say what was left out and why."""
    from filiera.publish.open_data import FORMATS, LEFT_OUT, write_open_data
    from filiera.services.open_data import open_data
    from filiera.services.series import cubes
    from filiera.services.store import open_evidence

    chosen = [each for each in FORMATS if wanted in (ALL, each)]
    if not chosen:
        raise UsageError(
            "there is no such format",
            where=wanted,
            remedy="one of: {names}",
            words={"names": ", ".join((ALL, *FORMATS))},
        )
    if url and not url.startswith(("http://", "https://")):
        raise UsageError("is no address of the web", where=url, remedy="give it whole: https://…/data/")
    ensure_evidence()
    with open_evidence() as evidence:
        data = open_data(evidence)
        target = folder or Path(f"open-data-{data.pack}")
        written = write_open_data(data, cubes(evidence), target, chosen, base=f"{url.rstrip('/')}/" if url else "")
    if as_json:
        print_json(
            {
                "folder": str(target),
                "evidence": data.version,
                "files": [path.relative_to(target).as_posix() for path in written],
                "rows": {table.name: len(table.rows) for table in data.tables},
                "left_out": [
                    {"work": each.work, "licence": each.licence, "reason": each.reason, "figures": each.figures}
                    for each in data.left_out
                ],
            }
        )
        return
    out = console()
    out.print(say("{n} files written to {folder}.", n=len(written), folder=target), soft_wrap=True)
    out.print(" · ".join(f"{table.name} {len(table.rows)}" for table in data.tables))
    if data.left_out:
        out.print(say("{n} works are left out; {file} names them.", n=len(data.left_out), file=LEFT_OUT))
        for reason, number in Counter(each.reason for each in data.left_out).most_common():
            out.print(f"  {number}: {translate(reason, language())}")
