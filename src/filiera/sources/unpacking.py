"""Compressed bytes, unpacked only as far as a limit: a small file must not fill the memory."""

from __future__ import annotations

import io
import zlib

from filiera.errors import SourceError

LARGEST = 2 * 2**30
"""Bytes that one file may unpack to."""
_CHUNK = 2**20
GZIP = b"\x1f\x8b"


def gunzipped(data: bytes, largest: int = LARGEST) -> bytes:
    """``data`` as it is, or what a gzip file holds.

    Raises:
        SourceError: it is damaged, ends early, or would unpack to more than ``largest``.
    """
    if not data.startswith(GZIP):
        return data
    out = io.BytesIO()
    rest = data
    try:
        while rest:
            unpacker = zlib.decompressobj(wbits=31)
            out.write(unpacker.decompress(rest, max_length=max(1, largest + 1 - out.tell())))
            while not unpacker.eof and out.tell() <= largest and unpacker.unconsumed_tail:
                out.write(unpacker.decompress(unpacker.unconsumed_tail, max_length=_CHUNK))
            if out.tell() > largest:
                raise SourceError(
                    "unpacks to more than {largest} bytes",
                    remedy="see that it is the file that you want; it is not read",
                    words={"largest": largest},
                )
            if not unpacker.eof:
                raise SourceError("is cut off: the compressed data end too early", remedy="fetch it again")
            rest = unpacker.unused_data.lstrip(b"\0")
    except zlib.error as error:
        raise SourceError(
            "is damaged: it cannot be unpacked ({problem})", remedy="fetch it again", words={"problem": str(error)}
        ) from error
    return out.getvalue()
