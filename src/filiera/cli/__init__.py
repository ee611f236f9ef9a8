"""The command line: parse, call a service, print. No domain rule lives here."""

from __future__ import annotations

import sys


def main() -> None:
    """Entry point of ``filiera``: errors are told in the user's language (what, where, remedy), with status 2."""
    from typer import Abort, TyperException

    from filiera.cli.app import app
    from filiera.cli.help import speak
    from filiera.cli.screen import complain
    from filiera.errors import FilieraError

    try:
        speak()
        sys.exit(app(prog_name="filiera", standalone_mode=False))
    except FilieraError as error:
        complain(error)
        sys.exit(2)
    except TyperException as error:
        from filiera.cli.misuse import misuse

        misused = misuse(error)
        if misused:
            complain(misused)
        else:
            sys.stderr.write(f"{error.format_message()}\n")
        sys.exit(2)
    except BrokenPipeError:
        # the reader of a pipe (head, less) has gone: nothing is wrong
        sys.stderr.close()
        sys.exit(0)
    except (Abort, KeyboardInterrupt):
        sys.exit(130)
