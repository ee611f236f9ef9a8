"""Writes docs/sources.md: for each data set of a region the bytes that were read, what they cover and what not.

``python scripts/describe_sources.py`` writes it anew; with ``--check`` nothing is written, and the exit status is 1
where it is not what the packs say.
"""

from __future__ import annotations

import sys
from pathlib import Path

from filiera.pack import Pack, read_pack
from filiera.pack.source_schema import Dataset

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "sources.md"
REGION = "lombardia"
HEAD = """# Sources: what is held, and what it does not hold

Written from the pack by `python scripts/describe_sources.py`; a test holds the two together. Rows are those of the
file that was read; "as of" is the day that the bytes speak of, or that of the copy where they state none. What a data
set lacks is said on its page too, so that absence is never read as zero. `filiera sources` says what you hold yourself,
and how old it is.

To build with a folder of such files: `filiera build lombardia --snapshots FOLDER --report`; it accounts for every file
and row.
"""


def described(pack: Pack) -> str:
    """The whole page."""
    parts = [HEAD]
    for producer in pack.producers.values():
        if producer.datasets:
            parts.append(f"## {producer.name}\n")
            parts += [_dataset(pack, dataset) for dataset in producer.datasets]
    return "\n".join(parts)


def _dataset(pack: Pack, dataset: Dataset) -> str:
    work = pack.works[dataset.work]
    facts = [
        f"as of {dataset.vintage or work.published or 'not stated'}",
        f"{dataset.expected.rows:,} rows" if dataset.expected else "",
        f"format `{dataset.format}`",
        f"licence {work.licence}" if work.licence != "unknown" else "licence not known: left out of the open data",
        f"appears every {dataset.cadence}" if dataset.cadence else "",
        f"fetched by {dataset.protocol}" if dataset.protocol else "not fetched: read from a file",
        f"earlier vintage of `{dataset.older_of}`" if dataset.older_of else "",
    ]
    feeds = sorted({feed.indicator for feed in dataset.feeds})
    lines = [
        f"**`{dataset.id}`** — {work.title.get('en', '')}  ",
        f"`{dataset.files}`; {'; '.join(filter(None, facts))}.  ",
        f"Covers: {dataset.covers.get('en', 'not said')} Does not: {dataset.lacks.get('en', 'not said')}",
    ]
    if feeds:
        lines[-1] += "  "
        lines.append(f"Feeds: {', '.join(f'`{name}`' for name in feeds)}.")
    return "\n".join(lines) + "\n"


def main() -> int:
    text = described(read_pack(REGION))
    if "--check" in sys.argv[1:]:
        return int(TARGET.read_text(encoding="utf-8") != text)
    TARGET.write_text(text, encoding="utf-8")
    print(f"{TARGET.relative_to(ROOT)}: {len(text.splitlines())} lines")
    return 0


if __name__ == "__main__":
    sys.exit(main())
