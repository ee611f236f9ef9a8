"""Members who answer questionnaires at once: each a browser with a session of its own, over real HTTP.

Everything here is SYNTHETIC: accounts that nobody has, answers drawn at random, in a home that is thrown away. A
member notes every answer that the server has acknowledged; what was acknowledged must be found in the store, whatever
happened to the server in between.
"""

from __future__ import annotations

import asyncio
import html
import os
import random
import re
import signal
import subprocess
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

from benchmarks._served import family, filiera_serve

QUESTIONNAIRE = "companies"
PASSWORD = "a long password of nobody"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
CHOICE = re.compile(r'<input type="radio" name="q-([^"]+)" value="(\d+)"')
SAVED = re.compile(r"[?&](?:saved|over)=")
AGAIN = 0.25
"""Seconds after which a member tries again where no server answers."""


@dataclass(frozen=True)
class Invited:
    """A member as prepared: who signs in, and what is answered."""

    email: str
    assessment: str
    sections: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """One form that was acknowledged."""

    assessment: str
    levels: Mapping[str, int]


@dataclass
class Seen:
    """What all members saw: how long answers took by kind, what was acknowledged, what went wrong."""

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    told: list[Told] = field(default_factory=list)
    again: int = 0
    """Requests that no server answered, and that were sent again."""
    odd: Counter[str] = field(default_factory=Counter)
    """Answers that should not have come."""

    def percentile(self, kind: str, share: float) -> float:
        """Milliseconds within which this share of answers came."""
        found = sorted(self.took[kind])
        return 1000 * found[min(len(found) - 1, int(share * len(found)))] if found else float("nan")


def prepare(home: Path, count: int) -> list[Invited]:
    """Accounts with a confirmed address, each accepted as speaking for an organisation, its assessment begun."""
    import filiera.contributions.alone  # noqa: F401  before the models
    from filiera.contributions.database import opened
    from filiera.contributions.models import Account, OrganisationClaim
    from filiera.services.organisations import all_organisations
    from filiera.services.questionnaires import questionnaire
    from filiera.services.readiness import start
    from filiera.services.store import open_evidence

    now = datetime.now(UTC)
    invited = []
    with open_evidence(home) as evidence, opened(home):
        from allauth.account.models import EmailAddress
        from django.contrib.auth.hashers import Argon2PasswordHasher

        hasher = Argon2PasswordHasher()
        password = hasher.encode(PASSWORD, hasher.salt())
        asked = questionnaire(evidence, QUESTIONNAIRE)
        sections = tuple(dimension.id for dimension in asked.dimensions)
        profile = {each.id: each.choices[0].id for each in asked.profile}
        organisations = list(all_organisations(evidence))[:count]
        if len(organisations) < count:
            raise SystemExit(f"there are {len(organisations)} organisations, and {count} members need one each")
        for number, organisation in enumerate(organisations):
            email = f"member-{number}@example.org"
            account = Account.objects.create(email=email, password=password)
            EmailAddress.objects.create(user=account, email=email, verified=True, primary=True)
            OrganisationClaim.objects.create(
                account=account, organisation=organisation, status="accepted", ground="editor", created=now, decided=now
            )
            begun = start(home, evidence, organisation, QUESTIONNAIRE, profile, by=account.address)
            invited.append(Invited(email, begun.key, sections))
    return invited


