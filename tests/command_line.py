"""The command line in a process of its own, as people and programs use it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def run(
    home: Path, *arguments: str, language: str = "en", cwd: Path = ROOT, timeout: int = 120
) -> subprocess.CompletedProcess[str]:
    """``filiera`` with these arguments in a home; its exit status is the caller's to judge."""
    environment = {**os.environ, "FILIERA_HOME": str(home), "FILIERA_LANG": language, "PYTHONIOENCODING": "utf-8"}
    # Other tests of this process may have set it; a command sets its own.
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-m", "filiera.cli", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment, cwd=cwd, timeout=timeout)


def told(home: Path, *arguments: str) -> str:
    """What a command says that must succeed."""
    done = run(home, *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout
