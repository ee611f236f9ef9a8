"""Finding what a pack holds, and the life of the index beside its evidence."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from filiera.errors import EvidenceError
from filiera.evidence import Evidence, current_version, kept_versions
from filiera.services.build import build
from filiera.services.search import addresses, examples, kinds, search
from tests.built_homes import BuiltHomes

ROOT = Path(__file__).resolve().parents[2]
EXEMPLE = ROOT / "tests" / "packs" / "exemple"


@pytest.fixture(scope="module")
def region(built_homes: BuiltHomes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evidence]:
    """The evidence of the real region."""
    with Evidence.open(built_homes.copy("lombardia", tmp_path_factory.mktemp("region"))) as evidence:
        yield evidence


@pytest.fixture
def home(built_homes: BuiltHomes, tmp_path: Path) -> Path:
    """A home with the evidence of the invented region."""
    return built_homes.copy("exemple", tmp_path)


def indexes(home: Path) -> list[str]:
    return sorted(path.name for path in home.glob("search-*"))


@pytest.mark.parametrize(
    ("asked", "language", "address"),
    [
        ("nursing homes", "it", "figure/care-rsa"),
        ("rsa", "en", "figure/care-rsa"),
        ("research hospital milan", "en", "organisation/irccs-ieo"),
        ("istituto di ricovero e cura a carattere scientifico rozzano", "it", "organisation/irccs-humanitas"),
        ("universita statale", "it", "organisation/universita-milano"),
        ("policlinco san mateo", "it", "organisation/irccs-policlinico-san-matteo"),
        ("hospital beds", "it", "claim/care-hospital-beds"),
        ("posti letto ospedalieri", "en", "claim/care-hospital-beds"),
        ("030943", "it", "organisation/irccs-humanitas"),
        ("digital evolution", "it", "plan/digital-evolution"),
        ("evoluzione digitale", "en", "plan/digital-evolution"),
        ("eurostat", "it", "source/eurostat"),
    ],
)
def test_the_region_is_found_in_both_languages(region: Evidence, asked: str, language: str, address: str) -> None:
    assert address in [hit.address for hit in search(region, asked, language=language).hits]
    assert address in addresses(region, asked)


def test_every_thing_of_the_region_is_held(region: Evidence) -> None:
    assert kinds(region) == ("claim", "indicator", "organisation", "page", "source")
    for row in region.rows("organisation"):
        assert row["address"] in addresses(region, row["name"], kinds=("organisation",)), row["name"]


@pytest.mark.parametrize("language", ["it", "en"])
def test_examples_find_something(region: Evidence, language: str) -> None:
    asked = examples(region, language)
    assert len(asked) == 3
    for words in asked:
        results = search(region, words, language=language)
        assert results.total
        assert not results.partial


def test_another_region_in_other_languages(home: Path) -> None:
    with Evidence.open(home) as evidence:
        assert search(evidence, "county hospitals", language="ca").hits[0].title.startswith("Hospital")
        found = search(evidence, "hospital comarcal dalt", language="en").hits[0]
        assert (found.address, found.language) == ("organisation/hospital-dalt", "en")
        assert "organisation/cap-font" in addresses(evidence, "primary care centre")
        assert examples(evidence, "ca")


def test_a_build_makes_the_index_of_its_evidence(home: Path) -> None:
    version = current_version(home)
    assert version is not None
    assert indexes(home) == [f"search-{version.hash}.sqlite"]


def test_an_index_that_is_lost_or_damaged_is_made_again(home: Path) -> None:
    (path,) = home.glob("search-*")
    whole = path.read_bytes()
    for damage in (lambda: path.unlink(), lambda: path.write_bytes(b"damaged"), lambda: path.write_bytes(whole[:5000])):
        damage()
        with Evidence.open(home) as evidence:
            forget()
            assert search(evidence, "hospital", language="ca").total
        assert path.read_bytes() == whole


def test_a_build_sees_damage_that_readers_have_not_met_yet(home: Path) -> None:
    (path,) = home.glob("search-*")
    whole = path.read_bytes()
    half = len(whole) // 2
    path.write_bytes(whole[:half] + b"\xff" * (len(whole) - half))
    forget()
    build(EXEMPLE, home)
    assert path.read_bytes() == whole


def test_the_index_of_a_home_that_cannot_be_written_is_asked_for_in_words(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (path,) = home.glob("search-*")
    path.unlink()
    forget()

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("filiera.search.building.tempfile.mkstemp", full)
    with Evidence.open(home) as evidence, pytest.raises(EvidenceError, match="No space left") as refused:
        search(evidence, "hospital", language="ca")
    assert "filiera build" in refused.value.remedy


def test_indexes_are_kept_and_removed_with_their_evidence(tmp_path: Path) -> None:
    for name in ("inventada", "exemple"):
        shutil.copytree(EXEMPLE.parent / name, tmp_path / "packs" / name)
    manifest = tmp_path / "packs" / "exemple" / "pack.yml"
    text = manifest.read_text(encoding="utf-8")
    home = tmp_path / "home"
    for turn in range(4):
        manifest.write_text(text.replace("names: {", f"names: {{xx: {'x' * (turn + 1)}, ", 1), encoding="utf-8")
        build(tmp_path / "packs" / "exemple", home)
        assert indexes(home) == sorted(f"search-{version.hash}.sqlite" for version in kept_versions(home))
    assert len(indexes(home)) == 3


def forget() -> None:
    """As a process that has not opened the index yet."""
    from filiera.services import search as service

    service._open.cache_clear()
