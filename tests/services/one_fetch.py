"""Fetches a pack's data sets once, saying when it begins; ended from outside."""

from __future__ import annotations

import sys
from pathlib import Path

from filiera.services.fetching import fetch
from filiera.sources.manners import Manners

if __name__ == "__main__":
    print("begun", flush=True)
    fetched = fetch(sys.argv[1], every=True, home=Path(sys.argv[2]), manners=Manners(interval=0, checkpoint=4000))
    print([each.status for each in fetched.outcomes], flush=True)
