"""Having one file of a publisher, or being told why not; each looks that nothing half-done is left."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from filiera.errors import SourceError
from filiera.sources.arrived import Got
from filiera.sources.fetching import Fetcher, Wanted
from filiera.sources.manners import Manners
from tests.sources.publisher import TABLE


def had(url: str, manners: Manners, folder: Path, **wanted: object) -> Got | None:
    return Fetcher(manners).get(Wanted(url, **wanted), folder / "file.part")  # type: ignore[arg-type]


def refused(url: str, manners: Manners, folder: Path, **wanted: object) -> SourceError:
    with pytest.raises(SourceError) as caught:
        had(url, manners, folder, **wanted)
    assert not (folder / "file.whole").exists(), "what is refused leaves no file that looks whole"
    assert caught.value.remedy, "every error says what to do"
    return caught.value


def whole(got: Got | None, body: bytes = TABLE) -> None:
    assert got is not None
    assert got.path.read_bytes() == body
    assert (got.sha256, got.size) == (hashlib.sha256(body).hexdigest(), len(body))
    got.path.unlink()
    assert not list(got.path.parent.iterdir()), "nothing else is left"
