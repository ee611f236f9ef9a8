"""Codes that decide, codes that forbid, and codes that are no longer given."""

from __future__ import annotations

from filiera.registry.codes import Code, Codes, codes_of, valid
from filiera.registry.register import Entry

ENTRIES = (
    Entry("a", ("Hospital A",), codes=("health:001", "lei:549300HX67X9GYPVXR95", "cup:P1")),
    Entry("b", ("Hospital B",), codes=("health:002", "health:003@2010-2018")),
    Entry("c", ("Hospital C",), codes=("health:003",)),
)
CODES = Codes(ENTRIES)


def test_a_code_is_read_with_its_years() -> None:
    assert Code.read("health:003@2010-2018") == Code("health", "003", "2010-2018")
    assert codes_of(" ror:05w1q1c88 ; nothing;") == [Code("ror", "05W1Q1C88")]


def test_a_shared_code_decides() -> None:
    assert CODES.decided(codes_of("health:001")) == {0: "code health:001 agrees"}
    assert CODES.decided(codes_of("health:999")) == {}


def test_a_current_code_comes_before_a_former_one() -> None:
    assert CODES.decided(codes_of("health:003")) == {2: "code health:003 agrees"}
    only_former = Codes(ENTRIES[:2])
    assert only_former.decided(codes_of("health:003")) == {1: "code health:003, its code in 2010-2018"}


def test_another_code_of_the_same_register_forbids() -> None:
    assert CODES.forbids(codes_of("health:002"), 0)
    assert not CODES.forbids(codes_of("health:001"), 0)
    assert not CODES.forbids(codes_of("health:002@2001-2009"), 0), "a former code says nothing of today"
    assert not CODES.forbids(codes_of("other:002"), 0)


def test_check_digits_that_are_wrong_decide_nothing() -> None:
    assert valid(Code("lei", "549300HX67X9GYPVXR95")) is bool(CODES.decided(codes_of("lei:549300HX67X9GYPVXR95")))
    assert not valid(Code("lei", "549300HX67X9GYPVXR96"))
    assert not CODES.forbids(codes_of("lei:549300HX67X9GYPVXR96"), 0)


def test_the_code_of_a_project_is_no_identity() -> None:
    assert CODES.decided(codes_of("cup:P1")) == {}
    assert not CODES.forbids(codes_of("cup:P2"), 0)
