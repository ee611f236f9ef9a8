"""Every figure of the real publication, read by eye, and everything in it that only looks like one."""

from __future__ import annotations

from pathlib import Path

import pytest

from filiera.claims.numbers import NumberMention, detect_language, find_numbers
from filiera.vocabulary.language import available_languages, load_language

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "brochure"
BROCHURES = sorted(SHARED.glob("*.txt"))

pytestmark = pytest.mark.skipif(not BROCHURES, reason="the publication lies in ../shared/brochure, absent here")

FIGURES = {
    26: "12,6%|56,6 miliardi di euro|10,1%|2,5%",
    28: "oltre 1,8 milioni|oltre il 19%",
    44: "oltre 3.550|più di 223|circa 40.000",
    46: "30|13",
    47: "2",
    48: "19|pari a circa il 35%|5|14",
    50: "250|6",
    66: "38,34%|circa 178.233",
    68: "over 65|23,5%|24,3%",
    70: "1.503|18,67%|70.969|26,46%",
    72: "126|16,67%|23",
    74: "63%|90%|83%",
    110: "3",
    111: "2",
    112: "4",
    113: "3",
    114: "1",
    115: "1",
    116: "1",
    117: "1",
    119: "oltre 33.000|circa il 44%|50%|23|78%",
    123: "50%|7°",
    142: "cinque",
    143: "11.500|62.988 mq|15.273 mq|fino a 300|8.546 mq|1.100|210.000 mq|fino a 23.000",
    144: "due",
    148: "2",
    152: "34|oltre 1000",
    166: "oltre 9.300|8.713|88|oltre l'11%",
    190: "oltre 110|oltre 800",
    208: "8|25,8%",
    218: "circa 750 milioni di euro",
    234: "12,6%",
    237: "10,1%",
    240: "346.153",
    242: "19,1%",
    248: "Oltre 7.000",
    250: "+ di 40",
    255: "19",
    257: "50%",
    263: "+770",
    268: "supera i 38 mld€",
    271: "52,3%",
    274: "18,3%",
    279: "15|7",
    282: "332.171",
    284: "17,4%",
    287: "94.024",
    292: "262",
    294: "34%",
    296: "oltre 25.830",
    297: "36,9%",
    299: "1° posto",
    301: "560 milioni di €",
    305: "9,8 mld€",
    307: "20%",
    313: "3,6 mld€|23%",
    318: "1.401",
    320: "30,2%",
    323: "51.747",
    325: "44%",
    329: "5,9 mld€",
    332: "47,6%",
    338: "86",
    346: "oltre 7.000|40|332.171|17,4%|15|9° posto|23° posto|97° posto",
    363: "262|34%|primo|più di 25.830|circa 36,9%",
    365: "prima|560 milioni di euro",
    367: "20%|9.8 miliardi di euro",
    379: "3.6 miliardi|23%|695 euro",
    383: "1.401|4.641|44%|51.747|117.607",
    385: "4|94%",
    399: "80%",
    401: "secondo posto|quarto posto",
    403: "72,8%|66,6%|65,5%",
    405: "83,1 anni|85,2 anni|81,1 anni|85,9 anni|81,9 anni",
    407: "50 anni|3 mesi",
    422: "30 giorni|8,43%|7,13%|6,8%|30 giorni|30 giorni|30 giorni|9,4%|11,43%|7,74%|2 giorni|14|60%",
    424: "2.947,1 euro|5.316,9 euro|4.530,0 euro|4.309,8 euro|over 65",
    443: "oltre 770",
    445: "più del 10%",
    506: "7|1|19|oltre il 40%|70|50%",
}
"""Line → figures as printed, emphasis marks left out."""