class Browser:
    """One connection that is kept, the cookies of one person, and an address that the server before us tells."""

    def __init__(self, port: int, machine: str) -> None:
        self.port, self.machine = port, machine
        self.cookies: dict[str, str] = {}
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, path: str, form: Mapping[str, str] | None = None) -> tuple[int, dict[str, str], str]:
        """Status, headers and page of one answer.

        Raises:
            OSError: no server answers, or it ended in the middle.
        """
        body = urlencode(form).encode() if form is not None else b""
        head = [
            f"{'GET' if form is None else 'POST'} {path} HTTP/1.1",
            f"Host: 127.0.0.1:{self.port}",
            f"X-Forwarded-For: {self.machine}",
            "User-Agent: a synthetic member",
            f"Origin: http://127.0.0.1:{self.port}",
            "Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        ]
        if form is not None:
            head += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        request = "\r\n".join(head).encode() + b"\r\n\r\n" + body
        try:
            if self._streams is None:
                self._streams = await asyncio.open_connection("127.0.0.1", self.port)
            reader, writer = self._streams
            writer.write(request)
            await writer.drain()
            return await self._answer(reader)
        except (OSError, EOFError, ValueError) as error:
            self.leave()
            raise ConnectionError(str(error)) from error

    async def _answer(self, reader: asyncio.StreamReader) -> tuple[int, dict[str, str], str]:
        lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers: dict[str, str] = {}
        for line in lines[1:-2]:
            name, _, value = line.partition(": ")
            if name.lower() == "set-cookie":
                cookie, _, held = value.split(";")[0].partition("=")
                self.cookies[cookie.strip()] = held
            headers[name.lower()] = value
        if headers.get("transfer-encoding") == "chunked":
            page = b""
            while size := int(await reader.readuntil(b"\r\n"), 16):
                page += (await reader.readexactly(size + 2))[:-2]
            await reader.readexactly(2)
        else:
            page = await reader.readexactly(int(headers.get("content-length", 0)))
        return int(lines[0].split()[1]), headers, page.decode()

    def leave(self) -> None:
        """Close the connection."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


@dataclass
class Member:
    """Somebody who signs in and answers section after section, again and again, thinking in between."""

    invited: Invited
    browser: Browser
    seen: Seen
    random: random.Random
    pace: float
    """Mean seconds of thought before a page is sent."""

    async def sign_in(self) -> None:
        """As a person does: the form, then address and password; not again while the session lasts."""
        if "session" in self.browser.cookies:
            return
        page = await self._patiently("sign-in page", "/en/account/login/")
        form = dict(_hidden(page[2])) | {"login": self.invited.email, "password": PASSWORD}
        status, headers, _ = await self._patiently("sign-in", "/en/account/login/", form)
        if status != 302 or "session" not in self.browser.cookies:
            self.seen.odd[f"sign-in: {status} {headers.get('location', '')}"] += 1

    async def answer(self, ends: float) -> None:
        """Answer until the end, and finish what is under way."""
        await asyncio.sleep(self.random.uniform(0, self.pace))
        turn = 0
        while time.monotonic() < ends:
            section = self.invited.sections[turn % len(self.invited.sections)]
            path = f"/en/account/readiness/{self.invited.assessment}/answers/{section}/"
            status, _, page = await self._patiently("page", path)
            if status != 200:
                self.seen.odd[f"page: {status}"] += 1
                await asyncio.sleep(self.pace)
                continue
            await asyncio.sleep(self.random.uniform(0.5, 1.5) * self.pace)
            levels = self._choose(page)
            form = dict(_hidden(page)) | {f"q-{key}": str(level) for key, level in levels.items()} | {"go": "on"}
            status, headers, _ = await self._patiently("save", path, form)
            if status == 302 and SAVED.search(headers.get("location", "")):
                self.seen.told.append(Told(self.invited.assessment, levels))
                turn += 1
            else:
                self.seen.odd[f"save: {status} {headers.get('location', '')}"] += 1

    def _choose(self, page: str) -> dict[str, int]:
        choices: dict[str, list[int]] = defaultdict(list)
        for question, level in CHOICE.findall(page):
            choices[question].append(int(level))
        return {question: self.random.choice(levels) for question, levels in choices.items()}

    async def _patiently(
        self, kind: str, path: str, form: Mapping[str, str] | None = None
    ) -> tuple[int, dict[str, str], str]:
        """Until a server answers: the same request, which twice is once."""
        while True:
            began = time.perf_counter()
            try:
                answer = await self.browser.ask(path, form)
            except ConnectionError:
                self.seen.again += 1
                await asyncio.sleep(AGAIN)
            else:
                self.seen.took[kind].append(time.perf_counter() - began)
                return answer


def _hidden(page: str) -> Iterable[tuple[str, str]]:
    form = page[page.rfind('<form method="post"', 0, page.find('name="q-') if 'name="q-' in page else None) :]
    return ((name, html.unescape(value)) for name, value in HIDDEN.findall(form[: form.find("</form>")]))


class Killable:
    """``filiera serve`` in a home, which ends without a word: every process of it, in the middle of its work."""

    def __init__(self, home: Path, port: int) -> None:
        environment = {**os.environ, "FILIERA_HOME": str(home), "FILIERA_BEHIND_PROXY": "1"}
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        self._process = subprocess.Popen(
            filiera_serve(port),
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def kill(self) -> None:
        """Now."""
        for each in family(self._process.pid):
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        self._process.wait()


def crowd(invited: Iterable[Invited], port: int, seen: Seen, pace: float) -> list[Member]:
    """A member at a machine of its own for each who is invited."""
    return [
        Member(
            each, Browser(port, f"198.51.{100 + number // 250}.{1 + number % 250}"), seen, random.Random(number), pace
        )
        for number, each in enumerate(invited)
    ]


async def sign_in_all(members: list[Member], at_once: int = 4) -> None:
    """All sign in, so many at a time."""
    turns = asyncio.Semaphore(at_once)

    async def one(member: Member) -> None:
        async with turns:
            await member.sign_in()

    await asyncio.gather(*(one(member) for member in members))


async def answer_all(members: list[Member], seconds: float) -> None:
    """All answer for some seconds; each lets its last form be acknowledged."""
    ends = time.monotonic() + seconds
    await asyncio.gather(*(member.answer(ends) for member in members))


def lost(home: Path, told: Iterable[Told]) -> list[str]:
    """The acknowledged answers that the store does not hold, in the order in which each member gave them."""
    import filiera.contributions.alone  # noqa: F401  before the models
    from filiera.contributions import assessments
    from filiera.contributions.database import opened

    given: dict[tuple[str, str], list[int]] = defaultdict(list)
    for form in told:
        for question, level in form.levels.items():
            if given[form.assessment, question][-1:] != [level]:
                given[form.assessment, question].append(level)
    missing = []
    with opened(home):
        for key in {key for key, _ in given}:
            found = assessments.find(key)
            held: dict[str, list[int | None]] = defaultdict(list)
            for row in assessments.history(found) if found else []:
                held[row.question].append(row.level)
            for (assessment, question), levels in given.items():
                if assessment != key:
                    continue
                rest = iter(held[question])
                # In this order, with others in between at most; and what was told last is what holds.
                if not all(level in rest for level in levels) or held[question][-1] != levels[-1]:
                    missing.append(f"{key} {question}: told {levels}, held {held[question]}")
    return missing
