"""The PDF: accessible, complete, the same bytes each time, nothing outside its place."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from filiera.publish.brochure.making import Brochure, make_brochure
from filiera.services.build import build
from filiera.services.pages import Evidence
from tests.publish.brochure.conftest import EDITIONS, PACKS
from tests.publish.brochure.printed import A4, bare, pages, zones

FAMILIES = ("Lora", "RobotoMono", "TitilliumWeb")
Content = dict[str, Any]


def reader(made: Brochure) -> PdfReader:
    """The PDF, strictly read."""
    return PdfReader(io.BytesIO(made.pdf), strict=True)


def titles(outline: list[Any]) -> Iterator[str]:
    """All bookmarks."""
    for each in outline:
        if isinstance(each, list):
            yield from titles(each)
        else:
            yield str(each.title)


def fonts(resources: Any) -> Iterator[str]:
    """Names of the fonts of a page and of the drawings on it."""
    for font in (resources.get("/Font") or {}).values():
        yield str(font.get_object()["/BaseFont"])
    for drawing in (resources.get("/XObject") or {}).values():
        inner = drawing.get_object().get("/Resources")
        if inner:
            yield from fonts(inner.get_object())


@pytest.mark.parametrize(("pack", "language"), EDITIONS)
def test_it_is_tagged_and_says_its_language_title_and_author(
    pack: str, language: str, brochure_of: Callable[..., Brochure], content_of: Callable[..., Content]
) -> None:
    pdf, told = reader(brochure_of(pack, language)), content_of(pack, language)
    root: Any = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert str(root["/Lang"]).split("-")[0] == language
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata is not None
    assert pdf.metadata.title == told["title"]
    assert pdf.metadata.author == told["author"]
    xmp = root["/Metadata"].get_object().get_data().decode()
    assert "pdfuaid:part>1<" in xmp


@pytest.mark.parametrize(("pack", "language"), EDITIONS)
def test_bookmarks_lead_to_every_chapter(
    pack: str, language: str, brochure_of: Callable[..., Brochure], content_of: Callable[..., Content]
) -> None:
    told = content_of(pack, language)
    found = list(titles(reader(brochure_of(pack, language)).outline))
    for title in (*(chapter["title"] for chapter in told["chapters"]), told["words"]["sources"]["title"]):
        assert title in found


@pytest.mark.parametrize(("pack", "language"), EDITIONS)
def test_every_page_is_a4_and_type_is_the_themes(
    pack: str, language: str, brochure_of: Callable[..., Brochure]
) -> None:
    made = brochure_of(pack, language)
    assert made.warnings == ()
    for page in reader(made).pages:
        assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(A4, abs=0.1)
        for name in fonts(page["/Resources"]):
            assert name.partition("+")[2].startswith(FAMILIES), name


@pytest.mark.parametrize(("pack", "language"), EDITIONS)
def test_drawings_are_described_with_their_values(
    pack: str, language: str, brochure_of: Callable[..., Brochure], content_of: Callable[..., Content]
) -> None:
    described = alternatives(reader(brochure_of(pack, language)).trailer["/Root"]["/StructTreeRoot"])
    charts = [
        block["chart"]["alt"]
        for chapter in content_of(pack, language)["chapters"]
        for block in (*chapter["story"], *(s for section in chapter["sections"] for s in section["statements"]))
        if "chart" in block
    ]
    assert charts
    assert set(charts) <= described


def alternatives(node: Any) -> set[str]:
    """Every description of a picture in the tree of tags."""
    found: set[str] = set()
    waiting = [node]
    while waiting:
        each = waiting.pop()
        each = each.get_object() if hasattr(each, "get_object") else each
        if isinstance(each, list):
            waiting += each
        elif isinstance(each, dict):
            if "/Alt" in each:
                found.add(str(each["/Alt"]))
            if "/K" in each:
                waiting.append(each["/K"])
    return found


@pytest.mark.parametrize(("pack", "language"), EDITIONS)
def test_nothing_is_cut_and_nothing_runs_into_the_footer(
    pack: str, language: str, brochure_of: Callable[..., Brochure], content_of: Callable[..., Content]
) -> None:
    told = content_of(pack, language)
    end = bare(f"{told['words']['evidence']}{told['version']}")
    for number, printed in zones(brochure_of(pack, language).pdf):
        for strip in ("left", "right", "bottom", "top"):
            assert not printed[strip].strip(), f"page {number}, {strip}"
        if number > 1:
            foot = bare(printed["foot"])
            assert foot.startswith(bare(told["heading"])), f"page {number}: {foot}"
            assert foot.endswith(f"{end}{number}"), f"page {number}: {foot}"
            assert len(foot) < len(bare(told["heading"])) + len(end) + 6, f"page {number}: {foot}"


@pytest.mark.parametrize(("pack", "language"), EDITIONS)
def test_the_figures_at_a_glance_are_one_spread(
    pack: str, language: str, brochure_of: Callable[..., Brochure], content_of: Callable[..., Content]
) -> None:
    told, words = content_of(pack, language), pages(brochure_of(pack, language).pdf)
    left = next(n for n, text in enumerate(words, 1) if n > 2 and bare(told["words"]["glance"]["title"]) in bare(text))
    assert left % 2 == 0
    for number, figures in ((left, told["glance"]["main"]), (left + 1, told["glance"]["beside"])):
        for figure in figures:
            assert bare(figure["number"]) in bare(words[number - 1])
    assert bare(told["chapters"][0]["title"]) in bare(words[left + 1])


def test_no_page_but_a_few_is_left_almost_empty(brochure_of: Callable[..., Brochure]) -> None:
    for language in ("it", "en"):
        words = pages(brochure_of("lombardia", language).pdf)
        scant = [number for number, text in enumerate(words, 1) if len(bare(text)) < 450 and number > 1]
        assert len(scant) <= 1, scant


@pytest.mark.parametrize("pack", PACKS)
def test_the_same_evidence_gives_the_same_bytes(
    pack: str, tmp_path: Path, brochure_of: Callable[..., Brochure]
) -> None:
    build(PACKS[pack], tmp_path)
    assert make_brochure(Evidence.open(tmp_path), "en", tmp_path).pdf == brochure_of(pack, "en").pdf


def test_invented_data_say_so_on_every_page(
    brochure_of: Callable[..., Brochure], content_of: Callable[..., Content]
) -> None:
    for language in ("ca", "en"):
        label = bare(content_of("exemple", language)["words"]["invented"])
        assert all(label in bare(text) for text in pages(brochure_of("exemple", language).pdf))
    label = bare(content_of("lombardia", "en")["words"]["invented"])
    assert not any(label in bare(text) for text in pages(brochure_of("lombardia", "en").pdf))


def test_numbers_are_written_as_each_language_writes_them(brochure_of: Callable[..., Brochure]) -> None:
    italian, english = (" ".join(pages(brochure_of("lombardia", code).pdf)) for code in ("it", "en"))
    assert "346.153" in italian and "346,153" not in italian
    assert "346,153" in english and "346.153" not in english
