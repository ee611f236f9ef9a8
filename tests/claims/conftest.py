"""The packs as the rules see them, and evidence built from the first region for the checker."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from filiera.claims.figure import Case, case_of
from filiera.claims.ledger import Ledger, judge
from filiera.evidence import Evidence
from filiera.pack import read_pack
from filiera.services.build import build


@pytest.fixture(scope="session")
def case() -> Case:
    """The figures of the first region."""
    return case_of(read_pack("lombardia"))


@pytest.fixture(scope="session")
def ledger(case: Case) -> Ledger:
    """Those figures, judged."""
    return judge(case)


@pytest.fixture(scope="session")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evidence]:
    """Evidence of the first region in a home of its own."""
    home = tmp_path_factory.mktemp("region")
    build("lombardia", home)
    with Evidence.open(home) as opened:
        yield opened
