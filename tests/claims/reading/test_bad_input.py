"""Whatever cannot be read ends in one kind of error that names the file and the remedy."""

from __future__ import annotations

import os
import random
import zipfile
from pathlib import Path

import pytest

from filiera.claims.reading import read_document
from filiera.claims.reading.limits import FILE_BYTES
from filiera.errors import DocumentError
from tests.claims.reading.written_documents import (
    Write,
    encrypted_pdf,
    plain_pdf,
    word_archive,
    word_part,
)

SUFFIXES = ("txt", "md", "html", "pdf", "docx")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
DOCX = word_archive({"word/document.xml": word_part("<w:p><w:r><w:t>Beds 40</w:t></w:r></w:p>")})


def refusal(path: Path) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        read_document(path)
    error = caught.value
    assert error.where == str(path), "the error names the file"
    assert error.remedy, "the error says what to do"
    assert error.where in str(error)
    return error


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_missing_file(tmp_path: Path, suffix: str) -> None:
    assert refusal(tmp_path / f"none.{suffix}").what == "no such file"


@pytest.mark.parametrize("name", ["folder", "folder.txt", "folder.docx"])
def test_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    assert "is a folder" in refusal(tmp_path / name).what


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_empty_file(write: Write, suffix: str) -> None:
    assert refusal(write(f"draft.{suffix}", b"")).what == "the file is empty"


@pytest.mark.parametrize("suffix", ["txt", "md", "html"])
@pytest.mark.parametrize("content", [" \n\t\r\n ", "\ufeff", "\ufeff \u00a0\n"])
def test_nothing_but_space(write: Write, suffix: str, content: str) -> None:
    assert refusal(write(f"draft.{suffix}", content)).what == "the file holds no text"


def test_no_text_in_html_and_docx(write: Write) -> None:
    assert refusal(write("a.html", "<body><script>12</script><p> </p></body>")).what == "the file holds no text"
    empty = word_archive({"word/document.xml": word_part("<w:p/>")})
    assert refusal(write("a.docx", empty)).what == "the file holds no text"


def test_scanned_pdf_says_so(write: Write) -> None:
    error = refusal(write("scan.pdf", plain_pdf(b"0 0 100 100 re f")))
    assert "no text, as scanned pages do" in error.what
    assert "OCR" in error.remedy


def test_encrypted_pdf(write: Write) -> None:
    error = refusal(write("locked.pdf", encrypted_pdf()))
    assert error.what == "the file is encrypted"
    assert "without password" in error.remedy


