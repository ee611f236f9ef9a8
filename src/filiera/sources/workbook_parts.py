"""The parts of a workbook (XLSX), looked at before its reader sees them: how much they unpack to, how far cells reach.

A workbook's reader keeps a place for every cell between the first and the last. One cell at the far corner of a
sheet, in a file of a kilobyte, asks for more memory than a machine has and takes the whole program down with it.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree

from filiera.errors import Phrase, SourceError

LARGEST = 256 * 2**20
"""Bytes that all parts may unpack to."""
MOST_CELLS = 20_000_000
"""Cells between the first and the last of a sheet."""
_WORKBOOK = "xl/workbook.xml"
_ERROR = re.compile(rb"""(<(?:\w+:)?c\s[^>]*?\bt=)(["'])e\2""")
_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_ROW = re.compile(r"([1-9][0-9]{0,6})")


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
                # What is no plain XML (a picture, a damaged sheet) is kept from a reader that forgives too much.
                if _is_plain_xml(name, part):
                    # It gives a cell with an error as an empty one; as text it is told apart from what is missing.
                    unpacked.writestr(zipfile.ZipInfo(name), _ERROR.sub(rb"\1\2str\2", part))
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        if isinstance(error, SourceError):
            raise
        raise no_workbook(str(error)) from error
    return out.getvalue()


def _is_plain_xml(name: str, part: bytes) -> bool:
    """Whether a part is XML; a sheet whose cells span more than is kept a place for is refused."""
    if b"<!DOCTYPE" in part:
        return False
    reach = _Reach(name)
    try:
        for event, element in etree.iterparse(
            io.BytesIO(part),
            events=("start", "end"),
            tag=("{*}row", "{*}c"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        ):
            is_row = element.tag.endswith("row")
            if event == "start":
                reach.see(is_row, element.get("r"))
            elif is_row:
                element.clear()
    except etree.XMLSyntaxError:
        return False
    return True


@dataclass
class _Reach:
    """How far the cells of one sheet reach, as its reader counts."""

    sheet: str
    row: int = 0
    column: int = 0
    last_row: int = 0
    last_column: int = 0

    def see(self, is_row: bool, place: str | None) -> None:
        """Go on to a row or a cell; ``place`` is where it says that it stands, else it is the next."""
        found = (_ROW if is_row else _CELL).fullmatch(place) if place is not None else None
        if place is not None and found is None:
            raise self._refused(Phrase("has a cell at '{place}', which is no place"), place=place[:40])
        if is_row:
            self.row, self.column = int(found[1]) if found else self.row + 1, 0
            return
        self.column = _number(found[1]) if found else self.column + 1
        self.row = int(found[2]) if found else self.row
        self.last_row, self.last_column = max(self.last_row, self.row), max(self.last_column, self.column)
        if self.last_row * self.last_column > MOST_CELLS:
            raise self._refused(
                Phrase("its cells reach to row {row} and column {column}: too far apart to be a table"),
                row=str(self.last_row),
                column=str(self.last_column),
            )

    def _refused(self, what: Phrase, **words: str) -> SourceError:
        remedy = "remove what does not belong to the table, and save it again"
        return SourceError(what.filled(**words), where=self.sheet, remedy=remedy)


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
