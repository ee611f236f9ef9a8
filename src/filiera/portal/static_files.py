"""Styles, fonts and icons: the theme's and our own, gathered once under names that carry their hash."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from whitenoise.storage import CompressedManifestStaticFilesStorage

from filiera.portal import theme
from filiera.portal.theme import ICONS, STYLESHEET, ThemeStorage, words_in_use

OWN = Path(__file__).resolve().parent / "static"
KEPT = 2
THEME = (
    STYLESHEET,
    ICONS,
    *(f"fonts/Titillium_Web/titillium-web-v10-latin-ext_latin-{weight}.woff2" for weight in ("regular", 600, 700)),
    *(f"fonts/Lora/lora-v20-latin-ext_latin-{weight}.woff2" for weight in ("regular", "italic")),
    "fonts/Roboto_Mono/roboto-mono-v13-latin-ext_latin-regular.woff2",
)
"""The part of the theme that pages use; its script bundle is left out."""


class ThemeFinder(BaseFinder):
    """Finds the files of the theme that we use, as ``theme/…``."""

    def __init__(self, app_names: object = None, *args: object, **kwargs: object) -> None:
        self.storage = ThemeStorage(location=str(files("bootstrap_italia_template") / "static"))

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """Where ``theme/…`` lies."""
        name = path.removeprefix("theme/")
        found = self.storage.path(name) if path.startswith("theme/") and name in THEME else ""
        return ([found] if found else []) if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[Any]:
        """The files of the theme that we use."""
        for name in THEME:
            yield name, self.storage


class HashedNames(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # untyped
    """The gathered files under their hashed names, each name looked up once: a page asks for fifteen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._addresses: dict[str, str] = {}

    def url(self, name: str, force: bool = False) -> str:
        """The address of a file."""
        found = self._addresses.get(name)
        if found is None:
            found = self._addresses[name] = str(super().url(name, force))
        return found


@cache
def fingerprint() -> str:
    """Hash of what goes in: the theme's version, our own files, and who names and packs them."""
    digest = hashlib.sha256()
    for package in ("design-django-theme", "django", "whitenoise", "brotli"):
        digest.update(f"{package} {version(package)}\n".encode())
    digest.update(repr((THEME, sorted(words_in_use()))).encode())
    digest.update(Path(theme.__file__).read_bytes())
    for path in sorted(OWN.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(OWN).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def static_root(home: Path) -> Path:
    """The folder that holds the gathered files."""
    return home / f"static-{fingerprint()}"


def prepare_static() -> None:
    """Gather the static files, unless that was done before; done beside, then moved into place."""
    from django.conf import settings
    from django.core.management import call_command
    from django.test.utils import override_settings

    root = Path(settings.STATIC_ROOT)
    if root.is_dir():
        return
    beside = root.with_name(f"{root.name}.{os.getpid()}.tmp")
    shutil.rmtree(beside, ignore_errors=True)
    with override_settings(STATIC_ROOT=beside):
        call_command("collectstatic", interactive=False, verbosity=0)
    try:
        beside.replace(root)
    except OSError:
        # Another process was faster.
        shutil.rmtree(beside, ignore_errors=True)
    for old in sorted(root.parent.glob("static-*"), key=lambda path: path.stat().st_mtime)[:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)