NO_FIGURES = {
    20: ["1."],
    26: ["2022", "<sup>1</sup>"],
    28: ["2022", "<sup>2</sup>"],
    34: ["1 -", "2024"],
    44: ["<sup>3</sup>", "<sup>4</sup>", "<sup>5</sup>"],
    46: ["II"],
    54: ["3 -", "2022", "2024"],
    56: ["2024-2028", "2023"],
    62: ["7 -", "250"],
    66: ["2022", "2023", "<sup>8</sup>"],
    68: ["<sup>9</sup>"],
    72: ["2024", "2023"],
    76: ["8 -", "2024, 2024"],
    96: ["3."],
    119: ["2020", "<sup>13</sup>", "<sup>14</sup>", "<sup>15</sup>"],
    123: ["(2020)", "<sup>17,18</sup>"],
    125: ["13 -", "2012-2020", "2022"],
    126: ["14 -", "20°", "2020-2022"],
    130: ["18 -"],
    156: ["<sup>23</sup>", "2023"],
    166: ["<sup>25,26</sup>"],
    206: ["prima", "primo"],
    216: ["2020"],
    218: ["2019", "2023", "<sup>30</sup>"],
    226: ["30 -", "2019. 30", "2024"],
    340: ["4."],
    352: ["31 -", "24ORE", "2023"],
    361: ["5."],
    365: ["2023", "<sup>35</sup>"],
    379: ["4.0", "2022"],
    397: ["7."],
    399: ["2024 – 2028", "2021-2025"],
    401: ["primi posti", "secondo l", "secondo la"],
    403: ["(2024)", "<sup>42</sup>"],
    422: ["2015-2023", "2 aprile 2015", "n. 70", "<sup>47</sup>", "2017"],
    424: ["2024", "<sup>48</sup>"],
    437: ["49 -", "G7"],
    639: ["9"],
    640: ["20122"],
}
"""Line → stretches that hold no figure."""


@pytest.fixture(scope="module")
def lines() -> list[str]:
    return BROCHURES[0].read_text(encoding="utf-8").split("\n")


@pytest.fixture(scope="module")
def mentions() -> list[NumberMention]:
    text = BROCHURES[0].read_text(encoding="utf-8")
    languages = [load_language(code) for code in available_languages()]
    return find_numbers(text, load_language(detect_language(text, languages)))


@pytest.fixture(scope="module")
def starts(lines: list[str]) -> list[int]:
    """Offset at which each line begins."""
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line) + 1)
    return offsets


def test_exactly_the_figures_are_found(mentions: list[NumberMention], lines: list[str]) -> None:
    text = "\n".join(lines)
    found: dict[int, list[str]] = {}
    for mention in mentions:
        line = text.count("\n", 0, mention.start) + 1
        found.setdefault(line, []).append(mention.text.replace("*", ""))
    assert {line: "|".join(texts) for line, texts in found.items()} == FIGURES
    assert sum(map(len, found.values())) > 160


@pytest.mark.parametrize(("line", "stretch"), [(n, s) for n, all_ in NO_FIGURES.items() for s in all_])
def test_what_is_no_figure_is_not_found(
    line: int, stretch: str, mentions: list[NumberMention], lines: list[str], starts: list[int]
) -> None:
    at = lines[line - 1].index(stretch) + starts[line - 1]
    assert not [m.text for m in mentions if m.start < at + len(stretch) and at < m.end]


def test_values_and_units(mentions: list[NumberMention]) -> None:
    read = {(m.text.replace("*", ""), str(m.value), m.unit, m.qualifier, m.form) for m in mentions}
    assert {
        ("56,6 miliardi di euro", "56600000000", "EUR", "exact", "digits"),
        ("9.8 miliardi di euro", "9800000000", "EUR", "exact", "digits"),
        ("supera i 38 mld€", "38000000000", "EUR", "over", "digits"),
        ("oltre 1,8 milioni", "1800000", "", "over", "digits"),
        ("+ di 40", "40", "", "over", "digits"),
        ("+770", "770", "", "over", "digits"),
        ("pari a circa il 35%", "35", "percent", "about", "digits"),
        ("fino a 23.000", "23000", "", "up_to", "digits"),
        ("62.988 mq", "62988", "m2", "exact", "digits"),
        ("4.530,0 euro", "4530.0", "EUR", "exact", "digits"),
        ("cinque", "5", "", "exact", "words"),
        ("97° posto", "97", "rank", "exact", "ordinal"),
        ("secondo posto", "2", "rank", "exact", "ordinal"),
        ("3 mesi", "3", "months", "exact", "digits"),
    } <= read
