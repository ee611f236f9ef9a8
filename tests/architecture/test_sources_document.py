"""The page about sources says what the packs say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_of_sources_is_up_to_date() -> None:
    done = subprocess.run([sys.executable, "scripts/describe_sources.py", "--check"], cwd=ROOT, check=False)
    assert done.returncode == 0, "run: python scripts/describe_sources.py"
