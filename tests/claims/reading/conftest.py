"""Writing a document into a folder of the test's own, and reading it back."""

from __future__ import annotations

from pathlib import Path

import pytest

from filiera.claims.reading import Document, read_document
from tests.claims.reading.written_documents import Read, Write


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture
def read(write: Write) -> Read:
    def read(name: str, content: str | bytes) -> Document:
        return read_document(write(name, content))

    return read
