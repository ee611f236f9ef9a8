"""What rests on a mended cell says so: a figure by file and line, a statement by the position that it repeats."""

from __future__ import annotations

from pathlib import Path

import pytest

from filiera.evidence import Evidence
from filiera.services.build import build
from filiera.services.datasets import dataset
from filiera.services.explain import find, steps
from filiera.services.organisations import organisation
from tests.services.source_packs import built_with_a_correction

SNAPSHOTS = Path(__file__).resolve().parents[3] / "shared" / "snapshots"


def test_a_figure_says_what_was_published_and_why_it_is_another(tmp_path: Path) -> None:
    with Evidence.open(built_with_a_correction(tmp_path)) as evidence:
        told = steps(find(evidence, "observation/beds-hospital-beds-xv1-2023"), "en", evidence)
        (mended,) = told["mended"]
        assert told["value"] == "5.1"
        assert mended["what"] == "value: published as 51.0, mended to 5.1"
        assert mended["reason"] == "The decimal mark is misplaced."
        assert (mended["file"], mended["line"], mended["reported"]) == ("beds.csv", 3, "by e-mail, 2024-05-02")
        held = dataset(evidence, "beds").held
        assert held is not None and mended["snapshot"] == held.digest
        assert [each.published for each in held.mended] == ["51.0"]
        assert steps(find(evidence, "observation/beds-hospital-beds-xv1-2022"), "en", evidence)["mended"] == []
        (row,) = evidence.rows("figure", address="observation/beds-hospital-beds-xv1-2023")
        assert row["mended_json"] == "[0]"


def test_a_statement_that_repeats_a_mended_position_says_so(tmp_path: Path) -> None:
    """Sacco hospital in Milan: the European file puts it in Romagna (line 142 of the Italian part)."""
    if not SNAPSHOTS.is_dir():
        pytest.skip("the shared snapshots do not lie beside the project")
    held = tmp_path / "snapshots" / "gisco"
    held.mkdir(parents=True)
    (held / "gisco_healthcare_IT.csv").write_bytes((SNAPSHOTS / "gisco" / "gisco_healthcare_IT.csv").read_bytes())
    build("lombardia", tmp_path / "home", tmp_path / "snapshots")
    with Evidence.open(tmp_path / "home") as evidence:
        found = organisation(evidence, "organisation/ospedale-l-sacco-milano")
        statements = [each for _, block in found.blocks for each in block]
        (position,) = [each for each in statements if each.property == "position"]
        assert [(each.name, each.published, each.line) for each in position.mended] == [
            ("latitude", "44.27416", 142),
            ("longitude", "12.32596", 142),
        ]
        assert position.mended[0].told("it") == "latitudine: pubblicato come 44,27416, qui lasciato vuoto"
        assert not any(each.mended for each in statements if each is not position)
