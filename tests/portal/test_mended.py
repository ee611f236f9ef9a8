"""A figure that a correction mended says so on its page, in the API, and on the page of its data set."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from filiera.services.build import build
from tests.services.source_packs import built_with_a_correction, data_set, pack_with


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_with_a_correction(tmp_path_factory.mktemp("mended"))


@pytest.mark.parametrize("address", ["observation/beds-hospital-beds-xv1-2023/", "sources/beds/"])
def test_pages_say_what_was_published_why_and_where(
    home: Path, open_portal: Callable[[Path], Any], address: str
) -> None:
    page = open_portal(home).get(f"/ca/{address}").content.decode()
    assert "51,0" in page and "5,1" in page and "La coma és fora de lloc." in page
    assert "<code>beds.csv</code>" in page and "by e-mail, 2024-05-02" in page


def test_the_api_says_it_too(home: Path, open_portal: Callable[[Path], Any]) -> None:
    portal = open_portal(home)
    told = portal.get("/api/v1/figures/observation/beds-hospital-beds-xv1-2023").json()
    (mended,) = told["mended"]
    assert (mended["published"], mended["became"], mended["file"], mended["line"]) == ("51.0", "5.1", "beds.csv", 3)
    assert mended["reason"]["en"] == "The decimal mark is misplaced."
    other = portal.get("/api/v1/figures/observation/beds-hospital-beds-xv1-2022").json()
    assert other["mended"] == []


def test_two_data_sets_of_one_work_are_told_apart(open_portal: Callable[[Path], Any], tmp_path: Path) -> None:
    pack = pack_with(tmp_path, data_set("beds", "https://x.example/"), data_set("more-beds", "https://x.example/"))
    build(pack, tmp_path / "home")
    page = open_portal(tmp_path / "home").get("/en/sources/").content.decode()
    assert "<code>beds</code>" in page and "<code>more-beds</code>" in page
