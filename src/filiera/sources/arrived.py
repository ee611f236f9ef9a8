"""A file that has arrived: unpacked from its packing on the wire, looked at, and hashed."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from pathlib import Path

from filiera.errors import SourceError
from filiera.sources.answers import DamagedError, check_kind, cut_off
from filiera.sources.partial import Partial, unwritable

_CHUNK = 2**18


@dataclass(frozen=True, slots=True)
class Got:
    """The bytes of one file, as its publisher keeps it, and what was said of them."""

    path: Path
    sha256: str
    size: int
    etag: str = ""
    last_modified: str = ""
    content_type: str = ""
    vintage: str = ""
    """As of when it speaks, where the publisher says so apart from Last-Modified."""


def finished(arriving: Partial, where: str, form: str, sha256: str, most: int) -> Got:
    """The file, under another name than the arriving one, which is gone.

    Raises:
        SourceError: it cannot be unpacked, unpacks to more than ``most`` bytes, or is not what was asked for.
    """
    noted = arriving.noted
    assert noted is not None
    path = arriving.path.with_suffix(".whole")
    if noted.encoding:
        digest, size = _unpacked(arriving.path, path, where, most)
    else:
        arriving.path.replace(path)
        digest, size = arriving.sha256, arriving.size
    try:
        check_kind(path, where, form)
        if sha256 and digest != sha256.lower():
            raise SourceError(
                "the bytes are not those whose checksum the pack states",
                where=where,
                remedy="see what the publisher changed; then mend the checksum in the pack",
            )
    except SourceError:
        path.unlink(missing_ok=True)
        raise
    arriving.drop()
    return Got(path, digest, size, noted.etag, noted.last_modified, noted.content_type)


def _unpacked(packed: Path, to: Path, where: str, most: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    try:
        with packed.open("rb") as source, to.open("wb") as target:
            unpacker = zlib.decompressobj(wbits=31)
            while chunk := unpacker.unconsumed_tail or unpacker.unused_data or source.read(_CHUNK):
                if unpacker.eof:
                    unpacker = zlib.decompressobj(wbits=31)
                piece = unpacker.decompress(chunk, _CHUNK)
                digest.update(piece)
                target.write(piece)
                size += len(piece)
                if size > most:
                    raise SourceError(
                        "unpacks to more than {largest} bytes",
                        where=where,
                        remedy="see that it is the file that you want; it is not kept",
                        words={"largest": most},
                    )
            if not unpacker.eof:
                raise cut_off(where)
    except SourceError:
        to.unlink(missing_ok=True)
        raise
    except zlib.error as error:
        to.unlink(missing_ok=True)
        raise DamagedError(
            "is damaged: it cannot be unpacked ({problem})",
            where=where,
            remedy="fetch it again",
            words={"problem": str(error)},
        ) from error
    except OSError as error:
        to.unlink(missing_ok=True)
        raise unwritable(to, error) from error
    return digest.hexdigest(), size
