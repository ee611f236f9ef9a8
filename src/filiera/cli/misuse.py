"""A command line that cannot be understood, told as every other error: what, where, remedy."""

from __future__ import annotations

import re

from typer import TyperException

from filiera.errors import Phrase, UsageError

_READINGS = (
    (
        r"No such option: (?P<option>\S+) \(Possible options: (?P<near>.+)\)",
        Phrase("there is no option {option}; did you mean {near}?"),
    ),
    (r"No such option: (?P<option>\S+)", Phrase("there is no option {option}")),
    (r"Missing argument (?P<name>.+)\.", Phrase("the argument {name} is missing")),
    (r"Missing option (?P<name>.+)\.", Phrase("the option {name} is missing")),
    (r"Option (?P<name>.+) requires an argument\.", Phrase("the option {name} needs a value")),
    (r"Option (?P<name>.+) does not take a value\.", Phrase("the option {name} takes no value")),
    (
        r"No such command (?P<name>.+)\. Did you mean (?P<near>.+)\?",
        Phrase("there is no command {name}; did you mean {near}?"),
    ),
    (r"No such command (?P<name>.+)\.", Phrase("there is no command {name}")),
    (r"Got unexpected extra argument\(s\) \((?P<names>.+)\)", Phrase("more was given than is needed: {names}")),
    (r"Invalid value for (?P<name>.+): .*valid integer.*", Phrase("the value of {name} is no whole number")),
    (r"Invalid value for (?P<name>.+): .*valid number.*", Phrase("the value of {name} is no number")),
    (
        r"Invalid value for (?P<name>.+): .*(?:greater|less) than or equal to (?P<limit>\S+)",
        Phrase("the value of {name} is beyond its limit, {limit}"),
    ),
    (r"Invalid value for (?P<name>.+?): (?P<problem>.+)", Phrase("the value of {name} cannot be used ({problem})")),
)
"""What the library says of a command line, and how it is told here."""


def misuse(error: TyperException) -> UsageError | None:
    """The error to tell; None where the library speaks of something else, such as its help."""
    for pattern, phrase in _READINGS:
        if read := re.fullmatch(pattern, error.format_message(), re.DOTALL):
            ctx = getattr(error, "ctx", None)
            command = ctx.command_path if ctx else "filiera"
            remedy = Phrase("{command} --help says what may be given", {"command": command})
            return UsageError(phrase.filled(**read.groupdict()), where=command, remedy=remedy)
    return None
