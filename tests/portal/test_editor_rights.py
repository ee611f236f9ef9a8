"""Every page of editors, asked by every role: who is let in, who is led to signing in, who is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.portal.packs import PACKS
from tests.portal.signed_in import sign_in

VALUES = {"number": "1", "code": "0123456789abcdef", "kind": "claim", "key": "beds", "field": "wording.en"}
"""What stands in for the parts of an address."""


def addresses() -> list[str]:
    """Every route of the editors' pages, with values in it."""
    import re

    import filiera.portal.urls  # noqa: F401  registers the parts of addresses
    from filiera.portal.editor_urls import of_editors

    found = []
    for route in of_editors:
        path = str(route.pattern).replace("<language:language>", "en")
        found.append("/" + re.sub(r"<\w+:(\w+)>", lambda part: VALUES[part[1]], path))
    return found


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from filiera.services.build import build

    folder = tmp_path_factory.mktemp("rights")
    build(PACKS / "exemple", folder)
    return folder


@pytest.fixture
def portal(open_portal: Callable[[Path], Any], home: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("FILIERA_PACKS", str(PACKS))
    return open_portal(home)


def test_there_are_pages_of_editors(portal: Any) -> None:
    assert len(addresses()) >= 15
    assert all(path.startswith("/en/account/editors/") for path in addresses())


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_visitor_is_led_to_signing_in(portal: Any, method: str) -> None:
    for path in addresses():
        response = getattr(portal, method)(path)
        if response.status_code == 405:
            continue
        assert response.status_code == 302, path
        assert response["Location"].startswith("/en/account/login/?next="), path


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_member_is_refused(portal: Any, home: Path, method: str) -> None:
    sign_in(portal, home, "member-rights@example.org", "member")
    for path in addresses():
        assert getattr(portal, method)(path).status_code in (403, 405), path


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_editor_without_a_second_factor_is_led_to_it(portal: Any, home: Path, method: str) -> None:
    sign_in(portal, home, "half-editor@example.org", "editor", second_factor=False)
    for path in addresses():
        response = getattr(portal, method)(path)
        if response.status_code == 405:
            continue
        assert response.status_code == 302, path
        assert response["Location"].endswith("/2fa/?needed=1"), path


@pytest.mark.parametrize("role", ["editor", "administrator"])
def test_an_editor_is_let_in(portal: Any, home: Path, role: str) -> None:
    sign_in(portal, home, f"{role}-rights@example.org", role)
    answers = {path: portal.get(path) for path in addresses()}
    assert {answer.status_code for answer in answers.values()} <= {200, 404, 405}
    for path, answer in answers.items():
        assert answer["Cache-Control"] == "no-store, private", path
        assert answer["X-Robots-Tag"] == "noindex", path


def test_a_form_of_another_site_changes_nothing(home: Path, portal: Any) -> None:
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    sign_in(strict, home, "strict@example.org", "editor")
    for path in addresses():
        assert strict.post(path, {"sure": "yes"}).status_code in (403, 405), path


def test_the_audit_log_is_for_administrators(portal: Any, home: Path) -> None:
    sign_in(portal, home, "editor-log@example.org", "editor")
    assert portal.get("/en/account/log/").status_code == 403
