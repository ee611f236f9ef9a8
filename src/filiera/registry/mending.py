"""Damaged decisions: what can still be read goes on, and the damaged file is set aside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from filiera.durable import flush, replace_file
from filiera.registry.decision_lines import BEGINNING, chained, said_in
from filiera.registry.decisions import Head, file_of, held, write_head


@dataclass(frozen=True, slots=True)
class Mended:
    """What has become of damaged decisions."""

    kept: int
    lost: tuple[int, ...]
    """Numbers of the lines of the damaged file that say nothing any more."""
    aside: Path
    """Where the damaged file lies now."""


def mend(home: Path, now: datetime) -> Mended:
    """Chains anew every line that can be read, whoever altered it; each keeps who signed it and when.

    Raises:
        DecisionError: another process keeps the decisions for too long, or nothing can be written.
    """
    path = file_of(home)
    with held(path.parent):
        lost, block, chain, n = [], b"", BEGINNING, 0
        damaged = path.read_bytes() if path.exists() else b""
        for number, line in enumerate(damaged.splitlines(), start=1):
            decision = said_in(line)
            if decision is None:
                lost.append(number)
                continue
            n += 1
            written, chain = chained(msgspec.structs.replace(decision, n=n), chain)
            block += written
        aside = path.with_name(f"damaged-{now:%Y%m%dT%H%M%S}.jsonl")
        aside.write_bytes(damaged)
        flush(aside)
        # First the lines: a head that is behind them is no fault.
        write_head(path, Head(0, BEGINNING))
        replace_file(path, block, by_way_of=path.with_name(".mended.part"))
        write_head(path, Head(n, chain))
    return Mended(n, tuple(lost), aside)
