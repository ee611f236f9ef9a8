"""The encoding of a text file that is too long to be held: it is looked through line by line."""

from __future__ import annotations

from pathlib import Path

from filiera.claims.reading.encoding import BYTE_ORDER_MARKS, plausible_encoding
from filiera.errors import DocumentError

_LONGEST_LINE = 2**20
_SAMPLE_BYTES = 65_536


def encoding_of(path: Path) -> tuple[str, bool]:
    """The encoding of a file, and whether some of its lines are not in it.

    A file that is almost all UTF-8 is UTF-8 with damaged lines: a guess at another encoding would spoil every accent.

    Raises:
        DocumentError: it is binary, or in an encoding that cannot be told.
    """
    sound, damaged, sample = 0, 0, bytearray()
    with path.open("rb") as file:
        head = file.read(4)
        for mark, encoding in BYTE_ORDER_MARKS:
            if head.startswith(mark):
                return {"utf-8": "utf-8-sig"}.get(encoding, encoding.partition("-le")[0].partition("-be")[0]), False
        file.seek(0)
        while line := file.readline(_LONGEST_LINE):
            if line.isascii():
                continue
            try:
                line.decode("utf-8")
                sound += 1
            except UnicodeDecodeError:
                damaged += 1
                if len(sample) < _SAMPLE_BYTES:
                    sample += line
    if damaged * 5 < sound or not damaged:
        return "utf-8-sig", damaged > 0
    try:
        return plausible_encoding(bytes(sample)), False
    except DocumentError as error:
        raise error.at(str(path)) from error