def test_pdf_cut_off_or_damaged(write: Write) -> None:
    whole = plain_pdf()
    assert "cut off" in refusal(write("cut.pdf", whole[: len(whole) // 2])).what
    assert "damaged" in refusal(write("damaged.pdf", b"%PDF-1.4\n" + random.Random(1).randbytes(5000) + b"%%EOF")).what
    assert "damaged" in refusal(write("hollow.pdf", b"%PDF-1.7\n%%EOF")).what


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("seed", range(3))
def test_binary_garbage(write: Write, suffix: str, seed: int) -> None:
    refusal(write(f"garbage.{suffix}", random.Random(seed).randbytes(50_000)))


@pytest.mark.parametrize(
    ("name", "content", "remedy"),
    [
        ("a.txt", plain_pdf(), ".pdf"),
        ("a.html", plain_pdf(), ".pdf"),
        ("a.docx", plain_pdf(), ".pdf"),
        ("a.txt", DOCX, ".docx"),
        ("a.pdf", DOCX, ".docx"),
        ("a.docx", OLE, ".docx"),
        ("a.txt", b"{\\rtf1 Beds 40}", ".docx"),
    ],
)
def test_content_of_another_format_than_the_name(write: Write, name: str, content: bytes, remedy: str) -> None:
    assert remedy in refusal(write(name, content)).remedy


def test_docx_behind_a_password(write: Write) -> None:
    locked = OLE + "EncryptedPackage".encode("utf-16-le") + bytes(100)
    assert refusal(write("a.docx", locked)).what == "the file is encrypted"
    flagged = bytearray(DOCX)
    flagged[flagged.index(b"PK\x01\x02") + 8] |= 1
    assert refusal(write("b.docx", bytes(flagged))).what == "the file is encrypted"


@pytest.mark.parametrize("name", ["a.doc", "a.odt", "a.xlsx", "a.zzz", "README", ".txt"])
def test_unsupported_names_say_what_is_read(write: Write, name: str) -> None:
    error = refusal(write(name, "Beds 40"))
    assert ".txt, .md, .html, .pdf, .docx" in error.what


def test_docx_without_a_document(write: Write) -> None:
    assert "no Word document" in refusal(write("a.docx", word_archive({"word/other.xml": "<a/>"}))).what
    assert "no zip archive" in refusal(write("b.docx", b"Beds 40")).what
    assert refusal(write("c.docx", DOCX[:-30])).what == "the docx is damaged or cut off"


def test_docx_with_damaged_parts(write: Write) -> None:
    assert "not well-formed" in refusal(write("a.docx", word_archive({"word/document.xml": "<a><b></a>"}))).what
    stored = word_archive({"word/document.xml": word_part("<w:p/>")}, zipfile.ZIP_STORED)
    assert "is damaged" in refusal(write("b.docx", stored.replace(b"<w:p/>", b"<w:q/>"))).what
    unusual = word_archive({"word/document.xml": word_part("<w:p/>")}, zipfile.ZIP_BZIP2)
    assert "unusual" in refusal(write("c.docx", unusual)).what


@pytest.mark.parametrize("trick", ["../evil.xml", "/etc/evil", "word/../../evil", "..\\evil", "C:/evil"])
def test_docx_with_path_tricks(write: Write, trick: str) -> None:
    parts = {"word/document.xml": word_part("<w:p><w:r><w:t>Beds 40</w:t></w:r></w:p>"), trick: "x"}
    assert "outside of it" in refusal(write("a.docx", word_archive(parts))).what


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_docx_that_names_a_part_twice(write: Write, tmp_path: Path) -> None:
    path = write("a.docx", DOCX)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/document.xml", "<a/>")
    assert "twice" in refusal(path).what


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_beyond_the_limit(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"large.{suffix}"
    with path.open("wb") as file:
        file.truncate(FILE_BYTES + 1)
    assert "larger than 20 MB, the limit" in refusal(path).what


def test_a_text_of_the_limit_is_read(write: Write) -> None:
    line = "The region has 40,000 beds in use.\n\n"
    document = read_document(write("full.txt", line * (FILE_BYTES // len(line))))
    assert document.line_of(len(document.text) - 3) == 2 * len(document.segments) - 1


def test_links_that_lead_in_a_circle_or_nowhere(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "b.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    assert "cannot be opened" in refusal(tmp_path / "a.txt").what
    (tmp_path / "c.txt").symlink_to(tmp_path / "nowhere.txt")
    assert refusal(tmp_path / "c.txt").what == "no such file"


def test_pipes_and_devices(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "not a regular file" in refusal(tmp_path / "pipe.txt").what
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    assert "not a regular file" in refusal(tmp_path / "zero.txt").what


def test_permission_denied(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write("secret.txt", "Beds 40")

    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)
    assert refusal(path).what == "may not be read"


def test_names_that_no_file_can_have() -> None:
    refusal(Path("a\0b.txt"))
    refusal(Path("a" * 5000 + ".txt"))


def test_a_name_that_cannot_be_printed_can_be_told(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"dr\xffft.txt")
    with pytest.raises(DocumentError) as caught:
        read_document(path)
    str(caught.value).encode("utf-8")


@pytest.mark.parametrize("suffix", ["docx", "pdf", "html"])
@pytest.mark.parametrize("seed", range(15))
def test_damage_anywhere_is_read_or_refused(write: Write, suffix: str, seed: int) -> None:
    rng = random.Random(seed)
    page = b"<body><table><tr><td>Beds<td>40</table><p>more<sup>1</sup></body>"
    content = bytearray({"docx": DOCX, "pdf": plain_pdf(), "html": page}[suffix])
    for _ in range(rng.randint(1, 8)):
        content[rng.randrange(5, len(content))] = rng.randrange(256)
    path = write(f"damaged.{suffix}", bytes(content))
    try:
        assert read_document(path).text
    except DocumentError as error:
        assert error.where == str(path)
        assert error.remedy
