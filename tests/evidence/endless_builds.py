"""Builds one edition after the other and says when each is in place; ended from outside."""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

from filiera.evidence import write_evidence
from tests.evidence.sample import sample

if __name__ == "__main__":
    home, first = Path(sys.argv[1]), int(sys.argv[2])
    print(first - 1, flush=True)
    for edition in count(first):
        write_evidence(sample(edition), home, pack="exemple")
        print(edition, flush=True)
