"""The own words of a printed document, one file a language; what a language lacks is read in English."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FOLDER = Path(__file__).with_name("languages")
_FALLBACK = "en"
Words = dict[str, Any]


@cache
def words_of(language: str, folder: Path = _FOLDER) -> Words:
    """The words in ``language``, completed from English; those of the brochure where no folder is named."""
    fallback = _read(folder / f"{_FALLBACK}.yml")
    own = folder / f"{language}.yml"
    return _completed(_read(own), fallback) if own.is_file() else fallback


def _read(path: Path) -> Words:
    words: Words = yaml.safe_load(path.read_text(encoding="utf-8"))
    return words


def _completed(own: Words, fallback: Words) -> Words:
    return {
        key: _completed(own.get(key, {}), value) if isinstance(value, dict) else own.get(key, value)
        for key, value in fallback.items()
    }
