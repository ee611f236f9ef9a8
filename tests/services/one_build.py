"""Builds a pack with a folder of snapshots once, saying when it begins and what it made; ended from outside."""

from __future__ import annotations

import sys
from pathlib import Path

from filiera.services.build import build

if __name__ == "__main__":
    print("begun", flush=True)
    print(build(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])).version.hash, flush=True)
