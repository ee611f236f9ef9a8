"""A person with an account in a real browser, and what every page of it must be."""

from __future__ import annotations

import base64
import email
import email.policy
import hashlib
import hmac
import re
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

PASSWORD = "four quiet river stones"
ENGLISH = re.compile(r"\b(the|your|you|please|sign|must|ensure|enter|this|with|not)\b", re.IGNORECASE)
Faults = Callable[[Any], list[str]]


def totp(secret: str, at: float) -> str:
    """The six digits of an app at a time (RFC 6238, with the truncation of RFC 4226, section 5.3)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(at) // 30), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


@dataclass
class Walker:
    """Who walks: in which browser page, language and home."""

    page: Any
    url: str
    home: Path
    language: str
    faults: Faults
    email: str
    password: str = PASSWORD
    scripts: bool = True
    """Without scripts axe cannot look; all else can."""
    errors: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        """Open a page below ``/LANG/account/``, and look at it."""
        self.page.goto(f"{self.url}/{self.language}/account/{path}")
        self.look()

    def press(self, selector: str) -> None:
        """Press a button or follow a link, and look at what comes."""
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()
        self.look()

    def submit(self, **values: str) -> None:
        """Fill in the fields of the page's form and send it with the keyboard."""
        for name, value in values.items():
            self.page.locator(f"main [name={name}]:not([type=radio])").fill(value)
        last = self.page.locator(f"main [name={list(values)[-1]}]:not([type=radio])")
        last.focus()
        with self.page.expect_navigation():
            last.press("Enter")
        self.look()

    def look(self) -> None:
        """The page is accessible, whole on this screen, in its own language, and says its address but once."""
        where = self.page.url
        self.seen.append(where)
        if self.scripts:
            assert self.faults(self.page) == [], where
        width = self.page.viewport_size["width"]
        assert self.page.evaluate("document.documentElement.scrollWidth") <= width, where
        expect(self.page.locator("h1")).to_have_count(1)
        if self.language != "en":
            text = self.page.locator("main").inner_text().replace(self.email, "")
            assert not ENGLISH.findall(text), (where, text)

    def mail(self, subject_word: str = "") -> str:
        """The newest e-mail to this person, as text."""
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            for path in sorted((self.home / "mail").glob("*"), key=lambda each: each.stat().st_mtime_ns, reverse=True):
                for raw in reversed(path.read_bytes().split(b"\n" + b"-" * 79 + b"\n")):
                    told = email.message_from_bytes(raw.lstrip(b"\n"), policy=email.policy.default)
                    if told["To"] == self.email and subject_word in str(told["Subject"]):
                        return str(told["Subject"]) + "\n" + str(told.get_content())
            time.sleep(0.2)
        raise AssertionError(f"no e-mail to {self.email} came")

    def link(self, part: str) -> str:
        """The address in the newest e-mail that has ``part`` in it."""
        found = re.search(rf"http\S+{part}\S+", self.mail())
        assert found is not None
        return found[0]

    def sign_up(self) -> None:
        """From the form to a confirmed address."""
        self.go("signup/")
        self.submit(email=self.email, password1=self.password)
        assert "confirm-email" in self.page.url
        self.page.goto(self.link("confirm-email"))
        self.look()
        self.press("main button[type=submit]")
        assert "done=confirmed" in self.page.url

    def sign_in(self) -> None:
        """With address and password."""
        self.go("login/")
        self.submit(login=self.email, password=self.password)

    def sign_out(self) -> None:
        """By the button on the own page."""
        self.go("")
        self.press("main form[action*=logout] button")
        assert "done=signed-out" in self.page.url

    def show_again(self) -> None:
        """Give the password once more where it is asked for."""
        if "reauthenticate" in self.page.url:
            self.submit(password=self.password)
