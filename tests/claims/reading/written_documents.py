"""Documents of every format, written by the tests themselves."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from filiera.claims.reading import Document

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="word/document.xml" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)

Write = Callable[..., Path]
Read = Callable[..., Document]


def word_part(body: str, root: str = "document", prologue: str = "") -> str:
    inside = f"<w:body>{body}</w:body>" if root == "document" else body
    return f'<?xml version="1.0"?>{prologue}<w:{root} xmlns:w="{WORD}">{inside}</w:{root}>'


def word_archive(parts: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A docx of these parts, with nothing that a library would add or refuse."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compression) as archive:
        for name, content in {"_rels/.rels": RELATIONS, **parts}.items():
            archive.writestr(name, content)
    return packed.getvalue()


def plain_pdf(page: bytes = b"BT /F1 12 Tf 72 700 Td (Beds: 40,000) Tj ET", extra_trailer: bytes = b"") -> bytes:
    """A minimal pdf of one page with the given page description."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(page), page),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    written = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj%s\nendobj\n" % (number, content)
    table = len(written)
    written += b"xref\n0 6\n0000000000 65535 f \n"
    written += b"".join(b"%010d 00000 n \n" % place for place in places)
    written += b"trailer<</Size 6/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (extra_trailer, table)
    return bytes(written)


def encrypted_pdf() -> bytes:
    """A pdf that asks for a password: the check value in it fits none."""
    zeros = b"00" * 32
    return plain_pdf(
        extra_trailer=b"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -4>>" % (zeros, zeros)
    )


def shown(document: Document) -> list[tuple[str, str]]:
    """Kind and words of every segment."""
    return [(segment.kind, document.text[segment.start : segment.end]) for segment in document.segments]
