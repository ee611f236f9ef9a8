"""What only the rooms of formats and protocols know of a pack's data sets: whether their options are such."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from filiera.errors import SourceError
from filiera.pack import Pack
from filiera.pack.files import place_within
from filiera.pack.problems import Problem
from filiera.pack.source_schema import Dataset
from filiera.sources.formats import format_of
from filiera.sources.protocols import way_of


def problems_of_formats(pack: Pack) -> Iterator[Problem]:
    """Every data set whose format, options or query cannot be used."""
    for dataset in pack.datasets.values():
        where = f"{pack.where('data set', dataset.id)} ({dataset.id})"
        yield from _format(pack, dataset, where)
        if dataset.protocol and dataset.url:
            try:
                way_of(dataset)
            except SourceError as error:
                yield Problem(where, "query", error.what, error.remedy)


def check_options(pack: Pack, dataset: Dataset) -> None:
    """See that a data set's options are those of its format.

    Raises:
        SourceError: they are not; says in which line of the pack.
    """
    for problem in _format(pack, dataset, pack.where("data set", dataset.id)):
        raise SourceError(problem.what, where=problem.where, remedy=problem.remedy)


def _format(pack: Pack, dataset: Dataset, where: str) -> Iterator[Problem]:
    try:
        form = format_of(dataset.format)
    except SourceError as error:
        yield Problem(where, "format", error.what, error.remedy)
        return
    try:
        msgspec.convert(dataset.options, form.Options)
    except msgspec.ValidationError as error:
        known = ", ".join(form.Options.__struct_fields__)
        entry = pack.entries["data set", dataset.id]
        place = place_within(pack.path_of(entry), entry, "datasets", "options", str(error))
        yield Problem(
            f"{place} ({dataset.id})", "options", str(error), f"the options of '{dataset.format}' are: {known}"
        )
