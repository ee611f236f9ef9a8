"""``filiera link``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from filiera.cli.building import ensure_evidence
from filiera.cli.screen import console, decimal, language, print_json, say, say_count, whole
from filiera.errors import UsageError
from filiera.vocabulary.translation import translate

if TYPE_CHECKING:
    from filiera.services.link import LinkReport


def link_command(mentions: Path, against: str, out: Path, engine: str, *, explain: bool, as_json: bool) -> None:
    """Link, and print how many are linked, to be asked about, left, refused; and what to do about the last."""
    from filiera.services.link import PACK, Engine, link_file

    if engine not in list(Engine):
        raise UsageError(
            "there is no such engine",
            where=f"--engine {engine}",
            remedy="one of: {names}",
            words={"names": ", ".join(Engine)},
        )
    if against == PACK:
        ensure_evidence()
    with _progress() as progress:
        report = link_file(
            mentions,
            against,
            out,
            engine=Engine(engine),
            explain=explain,
            translate=lambda message: translate(message, language()),
            progress=progress,
        )
    if as_json:
        print_json(_plain(report))
    else:
        _print(report)


def _print(report: LinkReport) -> None:
    screen = console()
    first = say_count("{whole} row: {linked} linked", "{whole} rows: {linked} linked", report.rows, **_numbers(report))
    rest = [say("{n} to ask a person about", n=whole(report.ask)), say("{n} left", n=whole(report.left))]
    if report.refused:
        rest.append(say_count("{whole} refused", "{whole} refused", report.refused, whole=whole(report.refused)))
    screen.print(", ".join((first, *rest)) + ".", markup=False, soft_wrap=True)
    shown = say(
        "Against {register}: {n} organisations, in {seconds} s. Written: {links} to {path}",
        register=report.register,
        n=whole(report.organisations),
        seconds=decimal(report.seconds),
        links=say_count("{whole} link", "{whole} links", report.links, whole=whole(report.links)),
        path=report.out,
    )
    screen.print(shown, markup=False, soft_wrap=True)
    for problem in report.problems:
        what, remedy = (phrase.said(say) for phrase in (problem.what, problem.remedy))
        screen.print(f"  {say('row {n}', n=problem.row)}: {what}; {remedy}", markup=False, soft_wrap=True)
    if report.problems_file is not None:
        told = say("All rows with a problem: {path}", path=report.problems_file)
        screen.print(told, markup=False, soft_wrap=True)


def _numbers(report: LinkReport) -> dict[str, str]:
    return {"whole": whole(report.rows), "linked": whole(report.linked)}


@contextmanager
def _progress() -> Iterator[Callable[[int], None]]:
    """How many are done: on a terminal only."""
    screen = console(stderr=True)
    if not screen.is_terminal:
        yield lambda done: None
        return
    with screen.status(say("Building the index …")) as status:
        yield lambda done: status.update(say("{n} names linked …", n=whole(done)))


def _plain(report: LinkReport) -> dict[str, object]:
    return {
        "register": report.register,
        "register_version": report.version,
        "organisations": report.organisations,
        "rows": report.rows,
        "linked": report.linked,
        "ask": report.ask,
        "left": report.left,
        "refused": report.refused,
        "linked_with_doubt": report.doubtful,
        "links": report.links,
        "out": str(report.out),
        "problems": str(report.problems_file) if report.problems_file else None,
        "first_problems": [
            {
                "row": each.row,
                "mention_id": each.mention_id,
                "refused": each.refused,
                "problem": each.what.said(say),
                "remedy": each.remedy.said(say),
            }
            for each in report.problems
        ],
        "seconds": round(report.seconds, 3),
        "index_seconds": round(report.index_seconds, 3),
    }
