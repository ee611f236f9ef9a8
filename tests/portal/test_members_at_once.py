"""Members answer at once while the server is killed: each answer acknowledged is in the store of contributions."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest

from benchmarks._members import Killable, Seen, Told, answer_all, crowd, lost, prepare, sign_in_all
from benchmarks._served import free_port

MEMBERS, KILLS, BETWEEN = 20, 2, 4.0

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="finds the server's processes in /proc")


def test_no_answer_that_was_acknowledged_is_lost_when_the_server_is_killed(
    django_ready: None, homes: dict[str, Path], tmp_path: Path
) -> None:
    """Real HTTP, sessions and forms; a form that no server answered is sent again, and is one."""
    home, port, seen = tmp_path / "home", free_port(), Seen()
    shutil.copytree(homes["lombardia"], home)
    members = crowd(prepare(home, MEMBERS), port, seen, pace=0.3)

    async def go() -> list[int]:
        counts, server = [], Killable(home, port)
        try:
            await sign_in_all(members, at_once=2)
            answering = asyncio.create_task(answer_all(members, BETWEEN * (KILLS + 1)))
            for _ in range(KILLS):
                await asyncio.sleep(BETWEEN)
                counts.append(len(seen.told))
                server.kill()
                server = Killable(home, port)
            await answering
        finally:
            server.kill()
        return [*counts, len(seen.told)]

    before, _, after = asyncio.run(go())
    assert not seen.odd
    assert after > before
    assert seen.again > 0, "somebody was in the middle of it"
    assert len({each.assessment for each in seen.told}) == MEMBERS, "nobody was locked out"
    assert lost(home, seen.told) == []

    never = Told(seen.told[-1].assessment, {"a question that nobody answered": 1})
    assert len(lost(home, [*seen.told, never])) == 1, "what is not there is missed"
