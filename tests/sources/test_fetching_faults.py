"""Publishers answer in every bad way: each ends in the whole file or in one clear error, never in half a file."""

from __future__ import annotations

import base64
import contextlib
import gzip
import hashlib
import logging
import shutil
import socket
import ssl
import subprocess
import threading
import time
from dataclasses import replace
from email.utils import format_datetime
from pathlib import Path

import pytest

from filiera.errors import UnreachableError
from filiera.sources.fetching import Fetcher, Known, Wanted
from filiera.sources.manners import Manners
from tests.sources.conftest import NOW, Sleeper
from tests.sources.having import had, refused, whole
from tests.sources.publisher import TABLE, Answer, Asked, answer, publisher, ranged, says

WHOLE = answer(200, TABLE, Content_Type="text/csv")


def reset(asked: Asked, line: socket.socket) -> None:
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
    line.close()


def dripping(pause: float, body: bytes = TABLE, piece: int = 50) -> Answer:
    def give(asked: Asked, line: socket.socket) -> None:
        line.sendall(answer(200, b"", len(body), ETag='"drip"'))
        for start in range(0, len(body), piece):
            time.sleep(pause)
            line.sendall(body[start : start + piece])

    return give


def silent(asked: Asked, line: socket.socket) -> None:
    time.sleep(1)


@pytest.mark.parametrize(
    ("name", "answers", "requests"),
    [
        ("at once", [says(WHOLE)], 1),
        ("500, then well", [says(answer(500)), says(WHOLE)], 2),
        ("503 twice, then well", [says(answer(503)), says(answer(503)), says(WHOLE)], 3),
        ("connection reset", [reset, says(WHOLE)], 2),
        ("nothing at all", [says(b""), says(WHOLE)], 2),
        ("no HTTP", [says(b"220 mail.example ESMTP\r\n\r\n"), says(WHOLE)], 2),
        ("silence", [silent, says(WHOLE)], 2),
        ("cut off without a mark", [says(answer(200, TABLE[:9000], len(TABLE))), says(WHOLE)], 2),
        ("cut off, goes on", [ranged(TABLE, cut=9000), ranged(TABLE)], 2),
        ("cut off four times", [*[ranged(TABLE, cut=5000)] * 4, ranged(TABLE)], 5),
        ("cut off, the rest is not given", [ranged(TABLE, cut=9000), says(WHOLE)], 2),
        ("cut off, other bytes since", [ranged(b"x" * len(TABLE), '"old"', cut=9000), ranged(TABLE, '"new"')], 2),
        ("chunk cut off", [says(answer(200, b"", None, Transfer_Encoding="chunked") + b"5\r\nab"), says(WHOLE)], 2),
        ("other checksum", [says(answer(200, TABLE[:-1] + b"!", Digest="sha-256=" + "A" * 43 + "=")), says(WHOLE)], 2),
    ],
)
def test_another_attempt_brings_the_whole_file(
    name: str, answers: list[Answer], requests: int, manners: Manners, folder: Path
) -> None:
    with publisher(*answers) as there:
        whole(had(f"{there.url}/beds.csv", manners, folder, form="delimited"))
        assert len(there.asked) == requests


def test_a_rest_of_another_file_is_not_put_behind(manners: Manners, folder: Path) -> None:
    """A server that ignores If-Range and sends the rest of the new bytes: its mark gives it away."""
    changed = TABLE.replace(b"XX1", b"YY1")
    half = len(TABLE) // 2
    rest = answer(206, changed[half:], ETag='"new"', Content_Range=f"bytes {half}-{len(TABLE) - 1}/{len(TABLE)}")
    with publisher(ranged(TABLE, '"old"', cut=half), says(rest), ranged(changed, '"new"')) as there:
        whole(had(there.url, manners, folder), changed)
        assert there.asked[1].headers["if-range"] == '"old"'
        assert "range" not in there.asked[2].headers


