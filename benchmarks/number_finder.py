"""The number finder against plain ``re`` over the same text: ratio, and growth with length.

Run: ``python benchmarks/number_finder.py [TEXT]``. Without a text it takes the brochure that lies beside
the project, or else generated sentences. The plain pass only spots digit runs; it knows no years, units,
qualifiers, number words or footnotes, so it is a floor and not a rival.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

from filiera.claims.numbers import find_numbers
from filiera.vocabulary.language import available_languages, detect_language, load_language
from filiera.vocabulary.render import render_value

PLAIN = re.compile(r"\d[\d.,]*\d|\d")
BASE = 600_000
ROUNDS = 3
BROCHURE = Path(__file__).resolve().parents[2] / "shared" / "brochure"


def sample() -> tuple[str, str]:
    """A text and where it comes from."""
    found = [Path(name) for name in sys.argv[1:2]] or sorted(BROCHURE.glob("*.txt"))
    if found:
        return found[0].read_text(encoding="utf-8"), found[0].name
    language = load_language(available_languages()[0])
    units = [unit for unit in language.render.units if unit != "calendar_year"]
    filler = " ".join(language.stopwords[:25])
    sentences = (
        f"{filler} {render_value(str(n * 37 % 90000), units[n % len(units)], 'exact', language)} {filler}."
        for n in range(500)
    )
    return "\n\n".join(sentences), "generated sentences"


def seconds(run: Callable[[], object]) -> float:
    """Best of a few runs."""
    times = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        run()
        times.append(time.perf_counter() - begin)
    return min(times)


def main() -> None:
    """Print one line per length."""
    text, name = sample()
    language = load_language(detect_language(text, map(load_language, available_languages())))
    find_numbers(text[:1000], language)  # compile outside the clock
    print(f"{name}, read as {language.name}; best of {ROUNDS}")
    print(f"{'characters':>12} {'plain re':>10} {'finder':>10} {'ratio':>7} {'figures':>9} {'growth':>7}")
    previous = 0.0
    for times in (1, 4, 16):
        long = (text * (BASE * times // len(text) + 1))[: BASE * times]
        plain = seconds(lambda long=long: PLAIN.findall(long))
        finder = seconds(lambda long=long: find_numbers(long, language))
        growth = f"{finder / previous:6.2f}x" if previous else ""
        figures = len(find_numbers(long, language))
        ratio = finder / plain
        print(f"{len(long):>12,} {plain:>9.3f}s {finder:>9.3f}s {ratio:>6.1f}x {figures:>9,} {growth:>7}")
        previous = finder


if __name__ == "__main__":
    main()
