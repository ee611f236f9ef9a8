"""The project's own files, as the architecture tests look at them."""

from __future__ import annotations

import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "filiera"


def pyproject() -> dict[str, Any]:
    """What pyproject.toml says."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def project_files() -> list[Path]:
    """Every file that is, or would be, under version control."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this folder is not a git checkout: there is no list of its files")
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def place(path: Path, text: str, offset: int) -> str:
    """``path:line`` of a character in the text of a file."""
    return f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, offset) + 1}"
