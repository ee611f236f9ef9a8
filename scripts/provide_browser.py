"""Prints the path of a Chromium for the browser tests; installs one where there is none.

In this order: FILIERA_CHROMIUM, a browser on the PATH, one that Playwright has already; then the
system's package (as root, with apt-get), then Playwright's own. With --find nothing is installed.
Exit status 3 and no output where no browser can be had.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
APPLICATIONS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


def succeeds(command: Sequence[str], seconds: int) -> bool:
    """Whether ``command`` ends well within ``seconds``; its messages go to stderr only if it fails."""
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, errors="replace", timeout=seconds, env=quiet, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        print(f"{command[0]}: {problem}", file=sys.stderr)
        return False
    if done.returncode:
        told = [line for line in (done.stdout + done.stderr).splitlines() if any(map(str.isalpha, line))]
        print(f"{' '.join(command)} failed: {' '.join(told[-1:])}", file=sys.stderr)
    return done.returncode == 0


def starts(path: str) -> bool:
    """Whether the browser runs: a placeholder package, or one without its libraries, does not."""
    return succeeds([path, "--version"], seconds=30)


def playwrights_own() -> str:
    """Where Playwright keeps its Chromium, whether or not it is there yet."""
    script = (
        "from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as p: print(p.chromium.executable_path)"
    )
    asked = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    return asked.stdout.strip()


def candidates() -> Iterator[str]:
    """Browsers that are on this machine already, best first."""
    yield os.environ.get("FILIERA_CHROMIUM", "")
    yield from (shutil.which(name) or "" for name in NAMES)
    yield from APPLICATIONS
    yield playwrights_own()


def find() -> str:
    """The first browser that is there and starts; nothing where there is none."""
    return next((path for path in candidates() if path and Path(path).is_file() and starts(path)), "")


def install_system_package() -> bool:
    """Installs the distribution's Chromium: as root only, where there is apt-get."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return False
    print("Installing Chromium with apt-get for the browser tests …", file=sys.stderr)
    # Without any font a page has no text to measure.
    wanted = ("chromium", "fonts-liberation")
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *wanted]
    return succeeds(install, seconds=300) or (
        succeeds(["apt-get", "update", "-q"], seconds=120) and succeeds(install, seconds=300)
    )


def install_playwrights_own() -> bool:
    """Downloads the Chromium that Playwright publishes; as root, the libraries it needs too."""
    print("Installing Playwright's Chromium for the browser tests …", file=sys.stderr)
    playwright = [sys.executable, "-m", "playwright"]
    if not succeeds([*playwright, "install", "chromium"], seconds=300):
        return False
    own = playwrights_own()
    if os.geteuid() == 0 and not starts(own):
        succeeds([*playwright, "install-deps", "chromium"], seconds=300)
    return True


def main() -> int:
    """Finds or installs, prints the path."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--find", action="store_true", help="install nothing")
    may_install = not arguments.parse_args().find
    path = find()
    if not path and may_install:
        path = (install_system_package() and find()) or (install_playwrights_own() and find()) or ""
    if not path:
        return 3
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
