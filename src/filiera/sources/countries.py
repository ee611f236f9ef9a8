"""Countries as publishers write them, made ISO 3166-1 alpha-2 where they are known."""

from __future__ import annotations

from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError
from babel.languages import get_official_languages

from filiera.vocabulary.folding import fold

_OWN = {"EL": "GR", "UK": "GB"}
"""Codes of the European Union that are not ISO's."""
_ALSO = {
    "korea, republic of": "KR",
    "korea, democratic people's republic of": "KP",
    "czechia": "CZ",
    "czech republic": "CZ",
    "russian federation": "RU",
    "iran, islamic republic of": "IR",
    "syrian arab republic": "SY",
    "moldova, republic of": "MD",
    "viet nam": "VN",
    "hong kong": "HK",
    "taiwan": "TW",
    "turkey": "TR",
    "turkey (türkiye)": "TR",
    "cote d'ivoire": "CI",
    "côte d'ivoire": "CI",
    "england": "GB",
    "scotland": "GB",
    "wales": "GB",
    "northern ireland": "GB",
    "united states of america": "US",
    "usa": "US",
    "u.s.a.": "US",
    "p.r. china": "CN",
    "pr china": "CN",
    "prc": "CN",
    "people's republic of china": "CN",
    "korea": "KR",
    "republic of korea": "KR",
    "the netherlands": "NL",
    "great britain": "GB",
    "united kingdom": "GB",
    "u.k.": "GB",
    "republic of ireland": "IE",
    "uae": "AE",
    "bosnia and herzegovina": "BA",
    "congo, the democratic republic of the": "CD",
    "macedonia, the former yugoslav republic of": "MK",
    "tanzania, united republic of": "TZ",
    "venezuela, bolivarian republic of": "VE",
    "bolivia, plurinational state of": "BO",
    "lao people's democratic republic": "LA",
    "palestinian territories, occupied": "PS",
    "palestinian territory, occupied": "PS",
    "former serbia and montenegro": "CS",
}
_THREE = {
    "AUT": "AT", "BEL": "BE", "BGR": "BG", "CHE": "CH", "CYP": "CY", "CZE": "CZ", "DEU": "DE", "DNK": "DK", "ESP": "ES",
    "EST": "EE", "FIN": "FI", "FRA": "FR", "GBR": "GB", "GRC": "GR", "HRV": "HR", "HUN": "HU", "IRL": "IE", "ISL": "IS",
    "ITA": "IT", "LIE": "LI", "LTU": "LT", "LUX": "LU", "LVA": "LV", "MLT": "MT", "NLD": "NL", "NOR": "NO", "POL": "PL",
    "PRT": "PT", "ROU": "RO", "SVK": "SK", "SVN": "SI", "SWE": "SE", "USA": "US",
}  # fmt: skip


@cache
def _by_name() -> dict[str, str]:
    names = {
        fold(str(name)): code for code, name in Locale("en").territories.items() if len(code) == 2 and code.isalpha()
    }
    return names | {fold(name): code for name, code in _ALSO.items()}


@cache
def country_names() -> dict[str, str]:
    """Names of countries, in English and in the languages that are official in each, with their alpha-2 codes."""
    names = dict(_by_name())
    for code in sorted(set(names.values())):
        for language in get_official_languages(code, de_facto=True):
            try:
                own = Locale.parse(language).territories.get(code)
            except UnknownLocaleError:
                continue
            if own:
                names.setdefault(fold(str(own)), code)
    return names


@lru_cache(maxsize=4096)
def country_code(printed: str) -> str:
    """The country's alpha-2 code; as printed where it is not known.

    >>> country_code("Italy"), country_code("UK"), country_code("ITA"), country_code("Atlantis")
    ('IT', 'GB', 'IT', 'Atlantis')
    """
    text = printed.strip()
    if len(text) == 2 and text.isalpha():
        return _OWN.get(text.upper(), text.upper())
    if text in _THREE:
        return _THREE[text]
    return _by_name().get(fold(text), text)
