"""The parts of a workbook (XLSX), looked at before its reader sees them: how much they unpack to, how far cells reach.

A workbook's reader keeps a place for every cell between the first and the last. One cell at the far corner of a
sheet, in a file of a kilobyte, asks for more memory than a machine has and takes the whole program down with it.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from lxml import etree

from filiera.errors import SourceError

LARGEST = 256 * 2**20
"""Bytes that all parts may unpack to."""
MOST_CELLS = 20_000_000
"""Cells between the first and the last of a sheet."""
_WORKBOOK = "xl/workbook.xml"
_ERROR = re.compile(rb"""(<(?:\w+:)?c\s[^>]*?\bt=)(["'])e\2""")
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def looked_through(data: bytes) -> bytes:
    """The same workbook, with just the bytes that were looked at, no longer compressed; errors are text ('#DIV/0!').

    Raises:
        SourceError: it is no workbook, unpacks to too much, or its cells lie too far apart.
    """
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed, zipfile.ZipFile(out, "w") as unpacked:
            if _WORKBOOK not in packed.namelist():
                raise no_workbook("it holds no sheets")
            if sum(entry.file_size for entry in packed.infolist()) > LARGEST:
                raise SourceError(
                    "unpacks to more than {largest} bytes",
                    remedy="see that it is the file that you want; it is not read",
                    words={"largest": LARGEST},
                )
            for name in dict.fromkeys(packed.namelist()):
                # Never more than its entry states, which was counted above; the sum of its bytes is verified.
                part = packed.read(name)
                _see_cells(name, part)
                # The reader gives a cell with an error as an empty one; as text it is told apart from what is missing.
                unpacked.writestr(zipfile.ZipInfo(name), _ERROR.sub(rb"\1\2str\2", part))
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        if isinstance(error, SourceError):
            raise
        raise no_workbook(str(error)) from error
    return out.getvalue()


def _see_cells(name: str, part: bytes) -> None:
    """Refuse a sheet whose cells, wherever they stand, span more than is kept a place for."""
    row = last_row = column = last_column = 0
    try:
        for event, element in etree.iterparse(
            io.BytesIO(part),
            events=("start", "end"),
            tag=("{*}row", "{*}c"),
            recover=True,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        ):
            is_row = etree.QName(element).localname == "row"
            if event == "end":
                if is_row:
                    element.clear()
                continue
            if is_row:
                stated = element.get("r", "")
                row, column = int(stated) if stated.isdecimal() and len(stated) < 10 else row + 1, 0
                continue
            place = _PLACE.fullmatch(element.get("r", ""))
            column = _number(place[1]) if place else column + 1
            row = int(place[2]) if place else row
            last_row, last_column = max(last_row, row), max(last_column, column)
            if last_row * last_column > MOST_CELLS:
                raise SourceError(
                    "its cells reach to row {row} and column {column}: too far apart to be a table",
                    where=name,
                    remedy="remove what stands far away from the table, and save it again",
                    words={"row": str(last_row), "column": str(last_column)},
                )
    except etree.XMLSyntaxError:
        # Not XML, so no sheet: a picture, or a part that the reader will refuse.
        return


def _number(letters: str) -> int:
    """'A' is 1, 'AA' is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def no_workbook(problem: str) -> SourceError:
    """What is said of a file that is none."""
    return SourceError(
        "is no workbook (XLSX) that can be read: {problem}",
        remedy="fetch it again, or save it as XLSX",
        words={"problem": problem[:120]},
    )
