"""Text is read in whichever encoding it was saved, and nonsense is refused."""

from __future__ import annotations

import random

import pytest

from filiera.errors import DocumentError
from tests.claims.reading.written_documents import Read

ITALIAN = "La qualità è di 12,6% – più di «metà» dell’attività: 38 mld€.\n" * 20


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_usual_encodings_give_the_same_text(read: Read, encoding: str) -> None:
    assert read("draft.txt", ITALIAN.encode(encoding)).text == ITALIAN


@pytest.mark.parametrize("order", ["le", "be"])
def test_utf_16_of_either_byte_order(read: Read, order: str) -> None:
    assert read("draft.txt", ("\ufeff" + ITALIAN).encode(f"utf-16-{order}")).text == ITALIAN


def test_latin_1_without_a_declaration(read: Read) -> None:
    assert read("draft.txt", "età 83,1 anni, più".encode("latin-1")).text == "età 83,1 anni, più"


def test_an_alphabet_of_its_own_is_detected(read: Read) -> None:
    russian = "Это обычный русский текст о больницах, их 223 в регионе. " * 40
    assert read("draft.txt", russian.encode("koi8-r")).text == russian


def test_html_is_read_as_it_declares(read: Read) -> None:
    page = '<meta charset="iso-8859-1"><p>più di 5 € “netti”</p>'
    assert read("draft.html", page.encode("cp1252")).text == "più di 5 € “netti”"


def test_a_declared_codec_that_is_no_character_set_is_ignored(read: Read) -> None:
    assert read("draft.html", '<meta charset="punycode"><p>più 5</p>'.encode("cp1252")).text == "più 5"


def test_one_bad_byte_in_utf_8_names_its_line(read: Read) -> None:
    with pytest.raises(DocumentError, match="line 3 is not UTF-8"):
        read("draft.txt", "à\nè\n".encode() + b"\xe8 12\n" + ITALIAN.encode())


@pytest.mark.parametrize("suffix", ["txt", "md", "html"])
@pytest.mark.parametrize("seed", range(5))
def test_random_bytes_are_refused(read: Read, suffix: str, seed: int) -> None:
    garbage = random.Random(seed).randbytes(20_000)
    with pytest.raises(DocumentError, match=r"(binary|NUL|announces)"):
        read(f"draft.{suffix}", garbage)
    without_nul = garbage.replace(b"\0", b"")
    with pytest.raises(DocumentError, match=r"(binary|announces)"):
        read(f"draft.{suffix}", without_nul)


@pytest.mark.parametrize("suffix", ["txt", "md", "html"])
def test_high_random_bytes_without_control_characters_are_refused(read: Read, suffix: str) -> None:
    rng = random.Random(7)
    garbage = bytes(rng.choice(range(0x80, 0x100)) for _ in range(20_000))
    with pytest.raises(DocumentError):
        read(f"draft.{suffix}", garbage)


def test_nul_bytes_and_utf_16_cut_in_half(read: Read) -> None:
    with pytest.raises(DocumentError, match="NUL"):
        read("draft.txt", b"beds 12\0 more")
    with pytest.raises(DocumentError, match="announces UTF-16-LE and is not"):
        read("draft.txt", ITALIAN.encode("utf-16")[:-1])
