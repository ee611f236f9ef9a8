"""What is kept of the portal's answers, and what never is; and that it is sent before Django hears of the request."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import brotli
import pytest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from filiera.portal import page_cache
from filiera.portal.page_cache import kept_first, kept_pages, key_of

Asked = tuple[str, dict[str, str], bytes]


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    page_cache.kept.clear()


def environ(path: str, query: str = "", method: str = "GET", **headers: str) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        **headers,
    }


def ask(application: Any, asked: dict[str, Any]) -> Asked:
    told: list[Any] = []
    parts = application(asked, lambda status, headers, error=None: told.extend((status, dict(headers))))
    body = b"".join(parts)
    if hasattr(parts, "close"):
        parts.close()
    return told[0], told[1], body


@pytest.fixture
def front(exemple: Any) -> Any:
    from filiera.portal.wsgi import application

    return application


@pytest.fixture
def only_kept(exemple: Any) -> Any:
    """The same, with nobody behind it."""
    return kept_first(lambda _environ, _start: pytest.fail("the page was not kept"))


@pytest.mark.parametrize(
    "path", ["/en/", "/ca/ledger/", "/api/v1/figures", "/sitemap.xml", "/en/figure/hospital-beds.csv"]
)
def test_the_second_answer_is_the_first_and_comes_from_memory(front: Any, only_kept: Any, path: str) -> None:
    first = ask(front, environ(path, HTTP_ACCEPT_ENCODING="gzip, br"))
    assert first[0] == "200 OK"
    assert first[1]["Content-Security-Policy"]
    assert ask(only_kept, environ(path, HTTP_ACCEPT_ENCODING="gzip, br")) == first
    assert brotli.decompress(first[2]) == ask(front, environ(path))[2]


def test_a_version_that_the_asker_has_is_not_sent_again_whether_it_is_kept_or_not(front: Any, only_kept: Any) -> None:
    etag = ask(front, environ("/en/method/"))[1]["ETag"]
    page_cache.kept.clear()
    for application in (front, only_kept):
        status, headers, body = ask(application, environ("/en/method/", HTTP_IF_NONE_MATCH=etag))
        assert (status, headers["ETag"], body) == ("304 Not Modified", etag, b"")


def test_head_answers_as_get_without_the_body(front: Any, only_kept: Any) -> None:
    status, headers, body = ask(front, environ("/en/method/", method="HEAD"))
    assert (status, body) == ("200 OK", b"")
    got = ask(only_kept, environ("/en/method/"))
    assert got[1] == headers
    assert len(got[2]) == int(headers["Content-Length"])


def test_a_host_that_is_not_ours_gets_no_page_kept_or_not(front: Any) -> None:
    ask(front, environ("/en/"))
    assert ask(front, environ("/en/", HTTP_HOST="evil.example"))[0].startswith("400")
    assert ask(front, environ("/en/", HTTP_HOST="evil.example"))[0].startswith("400")


def test_pages_that_print_their_address_are_kept_by_host(front: Any) -> None:
    one = ask(front, environ("/en/figure/hospital-beds/", HTTP_HOST="localhost:8001"))[2].decode()
    other = ask(front, environ("/en/figure/hospital-beds/", HTTP_HOST="127.0.0.1:9"))[2].decode()
    assert "http://localhost:8001/figure/hospital-beds" in one
    assert "http://127.0.0.1:9/figure/hospital-beds" in other


@pytest.mark.parametrize("path", ["/en/nothing/", "/", "/claim/beds", "/en/ledger/?sort=none"])
def test_redirects_and_errors_are_not_kept(front: Any, path: str) -> None:
    path, _, query = path.partition("?")
    assert not ask(front, environ(path, query))[0].startswith("200")
    assert page_cache.kept.size == 0


@pytest.mark.parametrize("asked", [environ("/en/", method="POST"), environ("/en/", "q=" + "x" * 600)])
def test_forms_and_endless_addresses_have_no_key(asked: dict[str, Any]) -> None:
    assert key_of(asked) is None


def cookie(response: HttpResponse) -> None:
    response.set_cookie("session", "1")


def varying(response: HttpResponse) -> None:
    response["Vary"] = "Accept-Encoding, Cookie"


def private(response: HttpResponse) -> None:
    response["Cache-Control"] = "private"


def large(response: HttpResponse) -> None:
    response.content = b"x" * (page_cache.LARGEST + 1)


@pytest.mark.parametrize("change", [cookie, varying, private, large])
def test_an_answer_for_one_reader_or_too_large_is_made_anew(
    exemple: Any, rf: Callable[..., HttpRequest], change: Callable[[HttpResponse], None]
) -> None:
    made = []

    def respond(_: HttpRequest) -> HttpResponse:
        response = HttpResponse("page")
        change(response)
        made.append(response)
        return response

    asked = kept_pages(respond)
    assert asked(rf("/en/")) is made[0]
    assert asked(rf("/en/")) is made[1]


def test_a_stream_is_passed_on(exemple: Any, rf: Callable[..., HttpRequest]) -> None:
    stream = StreamingHttpResponse(iter([b"part"]))
    assert kept_pages(lambda _: stream)(rf("/en/")) is stream


@pytest.fixture
def rf() -> Callable[..., HttpRequest]:
    from django.test import RequestFactory

    return RequestFactory().get


def test_without_evidence_nothing_is_kept_and_the_reader_is_told(
    open_portal: Callable[[Path], Any], tmp_path: Path
) -> None:
    answer = open_portal(tmp_path).get("/en/")
    assert answer.status_code == 503
    assert page_cache.kept.size == 0
