"""Learn the linker anew from labelled strings: writes ``src/filiera/registry/learned``.

    python scripts/train_linker.py ../shared

The folder holds ``matching`` (labelled strings) and ``snapshots/ror``. No row is reported that was trained on: figures
on the card come from five folds, near-identical strings in the same fold (``benchmarks/matching.py`` shows them all).
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import msgspec
import numpy as np
from linker_training import Trainer, frequencies, labelled_strings, training_scores

from filiera.registry.reading_registers import read_register

ROOT = Path(__file__).resolve().parents[1]
LEARNED = ROOT / "src" / "filiera" / "registry" / "learned"
REGISTER = Path("snapshots") / "ror" / "ror_all_51370_latest.csv.gz"


def main(shared: Path) -> None:
    """Train, and write the model, the usage and the frequencies of words."""
    register = read_register(shared / REGISTER)
    LEARNED.mkdir(exist_ok=True)
    (LEARNED / "word_frequencies.tsv").write_text(frequencies(register), encoding="utf-8")
    trainer = Trainer(register, labelled_strings(shared / "matching", register))
    held_out = training_scores(trainer)
    everything = np.arange(len(trainer.strings))
    knowledge = trainer.learn(everything, calibrate_on=held_out)
    precision, recall, f1 = held_out.at(knowledge.model.thresholds.link)
    card = {
        "what": "Chance that a candidate organisation is meant by a string, in two rounds of boosted trees.",
        "date": date.today().isoformat(),
        "data": ", ".join(f"{name}: {count} strings" for name, count in trainer.counts().items()),
        "register": f"{register.name}, {len(register.entries)} organisations, version {register.version}",
        "scores": f"held out, five folds, tier link: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}",
        "licence": "ROR and Crossref data CC0; ROR's labelled sets and S2AFF's labels as in shared/README; facts only",
        "made by": "python scripts/train_linker.py ../shared",
    }
    model = msgspec.structs.replace(knowledge.model, card=card)
    (LEARNED / "linker.json").write_bytes(msgspec.json.format(msgspec.json.encode(model), indent=0))
    head = "# Strings that mean an organisation, of those that name it in full (name) or hold a phrase (phrase).\n"
    (LEARNED / "usage.tsv").write_text(
        head + "".join(f"{line}\n" for line in knowledge.usage.lines()), encoding="utf-8"
    )
    print("\n".join(f"{name}: {value}" for name, value in card.items()))


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared"))
