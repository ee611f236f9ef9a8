"""Whatever the text: no exception, spans in order and inside the text, nothing counted twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filiera.claims.numbers import find_numbers
from filiera.vocabulary.language import Language, available_languages, load_language

LANGUAGES = [load_language(code) for code in available_languages()]
PIECES = [
    *"0123456789.,;:'’-–+*_()[]<>%€°º²/|#\n\t\u00a0\u0301ıİſK",
    " ",
    "  ",
    "\n\n",
    "<sup>",
    "</sup>",
    "](",
    "**",
    "2024",
    "12,6",
    "1.503",
]


def vocabulary(language: Language) -> list[str]:
    """Words of the grammar, to be thrown together at random."""
    return [
        *language.multipliers,
        *language.glued_multipliers,
        *language.and_a_half,
        *language.numerals.units,
        *language.numerals.hundreds,
        *language.numerals.thousands,
        *language.numerals.half_of,
        *language.fractions.denominators,
        *language.fractions.out_of,
        *language.fractions.halves,
        *language.ordinals.words,
        *language.ordinals.places,
        *language.ordinals.contests,
        *language.months[:2],
        *language.reference_words[:5],
        *language.street_words[:2],
        *(phrase for phrases in language.qualifiers.before.values() for phrase in phrases),
        *(phrase for phrases in language.qualifiers.after.values() for phrase in phrases),
        *(word for words in language.units.values() for word in (*words.after, *words.before)),
    ]


def check(text: str, language: Language) -> None:
    last = 0
    for mention in find_numbers(text, language):
        assert last <= mention.start <= mention.number_start < mention.number_end <= mention.end <= len(text)
        assert mention.text == text[mention.start : mention.end]
        assert mention.step > 0
        assert mention.value.is_finite()
        last = mention.end


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
@given(data=st.data())
def test_words_of_the_grammar_in_any_order(language: Language, data: st.DataObject) -> None:
    words = st.sampled_from([*PIECES, *vocabulary(language)])
    loud = st.one_of(words, words.map(str.upper), words.map(str.capitalize))
    joined = st.lists(loud, max_size=25).flatmap(
        lambda parts: st.sampled_from([" ", "", "\n"]).map(lambda join: join.join(parts))
    )
    check(data.draw(joined), language)


@given(text=st.text())
def test_any_text(text: str) -> None:
    for language in LANGUAGES:
        check(text, language)


@pytest.mark.parametrize(
    "text",
    [
        "1" * 100_000,
        "0." + "3" * 500,
        "1 000" * 20_000,
        "1," * 50_000,
        "12 " + " " * 100_000 + "euro",
        "12" + "\n" * 100_000 + "euro",
        "(12) -" * 30_000,
        "> 12 " * 30_000,
        "<sup>12 " * 20_000,
        "tre" * 30_000,
        "one hundred and " * 10_000,
        "[1, " * 30_000,
        "+39 " * 30_000,
    ],
    ids=lambda text: text[:12],
)
def test_long_and_degenerate_texts_are_read_to_the_end(text: str) -> None:
    for language in LANGUAGES:
        check(text, language)