@pytest.mark.parametrize("span", ["bytes 0-99/100", "bytes 17-99/100", "pages 9000-1/2", "", "bytes 9000-/7"])
def test_a_rest_that_does_not_fit_starts_anew(span: str, manners: Manners, folder: Path) -> None:
    odd = answer(206, b"odd", ETag='"one"', Content_Range=span)
    with publisher(ranged(TABLE, cut=9000), says(odd), ranged(TABLE)) as there:
        whole(had(there.url, manners, folder))


def test_what_arrived_is_verified_before_it_is_taken_up(manners: Manners, folder: Path) -> None:
    once = replace(manners, attempts=1)
    with publisher(ranged(TABLE, cut=9000), ranged(TABLE)) as there:
        refused(there.url, once, folder)
        part = folder / "file.part"
        assert part.stat().st_size == 9000
        part.write_bytes(b"?" + part.read_bytes()[1:])
        whole(had(there.url, once, folder))
        assert "range" not in there.asked[1].headers, "damaged bytes are asked for again"


def test_what_arrived_is_taken_up_by_the_next_run(manners: Manners, folder: Path) -> None:
    once = replace(manners, attempts=1)
    with publisher(ranged(TABLE, cut=9000), ranged(TABLE)) as there:
        refused(there.url, once, folder)
        whole(had(there.url, once, folder))
        assert there.asked[1].headers["range"] == "bytes=9000-"


def test_it_is_not_taken_up_for_another_address(manners: Manners, folder: Path) -> None:
    once = replace(manners, attempts=1)
    with publisher(ranged(TABLE, cut=9000), ranged(TABLE)) as there:
        refused(f"{there.url}/a", once, folder)
        whole(had(f"{there.url}/b", once, folder))
        assert "range" not in there.asked[1].headers


@pytest.mark.parametrize(
    ("name", "reply", "told"),
    [
        ("missing", says(answer(404)), "is not there (status 404)"),
        ("forbidden", says(answer(403)), "does not let us have it"),
        ("too large, it says", says(answer(413)), "finds the answer too large"),
        ("teapot", says(answer(418)), "gives status 418"),
        ("never well", says(answer(500)), "has a fault (status 500)"),
        ("always busy", says(answer(429, Retry_After="0")), "asks to be left alone"),
        ("unasked 304", says(answer(304)), "gives status 304"),
        ("unasked 206", says(answer(206, b"abc", Content_Range="bytes 0-2/9")), "cut off"),
        ("always cut off", says(answer(200, TABLE[:100], len(TABLE))), "cut off"),
        ("longer than it may be", says(answer(200, b"", 2_000_000)), "larger than 1000000 bytes"),
        ("a page", says(answer(200, b"<html>", Content_Type="text/html; charset=utf-8")), "a web page came"),
        (
            "a page that says it is a table",
            says(answer(200, b"\n<!DOCTYPE HTML><html>", Content_Type="text/csv")),
            "page",
        ),
        ("JSON for a table", says(answer(200, b'{"error": "no such table"}')), "not a table"),
        ("empty", says(answer(200, b"")), "empty"),
        ("only blanks", says(answer(200, b"\xef\xbb\xbf \n ")), "empty"),
        ("odd packing", says(answer(200, b"xx", Content_Encoding="br")), "packed in a way that was not asked for (br)"),
        ("broken packing", says(answer(200, b"\x1f\x8bnot at all", Content_Encoding="gzip")), "cannot be unpacked"),
        ("packing cut off", says(answer(200, gzip.compress(TABLE)[:-9], Content_Encoding="gzip")), "cut off"),
        ("wrong checksum", says(answer(200, TABLE, Content_MD5=base64.b64encode(b"x" * 16).decode())), "checksum"),
        ("redirect to nowhere", says(answer(302)), "without end"),
    ],
)
def test_what_cannot_be_mended_is_told(name: str, reply: Answer, told: str, manners: Manners, folder: Path) -> None:
    with publisher(reply) as there:
        error = refused(f"{there.url}/beds.csv", manners, folder, form="delimited")
        assert told in error.what
        assert error.where == f"{there.url}/beds.csv"
        assert len(there.asked) <= manners.attempts


def test_a_table_in_place_of_json_is_told(manners: Manners, folder: Path) -> None:
    with publisher(says(WHOLE)) as there:
        assert "not JSON" in refused(there.url, manners, folder, form="json-stat").what


