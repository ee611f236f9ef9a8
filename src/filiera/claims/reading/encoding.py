"""From the bytes of a text file to its text, whichever encoding it was saved in."""

from __future__ import annotations

import re

from filiera.errors import DocumentError

_UTF8_REMEDY = "save it as UTF-8 text and check that"
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\v")) + b"\x7f"
_CONTROL_SHARE = 0.002
_SAMPLE_BYTES = 65_536

BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)

# Python knows codecs that are no character sets, some of them slow: only these are taken at their word.
_CHARACTER_SET = re.compile(
    r"(?:iso[-_]?8859|windows[-_]?\d|cp[-_]?\d|mac|koi8|latin|gb\d|gbk|big5|euc|shift|sjis|tis)[\w.:-]*\Z",
    re.IGNORECASE,
)
_LATIN_1 = re.compile(r"(?:iso[-_]?8859[-_]1|latin[-_]?1)\Z", re.IGNORECASE)
_BYTES_BEYOND_ASCII = bytes(range(128, 256))
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_LETTER_OF_THE_WEST = re.compile("[À-ÖØ-öø-ÿŒœŠšŽžŸ]")
_TYPOGRAPHY_OF_THE_WEST = re.compile(
    "[\u00a0\u00ad€£§©®™°ªº«»“”‘’‚„–—…•·²³¹½¼¾±µ¿¡×÷†‡‰]",
)
_SIGN_INSIDE_A_WORD = re.compile("[a-z](?:[ÀÃÂÁ]\u00a0|[£§©®™ªº«»‚„…•²³¹½¼¾±¿¡×÷†‡‰Ž]|[À-ÖØ-Þ])[a-z]")


def decode(content: bytes, declared: str = "") -> str:
    """The text of ``content``: by its byte order mark, as UTF-8, as declared, else as it is most plausible.

    The text keeps its line breaks as ``\\n``, so that its lines are those of the file.
    """
    text = _decoded(content, declared)
    if "\x00" in text:
        raise DocumentError("the file holds NUL bytes: it is not text", remedy=_UTF8_REMEDY)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text


def _decoded(content: bytes, declared: str) -> str:
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            try:
                return content[len(mark) :].decode(encoding)
            except UnicodeDecodeError:
                words = {"encoding": encoding.upper()}
                raise DocumentError(
                    "the file announces {encoding} and is not", remedy=_UTF8_REMEDY, words=words
                ) from None
    if b"\x00" in content:
        raise DocumentError("the file holds NUL bytes: it is not text", remedy=_UTF8_REMEDY)
    controls = len(content) - len(content.translate(None, _CONTROLS))
    if controls > max(1, len(content) * _CONTROL_SHARE):
        raise _not_text()
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        _refuse_damaged_utf8(content, error.start)
    return _as_declared(content, declared) or _as_western(content) or _as_detected(content)


def _refuse_damaged_utf8(content: bytes, first: int) -> None:
    """Almost all UTF-8: a guess at another encoding would spoil every accent, so the line is named."""
    lossy = content.decode("utf-8", errors="replace")
    broken = lossy.count("\ufffd")
    foreign = len(lossy) - len(lossy.encode("ascii", errors="ignore"))
    if broken * 5 < foreign:
        line = content.count(b"\n", 0, first) + 1
        words = {"line": line}
        raise DocumentError("line {line} is not UTF-8 while the rest of the file is", remedy=_UTF8_REMEDY, words=words)


def _as_declared(content: bytes, declared: str) -> str:
    if not _CHARACTER_SET.match(declared):
        return ""
    # What calls itself Latin-1 holds, in practice, the quotes and dashes of cp1252.
    encoding = "cp1252" if _LATIN_1.match(declared) else declared
    try:
        return content.decode(encoding)
    except (LookupError, UnicodeError):
        return ""


def _as_western(content: bytes) -> str:
    """The text in the common encoding of western office software, where it reads like text there."""
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        return ""
    foreign = len(content) - len(content.translate(None, _BYTES_BEYOND_ASCII))
    letters = len(_LETTER_OF_THE_WEST.findall(text))
    known = letters + len(_TYPOGRAPHY_OF_THE_WEST.findall(text))
    plain = sum(map(str.isascii, filter(str.isalpha, text[:_SAMPLE_BYTES])))
    foreign_in_sample = len(_LETTER_OF_THE_WEST.findall(text[:_SAMPLE_BYTES]))
    odd = len(_SIGN_INSIDE_A_WORD.findall(text))
    plausible = known >= foreign * 0.98 and foreign_in_sample <= plain * 0.3 and odd <= foreign * 0.05
    return text if plausible else ""


def plausible_encoding(sample: bytes) -> str:
    """The encoding of telling lines that are not UTF-8: the common western one, else what the characters suggest.

    Raises:
        DocumentError: they read like text in none.
    """
    if _as_western(sample):
        return "cp1252"
    encoding = _detected(sample)
    if not encoding or not _reads_like_text(_as_declared(sample, encoding)[:_SAMPLE_BYTES]):
        raise _not_text()
    return encoding


def _as_detected(content: bytes) -> str:
    """The text in the encoding that the characters suggest; a sample of the telling lines decides."""
    sample = bytearray()
    sampled_to = 0
    for telling in _BEYOND_ASCII.finditer(content):
        if telling.start() >= sampled_to:
            sampled_to = telling.start() + 200
            sample += content[max(0, telling.start() - 100) : sampled_to] + b"\n"
        if len(sample) >= _SAMPLE_BYTES:
            break
    encoding = _detected(bytes(sample))
    text = _as_declared(content, encoding) if encoding else ""
    if not text or not _reads_like_text(text[:_SAMPLE_BYTES]):
        raise _not_text()
    return text


def _detected(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return best.encoding if best is not None else ""


def _reads_like_text(text: str) -> bool:
    """Mostly letters, digits and spaces; a wrong guess gives signs and unassigned characters."""
    readable = sum(1 for character in text if character.isalnum() or character.isspace())
    return readable >= 0.6 * len(text) and sum(map(str.isspace, text)) >= 0.02 * len(text)


def _not_text() -> DocumentError:
    return DocumentError("the file is binary, or text in an unknown encoding", remedy=_UTF8_REMEDY)
