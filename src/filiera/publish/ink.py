"""Colours, type and measures of charts: one look for page, telephone and print."""

from __future__ import annotations

from typing import Any

Spec = dict[str, Any]

ACCENT = "#0B5C66"
GREY = "#8A837A"
INK = "#1F1D1A"
RULE = "#D9D4CB"
PAPER = "#FFFFFF"
FONT = "Titillium Web"
WIDTH = {False: 640, True: 320}
LINE = 19
"""Height of a line of a label."""
TICK = 40
"""Width of a year under the chart, with air."""
LETTER = 7.6
"""Width of a letter of a label, about."""


def ink() -> Spec:
    """Words in the accent where they are of the figure in question, else in ink."""
    return {
        "color": {"condition": {"test": "datum.own", "value": ACCENT}, "value": INK},
    }