def test_json_that_states_a_wrong_length_is_not_taken_for_whole(manners: Manners, folder: Path) -> None:
    """The publisher states fewer bytes than it sends: what comes is the stated part of a document."""
    with publisher(says(answer(200, b'{"value": [1, 2, 3]}', 12))) as there:
        assert "cut off" in refused(there.url, manners, folder, form="json-stat").what


def endless(asked: Asked, line: socket.socket) -> None:
    line.sendall(answer(200, b"", None, Transfer_Encoding="chunked"))
    while True:
        line.sendall(b"10000\r\n" + b"a" * 65536 + b"\r\n")


def test_a_body_without_end_is_left(manners: Manners, folder: Path) -> None:
    with publisher(endless) as there:
        assert "larger than" in refused(there.url, manners, folder).what


def test_a_small_answer_that_unpacks_to_a_large_one_is_left(manners: Manners, folder: Path) -> None:
    bomb = gzip.compress(b"0" * 50_000_000)
    assert len(bomb) < manners.largest
    with publisher(says(answer(200, bomb, Content_Encoding="gzip"))) as there:
        assert "unpacks to more than" in refused(there.url, manners, folder).what
        assert not list(folder.iterdir())


def test_packed_on_the_wire_is_kept_unpacked(manners: Manners, folder: Path) -> None:
    body = gzip.compress(TABLE[:20_000]) + gzip.compress(TABLE[20_000:])
    with publisher(ranged(body, cut=500, Content_Encoding="gzip"), ranged(body, Content_Encoding="gzip")) as there:
        whole(had(there.url, manners, folder))
        assert there.asked[1].headers["range"] == "bytes=500-"


def test_a_packed_file_is_kept_as_it_is(manners: Manners, folder: Path) -> None:
    body = gzip.compress(TABLE)
    with publisher(says(answer(200, body, Content_Type="application/gzip"))) as there:
        whole(had(there.url, manners, folder, form="eurostat-tsv"), body)


def test_drip_by_drip_ends_in_time(manners: Manners, folder: Path) -> None:
    with publisher(dripping(0.05)) as there:
        started = time.monotonic()
        assert "took longer than" in refused(there.url, replace(manners, in_all=1), folder).what
        assert time.monotonic() - started < 4
        assert there.asked
    with publisher(dripping(0, piece=500)) as there:
        whole(had(f"{there.url}/x", manners, folder))


def test_waits_longer_each_time(manners: Manners, folder: Path, sleeper: Sleeper) -> None:
    with publisher(says(answer(500))) as there:
        refused(there.url, replace(manners, attempts=5, longest_pause=6, in_all=1000), folder)
    assert sleeper.slept == [1, 2, 4, 6]
    assert manners.pause_before(3) == 4
    assert replace(manners, chance=lambda: 0.0).pause_before(3) == 2


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("3", [3.0]),
        (format_datetime(NOW.replace(minute=1), usegmt=True), [60.0]),
        (format_datetime(NOW.replace(hour=1), usegmt=True), [0.0]),
        ("soon", [1.0]),
        ("-5", [1.0]),
        ("Sun, 99 Foo 2026", [1.0]),
    ],
)
def test_waits_as_long_as_it_is_asked_to(
    header: str, seconds: list[float], manners: Manners, folder: Path, sleeper: Sleeper
) -> None:
    with publisher(says(answer(429, Retry_After=header)), says(WHOLE)) as there:
        whole(had(there.url, replace(manners, in_all=1000), folder))
    assert sleeper.slept == seconds


def test_comes_back_another_day_where_that_is_too_long(manners: Manners, folder: Path, sleeper: Sleeper) -> None:
    with publisher(says(answer(503, Retry_After="86400"))) as there:
        assert "wait 1440 minutes" in refused(there.url, manners, folder).what
    assert sleeper.slept == []


