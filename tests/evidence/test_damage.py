"""Damaged, missing and forbidden files: said in words, with a remedy; the versions before stay."""

from __future__ import annotations

import logging
import os
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from filiera.errors import EvidenceError
from filiera.evidence import Evidence, current_version, kept_versions, verify_evidence, write_evidence
from tests.evidence.sample import sample


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def garbage(path: Path) -> None:
    path.write_bytes(random.Random(1).randbytes(path.stat().st_size))


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def gone(path: Path) -> None:
    path.unlink()


def another_database(path: Path) -> None:
    size = path.stat().st_size
    path.unlink()
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE figure (address TEXT)")
    # Same size as the build wrote, so that only its content gives it away.
    with path.open("r+b") as file:
        file.truncate(size)


DAMAGES = [cut, garbage, emptied, gone, another_database]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_refused_and_the_one_before_is_named(home: Path, damage: Callable[[Path], None]) -> None:
    before = write_evidence(sample(1), home, pack="exemple")
    version = write_evidence(sample(2), home, pack="exemple")
    damage(version.path)
    with pytest.raises(EvidenceError) as refused:
        Evidence.open(home)
    told = str(refused.value)
    assert told.startswith(f"{version.path}: ")
    assert "run 'filiera build'" in told
    assert f"the one before is {before.path.name}" in told
    with pytest.raises(EvidenceError):
        verify_evidence(version.path)
    verify_evidence(before.path)
    with Evidence.at(before.path) as evidence:
        assert evidence.rows("meta", key="edition")[0]["value"] == "1"


@pytest.mark.parametrize("damage", DAMAGES)
def test_the_remedy_works(home: Path, damage: Callable[[Path], None]) -> None:
    before = write_evidence(sample(1), home, pack="exemple")
    version = write_evidence(sample(2), home, pack="exemple")
    damage(version.path)
    again = write_evidence(sample(2), home, pack="exemple")
    assert not again.reused and again.hash == version.hash
    assert [kept.hash for kept in kept_versions(home)] == [version.hash, before.hash]
    verify_evidence(again.path)
    with Evidence.open(home) as evidence:
        assert len(evidence.rows("figure")) == 7


def test_a_portal_keeps_what_it_has_when_the_new_file_is_damaged(home: Path, caplog: pytest.LogCaptureFixture) -> None:
    write_evidence(sample(1), home, pack="exemple")
    with Evidence.open(home) as evidence, caplog.at_level(logging.WARNING):
        garbage(write_evidence(sample(2), home, pack="exemple").path)
        assert not evidence.follow()
        assert "stays open" in caplog.text
        assert evidence.rows("meta", key="edition")[0]["value"] == "1"
        write_evidence(sample(2), home, pack="exemple")
        assert evidence.follow(), "the repaired file is followed"
        assert evidence.rows("meta", key="edition")[0]["value"] == "2"


def test_an_open_reader_moves_to_the_repaired_file_of_the_same_name(home: Path) -> None:
    version = write_evidence(sample(1), home, pack="exemple")
    with Evidence.open(home) as evidence:
        garbage(version.path)
        write_evidence(sample(1), home, pack="exemple")
        assert evidence.follow()
        assert len(evidence.rows("figure")) == 7


@pytest.mark.parametrize(
    "text",
    [b"", b"{", b"\xff\xfe", b"[]", b'{"file": "evidence-1"}'],
    ids=["empty", "cut", "binary", "list", "fields missing"],
)
def test_a_damaged_pointer_is_refused_and_mended_by_the_next_build(home: Path, text: bytes) -> None:
    versions = [write_evidence(sample(edition), home, pack="exemple") for edition in (1, 2)]
    (home / "current").write_bytes(text)
    for ask in (Evidence.open, current_version):
        with pytest.raises(EvidenceError, match=r"the pointer to the evidence is damaged.*run 'filiera build'"):
            ask(home)
    third = write_evidence(sample(3), home, pack="exemple")
    assert current_version(home) == third
    assert {kept.hash for kept in kept_versions(home)} == {version.hash for version in (*versions, third)}


def test_a_pointer_that_leads_out_of_the_home_is_refused(home: Path) -> None:
    version = write_evidence(sample(), home, pack="exemple")
    pointer = home / "current"
    pointer.write_text(pointer.read_text("utf-8").replace(version.path.name, "../elsewhere.duckdb"), "utf-8")
    with pytest.raises(EvidenceError, match=r"'\.\./elsewhere\.duckdb' is no evidence file"):
        current_version(home)


def test_a_home_without_evidence_says_what_to_do(home: Path) -> None:
    with pytest.raises(EvidenceError, match="no evidence was built here yet; run 'filiera build'"):
        Evidence.open(home)
    with pytest.raises(EvidenceError, match="there is no such evidence file"):
        Evidence.at(home / "evidence-0123456789abcdef.duckdb")


def test_any_flipped_byte_is_refused_or_changes_nothing(home: Path, tmp_path: Path) -> None:
    version = write_evidence(sample(), home, pack="exemple")
    whole = version.path.read_bytes()
    copy = tmp_path / version.path.name
    chance = random.Random(7)
    refused = 0
    for _ in range(40):
        damaged = bytearray(whole)
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        copy.write_bytes(damaged)
        try:
            # Where it passes, the byte was in an unused part: the hash over all rows was taken again.
            verify_evidence(copy)
        except EvidenceError:
            refused += 1
    assert refused > 10


@contextmanager
def as_an_ordinary_user() -> Iterator[None]:
    """For root, to whom nothing is forbidden: the same as nobody in particular."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_home() -> Iterator[Path]:
    """A home that everyone may enter, as no folder of pytest's is."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_a_file_that_may_not_be_read(open_home: Path) -> None:
    version = write_evidence(sample(1), open_home, pack="exemple")
    version.path.chmod(0)
    with as_an_ordinary_user(), pytest.raises(EvidenceError) as refused:
        Evidence.open(open_home)
    assert "may not be read by you" in str(refused.value)
    assert "chmod u+r" in refused.value.remedy


def test_a_pointer_that_may_not_be_read(open_home: Path) -> None:
    write_evidence(sample(1), open_home, pack="exemple")
    (open_home / "current").chmod(0)
    with (
        as_an_ordinary_user(),
        pytest.raises(EvidenceError, match="the pointer to the evidence may not be read"),
    ):
        current_version(open_home)


def test_a_home_that_may_not_be_written(open_home: Path) -> None:
    before = write_evidence(sample(1), open_home, pack="exemple")
    open_home.chmod(0o555)
    (open_home / "build.lock").chmod(0o444)
    with as_an_ordinary_user(), pytest.raises(EvidenceError) as refused:
        write_evidence(sample(2), open_home, pack="exemple")
    open_home.chmod(0o755)
    assert "evidence may not be written here" in str(refused.value)
    assert "set FILIERA_HOME" in refused.value.remedy
    assert current_version(open_home) == before


def test_a_home_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("", "utf-8")
    with pytest.raises(EvidenceError, match="the evidence could not be written"):
        write_evidence(sample(), tmp_path / "home", pack="exemple")
