"""Positions outside their territory: named by the check, counted by the build, and no fault of the pack."""

from __future__ import annotations

import json
from pathlib import Path

from tests.command_line import ROOT, run

EXEMPLE = str(ROOT / "tests" / "packs" / "exemple")


def test_the_check_names_them_and_the_pack_is_sound(tmp_path: Path) -> None:
    done = run(tmp_path, "pack", "check", EXEMPLE)
    assert done.returncode == 0
    assert "1 position lies outside its territory:" in done.stdout
    assert "register.csv line 8: hospital-riu, 40.00000 0.50000" in done.stdout
    assert "1 posizione è fuori dal suo territorio:" in run(tmp_path, "pack", "check", EXEMPLE, language="it").stdout


def test_programs_read_them_too(tmp_path: Path) -> None:
    told = json.loads(run(tmp_path, "pack", "check", "lombardia", "--json").stdout)
    assert told["problems"] == []
    assert len(told["stray_positions"]) == 3
    assert all(set(each) == {"where", "organisation", "position"} for each in told["stray_positions"])


def test_the_build_counts_them_and_says_where_to_look(tmp_path: Path) -> None:
    done = run(tmp_path, "build", EXEMPLE)
    assert "1 position lies outside its territory and is not drawn: filiera pack check exemple names it." in " ".join(
        done.stdout.split()
    )
    assert json.loads(run(tmp_path, "build", EXEMPLE, "--json").stdout)["stray_positions"] == 1