def test_a_host_is_spared_between_two_requests(folder: Path, sleeper: Sleeper, manners: Manners) -> None:
    fetcher = Fetcher(replace(manners, interval=2, clock=lambda: 100.0))
    with publisher(says(WHOLE)) as there:
        for _ in range(3):
            whole(fetcher.get(Wanted(there.url), folder / "file.part"))
    assert sleeper.slept == [2, 4]


def test_keys_are_told_to_nobody(manners: Manners, folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    with publisher(says(answer(404))) as there:
        error = refused(f"{there.url}/t?year=2020&api_key=abc123&Token=xyz789", manners, folder)
        assert there.asked[0].path.endswith("api_key=abc123&Token=xyz789")
    told = str(error) + caplog.text
    assert "abc123" not in told and "xyz789" not in told
    assert "year=2020&api_key=***&Token=***" in error.where  # type: ignore[operator]
    with publisher(ranged(TABLE, cut=5000)) as there:
        refused(f"{there.url}/t?key=abc123", replace(manners, attempts=1), folder)
        assert (folder / "file.part.json").exists()
        assert not any(b"abc123" in path.read_bytes() for path in folder.iterdir())


def test_says_who_asks(manners: Manners, folder: Path) -> None:
    with publisher(says(WHOLE)) as there:
        had(there.url, manners, folder)
        assert there.asked[0].headers["user-agent"].startswith("Filiera/")
        assert "polite" in there.asked[0].headers["user-agent"]


def test_what_is_held_is_not_taken_again(manners: Manners, folder: Path) -> None:
    with publisher(ranged(TABLE, '"one"'), says(answer(304)), ranged(TABLE, '"one"')) as there:
        assert had(there.url, manners, folder, known=Known('"one"')) is None
        assert had(there.url, manners, folder, known=Known("", "Sun, 01 Mar 2026 12:00:00 GMT")) is None
        assert there.asked[1].headers["if-modified-since"] == "Sun, 01 Mar 2026 12:00:00 GMT"
        whole(had(there.url, manners, folder, known=Known('"other"')))


@pytest.mark.parametrize("header", ["Digest", "Repr_Digest", "Content_Digest", "Content_MD5"])
def test_checksums_that_agree(header: str, manners: Manners, folder: Path) -> None:
    sha = base64.b64encode(hashlib.sha256(TABLE).digest()).decode()
    values = {
        "Digest": f"SHA-256={sha}",
        "Content_MD5": base64.b64encode(hashlib.md5(TABLE).digest()).decode(),
    }
    value = values.get(header, f"sha-256=:{sha}:")
    with publisher(says(answer(200, TABLE, **{header: value}))) as there:
        whole(had(there.url, manners, folder))


def test_a_checksum_that_the_pack_states(manners: Manners, folder: Path) -> None:
    with publisher(says(WHOLE)) as there:
        whole(had(there.url, manners, folder, sha256=hashlib.sha256(TABLE).hexdigest().upper()))
        assert "checksum the pack states" in refused(there.url, manners, folder, sha256="0" * 64).what


def test_offline_is_told_soon(manners: Manners, folder: Path, sleeper: Sleeper) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    error = refused(f"http://127.0.0.1:{port}/x", manners, folder)
    assert isinstance(error, UnreachableError)
    assert f"no connection to 127.0.0.1:{port}" in error.what
    assert len(sleeper.slept) == 1


@pytest.fixture
def vouched_by_nobody(tmp_path: Path) -> ssl.SSLContext:
    """A server's certificate that it made itself."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed: no certificate can be made")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=127.0.0.1"]
    subprocess.run([*command, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


def test_a_certificate_that_nobody_vouches_for_is_refused(
    manners: Manners, folder: Path, vouched_by_nobody: ssl.SSLContext
) -> None:
    door = socket.create_server(("127.0.0.1", 0))

    def talk() -> None:
        with contextlib.suppress(OSError), door.accept()[0] as line, vouched_by_nobody.wrap_socket(line, True) as safe:
            safe.sendall(WHOLE)

    threading.Thread(target=talk, daemon=True).start()
    with door:
        error = refused(f"https://127.0.0.1:{door.getsockname()[1]}/", manners, folder)
    assert "certificate cannot be trusted" in error.what
