"""Values in words: ``56.6`` in ``EUR_bn`` is "56.6 billion euro"."""

from __future__ import annotations

import re
from decimal import Decimal

from filiera.errors import UsageError
from filiera.vocabulary.language import Language

_UNGROUPED = {"calendar_year"}


def format_number(value: Decimal, language: Language, *, grouped: bool = True) -> str:
    """``value`` with the language's marks and all its printed digits: ``4530.0`` → "4.530,0"."""
    sign, digits = ("-", format(-value, "f")) if value < 0 else ("", format(value, "f"))
    whole, _, decimals = digits.partition(".")
    if grouped:
        whole = f"{int(whole):,}".replace(",", language.thousands[0])
    return f"{sign}{whole}{language.decimal}{decimals}" if decimals else sign + whole


def render_value(value: Decimal | str, unit: str, qualifier: str, language: Language) -> str:
    """Qualifier, number and unit as ``language`` writes them: "over 1.8 million", "circa 36,9%"."""
    forms = language.render.units.get(unit)
    pattern = language.render.qualifiers.get(qualifier or "exact")
    if forms is None or pattern is None:
        raise UsageError(
            "{language} has no words for the unit '{unit}' with the qualifier '{qualifier}'",
            where=f"language_data/{language.code}.yml",
            remedy="add the form under render, or use a unit of units.yml and a known qualifier",
            words={"language": language.name, "unit": unit, "qualifier": qualifier},
        )
    number = Decimal(value)
    form = forms.one if forms.one and number == 1 else forms.other
    written = form.format(
        n=format_number(number, language, grouped=unit not in _UNGROUPED),
        ordinal=ordinal_ending(number, language),
    )
    return pattern.format(v=written)


def with_article(name: str, value: Decimal | str, unit: str, qualifier: str, language: Language) -> str:
    """The value after an article or an articled preposition: "al 12,6%", "all'8%", "a oltre il 10%".

    A language without such a form writes the value alone.
    """
    rules = language.render
    if name not in rules.articles:
        return render_value(value, unit, qualifier, language)
    bare = render_value(value, unit, "exact", language)
    vowel = bool(rules.vowel_numbers and re.match(rules.vowel_numbers, bare))
    preposition, consonant, elided = rules.articles[name]
    if qualifier in ("", "exact"):
        return (elided if vowel else consonant) + bare
    inner = rules.article[vowel] + bare
    return f"{preposition} {rules.qualifiers[qualifier].format(v=inner)}".strip()


def ordinal_ending(number: Decimal, language: Language) -> str:
    """The ending that makes a number an ordinal: "st" of 21; the longest listed ending decides."""
    digits = format(number, "f")
    endings = language.render.ordinal_endings
    fitting = [ending for ending in endings if digits.endswith(ending)]
    return endings[max(fitting, key=len)] if fitting else ""
