"""Union-find whose sets may be held apart: a union that would bring two such together is refused."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from filiera.registry.judgements import Pair


class ConstrainedUnion:
    """Disjoint sets of nodes (Tarjan 1975), pairs that never lie in one set, and labels that no set has two of."""

    def __init__(self, nodes: Iterable[str]) -> None:
        self._parent = {node: node for node in nodes}
        self._size = dict.fromkeys(self._parent, 1)
        self._apart: dict[str, list[Pair]] = defaultdict(list)
        self._label: dict[str, str] = {}

    def __contains__(self, node: str) -> bool:
        return node in self._parent

    def find(self, node: str) -> str:
        """The node that stands for the set of ``node``."""
        root = node
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[node] != root:
            self._parent[node], node = root, self._parent[node]
        return root

    def label(self, node: str) -> None:
        """From now on the set of ``node`` is joined with no other labelled one."""
        root = self.find(node)
        self._label[root] = min(node, self._label.get(root, node))

    def hold_apart(self, left: str, right: str) -> None:
        """From now on the two are never joined; nothing where they already are."""
        first, second = self.find(left), self.find(right)
        if first != second:
            self._apart[first].append((left, right))
            self._apart[second].append((right, left))

    def join(self, left: str, right: str) -> Pair | None:
        """Joins the sets of two nodes; where that may not be, the pair that forbids it."""
        first, second = self.find(left), self.find(right)
        if first == second:
            return None
        if self._size[first] < self._size[second]:
            first, second = second, first
        if forbids := self._between(first, second):
            return min(forbids)
        self._parent[second] = first
        self._size[first] += self._size[second]
        self._apart[first] += self._apart.pop(second, [])
        if second in self._label:
            self._label[first] = self._label.pop(second)
        return None

    def _between(self, first: str, second: str) -> list[Pair]:
        """Pairs held apart that lie in one and the other set, each in order."""
        found = []
        if first in self._label and second in self._label:
            found.append(_ordered(self._label[first], self._label[second]))
        one, other = sorted((first, second), key=lambda root: len(self._apart[root]))
        found += [_ordered(*pair) for pair in self._apart[one] if self.find(pair[1]) == other]
        return found

    def sets(self, nodes: Iterable[str]) -> tuple[tuple[str, ...], ...]:
        """The sets of these nodes, each in order, in the order of their first nodes."""
        found: dict[str, list[str]] = defaultdict(list)
        for node in sorted(nodes):
            found[self.find(node)].append(node)
        return tuple(map(tuple, found.values()))


def _ordered(left: str, right: str) -> Pair:
    return (left, right) if left <= right else (right, left)
