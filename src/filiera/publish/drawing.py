"""A chart's specification drawn as SVG on the server, once, and kept."""

from __future__ import annotations

import hashlib
import re
import threading
from collections import OrderedDict
from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec

from filiera.publish.charts import Spec

DRAWING = "3"
"""Version of what becomes of a specification: kept drawings of another version are not used."""
_kept: OrderedDict[str, str] = OrderedDict()
_lock = threading.Lock()
_KEEP = 512


def draw(spec: Spec, home: Path | None) -> str:
    """The chart as SVG; drawn once, then kept by the hash of its specification in memory and in ``home/charts``.

    Without a home it is kept in memory alone: what answers any question that somebody asks would fill a disk.
    """
    name = hashlib.sha256(DRAWING.encode() + msgspec.json.encode(spec, order="deterministic")).hexdigest()[:32]
    with _lock:
        if name in _kept:
            _kept.move_to_end(name)
            return _kept[name]
    path = home / "charts" / f"{name}.svg" if home else None
    drawn = _kept_on_disk(path) if path else ""
    if not drawn:
        drawn = _without_style(_drawn(spec))
        if path:
            _keep_on_disk(path, drawn)
    with _lock:
        _kept[name] = drawn
        while len(_kept) > _KEEP:
            _kept.popitem(last=False)
    return drawn


def _drawn(spec: Spec) -> str:
    import vl_convert

    register_font()
    return str(vl_convert.vegalite_to_svg(spec))


@cache
def register_font() -> None:
    """The theme's font for the renderer, so that a drawing does not depend on the machine's fonts."""
    import vl_convert

    vl_convert.register_font_directory(str(files("bootstrap_italia_template") / "static/fonts/Titillium_Web"))


def _without_style(svg: str) -> str:
    """The drawing without style attributes (a page's policy forbids them), fixed size, or the renderer's English.

    What a screen reader is told is the page's matter: it gives the chart's title, and the same figures as a table.
    """
    plain = re.sub(r'\s(?:style|role|aria-[a-z]+|xmlns:xlink)="[^"]*"', "", svg)
    sized = re.sub(r'(<svg[^>]*?)\swidth="[^"]*"\sheight="[^"]*"', r"\1", plain, count=1)
    return sized.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)


def _kept_on_disk(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _keep_on_disk(path: Path, text: str) -> None:
    # A home that cannot be written still serves its charts: they are only drawn again after a restart.
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(f".{threading.get_ident()}.tmp")
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    except OSError:
        return
