"""A chart as a picture to take away: with its title and its source in it, as SVG and as PNG."""

from __future__ import annotations

import hashlib
import textwrap
import threading
from copy import deepcopy
from pathlib import Path
from typing import Literal

import msgspec

from filiera.publish.drawing import register_font
from filiera.publish.ink import INK, PAPER, Spec

PICTURE = "1"
"""Version of what becomes of a specification: kept pictures of another version are not used."""
Format = Literal["svg", "png"]
_SOFT = "#524C45"
_SCALE = 2
_LETTERS = 74
_FOOT = 92
_NARROW = 400


def framed(spec: Spec, title: str, subtitle: str, foot: str) -> Spec:
    """The chart between what it shows and where it comes from, on paper."""
    whole = deepcopy(spec)
    letters = _LETTERS if whole["width"] > _NARROW else _LETTERS // 2
    whole["background"] = PAPER
    whole["padding"] = 24
    whole["title"] = {
        "text": textwrap.wrap(title, letters - letters // 6),
        "subtitle": textwrap.wrap(subtitle, letters + letters // 5),
        "anchor": "start",
        "frame": "group",
        "fontSize": 20,
        "fontWeight": 600,
        "color": INK,
        "subtitleFontSize": 14,
        "subtitleColor": _SOFT,
        "subtitlePadding": 6,
        "offset": 18,
    }
    axis = any(layer.get("encoding", {}).get("x", {}).get("axis") for layer in spec["layer"])
    below = whole["height"] + (42 if axis else 16)
    for place, line in enumerate(textwrap.wrap(foot, _FOOT if whole["width"] > _NARROW else _FOOT // 2)):
        whole["layer"].append(
            {
                "data": {"values": [{}]},
                "mark": {"type": "text", "align": "left", "baseline": "top", "fontSize": 12, "color": _SOFT},
                "encoding": {
                    "x": {"value": 0},
                    "y": {"value": below + 17 * place},
                    "text": {"datum": line},
                },
            }
        )
    return whole


def picture(spec: Spec, home: Path, form: Format) -> bytes:
    """The picture as a file; drawn once, then kept in ``home/charts`` by the hash of its specification."""
    content = PICTURE.encode() + msgspec.json.encode(spec, order="deterministic")
    path = home / "charts" / f"{hashlib.sha256(content).hexdigest()[:32]}-picture.{form}"
    try:
        return path.read_bytes()
    except OSError:
        drawn = _drawn(spec, form)
    # A home that cannot be written still serves its pictures: they are only drawn again.
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(f".{threading.get_ident()}.tmp")
        beside.write_bytes(drawn)
        beside.replace(path)
    except OSError:
        return drawn
    return drawn


def _drawn(spec: Spec, form: Format) -> bytes:
    import vl_convert

    register_font()
    if form == "png":
        return bytes(vl_convert.vegalite_to_png(spec, scale=_SCALE))
    return str(vl_convert.vegalite_to_svg(spec)).encode()
