"""Languages as data: every file is complete and agrees with itself and with the units."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from filiera.claims.number_words import spelled_numbers
from filiera.errors import PackError
from filiera.vocabulary import language as module
from filiera.vocabulary.language import available_languages, load_language
from filiera.vocabulary.units import load_units

QUALIFIERS = {"about", "over", "under", "at_least", "up_to", "nearly"}


@pytest.mark.parametrize("code", available_languages())
def test_a_language_covers_what_the_engine_asks(code: str) -> None:
    language = load_language(code)
    assert language.code == code
    assert set(language.qualifiers.before) == QUALIFIERS
    assert set(language.qualifiers.after) <= QUALIFIERS
    assert set(language.render.qualifiers) == QUALIFIERS | {"exact"}
    assert set(language.render.units) == set(load_units())
    assert {"region", "country", "continent"} <= set(language.territory_words)
    assert language.decimal not in language.thousands
    assert len(language.months) >= 12
    assert len(set(language.stopwords)) > 50


@pytest.mark.parametrize("code", available_languages())
def test_no_phrase_has_two_meanings(code: str) -> None:
    qualifiers = load_language(code).qualifiers
    for side in (qualifiers.before, qualifiers.after):
        phrases = [phrase for phrases in side.values() for phrase in phrases]
        assert sorted(phrases) == sorted(set(phrases))


def test_an_unknown_language_is_named_with_the_known_ones() -> None:
    with pytest.raises(PackError, match=r"no data for the language 'xx'; use one of ca, en, it, or add xx\.yml"):
        load_language("xx")


def test_a_field_with_a_slip_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    english = (module._DATA / "en.yml").read_text(encoding="utf-8")
    (tmp_path / "xy.yml").write_text(english.replace("decimal:", "decimals:"), encoding="utf-8")
    monkeypatch.setattr(module, "_DATA", tmp_path)
    with pytest.raises(PackError, match=r"language_data/xy\.yml: .*decimal"):
        load_language("xy")


def test_a_unit_that_is_not_in_the_vocabulary_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    english = (module._DATA / "en.yml").read_text(encoding="utf-8")
    (tmp_path / "xz.yml").write_text(english.replace("  m2:\n    after", "  ells:\n    after"), encoding="utf-8")
    monkeypatch.setattr(module, "_DATA", tmp_path)
    with pytest.raises(PackError, match="unit ells is not in the vocabulary"):
        load_language("xz")


@pytest.mark.parametrize(
    ("code", "phrase", "value"),
    [
        ("it", "ventuno", 21),
        ("it", "ventitré", 23),
        ("it", "centotto", 108),
        ("it", "novecentonovantanove", 999),
        ("it", "milleuno", 1001),
        ("it", "tremilacinquecentoquaranta", 3540),
        ("it", "duecentomila", 200000),
        ("it", "vent", None),
        ("it", "mila", None),
        ("en", "forty-two", 42),
        ("en", "two thousand three hundred and one", 2301),
        ("en", "one hundred thousand", 100000),
        ("en", "hundred", None),
        ("en", "two three", None),
        ("ca", "vint-i-tres", 23),
        ("ca", "dues-centes", 200),
        ("ca", "mil cinc-cents", 1500),
        ("ca", "setanta mil", 70000),
    ],
)
def test_spelled_numbers(code: str, phrase: str, value: int | None) -> None:
    assert spelled_numbers(load_language(code)).value(phrase) == value


@pytest.mark.parametrize("code", available_languages())
def test_every_whole_number_below_a_thousand_has_a_word(code: str) -> None:
    spelled = spelled_numbers(load_language(code))
    assert set(range(1000)) <= set(spelled._below_thousand.values())


def test_units_have_positive_factors() -> None:
    units = load_units()
    assert units["EUR_bn"].factor == Decimal("1000000000")
    assert units["EUR_bn"].dimension == units["EUR"].dimension == "money"
    assert all(unit.factor > 0 for unit in units.values())
