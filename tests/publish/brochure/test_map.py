"""The map in print: described in words, with its counts, its credit, and figures by territory."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from filiera.publish.brochure.making import Brochure
from filiera.services.geography import most_placed, places
from filiera.services.pages import Evidence
from tests.publish.brochure.conftest import EDITIONS
from tests.publish.brochure.printed import bare, pages
from tests.publish.brochure.test_pdf import alternatives, reader

Content = dict[str, Any]


@pytest.mark.parametrize(("pack", "language"), EDITIONS)
def test_the_map_is_printed_described_and_credited(
    pack: str, language: str, brochure_of: Callable[..., Brochure], content_of: Callable[..., Content]
) -> None:
    told, made = content_of(pack, language)["map"], brochure_of(pack, language)
    page = bare(next(page for page in pages(made.pdf) if bare(told["title"]) in bare(page)))
    for part in (told["placed"], told["stray"], told["credit"]):
        assert bare(part) in page
    for each in told["counts"]:
        assert bare(each["name"] + each["count"]) in page
        assert f"{each['name']}: {each['count']}" in told["alt"]
    described = alternatives(reader(made).trailer["/Root"]["/StructTreeRoot"])
    assert told["alt"] in described
    for each in told["values"]:
        assert each["chart"]["alt"] in described
        assert bare(each["chart"]["caption"]) in page


def test_it_counts_what_the_list_holds(
    evidence_of: Callable[[str], Evidence], content_of: Callable[..., Content]
) -> None:
    evidence = evidence_of("lombardia")
    found = places(evidence, most_placed(evidence)[0])
    told = content_of("lombardia", "it")["map"]
    assert {each["name"]: each["count"] for each in told["counts"]}["Milano"] == str(found.territories["ITC4C"])
    assert f"{len(found.placed)} su {len(found.rows)}" in told["placed"]
    assert "Ospedale L. Sacco" in told["stray"]
    assert len(told["values"]) == 2
    assert "Openpolis" in told["credit"]
    assert "CC-BY-4.0" in told["credit"]
