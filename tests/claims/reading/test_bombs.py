"""Files made to exhaust memory are refused within one gigabyte, in a process that has no more."""

from __future__ import annotations

import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest

from tests.claims.reading.written_documents import RELATIONS, Write, plain_pdf, word_archive, word_part

pytest.importorskip("resource", reason="this system cannot limit the memory of a process")

GIGABYTE = 1 << 30
SCRIPT = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, ({limit}, {limit}))
from filiera.claims.reading import read_document
from filiera.errors import DocumentError
try:
    document = read_document(Path(sys.argv[1]))
except DocumentError as error:
    print("refused:", error)
else:
    print("read:", len(document.text))
"""
LAUGHS = "<!DOCTYPE a [<!ENTITY a0 'ha'>{}]>".format(
    "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
)
FETCH = "<!DOCTYPE a [<!ENTITY x SYSTEM 'secret.txt'>]>"
EXTERNAL = "<!DOCTYPE a SYSTEM 'http://localhost:9/a.dtd'>"
PARAGRAPH = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"


def answer(path: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(limit=GIGABYTE), str(path)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    return done.stdout


def zeros(size: int) -> bytes:
    return bytes(size)


@pytest.mark.parametrize("size", [90_000_000, 300_000_000])
def test_archive_whose_part_unpacks_to_much(tmp_path: Path, size: int) -> None:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", RELATIONS)
        with archive.open("word/document.xml", "w") as part:
            for _ in range(size // 10_000_000):
                part.write(zeros(10_000_000))
    assert "times its size, the limit" in answer(path)


def test_archive_of_many_parts_that_are_large_together(write: Write) -> None:
    block = bytes(range(256)) * 20  # compresses well, though less than the ratio that is refused
    parts = {f"word/media/{n}.bin": block * 180 for n in range(120)}
    assert "unpacked, is larger than 100 MB" in answer(write("bomb.docx", word_archive(parts)))


def test_archive_of_very_many_parts(write: Write) -> None:
    parts = {f"word/{n}": "" for n in range(6000)}
    assert "more than 5,000 files inside" in answer(write("bomb.docx", word_archive(parts)))


def test_archive_whose_directory_lies_about_sizes(write: Write) -> None:
    body = word_part(PARAGRAPH.format("Beds 40") + " " * 30_000_000)
    honest = bytearray(word_archive({"word/document.xml": body}))
    entry = honest.rindex(b"PK\x01\x02")
    honest[entry + 24 : entry + 28] = (1000).to_bytes(4, "little")
    assert "damaged" in answer(write("bomb.docx", bytes(honest)))


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "_rels/.rels"])
@pytest.mark.parametrize("prologue", [LAUGHS, FETCH, EXTERNAL])
def test_entities_in_any_part_of_a_docx(write: Write, part: str, prologue: str) -> None:
    parts: dict[str, str | bytes] = {"word/document.xml": word_part(PARAGRAPH.format("Beds 40"))}
    reference = "&x;" if prologue is FETCH else "&a11;" if prologue is LAUGHS else ""
    parts[part] = word_part(PARAGRAPH.format(reference), prologue=prologue)
    assert "declares XML entities" in answer(write("bomb.docx", word_archive(parts)))


def test_entities_hidden_in_another_encoding(write: Write) -> None:
    hidden = word_part(PARAGRAPH.format("&a11;"), prologue=LAUGHS).encode("utf-16")
    bomb = word_archive({"word/document.xml": hidden})
    assert answer(write("bomb.docx", bomb)).startswith("refused:")


@pytest.mark.parametrize("prologue", [LAUGHS, FETCH])
def test_entities_declared_in_html(write: Write, prologue: str) -> None:
    page = f"{prologue}<html><body><p>40 &a11; &x;</p></body></html>"
    assert "declares entities of its own" in answer(write("bomb.html", page))


def test_elements_inside_one_another_without_end(write: Write) -> None:
    assert "inside one another" in answer(write("deep.html", "<div>" * 3_900_000))
    deep = word_part("<w:p>" * 400_000)
    assert answer(write("deep.docx", word_archive({"word/document.xml": deep}))).startswith("refused:")


@pytest.mark.long
def test_more_elements_than_a_document_has(write: Write) -> None:
    assert "html elements, the limit" in answer(write("many.html", "<p>" * 6_500_000))
    many = word_part("".join(f"<w:p w:n='{n}'/>" for n in range(3_100_000)))
    assert "elements in one part" in answer(write("many.docx", word_archive({"word/document.xml": many})))


@pytest.mark.parametrize(
    "text",
    [
        " " * 19_000_000 + "|",
        "a\n" * 9_500_000,
        "#" * 19_000_000,
        "# a" + " " * 19_000_000 + "#b",
        "|-" * 9_000_000 + " x",
        "a\tb" * 6_000_000,
        "12 - " * 3_900_000,
        "<sup>" * 3_900_000,
        "- " * 9_000_000 + "x",
        "[^" * 9_000_000,
    ],
    ids=["space", "lines", "marks", "heading", "rule", "tabs", "notes", "raised", "items", "brackets"],
)
def test_text_made_to_be_slow(write: Write, text: str) -> None:
    assert answer(write("slow.txt", text)).startswith("read:")


def test_more_paragraphs_than_a_document_has(write: Write) -> None:
    assert "more than 1,000,000 paragraphs" in answer(write("many.txt", "a\n\n" * 6_000_000))


def test_pdf_whose_page_unpacks_to_much(write: Write) -> None:
    packer = zlib.compressobj(9)
    head = packer.compress(b" ") + packer.flush(zlib.Z_FULL_FLUSH)
    # After a full flush a stretch of a stream stands on its own, so that it can be repeated.
    stretch = packer.compress(b"BT /F1 12 Tf 72 700 Td (Beds) Tj ET\n" * 100_000)
    pressed = head + (stretch + packer.flush(zlib.Z_FULL_FLUSH)) * 400
    bomb = plain_pdf(pressed).replace(b"/Length", b"/Filter/FlateDecode/Length", 1)
    assert "the PDF is damaged, or needs too much memory" in answer(write("bomb.pdf", bomb))
