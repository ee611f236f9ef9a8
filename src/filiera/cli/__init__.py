"""The command line: parse, call a service, print. No domain rule lives here."""

from __future__ import annotations

import sys


def main() -> None:
    """Entry point of ``filiera``: errors end in one line (what, where, remedy) and exit status 2."""
    from filiera.cli.app import app
    from filiera.cli.screen import complain
    from filiera.errors import FilieraError

    try:
        app()
    except FilieraError as error:
        complain(error)
        sys.exit(2)
    except BrokenPipeError:
        # the reader of a pipe (head, less) has gone: nothing is wrong
        sys.stderr.close()
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)
