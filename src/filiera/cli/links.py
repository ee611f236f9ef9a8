"""What a build has linked, told: how many mentions of organisations, and what was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from filiera.cli.screen import say, say_count, whole

if TYPE_CHECKING:
    from rich.console import Console

    from filiera.services.build import BuildReport


def links_as_data(report: BuildReport) -> dict[str, Any]:
    """The account for programs."""
    found = report.linked
    return {
        "method": found.method or None,
        "not_linked": found.why_not or None,
        "spellings": found.spellings,
        "remembered": not found.fresh,
        "link": found.sure,
        "ask": found.unsure,
    }


def print_links(report: BuildReport, out: Console) -> None:
    """How many mentions mean an organisation, and how many a person has to decide on."""
    found = report.linked
    if not found.method:
        return
    words = {"spellings": whole(found.spellings), "unsure": whole(found.unsure)}
    out.print(
        say_count(
            "{n} mention linked to an organisation, of {spellings} different ones; {unsure} wait for a person",
            "{n} mentions linked to organisations, of {spellings} different ones; {unsure} wait for a person",
            found.sure,
            **words,
        ),
        soft_wrap=True,
    )
    if found.why_not == "not installed":
        out.print(
            say("The linker of names is not installed (pip install 'filiera[match]'): codes alone decide."),
            soft_wrap=True,
        )
