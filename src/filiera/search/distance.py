"""How many slips of the finger lie between two words."""

from __future__ import annotations


def slips(one: str, other: str, most: int) -> int | None:
    """Letters changed, left out, added, or exchanged with their neighbour; None where there are more than ``most``.

    The optimal string alignment distance (Damerau 1964; no part is edited twice).
    """
    if abs(len(one) - len(other)) > most:
        return None
    start = 0
    shorter = min(len(one), len(other))
    while start < shorter and one[start] == other[start]:
        start += 1
    end = 0
    while end < shorter - start and one[-1 - end] == other[-1 - end]:
        end += 1
    one, other = one[start : len(one) - end], other[start : len(other) - end]
    if not one or not other:
        return len(one) + len(other)
    if most == 1:  # One slip leaves one letter on each side, or two that changed places.
        return 1 if len(one) == len(other) == 1 or (len(one) == 2 and one == other[::-1]) else None
    # Only cells within ``most`` of the diagonal can end below it.
    beyond = most + 1
    last: list[int] = []
    before = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [beyond] * (len(other) + 1)
        row[0] = i
        for j in range(max(1, i - most), min(len(other), i + most) + 1):
            compared = other[j - 1]
            cost = before[j - 1] + (letter != compared)
            if before[j] < cost:
                cost = before[j] + 1
            if row[j - 1] < cost:
                cost = row[j - 1] + 1
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == compared and last[j - 2] < cost:
                cost = last[j - 2] + 1
            row[j] = cost
        last, before = before, row
    return before[-1] if before[-1] <= most else None
