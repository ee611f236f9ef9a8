"""What snapshots say of organisations, on the real files: sums, masked cells, and where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from filiera.pack import read_pack
from filiera.pack.schema import Attestation
from filiera.services.attested import attested
from filiera.sources.holdings import brought
from filiera.sources.remembered import remember

SNAPSHOTS = Path(__file__).resolve().parents[3] / "shared" / "snapshots"


@pytest.fixture(scope="module")
def statements(tmp_path_factory: pytest.TempPathFactory) -> list[Attestation]:
    if not SNAPSHOTS.is_dir():
        pytest.skip("the shared snapshots do not lie beside the project")
    pack = read_pack("lombardia")
    wanted = [dataset for dataset in pack.datasets.values() if dataset.attests]
    store = tmp_path_factory.mktemp("parsed")
    read = [(holding, remember(holding, [], store)) for holding in brought(wanted, SNAPSHOTS)]
    return [each.statement for each in attested(pack, read).values()]


def of(statements: list[Attestation], organisation: str, property: str) -> list[Attestation]:
    return [s for s in statements if (s.organisation, s.property) == (organisation, property)]


def test_discharges_are_the_sum_of_how_patients_left(statements: list[Attestation]) -> None:
    """Institute 03092500 of the file: its three columns, added by hand in the test."""
    (said,) = of(statements, "irccs-ca-granda", "discharges")
    lines = (SNAPSHOTS / "ministero_salute" / "minsalute_sdo2022_dimissioni_per_istituto_esito.csv").read_text(
        "utf-8-sig"
    )
    rows = [line.split(",") for line in lines.splitlines() if line.split(",")[1].startswith("030925")]
    by_hand = sum(int(cell.replace(".", "")) for row in rows for cell in row[3:6] if cell.replace(".", "").isdigit())
    assert int(said.value) == by_hand > 10_000
    assert (said.period, said.work) == ("2022", "minsalute-dimissioni-2022")
    assert said.locator.startswith("minsalute_sdo2022_dimissioni_per_istituto_esito.csv, lines ")


def test_students_are_those_of_the_newest_year(statements: list[Attestation]) -> None:
    (said,) = of(statements, "politecnico-milano", "students")
    assert said.period == "2021/2022" and int(said.value) > 40_000


def test_no_organisation_is_told_what_is_of_another(statements: list[Attestation]) -> None:
    keys = [(s.organisation, s.property, s.site, s.work) for s in statements]
    assert len(keys) == len(set(keys))
    assert len({s.organisation for s in statements if s.property == "discharges"}) > 100
