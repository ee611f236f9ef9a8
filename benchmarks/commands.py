"""The commands' promises: --help under 0.3 s, build under 10 s and 500 MB, check under 2 s, 10 MB under 20 s.

Growth of ``filiera check`` is shown over 1, 4 and 16 times the brochure's length, and 10 MB.
Run: .venv/bin/python benchmarks/commands.py
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks._measuring import BROCHURE, Measured, filiera
from filiera.services.store import open_evidence
from tests.claims.checker_sets import wordings_document


def draft(text: str, size: int, seed: int = 1) -> str:
    """A text of ``size`` characters from shuffled paragraphs, a third of the digits altered: no two alike."""
    draw = random.Random(seed)
    paragraphs = text.split("\n\n")
    parts: list[str] = []
    length = 0
    while length < size:
        part = re.sub(
            r"\d", lambda m: str(draw.randint(1, 9)) if draw.random() < 0.3 else m.group(), draw.choice(paragraphs)
        )
        parts.append(part)
        length += len(part) + 2
    return "\n\n".join(parts)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        rows: list[tuple[str, Measured]] = [("filiera --help", filiera("--help", home=home, runs=5))]
        fresh = [filiera("build", "lombardia", home=Path(folder) / f"fresh{i}", runs=1, warm=False) for i in range(3)]
        rows.append(("filiera build, from nothing", sorted(fresh, key=lambda m: m.wall)[1]))
        rows.append(("filiera build, nothing changed", filiera("build", "lombardia", home=home)))
        if BROCHURE.is_file():
            text = BROCHURE.read_text(encoding="utf-8")
        else:
            with open_evidence(home) as evidence:
                text = wordings_document(evidence, "it", random.Random(1))[0]
        base = len(text)
        for label, size in (("1x", base), ("4x", 4 * base), ("16x", 16 * base), ("10 MB", 10_000_000)):
            path = Path(folder) / "draft.txt"
            path.write_text(text if label == "1x" else draft(text, size), encoding="utf-8")
            measured = filiera("check", str(path), home=home, runs=3 if size < 5_000_000 else 1)
            rows.append((f"filiera check, {label} ({size / 1e6:.2f} MB)", measured))
        for label, measured in rows:
            print(f"{label:34} {measured}")


if __name__ == "__main__":
    main()
