"""The formats that can be parsed, by the name that a pack gives them. A module is loaded when its format is met."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any, Protocol, cast, runtime_checkable

import msgspec

from filiera.errors import SourceError
from filiera.sources.parsed import Parsed

MODULES = {
    "eurostat-tsv": "eurostat_tsv",
    "json-stat": "json_stat",
    "delimited": "delimited",
    "spreadsheet": "spreadsheet",
    "json": "json_fields",
    "fhir-code-systems": "fhir_code_systems",
    "ror": "ror",
    "clinicaltrials-gov": "clinicaltrials_gov",
    "clinicaltrials-gov-classic": "clinicaltrials_gov_classic",
    "clinicaltrials-gov-first-api": "clinicaltrials_gov_first_api",
    "clinicaltrials-gov-table": "clinicaltrials_gov_table",
    "ctis": "ctis",
    "eu-ctr": "eu_ctr",
    "isrctn": "isrctn",
    "funding-calls": "funding_calls",
    "ted": "ted",
}
"""Format → module of this room."""


class NoOptions(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """The options of a format of which nothing needs to be said."""


class Format(Protocol):
    """A module that parses one format: a pure function of bytes and options."""

    VERSION: int
    """Rises whenever the same bytes would be parsed into other tables."""
    Options: type[msgspec.Struct]
    """What a pack may say about a file of this format."""

    def parse(self, data: bytes, options: Any) -> Parsed:
        """The tables of one file.

        Raises:
            SourceError: the file as a whole is not of this format; says where and what to do.
        """


@runtime_checkable
class FormatOfMany(Format, Protocol):
    """A format of many small files, which also parses them together: tables are made once, not for each."""

    def parse_many(self, files: Sequence[bytes], options: Any) -> Parsed:
        """The tables of many files. ``line`` is the place of a file among them, from one; a file that is not of the
        format is refused under its place."""


def format_of(name: str) -> Format:
    """The format called ``name``.

    Raises:
        SourceError: there is none.
    """
    if name not in MODULES:
        raise SourceError(
            "no format is called '{name}'",
            remedy="use one of: {known}",
            words={"name": name, "known": ", ".join(MODULES)},
        )
    return cast(Format, import_module(f"filiera.sources.{MODULES[name]}"))
