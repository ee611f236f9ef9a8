"""Articles before numbers, as Italian writes them; a language without them writes the value alone."""

from __future__ import annotations

import pytest

from filiera.vocabulary.language import load_language
from filiera.vocabulary.render import with_article


@pytest.mark.parametrize(
    ("article", "value", "qualifier", "words"),
    [
        ("al", "12.6", "exact", "al 12,6%"),
        ("al", "8.43", "exact", "all'8,43%"),
        ("al", "80", "exact", "all'80%"),
        ("al", "11.43", "exact", "all'11,43%"),
        ("al", "18.67", "exact", "al 18,67%"),
        ("al", "1.5", "exact", "all'1,5%"),
        ("al", "11", "over", "a oltre l'11%"),
        ("al", "35", "about", "a circa il 35%"),
        ("il", "34", "exact", "il 34%"),
        ("il", "44", "about", "circa il 44%"),
        ("del", "38.34", "exact", "del 38,34%"),
        ("al", "110", "exact", "al 110%"),
    ],
)
def test_italian_articles(article: str, value: str, qualifier: str, words: str) -> None:
    assert with_article(article, value, "percent", qualifier, load_language("it")) == words


def test_english_has_none() -> None:
    assert with_article("al", "12.6", "percent", "over", load_language("en")) == "over 12.6%"
