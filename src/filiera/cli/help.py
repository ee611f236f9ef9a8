"""Help in the user's language: what commands say of themselves, and the words of the library that prints it."""

from __future__ import annotations

import gettext
import os
from collections.abc import Iterator
from typing import Any

from typer.core import TyperCommand, TyperGroup

from filiera.cli.screen import language, say
from filiera.vocabulary.translation import DOMAIN, LOCALE

WORDS = ("Arguments", "Options", "Commands", "required", "default: {default}", "Show this message and exit.")
"""What the library asks gettext for, by its own door."""


def speak() -> None:
    """Let the library's own words be in the user's language too."""
    # It asks the catalogue of the process, whose language only the environment tells.
    os.environ["LANGUAGE"] = language()
    gettext.bindtextdomain(DOMAIN, LOCALE)
    gettext.textdomain(DOMAIN)


class Told(TyperCommand):
    """A command whose help is in the user's language, with one example a line."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _tell(self)

    def get_params(self, ctx: Any) -> list[Any]:
        """What may be given."""
        return _told(super().get_params(ctx))

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """The line that shows what may be given."""
        _usage(self, ctx, formatter)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """The examples."""
        _examples(self, formatter)


class ToldGroup(TyperGroup):
    """A group of commands whose help is in the user's language."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        _tell(self)
        self.subcommand_metavar = _said(self.subcommand_metavar)

    def get_params(self, ctx: Any) -> list[Any]:
        """What may be given."""
        return _told(super().get_params(ctx))

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """The line that shows what may be given."""
        _usage(self, ctx, formatter)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """The examples."""
        _examples(self, formatter)


def _examples(command: TyperCommand | TyperGroup, formatter: Any) -> None:
    if command.epilog:
        with formatter.section(say("Examples")):
            for example in command.epilog.splitlines():
                formatter.write(f"{'':>{formatter.current_indent}}{example}\n")


def texts(command: Any) -> Iterator[str]:
    """Everything that the help of a command and of those below it says, in the language it is asked in."""
    said = [command.help, command.options_metavar]
    for parameter in command.params:
        said.append(getattr(parameter, "help", None))
    if isinstance(command, TyperGroup):
        said.append(command.subcommand_metavar)
        for below in command.commands.values():
            yield from texts(below)
    yield from filter(None, said)


def _tell(command: TyperCommand | TyperGroup) -> None:
    command.help = _said(command.help)
    command.options_metavar = _said(command.options_metavar)


def _told(parameters: list[Any]) -> list[Any]:
    # What asks for help or completion is only put in when a command is run.
    for parameter in parameters:
        if getattr(parameter, "help", None):
            parameter.help = _said(parameter.help)
    return parameters


def _usage(command: TyperCommand | TyperGroup, ctx: Any, formatter: Any) -> None:
    pieces = " ".join(command.collect_usage_pieces(ctx))
    formatter.write_usage(ctx.command_path, pieces, prefix=f"{say('Usage')}: ")


def _said(text: str | None) -> str:
    # A docstring comes with the line breaks of the code: a paragraph is one message.
    return "\n\n".join(say(" ".join(part.split())) for part in (text or "").split("\n\n"))
