"""Counting senders: one waits, others do not, and nobody can be told from what is kept."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.contributions.conftest import NOW


def wait(home: Path, machine: str, *, hour: int = 2, day: int = 3, everyone: int = 100, later: float = 0) -> int:
    from filiera.contributions import throttle
    from filiera.contributions.database import opened

    with opened(home):
        return throttle.wait(machine, "key", NOW + timedelta(hours=later), throttle.Limits(hour, day, everyone))


def test_one_waits_out_the_hour_and_then_the_day(home: Path) -> None:
    assert [wait(home, "192.0.2.1") for _ in range(2)] == [0, 0]
    assert 3595 < wait(home, "192.0.2.1") <= 3601
    assert wait(home, "192.0.2.2") == 0
    assert wait(home, "192.0.2.1", later=1.1) == 0
    assert wait(home, "192.0.2.1", later=3) > 20 * 3600


def test_all_together_have_a_limit_too(home: Path) -> None:
    assert [wait(home, f"192.0.2.{n}", everyone=3) for n in range(3)] == [0, 0, 0]
    assert wait(home, "192.0.2.9", everyone=3) > 0


@pytest.mark.parametrize(
    ("machine", "counted"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::9]", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("no address", "no address"),
        ("", ""),
    ],
)
def test_who_has_many_addresses_is_still_one_sender(machine: str, counted: str) -> None:
    from filiera.contributions.throttle import household

    assert household(machine) == counted


def test_nobody_can_make_yesterdays_names_again(home: Path) -> None:
    from filiera.contributions.database import opened
    from filiera.contributions.models import Attempt, DaySalt

    wait(home, "192.0.2.1")
    with opened(home):
        first, salt = Attempt.objects.get().sender, DaySalt.objects.get().salt
    wait(home, "192.0.2.1", later=23)
    with opened(home):
        assert len({first, *Attempt.objects.values_list("sender", flat=True)}) == 2, "another name on another day"
        assert salt not in DaySalt.objects.values_list("salt", flat=True)
    wait(home, "192.0.2.2", later=47.5)
    with opened(home):
        assert not Attempt.objects.filter(sender=first).exists()
    for path in (home / "contributions").iterdir():
        assert b"192.0.2" not in path.read_bytes(), path.name
