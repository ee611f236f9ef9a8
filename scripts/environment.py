"""Makes .venv hold exactly what requirements.lock pins, and the project itself; or another folder, of another lock.

Run by any Python 3.11 to 3.13 outside .venv. A stamp in the folder, named after what the environment was
made of, says that it is complete: with the stamp in place there is nothing to do.
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Environment:
    """A folder and the lock that says what it holds."""

    folder: Path
    lock: Path

    @property
    def python(self) -> Path:
        """Its own Python."""
        return self.folder / "bin" / "python"

    def pip(self, *arguments: str | Path) -> None:
        """One run of its own pip, which speaks up only when it fails."""
        command = [self.python, "-m", "pip", "--disable-pip-version-check", "-qq", *arguments]
        subprocess.run([str(part) for part in command], cwd=ROOT, check=True)


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


def complete(environment: Environment, wanted: str) -> None:
    """Creates or renews it with Python ``wanted`` (nothing: keep the one that is there)."""
    folder, lock = environment.folder, environment.lock
    # Scripts in it name their interpreter by its full path: a moved folder needs new ones.
    pinned = f"complete-{digest(lock.read_bytes(), bytes(folder))}"
    done = folder / f"{pinned}-{digest((ROOT / 'pyproject.toml').read_bytes())}"
    present = version_of(environment.python)
    keep = bool(present) and wanted in ("", present)
    if keep and done.exists():
        return
    started = time.monotonic()
    stamps = list(folder.glob("complete-*"))
    if not keep or not all(old.name.startswith(pinned) for old in stamps):
        # What another lock has put there must not stay.
        create = [sys.executable, "-m", "venv", "--clear", folder]
        subprocess.run([str(part) for part in create], check=True)
        stamps = []
    if not stamps:
        print(f"Installing the pinned dependencies into {folder.name} (once; a minute or two) …", flush=True)
        environment.pip("install", "--require-hashes", "--requirement", lock)
    environment.pip("install", "--no-deps", "--no-build-isolation", "--editable", ROOT)
    for old in stamps:
        old.unlink()
    done.touch()
    print(f"Installed in {time.monotonic() - started:.0f} s.", flush=True)


def main() -> int:
    """Waits for another run on the same folder, then completes the environment."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--renew-for", action="store_true", help="rebuild if it has another Python")
    arguments.add_argument("--folder", default=".venv", help="folder to fill")
    arguments.add_argument("--lock", default="requirements.lock", help="what it is to hold")
    given = arguments.parse_args()
    renew = given.renew_for
    wanted = f"{sys.version_info.major}.{sys.version_info.minor}" if renew else ""
    with Path(__file__).open() as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        try:
            complete(Environment(ROOT / given.folder, ROOT / given.lock), wanted)
        except subprocess.CalledProcessError as failed:
            print(f"The environment is not complete: {failed}", file=sys.stderr)
            print("Is a package index within reach? Then run the same command again.", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
