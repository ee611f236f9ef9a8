"""Makes .venv hold exactly what requirements.lock pins, and the project itself.

Run by any Python 3.11 to 3.13 outside .venv. A stamp in .venv, named after what the environment was
made of, says that it is complete: with the stamp in place there is nothing to do.
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCK = ROOT / "requirements.lock"


def digest(*parts: bytes) -> str:
    """The first characters of the SHA-256 of ``parts``."""
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:12]


def version_of(python: Path) -> str:
    """``3.12`` for a Python that starts and has pip, nothing for one that does not."""
    asked = "import pip, sys; print(*sys.version_info[:2], sep='.')"
    try:
        answer = subprocess.run([python, "-c", asked], capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return answer.stdout.strip()


def pip(*arguments: str | Path) -> None:
    """One run of the environment's own pip, which speaks up only when it fails."""
    command = [PYTHON, "-m", "pip", "--disable-pip-version-check", "-qq", *arguments]
    subprocess.run([str(part) for part in command], cwd=ROOT, check=True)


def complete(wanted: str) -> None:
    """Creates or renews .venv with Python ``wanted`` (nothing: keep the one that is there)."""
    # Scripts in .venv name their interpreter by its full path: a moved folder needs new ones.
    pinned = f"complete-{digest(LOCK.read_bytes(), bytes(VENV))}"
    done = VENV / f"{pinned}-{digest((ROOT / 'pyproject.toml').read_bytes())}"
    present = version_of(PYTHON)
    keep = bool(present) and wanted in ("", present)
    if keep and done.exists():
        return
    started = time.monotonic()
    stamps = list(VENV.glob("complete-*"))
    if not keep or not all(old.name.startswith(pinned) for old in stamps):
        # What another lock has put there must not stay.
        create = [sys.executable, "-m", "venv", "--clear", VENV]
        subprocess.run([str(part) for part in create], check=True)
        stamps = []
    if not stamps:
        print("Installing the pinned dependencies into .venv (once; a minute or two) …", flush=True)
        pip("install", "--require-hashes", "--requirement", LOCK)
    pip("install", "--no-deps", "--no-build-isolation", "--editable", ROOT)
    for old in stamps:
        old.unlink()
    done.touch()
    print(f"Installed in {time.monotonic() - started:.0f} s.", flush=True)


def main() -> int:
    """Waits for another run on the same folder, then completes the environment."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--renew-for", action="store_true", help="rebuild if .venv has another Python")
    renew = arguments.parse_args().renew_for
    wanted = f"{sys.version_info.major}.{sys.version_info.minor}" if renew else ""
    with Path(__file__).open() as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        try:
            complete(wanted)
        except subprocess.CalledProcessError as failed:
            print(f"The environment is not complete: {failed}", file=sys.stderr)
            print("Is a package index within reach? Then run the same command again.", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
