"""What comes packed or with a document type of its own is not let in."""

from __future__ import annotations

import gzip

import pytest

from filiera.errors import SourceError
from filiera.sources.hardened_xml import root_of
from filiera.sources.unpacking import gunzipped

ENTITY = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:secret.txt">]><a>&x;</a>'
LAUGHS = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><a>&b;&b;</a>'


@pytest.mark.parametrize(
    "data", [ENTITY, LAUGHS, b'<!DOCTYPE a SYSTEM "http://127.0.0.1/x.dtd"><a/>', b"<a>", b"", b"no"]
)
def test_entities_and_broken_documents_are_refused(data: bytes) -> None:
    with pytest.raises(SourceError):
        root_of(data)


def test_a_bomb_is_not_unpacked() -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    assert len(bomb) < 60_000
    with pytest.raises(SourceError, match="unpacks to more than 1000000 bytes"):
        gunzipped(bomb, 1_000_000)


def test_what_is_cut_off_is_said_to_be(tmp_path: object) -> None:
    whole = gzip.compress(bytes(range(256)) * 400)
    assert gunzipped(whole) == bytes(range(256)) * 400
    with pytest.raises(SourceError, match="cut off"):
        gunzipped(whole[:-20])
    with pytest.raises(SourceError, match="damaged"):
        gunzipped(whole[:12] + b"\xff" * 30 + whole[42:])
