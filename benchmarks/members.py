"""Members answering questionnaires of readiness at once, against ``filiera serve``, which is killed in between.

Each member has an account, a session and a connection of its own, reads a section of the questionnaire, thinks, sends
its answers, and reads the next (_members.py: real HTTP, sign-in, CSRF). Everything is SYNTHETIC. Times are the
member's: from sending a request to its whole answer. Client and server share the processors.

In the last round every process of the server is killed (SIGKILL) while members answer, and started again: each answer
that had been acknowledged must be found in the store.
Run: .venv/bin/python benchmarks/members.py [--quick]; on PostgreSQL too where its server is installed.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks._members import Killable, Member, Seen, answer_all, crowd, lost, prepare, sign_in_all
from benchmarks._served import Served, filiera_serve, free_port, served
from filiera.services.build import build

PACE = 5.0
"""Mean seconds of thought before each page that a member sends."""
LIMIT = 300
MEMBERS = 200
GROWTH = (50, 100, 200, 400)
KILLS = 2


def main() -> int:
    """Measure on what is set; without a setting on SQLite, then on PostgreSQL."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true", help="shorter rounds of fewer sizes")
    quick = arguments.parse_args().quick
    failed = measure("PostgreSQL" if os.environ.get("FILIERA_DATABASE") else "SQLite", quick=quick)
    if not os.environ.get("FILIERA_DATABASE"):
        sought = subprocess.run(["sh", "scripts/find_postgresql.sh"], cwd=ROOT, capture_output=True, text=True)
        if sought.returncode:
            print(f"PostgreSQL: not measured: {sought.stdout.strip()}")
        else:
            command = [sys.executable, "scripts/with_postgresql.py", "--durable", sought.stdout.strip(), "--"]
            again = [sys.executable, __file__, *(["--quick"] if quick else [])]
            failed |= subprocess.run([*command, *again], cwd=ROOT).returncode != 0
    return int(failed)


def measure(database: str, *, quick: bool) -> bool:
    """Every size, then the round with the kill; whether anything missed its aim."""
    os.environ["FILIERA_BEHIND_PROXY"] = "1"
    sizes, seconds = ((MEMBERS,), 30.0) if quick else (GROWTH, 60.0)
    failed = False
    with tempfile.TemporaryDirectory(prefix="filiera-members-") as folder:
        home = Path(folder)
        build(ROOT / "packs" / "lombardia", home)
        invited = prepare(home, max(sizes))
        print(f"\n{database}: a page every {PACE:g} s of thought, {seconds:g} s a round, {os.cpu_count()} processors")
        print(HEAD)
        port = free_port()
        # Whoever has signed in stays so: a session outlives the server.
        members = crowd(invited, port, Seen(), PACE)
        for size in sizes:
            with served(filiera_serve(port), port, "/en/", home) as server:
                failed |= one_round(server, members[:size], seconds) and size <= MEMBERS
        failed |= killed(home, members[:MEMBERS], seconds)
    return failed


HEAD = (
    "| members | pages sent/s | save p50 ms | p95 | p99 | page p50 ms | p95 | p99 | sign-in p95 ms "
    "| server, ms of processor a page sent | odd |\n|---|---|---|---|---|---|---|---|---|---|---|"
)


def one_round(server: Served, members: list[Member], seconds: float) -> bool:
    """A line of the table; whether it missed the aim."""
    seen = seen_by(members)

    async def go() -> tuple[float, float]:
        await sign_in_all(members)
        before, began = server.processor(), time.monotonic()
        await answer_all(members, seconds)
        for member in members:
            member.browser.leave()
        return time.monotonic() - began, server.processor() - before

    took, used = asyncio.run(go())
    told = len(seen.told)
    cells = [f"{seen.percentile(kind, share):.0f}" for kind in ("save", "page") for share in (0.5, 0.95, 0.99)]
    odd = "; ".join(f"{n} × {what}" for what, n in seen.odd.items()) or "0"
    print(
        f"| {len(members)} | {told / took:.1f} | {' | '.join(cells)} | {seen.percentile('sign-in', 0.95):.0f} | "
        f"{1000 * used / max(1, told):.1f} | {odd} |",
        flush=True,
    )
    return bool(seen.odd) or max(seen.percentile(kind, 0.95) for kind in ("save", "page")) > LIMIT


def seen_by(members: list[Member]) -> Seen:
    """What these members see from now on."""
    seen = Seen()
    for member in members:
        member.seen = seen
    return seen


def killed(home: Path, members: list[Member], seconds: float) -> bool:
    """Members answer while every process of the server is killed and started again; whether an answer was lost."""
    seen, port = seen_by(members), members[0].browser.port

    async def go() -> None:
        server = Killable(home, port)
        try:
            await sign_in_all(members)
            answering = asyncio.create_task(answer_all(members, seconds))
            for _ in range(KILLS):
                await asyncio.sleep(seconds / (KILLS + 1))
                server.kill()
                server = Killable(home, port)
            await answering
        finally:
            server.kill()

    asyncio.run(go())
    missing = lost(home, seen.told)
    print(
        f"\nkilled {KILLS} times while {len(members)} members answered: {len(seen.told)} forms with "
        f"{sum(len(form.levels) for form in seen.told)} answers acknowledged, {seen.again} requests sent again, "
        f"{len(missing)} answers lost; odd: {dict(seen.odd) or 0}"
    )
    return bool(missing or seen.odd)


if __name__ == "__main__":
    sys.exit(main())
