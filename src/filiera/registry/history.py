"""What the lines of the decisions say of addresses: minted for which mentions, led elsewhere, parted, related."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from filiera.registry.decision_lines import Decision, Extend, Merge, Mint, Relate, Split


@dataclass
class History:
    """The state after the lines that were added to it."""

    minted: dict[str, Mint] = field(default_factory=dict)
    """By address, in the order of minting."""
    holder: dict[str, str] = field(default_factory=dict)
    """Mention → the address that was last minted for it, or extended to it."""
    redirects: dict[str, Merge] = field(default_factory=dict)
    """Address → the line by which it leads to another."""
    splits: list[Split] = field(default_factory=list)
    relations: list[Relate] = field(default_factory=list)

    @classmethod
    def of(cls, lines: Iterable[Decision]) -> History:
        """The state after these lines."""
        history = cls()
        for line in lines:
            history.add(line)
        return history

    def add(self, line: Decision) -> None:
        """The state after one more line."""
        if isinstance(line, Mint):
            self.minted.setdefault(line.address, line)
            self.holder |= dict.fromkeys(line.mentions, line.address)
        elif isinstance(line, Extend):
            self.holder |= dict.fromkeys(line.mentions, line.address)
        elif isinstance(line, Merge):
            self.redirects[line.address] = line
            # What others are led to stands: no circle.
            self.redirects.pop(line.into, None)
        elif isinstance(line, Split):
            self.splits.append(line)
            for address in line.into:
                self.redirects.pop(address, None)
        elif isinstance(line, Relate):
            self.relations.append(line)

    def current(self, address: str) -> str:
        """Where an address leads in the end; itself where it was never given up."""
        while address in self.redirects:
            address = self.redirects[address].into
        return address

    def holds(self, mention: str) -> str:
        """The address under which a mention's organisation is found now; empty where it never had one."""
        return self.current(self.holder.get(mention, ""))
