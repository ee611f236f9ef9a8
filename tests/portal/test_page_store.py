"""Pages in memory: bounded in bytes, never older than what they are made of, packed as the reader can unpack."""

from __future__ import annotations

import gzip

import brotli
import pytest

from filiera.portal.encodings import best_encoding, encoded
from filiera.portal.page_store import Key, Page, PageStore

TODAY = ("evidence-2",)
PAGE = Page(b"x" * 1000, (("Content-Length", "1000"), ("ETag", 'W/"v"'), ("Vary", "Accept-Encoding")), 'W/"v"')


def key(path: str, query: str = "") -> Key:
    return Key("http", "localhost", path, query, "br")


def test_a_page_comes_back_until_it_is_made_of_something_else() -> None:
    store = PageStore()
    assert store.recall(TODAY, key("/en/")) is None
    store.keep(TODAY, key("/en/"), PAGE)
    assert store.recall(TODAY, key("/en/")) is PAGE
    assert store.recall(("evidence-3",), key("/en/")) is None
    assert store.size == 0


def test_a_page_that_was_begun_before_a_build_is_not_kept_after_it() -> None:
    store = PageStore()
    store.recall(("evidence-1",), key("/en/"))
    store.recall(TODAY, key("/en/"))
    store.keep(("evidence-1",), key("/en/"), PAGE)
    assert store.recall(TODAY, key("/en/")) is None


def test_bytes_are_bounded_and_those_asked_for_longest_ago_go_first() -> None:
    store = PageStore(room=10_000)
    store.recall(TODAY, key("/0/"))
    for number in range(100):
        store.recall(TODAY, key("/0/"))
        store.keep(TODAY, key(f"/{number}/"), PAGE)
        assert store.size <= 10_000
    assert store.recall(TODAY, key("/0/")) is PAGE
    assert store.recall(TODAY, key("/99/")) is PAGE
    assert store.recall(TODAY, key("/50/")) is None


def test_questions_without_end_push_out_no_page() -> None:
    store = PageStore(room=10_000, room_for_questions=10_000)
    store.recall(TODAY, key("/en/"))
    store.keep(TODAY, key("/en/"), PAGE)
    for number in range(1000):
        store.keep(TODAY, key("/en/", f"n={number}"), PAGE)
    assert store.recall(TODAY, key("/en/")) is PAGE
    assert store.size <= 20_000


def test_keeping_a_page_again_takes_no_more_room() -> None:
    store = PageStore()
    store.recall(TODAY, key("/en/"))
    store.keep(TODAY, key("/en/"), PAGE)
    once = store.size
    store.keep(TODAY, key("/en/"), PAGE)
    assert store.size == once


@pytest.mark.parametrize(
    ("known", "status"), [("", 200), ('"v"', 304), ('W/"v"', 304), ('"a", W/"v"', 304), ("*", 304), ('"other"', 200)]
)
def test_who_has_the_version_is_sent_no_body(known: str, status: int) -> None:
    found, headers, body = PAGE.answer("GET", known)
    assert found == status
    assert (body == b"") == (status == 304)
    assert ("ETag", 'W/"v"') in headers
    assert ("Content-Length" in dict(headers)) == (status == 200)


def test_head_tells_the_length_and_sends_nothing() -> None:
    assert PAGE.answer("HEAD", "") == (200, list(PAGE.headers), b"")


@pytest.mark.parametrize(
    ("accepted", "best"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("*", "br"),
        ("GZIP", "gzip"),
        ("identity", ""),
        ("", ""),
        ("gzip;q=x", ""),
        ("*;q=0", ""),
    ],
)
def test_the_tightest_form_that_the_reader_admits(accepted: str, best: str) -> None:
    assert best_encoding(accepted) == best


def test_texts_are_packed_and_pictures_are_not() -> None:
    text = b"<p>figure</p>" * 100
    assert brotli.decompress(encoded(text, "text/html; charset=utf-8", "br")[0]) == text
    assert gzip.decompress(encoded(text, "text/csv", "gzip")[0]) == text
    assert encoded(text, "image/png", "br") == (text, "")
    assert encoded(text, "text/html", "") == (text, "")
