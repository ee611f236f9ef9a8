"""How well the linker links: labelled strings by cross-validation, hospitals across registers, sites of trials.

    python benchmarks/matching.py [SHARED]

Micro precision, recall and F1 over pairs of string and organisation, tier ``link`` only, with Wilson intervals. Strings
count whose organisations are all in the register; those that mean none are among them. Each fold's chances are
calibrated, and its threshold is chosen, on the other folds.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

from _hospitals import across_registers
from _trial_sites import trial_sites
from linker_training import (
    LABELLED_IN_PART,
    Trainer,
    calibrated,
    held_out_by_fold,
    labelled_strings,
    together,
)

from filiera.registry.metrics import Counted
from filiera.registry.reading_registers import read_register

REGISTER = Path("snapshots") / "ror" / "ror_all_51370_latest.csv.gz"


def line(name: str, found: Counted) -> str:
    """One row of the table."""
    (p_low, p_high), (r_low, r_high) = found.intervals
    score = found.score
    return (
        f"{name:34} {score.precision:.3f} [{p_low:.3f}-{p_high:.3f}]  {score.recall:.3f} [{r_low:.3f}-{r_high:.3f}]"
        f"  F1 {score.f1:.4f}  ({found.meant} pairs)"
    )


def labelled(shared: Path) -> None:
    """The table of labelled strings, with the peers' published figures beside it."""
    register = read_register(shared / REGISTER)
    trainer = Trainer(register, labelled_strings(shared / "matching", register))
    parts, _ = held_out_by_fold(trainer)
    linked, meant, string = [], [], []
    for number, part in enumerate(parts):
        others = together([each for place, each in enumerate(parts) if place != number])
        chance = calibrated(others)(part.log_odds)
        linked.append(chance >= trainer.least_chance(others))
        meant.append(part.meant)
        string.append(part.string)
    link, right, of = np.concatenate(linked), np.concatenate(meant), np.concatenate(string)
    dataset = np.array([each.dataset for each in trainer.strings])
    gold = np.array([len(each) for each in trainer.gold])
    print(f"{'held out, five folds':34} precision              recall")
    complete = np.array([each not in LABELLED_IN_PART for each in dataset])
    groups = {name: dataset == name for name in ("crossref", "springer", "s2aff")}
    groups |= {"labelled in full": complete, "all": np.ones(len(dataset), bool)}
    for name, group in groups.items():
        for told, kept in (("", np.ones(len(dataset), bool)), (", errata left out", trainer.sound)):
            chosen = kept & group
            here = chosen[of]
            found = Counted(int((link & here).sum()), int(gold[chosen].sum()), int((link & right & here).sum()))
            print(line(name + told, found))
    print("\npeers, as published, on other sets of the same kind")
    with (shared / "matching" / "published_metrics_of_peers.csv").open(encoding="utf-8") as file:
        for row in sorted(csv.DictReader(file), key=lambda row: (row["dataset"], -float(row["F1 Score"]))):
            print(
                f"{row['dataset'][9:40]:32} {row['strategy']:40} precision {float(row['Precision']):.3f} "
                f"recall {float(row['Recall']):.3f} F1 {float(row['F1 Score']):.4f}"
            )


def main(shared: Path) -> int:
    """All three tables."""
    if not (shared / "matching").is_dir():
        print(f"{shared.name}/matching is not there: nothing to measure against", file=sys.stderr)
        return 0
    print("== hospitals across the ministry's, the European and the discharge files, without codes")
    across_registers(shared / "snapshots")
    print("\n== sites of trials against the pack's organisations")
    trial_sites(ROOT / "packs" / "lombardia")
    print("\n== labelled strings against", REGISTER.name)
    labelled(shared)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared"))
