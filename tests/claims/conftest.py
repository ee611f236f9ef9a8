"""The packs as the rules see them, and evidence built from the first region for the checker."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from filiera.claims.figure import Case, case_of
from filiera.claims.ledger import Ledger, judge
from filiera.evidence import Evidence
from filiera.pack import read_pack
from tests.built_homes import BuiltHomes


@pytest.fixture(scope="session")
def case() -> Case:
    """The figures of the first region."""
    return case_of(read_pack("lombardia"))


@pytest.fixture(scope="session")
def ledger(case: Case) -> Ledger:
    """Those figures, judged."""
    return judge(case)


@pytest.fixture(scope="session")
def evidence(built_homes: BuiltHomes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evidence]:
    """Evidence of the first region in a home of its own."""
    with Evidence.open(built_homes.copy("lombardia", tmp_path_factory.mktemp("region"))) as opened:
        yield opened
